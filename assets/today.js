/* The Today page: a widget is dragged by its heading, with mouse, pen or finger, onto the place of another. Its arrows do
   the same by keyboard. What was dropped is sent by the page's own hidden form; the order on screen is the server's. */
(() => {
  const EDGE = 72; // px at the top and bottom of the window where it scrolls while something is dragged
  let dragged = null, target = null, pointer = null, scrolling = 0, at = { x: 0, y: 0 }, start = null;

  function mark(found) {
    if (target === found) return;
    target?.removeAttribute("data-drop");
    target = found;
    target?.setAttribute("data-drop", "");
  }

  function follow() {
    dragged.style.transform = `translate(${at.x - start.x + scrollX - start.left}px, ${at.y - start.y + scrollY - start.top}px)`;
    const below = document.elementsFromPoint(at.x, at.y).map((each) => each.closest("[data-widget]"));
    mark(below.find((each) => each && each !== dragged) || null);
  }

  function scroll() {
    if (!dragged) return;
    const by = at.y < EDGE ? -10 : at.y > innerHeight - EDGE ? 10 : 0;
    if (by) { scrollBy(0, by); follow(); }
    scrolling = requestAnimationFrame(scroll);
  }

  function end() {
    if (!dragged) return;
    cancelAnimationFrame(scrolling);
    dragged.removeAttribute("data-dragged");
    dragged.style.transform = "";
    target?.removeAttribute("data-drop");
    dragged = target = pointer = null;
  }

  function drop() {
    const form = document.querySelector("#today-drop");
    if (dragged && target && form) {
      form.elements.widget.value = dragged.dataset.widget;
      form.elements.target.value = target.dataset.widget;
      form.requestSubmit();
    }
    end();
  }

  document.addEventListener("pointerdown", (event) => {
    if (dragged || event.button !== 0 || !(event.target instanceof Element)) return;
    const head = event.target.closest("[data-arranging=true] .widget-head");
    if (!head || event.target.closest("button, a")) return;
    event.preventDefault();
    dragged = head.closest("[data-widget]");
    pointer = event.pointerId;
    at = { x: event.clientX, y: event.clientY };
    start = { ...at, left: scrollX, top: scrollY };
    dragged.dataset.dragged = "";
    scrolling = requestAnimationFrame(scroll);
  });
  document.addEventListener("pointermove", (event) => {
    if (!dragged || event.pointerId !== pointer) return;
    at = { x: event.clientX, y: event.clientY };
    follow();
  });
  document.addEventListener("pointerup", (event) => { if (event.pointerId === pointer) drop(); });
  document.addEventListener("pointercancel", (event) => { if (event.pointerId === pointer) end(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") end(); });

  /* The choices for later close as menus do. */
  const opened = () => [...document.querySelectorAll("details.later[open]")];
  document.addEventListener("click", (event) => {
    for (const each of opened()) {
      const inside = event.target instanceof Element && each.contains(event.target);
      if (!inside || event.target.closest(".menu-item")) each.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const each of opened()) { each.open = false; each.querySelector("summary").focus(); }
  });
})();
