/* Leave this page fast: a press, or Escape three times in two seconds. The page is taken out of Back. */
(() => {
  "use strict";
  const link = () => document.querySelector("[data-leave]");
  const leave = () => {
    document.body.hidden = true;
    location.replace(link().href);
  };
  let presses = [];

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-leave]")) return;
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !link()) return;
    presses = [...presses, Date.now()].filter((at) => Date.now() - at < 2000);
    if (presses.length >= 3) leave();
  });
})();
