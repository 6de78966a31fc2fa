/* Keeps one thing of a page on the server while it is written.
   "Saved" is said only when the server has answered with the new version. A save that got no answer is sent
   again, the very same one, until it has; only then come newer words. So nothing is lost and nothing is doubled. */
(() => {
  "use strict";

  const { unsent, sending } = window;
  const PAUSE = 900; // milliseconds after the last key
  const MOST = 60000; // the longest wait between two tries
  const MOMENT = 1000;

  /* One thing that is kept: `id`, `save(waits)` for what the page holds now as {url, entries, item}, or nothing when there
     is nothing to keep, and `accept(answer)` when it is kept. A save that is `out` takes the words out that were kept
     before. `pending` was sent and has no answer yet; `draft` is newer. Both are put away on the person's own device until
     the server has said that they are kept; `shelved` is whether they are there. */
  class Keeper {
    constructor(form, place, { id, save, accept }) {
      Object.assign(this, { form, id, save, accept });
      this.state = place.querySelector("[data-state]");
      this.pending = null;
      this.draft = null;
      this.tries = 0;
      this.shelved = false;
      this.moves = Promise.resolve();
    }

    get waits() {
      return this.draft !== null || this.pending !== null;
    }

    touch() {
      this.toPutRight = false;
      this.draft = this.save(this.pending !== null);
      this.putAway();
      this.sayNotYet();
      if (this.tries > 0) return; // a try is on its way already, and newer words go after it
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), PAUSE);
    }

    /* Words that were put away before this page was opened: the very same saves are sent again. */
    takeBack({ saves }) {
      [this.pending = null, this.draft = null] = saves;
      unsent.note(this.id, true);
      this.send();
    }

    /* One after the other, so that what is put away is always what was last. */
    putAway() {
      const { id } = this;
      const saves = [this.pending, this.draft].filter(Boolean);
      const thing = { id, page: location.pathname, part: this.form.dataset.part, field: this.form.dataset.field, saves };
      this.moves = this.moves.then(() => this.move(id, thing)).catch(() => this.lieOn(false));
      return this.moves;
    }

    async move(id, thing) {
      if (thing.saves.length) {
        this.letGo ??= await unsent.lookAfter(id);
        return this.lieOn(await unsent.keep(thing));
      }
      this.shelved = false;
      await unsent.drop(id);
      this.letGo?.();
      this.letGo = undefined;
    }

    /* Whether the newest words are on the shelf: a full or shut one refuses them, and then the page is all they have. */
    lieOn(shelved) {
      this.shelved = shelved;
      if (this.toldWhere && this.waits) this.sayWhere();
    }

    sayWhere() {
      this.say("kept", this.shelved ? unsent.keptWords : unsent.onlyHere);
      this.toldWhere = true;
    }

    /* What the line said of the words before is not true of a line that was emptied, or has words again. */
    sayNotYet() {
      if (this.tries > 0) return;
      if (!this.waits) this.hush();
      else if (this.draft?.out || this.wasOut) this.say("kept", unsent.notYet);
    }

    async send() {
      if (this.sending) return;
      if (!this.pending) {
        if (!this.draft) return;
        this.pending = this.draft;
        this.draft = null;
      }
      this.sending = true;
      // Tried again, it stands as it was said: words that change by themselves move what is being written.
      if (this.tries === 0) this.say("saving", this.form.dataset.saving);
      // First here, then away: a browser that is shut now still has the words. A slow shelf is not waited for long.
      await Promise.race([this.putAway(), new Promise((done) => setTimeout(done, MOMENT))]);
      let answer = {};
      try {
        answer = await unsent.post(this.pending);
      } catch {
        this.sayWhere();
      }
      this.sending = false;
      this.hear(answer);
    }

    hear({ kept, out, other, fix }) {
      if (kept) return this.kept(kept);
      if (fix) return this.putRight(fix);
      if (other) return this.say("kept", other);
      if (out) this.say("kept", out, { url: this.form.dataset.signInUrl, words: this.form.dataset.signIn });
      return this.retry();
    }

    kept(told) {
      const id = this.id;
      const sent = this.pending;
      this.wasOut = sent.out;
      this.pending = null;
      this.tries = 0;
      this.accept(told, sent);
      if (this.draft) this.draft = sending.following(this.draft, told, sent);
      unsent.note(id, false);
      if (told.item && told.item !== id) {
        this.moves = this.moves.then(() => this.move(id, { saves: [] })).catch(() => {});
        this.id = told.item;
      }
      this.putAway();
      this.say("saved", told.said ? `${told.saved}. ${told.said}` : told.saved);
      if (this.draft) this.timer = setTimeout(() => this.send(), PAUSE);
    }

    /* What the person has to put right is not sent again by itself: the next key sends it. */
    putRight(fix) {
      if (this.draft?.out && this.draft.isNew) this.draft = null; // what was to be taken out was never kept
      else this.draft ??= this.pending;
      this.pending = null;
      this.tries = 0;
      if (!this.draft) return void (this.putAway(), this.hush());
      this.toPutRight = true;
      this.putAway();
      this.say("kept", fix);
    }

    retry() {
      this.tries += 1;
      unsent.note(this.id, true);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), Math.min(MOST, 1000 * 2 ** this.tries));
    }

    now() {
      if (!this.waits) return;
      clearTimeout(this.timer);
      this.send();
    }

    say(kind, words, link) {
      this.toldWhere = false;
      if (this.state) sending.say(this.state, kind, words, link);
    }

    hush() {
      this.toldWhere = false;
      if (this.state) this.state.hidden = true;
    }
  }

  globalThis.Keeper = Keeper;
})();
