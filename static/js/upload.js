/* Sends a file in pieces and goes on after a cut. Without it the same file fields go with their form, whole.
   "Saved" is said only when the server has answered that the answer is kept. */
(() => {
  "use strict";

  const MOST = 30000; // milliseconds: the longest wait between two tries
  const MOMENT = 3000; // a slow shelf is not waited for longer
  const SHELVED = 20 * 1024 * 1024; // bytes: no larger photo is kept by the server
  const DAY = 24 * 3600 * 1000;
  const NOTHING = "00000000-0000-0000-0000-000000000000";
  const LEAVING = new Set(["back", "skip", "not_now"]);
  const leaves = (pressed) => LEAVING.has(pressed?.value); // presses that want nothing from this page any more
  const { unsent, sending } = window;
  const wait = (time) => new Promise((done) => setTimeout(done, time));
  const online = () => new Promise((done) => addEventListener("online", done, { once: true }));

  /* The same file chosen again on this device goes on where it was cut. Only a hash of its name is remembered. */
  async function idFor(file, about) {
    const mark = await sending.hashOf(new Blob([[about, file.name ?? "", file.size, file.lastModified ?? ""].join("|")]));
    if (!mark || !file.name) return { id: crypto.randomUUID(), forget() {} };
    const key = sending.HOLDER + mark;
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
      forget: () => sending.forget(known.id),
    };
  }

  /* One file on its way. A photo is put away on the person's own device first, so that a page that is shut loses nothing.
     It never holds the page: what was refused, or waits, can be left out, and a page may be left meanwhile. */
  class Sending {
    constructor(panel, file) {
      const place = panel.closest("[data-uploads]");
      Object.assign(this, { panel, place, file, form: panel.closest("form"), way: panel.dataset.way, tries: 0 });
      this.line = panel.querySelector("[data-sent]");
      this.choice = panel.querySelector("[data-left-out]");
      this.ends = new Promise((done) => {
        this.end = done;
      });
    }

    /* Ends with whether it is kept. What has to be put right is said beside the field. */
    async send(id, onLeftOut) {
      const { id: known, forget } = await idFor(this.file, this.place.dataset.url + this.place.dataset.field + this.way);
      this.id = id ?? known;
      this.onLeftOut = onLeftOut;
      this.choice.hidden = true;
      this.putting = this.putAway();
      await Promise.race([this.putting, wait(MOMENT)]);
      const { kept, fix } = await this.untilHeard();
      unsent.note(this.id, false);
      if (kept || this.left) {
        forget();
        await this.takeFromShelf();
      }
      if (kept) {
        this.choice.hidden = true;
        this.say("saved", kept.saved);
      } else if (!this.left) this.refuse(fix); // it stays on the shelf: the picture may be nowhere else
      return Boolean(kept);
    }

    async untilHeard() {
      while (!this.left) {
        let [words, link] = [this.place.dataset.again];
        try {
          this.say("saving", this.place.dataset.sending);
          const answer = await unsent.upload({ ...this.save(), file: this.file }, () => {
            this.tries = 0;
            if (this.left) throw new Error("left out"); // before its end is told, so that it is no answer
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
        if (this.left) break;
        unsent.note(this.id, true);
        this.say("kept", words, link);
        if (this.choice.hidden) this.offer();
        this.tries += 1;
        await Promise.race([wait(Math.min(MOST, 500 * 2 ** this.tries)), online(), this.ends]);
      }
      return {};
    }

    save() {
      const { url, field, item, version } = this.place.dataset;
      const words = this.panel.querySelector(`[name=${this.way}_words]`)?.value ?? "";
      const entries = [["field", field], ["kind", this.way.toUpperCase()], ["words", words]];
      if (item) entries.push(["item", item], ["version", version]); // it stands with an answer that is there
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
      if (!kept) return letGo?.();
      this.letGo = letGo;
      this.form.addEventListener("input", () => this.putWordsAway(thing));
    }

    /* What is said of a photo while it waits goes to the shelf, too; the file is there already. */
    putWordsAway({ id, page }) {
      clearTimeout(this.later);
      this.later = setTimeout(() => {
        const { name, type } = this.file;
        const keep = () => this.letGo && unsent.keep({ id, page, saves: [this.save()], name, type });
        this.putting = this.putting.then(keep).catch(() => {});
      }, 300);
    }

    async takeFromShelf() {
      unsent.note(this.id, false);
      clearTimeout(this.later);
      await Promise.race([this.putting, wait(MOMENT)]);
      await unsent.drop(this.id).catch(() => {});
      this.letGo?.();
      this.letGo = null;
    }

    /* Whether it is on the person's own device, from where the next page sends it. */
    async isOnDevice() {
      await Promise.race([this.putting, wait(MOMENT)]);
      return Boolean(this.letGo);
    }

    say(kind, words, link) {
      sending.say(this.line, kind, words, link);
    }

    /* Why it cannot be kept, where the eye and the voice that reads are. */
    refuse(fix) {
      this.say("kept", fix);
      this.sayAgain();
    }

    sayAgain() {
      this.offer();
      this.line.tabIndex = -1;
      this.line.focus();
    }

    /* "Leave it out" beside the message, with "Stay" where it is asked because the page is about to be left. */
    offer(then, words) {
      const [said, stay, out] = ["ask", "stay", "out"].map((name) => this.choice.querySelector(`[data-${name}]`));
      this.choice.hidden = false;
      said.hidden = stay.hidden = !words;
      said.textContent = words ?? "";
      stay.onclick = () => this.sayAgain();
      out.onclick = () => this.leaveOut(then);
      if (words) stay.focus();
    }

    ask(then) {
      this.offer(then, this.place.dataset[`ask${this.way}`]);
    }

    async leaveOut(then) {
      this.left = true;
      this.end();
      this.choice.hidden = this.line.hidden = true;
      this.line.dataset.said = "";
      await this.takeFromShelf();
      this.onLeftOut?.();
      then?.();
    }
  }

  function watch(place) {
    const form = place.closest("form");
    const refused = new Map(); // field → the sending of its file that was refused
    let busy = null; // the file that is on its way
    let wanted = null; // the press that is done when it is kept
    const panelOf = (field) => field.closest("[data-way]");
    const filled = () => [...place.querySelectorAll("input[type=file]")].filter((field) => field.files.length);
    const refusedIn = (field) => (refused.get(field)?.file === field.files[0] ? refused.get(field) : null);
    const empty = (field) => {
      field.value = "";
      refused.delete(field);
    };

    const letGoOf = (field) => {
      refusedIn(field).leaveOut();
      empty(field);
    };

    /* A press while a file is on its way. One that waits on the device is sent by the next page; any other is asked for. */
    async function meanwhile(pressed) {
      const one = busy;
      if (!leaves(pressed)) wanted = pressed;
      const go = () => {
        one.released = true;
        busy = null;
        filled().forEach(empty);
        setTimeout(() => form.requestSubmit(pressed)); // a form sends nothing while it still tells of the press before
      };
      const onDevice = await one.isOnDevice();
      if (onDevice && (leaves(pressed) || one.tries)) return navigator.onLine === false ? one.sayAgain() : go();
      return leaves(pressed) ? one.ask(go) : one.sayAgain();
    }

    form.addEventListener("submit", async (event) => {
      const pressed = event.submitter;
      if (!busy && leaves(pressed)) filled().filter(refusedIn).forEach(letGoOf);
      const chosen = filled();
      if (!chosen.length && !busy) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (busy) return void meanwhile(pressed);
      wanted = pressed;
      let all = true;
      for (const field of chosen) {
        const stuck = refusedIn(field);
        if (stuck && !panelOf(field).contains(pressed)) {
          stuck.sayAgain();
          all = false;
          continue;
        }
        if (!stuck) await refused.get(field)?.takeFromShelf(); // another file was chosen in its place
        const one = new Sending(panelOf(field), field.files[0]);
        busy = one;
        const kept = await one.send(null, () => {
          empty(field);
          field.focus();
        });
        if (one.released) return;
        busy = null;
        if (kept && !one.left) {
          empty(field);
          panelOf(field).querySelector(`[name=${one.way}_words]`).value = "";
        } else {
          all = false;
          if (!one.left) refused.set(field, one);
        }
      }
      if (all) form.requestSubmit(wanted);
    }, true);
    addEventListener("beforeunload", (event) => {
      if (busy && !busy.letGo) event.preventDefault();
    });
  }

  globalThis.uploads = { Sending, leaves };
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-uploads]").forEach(watch));
})();
