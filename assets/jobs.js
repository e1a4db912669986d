/* Keys and small manners of the Jobs page. Everything is done by pressing the page's own buttons. */
(() => {
  const list = () => document.querySelector(".opening-list");
  const rows = () => [...document.querySelectorAll(".opening-list .opening-row:not([data-leaving])")];
  const typing = (target) => target instanceof Element && target.closest("input, textarea, select, [contenteditable]");

  function current() {
    const focused = document.activeElement instanceof Element && document.activeElement.closest(".opening-row");
    return focused || document.querySelector(".opening-row[data-current=true]");
  }

  function choose(row) {
    const link = row.querySelector("[data-action=select]");
    link.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    if (matchMedia("(min-width: 1024px)").matches) link.click();
  }

  function step(by) {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(current());
    choose(all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]);
  }

  function press(action) {
    const row = current();
    (row || document.querySelector(".job-actions"))?.querySelector(`[data-action=${action}]`)?.click();
  }

  /* The row leaves when the server says so; until then the next key acts on the one after it. */
  const LEAVES = 5000;
  function hide() {
    const row = current();
    if (!row) return press("hide");
    if (row.hasAttribute("data-leaving")) return;
    const all = rows();
    const at = all.indexOf(row);
    row.querySelector("[data-action=hide]")?.click();
    row.setAttribute("data-leaving", "");
    setTimeout(() => row.removeAttribute("data-leaving"), LEAVES);  // it was refused
    const next = all[at + 1] || all[at - 1];
    if (next) choose(next);
  }

  function help() {
    document.querySelector("#keys-help")?.togglePopover?.();
  }

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    s: () => press("save"),
    h: hide,
    a: () => press("apply"),
    Enter: () => document.querySelector("[data-action=open-page]")?.click(),
    "/": () => document.querySelector("#jobs-search")?.focus(),
    "?": help,
  };

  document.addEventListener("keydown", (event) => {
    if (!(list() || (event.key === "a" && document.querySelector(".job-actions"))) || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const arrow = event.key.startsWith("Arrow");
    const inside = event.target instanceof Element && event.target.closest(".opening-list");
    if (arrow && !inside && event.target !== document.body) return;  // arrows scroll and step elsewhere
    if (event.key === "Enter" && event.target !== document.body && !inside) return;
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  /* A chosen filter applies at once; typed ones wait for Enter. */
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (!(field instanceof Element) || !field.matches("select, input[type=checkbox]")) return;
    const form = field.closest("form[data-applies]");
    if (form) form.requestSubmit();
  });

  /* A field that holds the form back can say why only where it is seen. */
  document.addEventListener("invalid", (event) => event.target.closest("[popover]:not(:popover-open)")?.showPopover(), true);

  /* Pressed or entered, not a choice that applies by itself: the sheet has done its work. */
  document.addEventListener("submit", (event) => {
    if (event.submitter && event.target.matches("form[data-applies]")) event.target.querySelector("#more-filters:popover-open")?.hidePopover();
  });
})();
