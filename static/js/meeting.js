/* The wall: hide it at once, and turn it with the arrow keys or a clicker. The links work without this. */
(() => {
  "use strict";

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-hide-wall]")) return;
    document.querySelectorAll("#wall-cards, .wall__head").forEach((part) => part.remove());
  });

  const WAYS = {
    ArrowRight: "[data-wall-next]", PageDown: "[data-wall-next]",
    ArrowLeft: "[data-wall-before]", PageUp: "[data-wall-before]",
  };
  document.addEventListener("keydown", (event) => {
    if (event.key in WAYS && !event.altKey && !event.ctrlKey && !event.metaKey) document.querySelector(WAYS[event.key])?.click();
  });
})();
