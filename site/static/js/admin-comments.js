// The moderators' queue by keyboard: J and K walk, X ticks, A approves the one in focus. All works without it.
(() => {
  const form = document.querySelector("[data-queue]");
  if (!form) return;
  const entries = [...form.querySelectorAll("[data-queue-entry]")];
  const tick = (entry) => entry.querySelector("input[name=chosen]");
  const all = form.querySelector("[data-queue-all]");
  all.addEventListener("change", () => entries.forEach((entry) => { tick(entry).checked = all.checked; }));

  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input[type=text]")) return;
    const here = entries.indexOf(event.target.closest("[data-queue-entry]"));
    // By the place of the key: the layout is likely Russian.
    const act = {
      KeyJ: () => tick(entries[Math.min(here + 1, entries.length - 1)]).focus(),
      KeyK: () => tick(entries[Math.max(here - 1, 0)]).focus(),
      KeyX: () => { if (here >= 0) tick(entries[here]).checked = !tick(entries[here]).checked; },
      KeyA: () => { if (here >= 0) entries[here].querySelector("button[name=approve]")?.click(); },
    }[event.code];
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
