/* The little that pages do without the server. Loaded once; listens on the document, so React may redraw at will. */
(() => {
  const RAIL = "rail";
  document.documentElement.dataset.rail = localStorage.getItem(RAIL) || "";

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const zone = form.querySelector("[data-time-zone]");
    if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
    // Whoever logs in or out starts with a fresh tab: what it showed belonged to somebody else.
    if (form.matches("[data-fresh-tab]")) sessionStorage.removeItem("token");
  }, true);

  // A menu has done its work once a link in it was followed, also to the page that is shown already.
  document.addEventListener("click", (event) => {
    event.target.closest("a")?.closest("[popover].menu")?.hidePopover();
  }, true);

  // The way back becomes the way forth in its place: the second half of a double click is not meant for it.
  document.addEventListener("click", (event) => {
    const turns = event.target.closest("[data-turns], [data-sonner-toast] [data-button]");
    if (turns && event.detail > 1) event.stopPropagation();
  }, true);

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-toggles-rail]")) return;
    const narrow = document.documentElement.dataset.rail === "icons" ? "" : "icons";
    document.documentElement.dataset.rail = narrow;
    localStorage.setItem(RAIL, narrow);
  });
})();
