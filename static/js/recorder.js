/* Records a voice: ready, 3-2-1, recording, paused, listen, keep. Nothing leaves the device until "Keep it".
   It stops and keeps what it has when the page is put away, when a call takes the microphone, and at the longest. One that
   cannot be kept stays: it can be heard, sent again, or left out. */
(() => {
  "use strict";

  const { uploads } = window;
  const COUNT = 3;
  const SILENCE = 0.002; // of 1: below this is nothing (-54 dB)
  const QUIET_AFTER = 4000; // milliseconds until we say that we hear nothing
  const REASONS = { NotAllowedError: "refused", SecurityError: "refused", NotFoundError: "missing", OverconstrainedError: "missing", NotReadableError: "busy", AbortError: "busy" };
  // Safari's mp4 plays everywhere and its webm is young; others make webm best.
  const KINDS = /Apple/.test(navigator.vendor)
    ? ["audio/mp4", "audio/webm;codecs=opus"]
    : ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
  const minutes = (time) => `${Math.floor(time / 60000)}:${String(Math.floor(time / 1000) % 60).padStart(2, "0")}`;
  const wait = (time) => new Promise((done) => setTimeout(done, time));

  class Recorder {
    constructor(root) {
      this.root = root;
      this.find = (name) => root.querySelector(`[data-${name}]`);
      this.bars = [...this.find("level").children];
      root.addEventListener("click", (event) => {
        const press = event.target.closest("[data-press]")?.dataset.press;
        if (press) this[press]();
      });
      document.addEventListener("visibilitychange", () => document.hidden && this.stop("hidden"));
      addEventListener("pagehide", () => this.stop("hidden"));
      addEventListener("beforeunload", (event) => {
        if (this.blob || this.media) event.preventDefault();
      });
      this.form = root.closest("form");
      this.form.addEventListener("submit", (event) => this.hold(event), true);
      root.hidden = false;
      root.closest("[data-way]").querySelector("[data-or-file]")?.removeAttribute("open");
    }

    show(state, words = this.root.dataset[state]) {
      this.root.dataset.state = state;
      if (words) this.find("say").textContent = words;
    }

    say(words) {
      if (this.find("say").textContent !== words) this.find("say").textContent = words;
    }

    focus(press) {
      this.root.querySelector(`[data-press=${press}]`).focus();
    }

    async start() {
      if (this.root.dataset.state === "count") return;
      try {
        this.stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      } catch (fault) {
        this.show("lost", this.root.dataset[REASONS[fault.name] ?? "missing"]);
        this.root.closest("[data-way]").querySelector("[data-or-file]")?.setAttribute("open", "");
        return;
      }
      this.listenIn();
      this.show("count", this.root.dataset.starting);
      for (let left = COUNT; left > 0; left -= 1) {
        this.find("count").textContent = String(left);
        await wait(1000);
        if (this.root.dataset.state !== "count") return;
      }
      this.begin();
    }

    listenIn() {
      const Context = globalThis.AudioContext ?? globalThis.webkitAudioContext;
      this.peak = 0;
      this.judges = false;
      if (!Context) return;
      this.sound = new Context();
      this.sound.resume?.();
      this.ear = this.sound.createAnalyser();
      this.ear.fftSize = 2048;
      this.sound.createMediaStreamSource(this.stream).connect(this.ear);
      this.samples = new Float32Array(this.ear.fftSize);
    }

    begin() {
      const type = KINDS.find((kind) => MediaRecorder.isTypeSupported?.(kind));
      this.media = new MediaRecorder(this.stream, type ? { mimeType: type, audioBitsPerSecond: 64000 } : {});
      this.parts = [];
      this.past = 0;
      this.since = performance.now();
      this.media.addEventListener("dataavailable", (event) => event.data.size && this.parts.push(event.data));
      this.media.addEventListener("stop", () => this.done());
      this.stream.getAudioTracks()[0].addEventListener("ended", () => this.stop("lost"));
      this.media.start(1000); // what was said so far is never more than a second behind
      this.show("recording");
      this.focus("stop");
      this.timer = setInterval(() => this.look(), 100);
    }

    /* No press loses a recording: one that is heard is kept first, one that runs is stopped first. What could not be kept
       holds nobody: whoever leaves the page is asked whether to leave it out. */
    hold(event) {
      if (!this.blob && !this.media) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const pressed = event.submitter;
      if (!this.blob) this.stop("first");
      else if (!this.sending) this.keep(pressed);
      else if (uploads.leaves(pressed)) this.sending.ask(() => this.form.requestSubmit(pressed));
      else this.sending.sayAgain();
    }

    time() {
      return this.past + (this.media?.state === "recording" ? performance.now() - this.since : 0);
    }

    look() {
      this.find("time").textContent = minutes(this.time());
      if (this.time() >= Number(this.root.dataset.seconds) * 1000) this.stop("full");
      if (!this.ear || this.sound.state !== "running" || this.media?.state !== "recording") return;
      this.judges = true;
      this.ear.getFloatTimeDomainData(this.samples);
      const level = this.samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
      this.peak = Math.max(this.peak, level);
      // Ears hear by ratios: -54 dB is none of the twelve bars and 0 dB all.
      const lit = level > SILENCE ? Math.round((12 * (20 * Math.log10(level) + 54)) / 54) : 0;
      this.bars.forEach((bar, place) => bar.classList.toggle("is-on", place < lit));
      if (this.peak > SILENCE) this.say(this.root.dataset.heard);
      else if (this.time() > QUIET_AFTER) this.say(this.root.dataset.quiet);
    }

    pause() {
      this.past = this.time();
      this.media.pause();
      this.bars.forEach((bar) => bar.classList.remove("is-on"));
      this.show("paused");
      this.focus("go_on");
    }

    go_on() {
      this.media.resume();
      this.since = performance.now();
      this.show("recording");
      this.focus("pause");
    }

    stop(why) {
      if (this.root.dataset.state === "count") {
        this.letGo();
        this.show("ready", this.root.dataset[why] && "");
        return;
      }
      if (!this.media || this.media.state === "inactive") return;
      this.why = why;
      this.media.stop();
    }

    done() {
      const type = this.media.mimeType;
      this.letGo();
      const blob = new Blob(this.parts, { type });
      if (!blob.size) return this.nothing("empty");
      if (this.judges && this.peak <= SILENCE) return this.nothing("silent");
      this.blob = blob;
      this.id = crypto.randomUUID();
      const hear = this.find("hear");
      hear.src = URL.createObjectURL(blob);
      hear.hidden = false;
      this.show("listen", this.root.dataset[this.why] ?? this.root.dataset.listen);
      if (!document.hidden) this.focus("keep");
    }

    nothing(why) {
      this.show("silent", this.root.dataset[why]);
      this.focus("again");
    }

    letGo() {
      clearInterval(this.timer);
      this.stream?.getTracks().forEach((track) => track.stop());
      this.sound?.close();
      this.media = this.ear = this.sound = null;
    }

    /* What was recorded goes, and what was said of it. */
    forget() {
      const hear = this.find("hear");
      hear.pause();
      if (hear.src) URL.revokeObjectURL(hear.src);
      hear.removeAttribute("src");
      hear.hidden = true;
      this.blob = this.sending = null;
      this.why = undefined;
    }

    async again() {
      if (this.sending) await this.sending.leaveOut();
      else this.forget();
      this.start();
    }

    leaveOut() {
      this.keeping = false;
      this.forget();
      this.show("ready");
      this.focus("start");
    }

    async keep(pressed) {
      if (this.keeping) return this.sending.sayAgain();
      this.keeping = true;
      this.say(this.root.dataset.keeping);
      const panel = this.root.closest("[data-way]");
      const one = new uploads.Sending(panel, this.blob);
      this.sending = one;
      const kept = await one.send(this.id, () => this.leaveOut());
      if (this.sending !== one) return; // it was left out meanwhile
      this.keeping = false;
      if (!kept) return this.show("listen", this.root.dataset.notKept); // why is said beside it, in the server's words
      this.blob = this.sending = null;
      panel.querySelector("[name=sound_words]").value = "";
      this.form.requestSubmit(pressed ?? panel.querySelector("[name=do]"));
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    const able = globalThis.MediaRecorder && navigator.mediaDevices?.getUserMedia;
    if (able) document.querySelectorAll("[data-recorder]").forEach((root) => new Recorder(root));
  });
})();
