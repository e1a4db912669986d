/* Both sides of a highlight: elements that share a name in `data-links` light up together (ui/spans.py). */
(() => {
  const names = (element) => (element.dataset.links || "").split(" ").filter(Boolean);
  const linkedAt = (target) => (target instanceof Element ? target.closest("[data-links]") : null);
  let shown = null;

  function clear() {
    document.querySelectorAll("[data-lit]").forEach((element) => element.removeAttribute("data-lit"));
    shown = null;
  }

  function reveal(pane, element) {
    const view = pane.getBoundingClientRect();
    const place = element.getBoundingClientRect();
    if (pane.scrollHeight <= pane.clientHeight || (place.top >= view.top && place.bottom <= view.bottom)) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    pane.scrollBy({ top: place.top - view.top - pane.clientHeight / 3, behavior: calm ? "auto" : "smooth" });
  }

  function light(origin) {
    if (shown === origin) return;
    clear();
    if (!origin) return;
    shown = origin;
    const wanted = new Set(names(origin));
    if (!wanted.size) return;
    const home = origin.closest("[data-pane]");
    const revealed = new Set();
    document.querySelectorAll("[data-links]").forEach((element) => {
      if (!names(element).some((name) => wanted.has(name))) return;
      element.setAttribute("data-lit", "");
      const pane = element.closest("[data-pane]");
      if (!pane || pane === home || revealed.has(pane)) return;
      revealed.add(pane);
      reveal(pane, element);
    });
  }

  /* A mark may belong to several facts: the shortest words say most exactly what is meant. */
  function counterpart(mark) {
    const length = (name) => { const [start, end] = name.split("-").map(Number); return end - start; };
    const pane = mark.closest("[data-pane]");
    for (const name of names(mark).sort((a, b) => length(a) - length(b))) {
      const other = [...document.querySelectorAll("[data-links]")]
        .find((element) => element.closest("[data-pane]") !== pane && names(element).includes(name));
      if (other) return other;
    }
    return null;
  }

  function go(mark) {
    const other = counterpart(mark);
    if (!other) return;
    const field = other.matches("input, textarea, select, button, a, [tabindex]")
      ? other : other.querySelector("input, textarea, select, button, a, [tabindex]");
    other.scrollIntoView({ block: "nearest" });
    if (field) field.focus();
  }

  function step(pane, by) {
    const marks = [...pane.querySelectorAll("mark[data-links]")];
    if (!marks.length) return;
    const at = marks.indexOf(document.activeElement);
    const next = marks[at < 0 ? (by > 0 ? 0 : marks.length - 1) : Math.min(marks.length - 1, Math.max(0, at + by))];
    next.focus();
  }

  document.addEventListener("mouseover", (event) => {
    const element = linkedAt(event.target);
    if (element) light(element);
    else light(linkedAt(document.activeElement));
  });
  document.addEventListener("focusin", (event) => light(linkedAt(event.target)));
  document.addEventListener("focusout", (event) => { if (!linkedAt(event.relatedTarget)) clear(); });
  document.addEventListener("click", (event) => {
    const mark = event.target instanceof Element ? event.target.closest("mark[data-links]") : null;
    if (mark && window.getSelection().isCollapsed) go(mark);
  });
  /* Where nothing hovers, the words of a requirement may lie below the screen: a tap asks for them. */
  document.addEventListener("click", (event) => {
    const origin = linkedAt(event.target);
    if (!origin || !origin.closest("[data-pane=requirements]")) return;
    if (event.pointerType === "mouse" && !window.matchMedia("(hover: none)").matches) return;
    light(origin);
    const words = document.querySelector("[data-pane=source] mark[data-lit]");
    if (words) words.scrollIntoView({ block: "center" });
  });
  document.addEventListener("keydown", (event) => {
    const pane = event.target instanceof Element ? event.target.closest("[data-pane=source]") : null;
    if (!pane || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowRight") step(pane, 1);
    else if (event.key === "ArrowUp" || event.key === "ArrowLeft") step(pane, -1);
    else if (event.key === "Enter" && event.target.matches("mark")) go(event.target);
    else return;
    event.preventDefault();
  });
})();
