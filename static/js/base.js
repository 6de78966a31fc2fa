/* Small helps for every page. Everything works without them. */
(() => {
  "use strict";

  const csrf = () => document.querySelector("meta[name=csrf-token]")?.content ?? "";

  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = csrf();
  });

  /* What to put right is met first, and each line of it leads to its field. */
  function meetFixes(root) {
    root.querySelector("[data-fixes]")?.focus();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-fixes] a[href^='#']");
    const place = link && document.getElementById(link.hash.slice(1));
    if (!place) return;
    const field = place.matches("input, select, textarea") ? place : place.querySelector("input, select, textarea");
    (field ?? place).focus();
  });

  /* A second press on a button must not send twice. The button is marked, not disabled, so that its value is sent. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-disabled", "true");
    setTimeout(() => allowAgain(form), 4000);
  });

  function allowAgain(form) {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled=true]").forEach((button) => button.removeAttribute("aria-disabled"));
  }

  /* A page that comes back from the browser's memory must take presses again. */
  addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(allowAgain);
  });

  /* Read aloud: only where the device has a voice for the page's language, and silent again on leaving. */
  const speech = window.speechSynthesis;
  const pageLanguage = document.documentElement.lang.slice(0, 2);
  const voice = () => speech?.getVoices().find((one) => one.lang.slice(0, 2).toLowerCase() === pageLanguage);

  function offerReading() {
    const found = Boolean(voice());
    document.querySelectorAll("[data-read]").forEach((button) => {
      button.hidden = !found;
    });
  }

  function showReading(button, reading) {
    const words = button.querySelector("span");
    button.dataset.start ??= words.textContent;
    words.textContent = reading ? button.dataset.stop : button.dataset.start;
    button.setAttribute("aria-pressed", String(reading));
  }

  function readAloud(button) {
    const wasReading = speech.speaking;
    speech.cancel();
    if (wasReading) return showReading(button, false);
    const place = document.getElementById(button.dataset.read);
    if (!place) return undefined;
    const saying = new SpeechSynthesisUtterance(place.innerText);
    saying.voice = voice();
    saying.lang = document.documentElement.lang;
    saying.onend = () => showReading(button, false);
    showReading(button, true);
    return speech.speak(saying);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-read]");
    if (button && voice()) readAloud(button);
  });

  if (speech) {
    speech.addEventListener?.("voiceschanged", offerReading);
    addEventListener("pagehide", () => speech.cancel());
  }
  document.addEventListener("DOMContentLoaded", () => {
    meetFixes(document);
    offerReading();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    meetFixes(event.target);
    offerReading();
  });
})();
