/* What was typed into a form and is not saved: leaving the page asks first, whether by a link, the way back, a reload or
closing the tab. Forms that filter, search or are posted by the browser hold nothing that could be lost. */
(() => {
  const ASK = "What you typed is not saved. Leave without it?";
  const FORM = "form:not([action], [data-applies], [role=search])";
  const REFUSED = `${FORM} .message.error, .conflict`; // what was sent and not kept is still here, in fields drawn anew
  const typed = new Map(); // field → what stood in it before
  let sent = false, agreed = 0, place = history.state?.idx, returning = false;

  const open = () => [...typed.keys()].filter(
    (field) => field.isConnected && field.checkVisibility() && field.value !== typed.get(field)
  );
  const refused = () => sent && document.querySelector(REFUSED);
  const unsaved = () => open().length > 0 || refused() || document.querySelector("form[data-unsaved=true]");
  const stays = () => {
    if (window.confirm(ASK)) agreed = Date.now();
    return Date.now() - agreed > 1000;
  };
  const stop = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  for (const kind of ["pointerdown", "keydown", "input"]) {
    document.addEventListener(kind, () => (place = history.state?.idx), true);
  }

  document.addEventListener("input", ({ target }) => {
    const text = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    if (!text || target.type === "search" || target.dataset.keptAs || !target.closest(FORM)) return;
    for (const field of typed.keys()) if (!field.isConnected) typed.delete(field);
    if (!typed.has(target)) typed.set(target, target.defaultValue);
  }, true);

  document.addEventListener("submit", ({ target }) => {
    if (!target.matches(FORM)) return;
    for (const field of typed.keys()) if (target.contains(field)) typed.delete(field);
    sent = true;
  }, true);

  document.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-leaves] [aria-pressed=false]");
    if (tab) {
      const panel = tab.closest("[data-leaves]").nextElementSibling;
      const lost = open().some((field) => panel.contains(field) && !field.closest("[data-unsaved]"));
      if (lost && stays()) stop(event);
    }
    const link = event.target.closest("a[href]");
    if (!link || link.target === "_blank" || link.hasAttribute("download") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = new URL(link.href);
    const away = to.protocol.startsWith("http") && to.origin + to.pathname + to.search !== location.origin + location.pathname + location.search;
    if (away && unsaved() && stays()) stop(event);
  }, true);

  // The address has changed already when this is heard: whoever stays goes back to where they were, unseen by the router.
  window.addEventListener("popstate", (event) => {
    const steps = place - history.state?.idx;
    if (returning) event.stopImmediatePropagation();
    else if (steps && unsaved() && stays()) {
      event.stopImmediatePropagation();
      returning = true;
      history.go(steps);
      return;
    }
    returning = false;
  }, true);

  window.addEventListener("beforeunload", (event) => {
    if (unsaved() && Date.now() - agreed > 1000) event.preventDefault();
  });
})();
