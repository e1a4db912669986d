/* Practice: the clock of a question, and words and ticks of an answer that is not given yet. They survive a reload, and the end of a
   session: there they are shown, and they stand in the field when the question is asked again. */
(() => {
  if (window.practiceClock) return;
  const begun = {};
  let before = Date.now();
  const kept = (field) => `practice ${field.dataset.keptAs}`;
  const ticked = (field) => `ticked ${field.dataset.keptAs}`;
  const ticks = (field) => [...field.form.querySelectorAll("input[type=checkbox]")];

  function restore(field) {
    const again = field.dataset.restored; // what the person clears stays cleared while they are in it
    if (!field.value && !(again && field === document.activeElement)) field.value = sessionStorage.getItem(kept(field)) || "";
    if (again) return;
    field.dataset.restored = "yes";
    const names = (sessionStorage.getItem(ticked(field)) || "").split(" ");
    ticks(field).forEach((box) => (box.checked ||= names.includes(box.name)));
  }

  function showKept(place) {
    const keys = Object.keys(sessionStorage).filter((key) => key.startsWith(`practice ${place.dataset.keptOf} `));
    const words = keys.map((key) => sessionStorage.getItem(key).trim()).filter(Boolean).join("\n\n");
    place.hidden = !words;
    const shown = place.querySelector(".practice-said");
    if (shown.textContent !== words) shown.textContent = words;
  }

  function tick() {
    const clock = document.querySelector("[data-clock]");
    if (clock) {
      const of = clock.dataset.clockOf;
      begun[of] ??= Number(sessionStorage.getItem(`clock ${of}`)) || Date.now();
      if (document.querySelector("[data-hearing]")) begun[of] += Date.now() - before; // nobody speaks meanwhile
      sessionStorage.setItem(`clock ${of}`, begun[of]);
      const left = Number(clock.dataset.clock) - Math.floor((Date.now() - begun[of]) / 1000), shown = Math.abs(left);
      clock.toggleAttribute("data-over", left < 0);
      clock.textContent = `${left < 0 ? "over by " : ""}${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, "0")}`;
    }
    before = Date.now();
    const field = document.querySelector("[data-kept-as]"), place = document.querySelector("[data-kept-of]");
    if (field) restore(field);
    if (place) showKept(place);
  }

  const changed = ({ target }) => {
    const field = target.form?.querySelector("[data-kept-as]");
    if (field === target) sessionStorage.setItem(kept(field), field.value);
    else if (field) sessionStorage.setItem(ticked(field), ticks(field).filter((box) => box.checked).map((box) => box.name).join(" "));
  };
  document.addEventListener("input", changed);
  document.addEventListener("focusin", ({ target }) => target.dataset?.keptAs && restore(target)); // before a key is pressed
  window.practiceClock = setInterval(tick, 500);
})();
