/* Sends a file in pieces and goes on after a cut. Without it the same file fields go with their form, whole.
   "Saved" is said only when the server has answered that the answer is kept. */
(() => {
  "use strict";

  const MOST = 30000; // milliseconds: the longest wait between two tries
  const MOMENT = 3000; // a slow shelf is not waited for longer
  const SHELVED = 20 * 1024 * 1024; // bytes: no larger photo is kept by the server
  const DAY = 24 * 3600 * 1000;
  const HOLDER = "upload-";
  const NOTHING = "00000000-0000-0000-0000-000000000000";
  const { unsent, sending } = window;
  const wait = (time) => new Promise((done) => setTimeout(done, time));
  const online = () => new Promise((done) => addEventListener("online", done, { once: true }));

  /* The same file chosen again on this device goes on where it was cut. Only a hash of its name is remembered. */
  async function idFor(file, about) {
    const mark = await sending.hashOf(new Blob([[about, file.name ?? "", file.size, file.lastModified ?? ""].join("|")]));
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

  /* One file on its way. A photo is put away on the person's own device first, so that a page that is shut loses nothing. */
  class Sending {
    constructor(panel, file) {
      const place = panel.closest("[data-uploads]");
      Object.assign(this, { panel, place, file, form: panel.closest("form"), way: panel.dataset.way, tries: 0 });
    }

    /* Ends with whether it is kept. What has to be put right is said beside the field. */
    async send(id) {
      const { id: known, forget } = await idFor(this.file, this.place.dataset.url + this.place.dataset.field + this.way);
      this.id = id ?? known;
      this.putting = this.putAway();
      await Promise.race([this.putting, wait(MOMENT)]);
      const { kept, fix } = await this.untilHeard();
      forget();
      await this.takeFromShelf();
      this.say(kept ? "saved" : "kept", kept ? kept.saved : fix);
      return Boolean(kept);
    }

    async untilHeard() {
      for (;;) {
        let [words, link] = [this.place.dataset.again];
        try {
          this.say("saving", this.place.dataset.sending);
          const answer = await unsent.upload({ ...this.save(), file: this.file }, () => {
            this.tries = 0;
          });
          if (answer.kept || answer.fix) return answer;
          // Nobody else is to find it on the shelf; of a sign-in that was ended, all has gone from there already.
          if (answer.other) await unsent.drop(this.id).catch(() => {});
          this.letGo?.();
          this.letGo = null;
          words = answer.out ?? answer.other;
          if (answer.out) link = { url: this.form.dataset.signInUrl, words: this.form.dataset.signIn };
        } catch (fault) {
          words = fault.words ?? (this.letGo ? unsent.keptWords : words);
        }
        unsent.note(this.id, true);
        this.say("kept", words, link);
        this.tries += 1;
        await Promise.race([wait(Math.min(MOST, 500 * 2 ** this.tries)), online()]);
      }
    }

    save() {
      const { url, field } = this.place.dataset;
      const words = this.panel.querySelector(`[name=${this.way}_words]`)?.value ?? "";
      const entries = [["field", field], ["kind", this.way.toUpperCase()], ["words", words]];
      if (this.form.elements.for_me?.checked) entries.push(["for_me", "on"]);
      return { url: url.replace(NOTHING, this.id), entries, photo: this.way === "photo" };
    }

    async putAway() {
      if (this.way !== "photo" || !unsent.keptWords || this.file.size > SHELVED) return;
      const letGo = await unsent.lookAfter(this.id);
      const page = location.pathname + location.search;
      const thing = { id: this.id, page, saves: [this.save()], file: this.file };
      // A device without room for it keeps nothing: the photo is safe on this page alone.
      const kept = letGo && (await unsent.keep(thing).catch(() => false));
      if (kept) this.letGo = letGo;
      else letGo?.();
    }

    async takeFromShelf() {
      unsent.note(this.id, false);
      await Promise.race([this.putting, wait(MOMENT)]);
      await unsent.drop(this.id).catch(() => {});
      this.letGo?.();
    }

    say(kind, words, link) {
      sending.say(this.panel.querySelector("[data-sent]"), kind, words, link);
    }
  }

  /* Keeps a recording or a chosen file; then the page's form is sent, so that the words beside it are kept too. */
  const keep = (panel, file, id) => new Sending(panel, file).send(id);

  function watch(place) {
    const form = place.closest("form");
    let busy = null; // the file that is on its way
    form.addEventListener("submit", async (event) => {
      const chosen = [...place.querySelectorAll("input[type=file]")].filter((field) => field.files.length);
      if (!chosen.length && !busy) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (busy) return;
      const pressed = event.submitter;
      let all = true;
      for (const field of chosen) {
        const panel = field.closest("[data-way]");
        busy = new Sending(panel, field.files[0]);
        if (await busy.send()) {
          field.value = "";
          panel.querySelector(`[name=${panel.dataset.way}_words]`).value = "";
        } else all = false;
      }
      busy = null;
      if (all) form.requestSubmit(pressed);
    }, true);
    addEventListener("beforeunload", (event) => {
      if (busy && !busy.letGo) event.preventDefault();
    });
  }

  globalThis.keepRecording = keep;
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-uploads]").forEach(watch));
})();
