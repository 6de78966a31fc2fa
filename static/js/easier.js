/* On "Make this easier to use" each choice shows its effect at once, and can be put back. Keeping it is the form's work. */
(() => {
  "use strict";
  const shown = ["theme", "text", "spacing", "motion", "pictures", "buttons", "page", "reading", "speed"];
  const root = document.documentElement;

  function show(field) {
    root.dataset[field.name] = field.value;
    document.dispatchEvent(new Event("easier:changed"));
  }

  /* "Put it back" stands under a choice as long as it is another than the one that is kept. */
  function offerBack(field) {
    const group = field.closest("fieldset");
    const kept = group.querySelector("input[checked]");
    const offered = group.querySelector("[data-back]");
    if (!kept || kept.checked) return offered?.remove();
    if (offered) return undefined;
    const line = field.form.querySelector("template[data-put-back]").content.firstElementChild.cloneNode(true);
    line.dataset.back = "";
    line.querySelector("button").addEventListener("click", () => {
      kept.checked = true;
      show(kept);
      line.remove();
      kept.focus();
    });
    return group.append(line);
  }

  document.addEventListener("change", (event) => {
    const field = event.target;
    if (!field.closest("form[data-easier]") || !field.checked || !shown.includes(field.name)) return;
    show(field);
    offerBack(field);
  });
})();
