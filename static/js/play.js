// "Play my plan" by itself. Without this script Next and Back are pages. Nothing sounds before somebody presses Play.
(() => {
  const SECONDS = 7;
  const slide = () => document.querySelector("[data-slide]");
  if (!slide()) return;
  const words = { play: slide().dataset.play, stop: slide().dataset.stop };
  let playing = false;
  let timer = 0;

  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--big btn--line";
  button.setAttribute("aria-pressed", "false");

  const say = () => {
    button.textContent = playing ? words.stop : words.play;
    button.setAttribute("aria-pressed", String(playing));
    const nav = slide().querySelector(".slide__nav");
    if (slide().dataset.next) nav.append(button);
  };

  const sound = () => slide().querySelector("audio, video");

  const wait = () => {
    clearTimeout(timer);
    if (!playing) return;
    const voice = sound();
    if (!voice) {
      timer = setTimeout(onward, SECONDS * 1000);
      return;
    }
    voice.addEventListener("ended", onward, { once: true });
    // A voice that cannot be played here holds nobody up.
    voice.addEventListener("error", () => { timer = setTimeout(onward, SECONDS * 1000); }, { once: true });
    voice.play().catch(() => { timer = setTimeout(onward, SECONDS * 1000); });
  };

  const stop = () => {
    playing = false;
    clearTimeout(timer);
    sound()?.pause();
    say();
  };

  const show = async (address) => {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error("away");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-slide]");
    if (!fresh) throw new Error("away");
    const held = document.activeElement === button;
    document.body.classList.remove(slide().dataset.place);
    document.body.classList.add(fresh.dataset.place);
    slide().replaceWith(document.importNode(fresh, true));
    history.replaceState(null, "", address);
    if (!slide().dataset.next) playing = false;
    say();
    if (held) (slide().dataset.next ? button : slide().querySelector(".slide__nav a")).focus();
  };

  async function onward() {
    if (!playing || !slide().dataset.next) return stop();
    try {
      await show(slide().dataset.next);
      wait();
    } catch {
      stop();
    }
  }

  button.addEventListener("click", () => {
    if (playing) return stop();
    playing = true;
    say();
    if (sound()) wait();
    else onward();
  });

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("audio, video, input")) return;
    const links = slide().querySelectorAll(".slide__nav a");
    if (event.key === "ArrowRight" && slide().dataset.next) links[0].click();
    if (event.key === "Escape") stop();
  });
  say();
})();
