/* Practice: the clock of a question, and the words of an answer that is not given yet, which survive a reload. */
(() => {
  if (window.practiceClock) return;
  const begun = {};
  let before = Date.now();
  const kept = (field) => `practice ${field.dataset.keptAs}`;

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
    const field = document.querySelector("[data-kept-as]");
    if (field && !field.value && field !== document.activeElement) field.value = sessionStorage.getItem(kept(field)) || "";
  }

  document.addEventListener("input", (event) => {
    if (event.target instanceof HTMLTextAreaElement && event.target.dataset.keptAs) {
      sessionStorage.setItem(kept(event.target), event.target.value);
    }
  });
  window.practiceClock = setInterval(tick, 500);
})();
