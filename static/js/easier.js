/* On "Make this easier to use" each choice shows its effect at once. Keeping it is still the form's work. */
(() => {
  "use strict";
  const choices = ["theme", "text", "spacing", "motion", "pictures", "buttons", "page"];

  function show(field) {
    const chosen = field.type !== "radio" || field.checked;
    if (chosen && choices.includes(field.name)) document.documentElement.dataset[field.name] = field.value;
  }

  document.addEventListener("change", (event) => {
    if (event.target.closest("form[data-easier]")) show(event.target);
  });
})();
