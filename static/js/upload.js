/* Sends a file in pieces and goes on after a cut. Without it the same file fields go with their form, whole.
   "Saved" is said only when the server has answered that the answer is kept. A piece that got no answer is sent
   again, the very same one; the server keeps it once. */
(() => {
  "use strict";

  const PIECE = 1024 * 1024;
  const MOST = 30000; // milliseconds: the longest wait between two tries
  const DAY = 24 * 3600 * 1000;
  const HOLDER = "upload-";
  const NOTHING = "00000000-0000-0000-0000-000000000000";
  const wait = (time) => new Promise((done) => setTimeout(done, time));
  const hex = (bytes) => [...new Uint8Array(bytes)].map((one) => one.toString(16).padStart(2, "0")).join("");

  async function hashOf(blob) {
    if (!globalThis.crypto?.subtle) return "";
    return hex(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
  }

  /* The same file chosen again on this device goes on where it was cut. Only a hash of its name is remembered. */
  async function idFor(file, about) {
    const mark = await hashOf(new Blob([[about, file.name ?? "", file.size, file.lastModified ?? ""].join("|")]));
    if (!mark || !file.name) return { id: crypto.randomUUID(), forget() {} };
    const key = HOLDER + mark;
    let known = null;
    try {
      known = JSON.parse(localStorage.getItem(key));
      if (!known || Date.now() - known.at > DAY) {
        known = { id: crypto.randomUUID(), at: Date.now() };
        localStorage.setItem(key, JSON.stringify(known));
      }
    } catch {
      known = { id: crypto.randomUUID() };
    }
    return {
      id: known.id,
      forget() {
        try {
          localStorage.removeItem(key);
        } catch {
          /* this device remembers nothing */
        }
      },
    };
  }

  class Refused extends Error {}

  async function ask(url, options) {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
    const answer = await fetch(url, {
      credentials: "same-origin",
      ...options,
      headers: { Accept: "application/json", "X-CSRFToken": token, ...options.headers },
    });
    const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
    return { status: answer.status, told, ok: answer.ok && told !== null };
  }

  class Sending {
    constructor(place, file, kind, extra) {
      Object.assign(this, { place, file, kind, extra, tries: 0 });
    }

    url() {
      return this.place.dataset.url.replace(NOTHING, this.id);
    }

    /* Ends with what the server said once it is kept; throws Refused with words for what has to be put right. */
    async send(say) {
      const { id, forget } = await idFor(this.file, this.place.dataset.url + this.place.dataset.field + this.kind);
      this.id = this.extra.id ?? id;
      for (;;) {
        try {
          say("saving", this.place.dataset.sending);
          const told = await this.once();
          forget();
          return told;
        } catch (fault) {
          if (fault instanceof Refused) {
            forget();
            throw fault;
          }
          say("kept", this.words ?? this.place.dataset.again);
          this.tries += 1;
          await Promise.race([wait(Math.min(MOST, 500 * 2 ** this.tries)), new Promise((done) => addEventListener("online", done, { once: true }))]);
        }
      }
    }

    async once() {
      const { told: here, ok } = await ask(this.url(), { method: "GET" });
      if (!ok) throw new Error("away");
      const have = new Set(here.have);
      const count = Math.ceil(this.file.size / PIECE);
      for (let number = 0; number < count; number += 1) if (!have.has(number)) await this.piece(number);
      const data = new FormData();
      data.set("field", this.place.dataset.field);
      data.set("kind", this.kind);
      data.set("bytes", this.file.size);
      Object.entries(this.extra.fields?.() ?? {}).forEach(([name, value]) => data.set(name, value));
      return this.understood(await ask(this.url(), { method: "POST", body: data }));
    }

    async piece(number) {
      const body = await this.file.slice(number * PIECE, (number + 1) * PIECE).arrayBuffer();
      const headers = { "Content-Type": "application/octet-stream", "X-Piece-Hash": await hashOf(new Blob([body])) };
      this.understood(await ask(`${this.url()}${number}`, { method: "POST", body, headers }));
      this.tries = 0;
    }

    understood({ status, told, ok }) {
      if (ok) return told;
      this.words = status === 507 ? told?.fix : undefined;
      if (status === 422 && told?.fix) throw new Refused(told.fix);
      throw new Error(String(status));
    }
  }

  function sayIn(panel) {
    const line = panel.querySelector("[data-sent]");
    return (kind, words) => {
      line.hidden = false;
      line.className = `saved saved--${kind}`;
      if (line.textContent !== words) line.textContent = words;
    };
  }

  function wordsOf(panel, form) {
    return () => {
      const words = panel.querySelector(`[name=${panel.dataset.way}_words]`)?.value ?? "";
      return form.elements.for_me?.checked ? { words, for_me: "on" } : { words };
    };
  }

  /* Keeps a recording or a chosen file; then the page's form is sent, so that the words beside it are kept too. */
  async function keep(panel, file, id) {
    const form = panel.closest("form");
    const say = sayIn(panel);
    const extra = { id, fields: wordsOf(panel, form) };
    const place = panel.closest("[data-uploads]");
    try {
      const told = await new Sending(place, file, panel.dataset.way.toUpperCase(), extra).send(say);
      say("saved", told.saved);
      return true;
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      say("kept", fault.message);
      return false;
    }
  }

  function watch(place) {
    const form = place.closest("form");
    let sending = false;
    form.addEventListener("submit", async (event) => {
      const chosen = [...place.querySelectorAll("input[type=file]")].filter((field) => field.files.length);
      if (!chosen.length && !sending) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (sending) return;
      sending = true;
      const pressed = event.submitter;
      let all = true;
      for (const field of chosen) {
        const panel = field.closest("[data-way]");
        if (await keep(panel, field.files[0])) {
          field.value = "";
          panel.querySelector(`[name=${panel.dataset.way}_words]`).value = "";
        } else all = false;
      }
      sending = false;
      if (all) form.requestSubmit(pressed);
    }, true);
    addEventListener("beforeunload", (event) => {
      if (sending) event.preventDefault();
    });
  }

  globalThis.keepRecording = keep;
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-uploads]").forEach(watch));
})();
