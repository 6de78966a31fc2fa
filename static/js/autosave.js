/* Saves each answer while it is written. Without it every form still saves by its buttons.
   "Saved" is said only when the server has answered with the new version. A save that got no answer is sent
   again, the very same one, until it has; only then come newer words. So nothing is lost and nothing is doubled. */
(() => {
  "use strict";

  const PAUSE = 900; // milliseconds after the last key
  const MOST = 60000; // the longest wait between two tries

  let token = () => document.querySelector("meta[name=csrf-token]")?.content ?? "";

  async function freshToken() {
    const page = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    const found = new DOMParser().parseFromString(await page.text(), "text/html");
    const fresh = found.querySelector("meta[name=csrf-token]")?.content;
    if (!fresh) return;
    token = () => fresh;
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => {
      field.value = fresh;
    });
  }

  /* One thing that is kept: `url`, `body()` for what the page holds now, `accept(answer)` when it is kept. */
  class Keeper {
    constructor(form, place, { url, body, accept }) {
      Object.assign(this, { form, url, body, accept });
      this.state = place.querySelector("[data-state]");
      this.pending = null;
      this.dirty = false;
      this.tries = 0;
    }

    get waits() {
      return this.dirty || this.pending !== null;
    }

    touch() {
      this.dirty = true;
      if (this.tries > 0) return; // a try is on its way already, and newer words go after it
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), PAUSE);
    }

    async send() {
      if (this.sending) return;
      if (!this.pending) {
        const body = this.body();
        if (!body) {
          this.dirty = false;
          return;
        }
        this.pending = body;
        this.dirty = false;
      }
      this.sending = true;
      this.say("saving", this.form.dataset.saving);
      try {
        await this.post();
      } catch {
        this.sending = false;
        this.say("kept", this.form.dataset.kept);
        this.retry();
      }
    }

    async post() {
      const answer = await fetch(this.url(), {
        method: "POST",
        body: this.pending,
        credentials: "same-origin",
        headers: { Accept: "application/json", "X-CSRFToken": token() },
      });
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
      this.sending = false;
      if (answer.ok && told) return this.kept(told);
      if (answer.status === 401 && told) return this.signedOut(told);
      if (told?.fix) return this.putRight(told.fix);
      if (answer.status === 403) await freshToken();
      throw new Error(String(answer.status));
    }

    kept(told) {
      this.pending = null;
      this.tries = 0;
      this.accept(told);
      this.say("saved", told.said ? `${told.saved}. ${told.said}` : told.saved);
      if (this.dirty) this.touch();
    }

    signedOut(told) {
      this.say("kept", told.fix, { url: this.form.dataset.signInUrl, words: this.form.dataset.signIn });
      this.retry();
    }

    /* What the person has to put right is not sent again by itself: the next key sends it. */
    putRight(fix) {
      this.pending = null;
      this.tries = 0;
      this.dirty = true;
      this.say("kept", fix);
    }

    retry() {
      this.tries += 1;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), Math.min(MOST, 1000 * 2 ** this.tries));
    }

    now() {
      if (!this.waits) return;
      clearTimeout(this.timer);
      this.send();
    }

    say(kind, words, link) {
      if (!this.state) return;
      this.state.className = `saved saved--${kind}`;
      this.state.hidden = false;
      if (this.state.dataset.said === words) return;
      this.state.dataset.said = words;
      this.state.textContent = words;
      if (!link?.url) return;
      const anchor = document.createElement("a");
      Object.assign(anchor, { href: link.url, target: "_blank", textContent: link.words });
      this.state.append(" ", anchor);
    }
  }

  function keeperOfLine(form, line) {
    const version = line.querySelector("[data-version]");
    const fields = () => [...line.querySelectorAll("[data-words]")];
    let id = line.dataset.line;
    return new Keeper(form, line, {
      url: () => form.dataset.itemUrl.replace("00000000-0000-0000-0000-000000000000", id),
      body() {
        const data = new FormData();
        fields().forEach((field) => data.set(field.dataset.words, field.value));
        if (![...data.values()].some((value) => value.trim())) return null;
        data.set("part", form.dataset.part);
        data.set("field", form.dataset.field);
        data.set("version", version.value);
        data.set("operation", version.value === "0" ? id : crypto.randomUUID());
        if (form.elements.for_me?.checked) data.set("for_me", "on");
        return data;
      },
      accept(told) {
        version.value = told.version;
        if (told.item !== id) rename(line, id, told.item);
        id = told.item;
      },
    });
  }

  /* Both versions were kept: from here on this line is the writer's own one. */
  function rename(line, before, after) {
    line.dataset.line = after;
    line.querySelectorAll(`[name$="-${before}"]`).forEach((field) => {
      field.name = field.name.replace(before, after);
    });
  }

  function keeperOfChoices(form, place) {
    return new Keeper(form, place, {
      url: () => form.action,
      body() {
        const data = new FormData();
        data.set("do", "choices");
        data.set("choices-here", "yes");
        place.querySelectorAll("input:checked").forEach((box) => data.append("choice", box.value));
        if (form.elements.for_me?.checked) data.set("for_me", "on");
        return data;
      },
      accept() {},
    });
  }

  function watch(form) {
    const keepers = new Map();
    const keeperFor = (place, make) => {
      if (!keepers.has(place)) keepers.set(place, make(form, place));
      return keepers.get(place);
    };
    form.addEventListener("input", (event) => {
      const line = event.target.matches("[data-words]") && event.target.closest("[data-line]");
      const choices = event.target.closest("[data-choices]");
      if (line) keeperFor(line, keeperOfLine).touch();
      else if (choices) keeperFor(choices, keeperOfChoices).touch();
    });
    const all = () => [...keepers.values()];
    addEventListener("online", () => all().forEach((one) => one.now()));
    document.addEventListener("visibilitychange", () => all().forEach((one) => one.now()));

    /* A page is not left while words are on their way: they arrive first, then the press is done. Offline the press
       would only bring an empty page, so the words stay and it is said so. */
    let leaving = false;
    form.addEventListener("submit", (event) => {
      if (navigator.onLine === false) {
        event.preventDefault();
        all().forEach((one) => one.waits && one.say("kept", form.dataset.kept));
        return;
      }
      const busy = all().filter((one) => one.sending);
      if (!busy.length) {
        leaving = true;
        return;
      }
      event.preventDefault();
      const pressed = event.submitter;
      setTimeout(() => form.requestSubmit(pressed), 250);
    });
    addEventListener("beforeunload", (event) => {
      if (!leaving && all().some((one) => one.waits)) event.preventDefault();
    });
    addEventListener("pageshow", () => {
      leaving = false;
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form[data-autosave]").forEach(watch);
  });
})();
