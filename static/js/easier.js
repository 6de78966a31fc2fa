/* On "Make this easier to use" each choice shows its effect at once. Keeping it is still the form's work. */
(() => {
  "use strict";
  const shown = ["theme", "text", "spacing", "motion", "pictures", "buttons", "page"];

  document.addEventListener("change", (event) => {
    const field = event.target;
    if (!field.closest("form[data-easier]") || !field.checked || !shown.includes(field.name)) return;
    document.documentElement.dataset[field.name] = field.value;
  });
})();
