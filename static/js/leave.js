/* Leave this page fast: a press, or Escape three times in two seconds. The page is taken out of Back, and the server is
   told meanwhile to shut what is behind it. Without this script the button is an ordinary form. */
(() => {
  "use strict";
  const LEFT = "left";
  const form = () => document.querySelector("form[data-leave]");
  let presses = [];

  function leave() {
    const { action, dataset } = form();
    document.documentElement.hidden = true;
    document.body.hidden = true;
    try {
      sessionStorage.setItem(LEFT, "yes");
    } catch { /* a browser that keeps nothing has nothing to take away */ }
    // `keepalive` lets the request outlive the page, so that leaving never waits for it.
    fetch(action, {
      method: "POST",
      keepalive: true,
      redirect: "manual",
      headers: { "X-CSRFToken": document.querySelector("meta[name=csrf-token]")?.content ?? "" },
    }).catch(() => {});
    location.replace(dataset.leave);
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-leave]")) return;
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !form()) return;
    presses = [...presses, Date.now()].filter((at) => Date.now() - at < 2000);
    if (presses.length >= 3) leave();
  });

  /* A page that a browser brings back whole from its memory is asked for anew: the server shows it no more. */
  addEventListener("pageshow", (event) => {
    if (!event.persisted || sessionStorage.getItem(LEFT) !== "yes") return;
    document.documentElement.hidden = true;
    location.reload();
  });
  if (document.querySelector("form[data-leave]")) sessionStorage.removeItem(LEFT);
})();
