// Runs before the first paint (not a module): the chosen theme, so that nothing flashes.
(() => {
  const chosen = localStorage.getItem("sandbox.theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
})();
