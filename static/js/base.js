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

  /* Read aloud, only ever when asked. A voice of the device itself speaks where it has one for the language; voices
     that send words away are not used. Where there is none, the server makes the sound. Each word is lit as it is said. */
  const speech = window.speechSynthesis;
  const root = document.documentElement;
  const SPEEDS = { slow: 0.75, normal: 1, fast: 1.25 };
  const speed = () => SPEEDS[root.dataset.speed] ?? 1;
  let reading = null;

  const languageOf = (place) => (place.closest("[lang]")?.lang || root.lang).toLowerCase();

  function voiceFor(language) {
    const own = (speech?.getVoices() ?? []).filter((one) => one.localService && one.lang.slice(0, 2).toLowerCase() === language.slice(0, 2));
    return own.find((one) => one.lang.replace("_", "-").toLowerCase() === "en-gb") ?? own[0];
  }

  /* What a button reads: one place, or several in their order. */
  const placesOf = (button) => button.dataset.read.split(" ").map((id) => document.getElementById(id)).filter(Boolean);

  function offerReading() {
    document.querySelectorAll("[data-read]").forEach((button) => {
      const places = placesOf(button);
      const empty = !places.some((place) => (place.value ?? place.textContent).trim());
      button.hidden = empty || root.dataset.reading === "off" || !(button.dataset.sound || voiceFor(languageOf(places[0])));
    });
  }

  /* Every word of an element in a span of its own, so that it can be lit; `undo` puts the element back as it was.
     Buttons inside it are not read out (plans/saying.py leaves out the same). */
  function wordsOf(place) {
    const texts = [];
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("button, svg")) texts.push(walker.currentNode);
    const words = [];
    const swapped = texts.filter((text) => text.data.trim()).map((text) => {
      const pieces = text.data.split(/(\s+)/).filter(Boolean).map((piece) => {
        if (!piece.trim()) return document.createTextNode(piece);
        const word = document.createElement("span");
        word.textContent = piece;
        words.push(word);
        return word;
      });
      text.replaceWith(...pieces);
      return [text, pieces];
    });
    const undo = () => swapped.forEach(([text, [first, ...others]]) => {
      others.forEach((piece) => piece.remove());
      first.replaceWith(text);
    });
    return { words, undo };
  }

  /* Words in a box cannot be lit, so they are shown under it while they are said. */
  function shownUnder(box) {
    const said = document.createElement("p");
    Object.assign(said, { className: "being-said", dir: "auto", lang: languageOf(box), textContent: box.value });
    box.after(said);
    const { words } = wordsOf(said);
    return { words, undo: () => said.remove() };
  }

  /* Words that stand nowhere else on the page are shown while they are said. */
  function shownMeanwhile(place) {
    const { words, undo } = wordsOf(place);
    place.hidden = false;
    return { words, undo: () => { undo(); place.hidden = true; } };
  }

  function litIn(place) {
    if (place.matches("textarea, input")) return shownUnder(place);
    return place.hidden ? shownMeanwhile(place) : wordsOf(place);
  }

  class Reading {
    constructor(button, places) {
      const parts = places.map(litIn);
      Object.assign(this, { button, places, words: parts.flatMap((part) => part.words), undo: () => parts.forEach((part) => part.undo()) });
      this.label = button.querySelector("span");
      this.before = this.label.textContent;
      this.label.textContent = button.dataset.stop;
      button.setAttribute("aria-pressed", "true");
    }

    start() {
      const voice = voiceFor(languageOf(this.places[0]));
      return voice ? this.speak(voice) : this.fetchSound();
    }

    light(number) {
      if (number === this.lit) return;
      this.words[this.lit]?.classList.remove("is-said");
      this.words[number]?.classList.add("is-said");
      this.lit = number;
    }

    speak(voice) {
      const said = this.words.map((word) => word.textContent);
      const begins = said.reduce((places, word) => [...places, places.at(-1) + word.length + 1], [0]);
      const saying = new SpeechSynthesisUtterance(said.join(" "));
      Object.assign(saying, { voice, lang: voice.lang, rate: speed() });
      saying.onboundary = ({ charIndex }) => this.light(begins.filter((begin) => begin <= charIndex).length - 1);
      saying.onend = () => this.stop();
      saying.onerror = () => this.stop();
      this.saying = saying; // kept, or some browsers forget it half-way
      speech.speak(saying);
    }

    async fetchSound() {
      this.sound = new Audio();
      this.stopAsking = new AbortController();
      try {
        const answer = await fetch(this.button.dataset.sound, { signal: this.stopAsking.signal, headers: { Accept: "application/json" } });
        if (!answer.ok) throw new Error(answer.status);
        await this.play(await answer.json());
      } catch {
        if (reading === this) this.stop(this.button.dataset.away);
      }
    }

    async play({ type, sound, starts }) {
      this.address = URL.createObjectURL(new Blob([Uint8Array.from(atob(sound), (sign) => sign.charCodeAt(0))], { type }));
      this.sound.src = this.address;
      this.sound.defaultPlaybackRate = this.sound.playbackRate = speed();
      this.sound.onended = () => this.stop();
      await this.sound.play();
      if (reading === this && starts.length === this.words.length) this.follow(starts);
    }

    follow(starts) {
      if (reading !== this) return;
      const now = this.sound.currentTime * 1000;
      this.light(starts.filter((start) => start <= now).length - 1);
      this.frame = requestAnimationFrame(() => this.follow(starts));
    }

    stop(words = "") {
      if (reading !== this) return;
      reading = null;
      this.stopAsking?.abort();
      if (this.saying) speech.cancel();
      this.sound?.pause();
      cancelAnimationFrame(this.frame);
      if (this.address) URL.revokeObjectURL(this.address);
      this.undo();
      this.button.setAttribute("aria-pressed", "false");
      this.sayOnButton(words);
      if (words) setTimeout(() => { if (reading?.button !== this.button) this.sayOnButton(""); }, 5000);
    }

    sayOnButton(words) {
      this.label.textContent = words || this.before;
      this.button.classList.toggle("is-away", Boolean(words));
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-read]");
    const places = button ? placesOf(button) : [];
    if (!places.length) return;
    const same = reading?.button === button;
    reading?.stop();
    if (same) return;
    reading = new Reading(button, places);
    reading.start();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") reading?.stop();
  });

  const fallSilent = () => reading?.stop();
  addEventListener("pagehide", fallSilent);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) fallSilent();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (reading?.places.some((place) => event.target.contains(place))) fallSilent();
  });

  /* Looking for a picture: Enter looks, and a link to the box opens it. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches?.("[data-find]")) return;
    event.preventDefault();
    event.target.dispatchEvent(new Event("search"));
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const place = link && document.getElementById(link.hash.slice(1));
    if (place?.tagName !== "DETAILS") return;
    event.preventDefault(); // going there by address would take the focus away again
    place.open = true;
    place.scrollIntoView();
    place.querySelector("input[type=search], input:not([type=hidden]), textarea")?.focus();
  });

  speech?.addEventListener?.("voiceschanged", offerReading);
  document.addEventListener("easier:changed", offerReading);
  document.addEventListener("DOMContentLoaded", () => {
    meetFixes(document);
    offerReading();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    meetFixes(event.target);
    offerReading();
  });
})();
