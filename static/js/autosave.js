/* Saves each answer while it is written: what on a page is one thing to keep (a line, the pictures of a question, a whole
   form), each with a keeper of its own (keeper.js). Without it every form still saves by its buttons. */
(() => {
  "use strict";

  const { unsent, sending, Keeper } = window;
  const NO_ID = "00000000-0000-0000-0000-000000000000";

  const OF_VOICE = new Set(["said", "how"]); // told beside an answer, and no answer by themselves
  const fieldsOf = (line) => [...line.querySelectorAll("[data-words]")];
  const isPress = (field) => field.type === "radio" || field.type === "checkbox";

  function keeperOfLine(form, line) {
    const version = line.querySelector("[data-version]");
    return new Keeper(form, line, {
      id: line.dataset.line,
      save(waits) {
        const item = line.dataset.line;
        const isNew = version.value === "0";
        const words = new Map();
        fieldsOf(line).forEach((field) => {
          if (!isPress(field) || field.checked) words.set(field.dataset.words, field.value);
        });
        const out = ![...words].some(([name, value]) => !OF_VOICE.has(name) && value.trim());
        if (out && isNew && !waits) return null; // nothing of it was ever sent
        const entries = [
          ...words, ["part", form.dataset.part], ["field", form.dataset.field], ["version", version.value],
          ["operation", crypto.randomUUID()],
        ];
        if (form.elements.about) entries.push(["about", form.elements.about.value]);
        if (form.elements.for_me?.checked) entries.push(["for_me", "on"]);
        return { url: form.dataset.itemUrl.replace(NO_ID, item), entries, item, ...(out && { out, isNew }) };
      },
      accept(told) {
        version.value = told.version;
        if (told.item !== line.dataset.line) rename(line, told.item);
      },
    });
  }

  /* The line is another answer from here on: both versions were kept, or it is a new answer begun before. */
  function rename(line, after) {
    const before = line.dataset.line;
    line.dataset.line = after;
    line.querySelectorAll(`[name$="-${before}"]`).forEach((field) => {
      field.name = field.name.replace(before, after);
    });
  }

  // What the page was last told of pressed pictures: "picture:answer:version" for each answer that stands for one.
  const shownIn = (place) => [...place.querySelectorAll("input[name=choice-shown]")];
  const boxesIn = (place) => [...place.querySelectorAll("input[name=choice]:not(:disabled)")];
  const pictureOf = (shown) => shown.split(":")[0];
  const tapsOf = (save) => (save?.entries ?? []).filter(([name]) => name.startsWith("tap-"));

  function show(place, shown) {
    shownIn(place).forEach((field) => field.remove());
    place.append(...shown.map((value) => Object.assign(document.createElement("input"), { type: "hidden", name: "choice-shown", value })));
  }

  /* Sends what was pressed and what was let go, never the whole set: another page may have pressed others meanwhile. */
  function keeperOfChoices(form, place) {
    const keeper = new Keeper(form, place, {
      id: `${form.dataset.part}/${form.dataset.field}/${crypto.randomUUID()}`,
      save() {
        const shown = shownIn(place).map((field) => field.value);
        const pressed = new Set(shown.map(pictureOf));
        tapsOf(keeper.pending).forEach(([name, value]) => {
          if (name === "tap-on") pressed.add(value);
          else pressed.delete(pictureOf(value));
        });
        const taps = boxesIn(place).filter((box) => box.checked !== pressed.has(box.value)).flatMap(({ checked, value }) => {
          if (checked) return [["tap-on", value]];
          const known = shown.filter((one) => pictureOf(one) === value);
          // One whose press is on its way yet: which answer it made is told with its reply (`sending.following`).
          return (known.length ? known : [value]).map((one) => ["tap-off", one]);
        });
        if (!taps.length) return null;
        const entries = [["do", "choices"], ...taps, ["operation", crypto.randomUUID()]];
        if (form.elements.for_me?.checked) entries.push(["for_me", "on"]);
        return { url: form.getAttribute("action"), entries };
      },
      /* The boxes become as it is, but for those that were pressed since. */
      accept({ shown }) {
        show(place, shown);
        const pressed = new Set(shown.map(pictureOf));
        const newer = new Set(tapsOf(keeper.draft).map(([, value]) => pictureOf(value)));
        boxesIn(place).filter((box) => !newer.has(box.value)).forEach((box) => {
          box.checked = pressed.has(box.value);
        });
      },
    });
    return keeper;
  }

  // --- a form that is one thing, such as a wish ----------------------------------------------------------

  const isWhole = (form) => form.dataset.autosave === "whole";
  const wordsIn = (form) => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");

  function put(form, name, value) {
    const field = form.elements[name];
    if (field) field.value = value; // of radio buttons it presses the one with this value
  }

  /* `base_version` is the version that the words were made from, blank for a new thing, whose id is its operation. */
  function keeperOfForm(form) {
    const { base_version: base, operation } = form.elements;
    return new Keeper(form, form, {
      id: form.dataset.thing,
      save() {
        if (base.value) operation.value = crypto.randomUUID();
        return { url: form.getAttribute("action"), entries: wordsIn(form), item: form.dataset.thing };
      },
      accept(told, sent) {
        const here = wordsIn(form);
        if (sending.bothWrote(told.theirs, sent.entries, here)) base.value ||= "1";
        else {
          Object.entries(told.theirs).forEach(([name, value]) => put(form, name, value));
          base.value = told.version;
        }
        if (form.getAttribute("action") === told.url) return;
        form.dataset.thing = told.item;
        form.setAttribute("action", told.url);
        history.replaceState(null, "", told.url);
      },
    });
  }

  /* What is said stands under the field that is written in. */
  function sayUnder(form, field) {
    const [place, state] = [field.closest(".field"), form.querySelector("[data-state]")];
    if (place && place.nextElementSibling !== state) place.after(state);
  }

  /* The form takes up words that were put away: of this very thing, or of a new one into a new form. */
  function takesUp(form, { id, saves }) {
    const { base_version: base } = form.elements;
    const isNew = saves[0].entries.some(([name, value]) => name === "base_version" && !value);
    if (id !== form.dataset.thing && !(isNew && !base.value)) return null;
    form.dataset.thing = id;
    saves.at(-1).entries.forEach(([name, value]) => put(form, name, value));
    form.querySelectorAll("details").forEach((one) => one.setAttribute("open", ""));
    return form;
  }

  // --- words that were put away when this question was open before ---------------------------------------

  function lineFor(form, { id, saves }) {
    const known = form.querySelector(`[data-line="${CSS.escape(id)}"]`);
    const isNew = saves[0].entries.some(([name, value]) => name === "version" && value === "0");
    if (known || !isNew) return known;
    const blank = [...form.querySelectorAll("[data-line]")].find(
      (line) =>
        line.querySelector("[data-version]")?.value === "0" &&
        fieldsOf(line).every((field) => (isPress(field) ? !field.checked : !field.value)),
    );
    if (blank) rename(blank, id);
    return blank ?? null;
  }

  function fill(place, entries) {
    place.querySelectorAll("[data-words]").forEach((field) => {
      const given = entries.filter(([name]) => name === field.dataset.words).map(([, value]) => value);
      if (isPress(field)) field.checked = given.includes(field.value);
      else if (given.length) [field.value] = given;
    });
  }

  /* Presses that were put away. One that was let go stays pressed where it was pressed again since. */
  function press(place, saves) {
    const shown = shownIn(place).map((field) => field.value);
    saves.flatMap(tapsOf).forEach(([name, value]) => {
      const box = boxesIn(place).find((one) => one.value === pictureOf(value));
      if (box && (name === "tap-on" || shown.includes(value) || value === box.value)) box.checked = name === "tap-on";
    });
  }

  async function takeBack(form, keeperFor) {
    for (const thing of await unsent.all()) {
      if (thing.part !== form.dataset.part || thing.field !== form.dataset.field) continue;
      if (form.elements.about && thing.page !== location.pathname) continue; // of somebody else on the rings
      const letGo = await unsent.lookAfter(thing.id);
      if (!letGo) continue; // another open page has it
      const choices = thing.id.includes("/") && form.querySelector("[data-choices]");
      const place = isWhole(form) ? takesUp(form, thing) : choices || lineFor(form, thing);
      const keeper = place && keeperFor(place, isWhole(form) ? keeperOfForm : choices ? keeperOfChoices : keeperOfLine);
      if (!keeper || (choices && keeper.waits)) {
        letGo();
        continue;
      }
      place.closest("details")?.setAttribute("open", "");
      if (choices) press(place, thing.saves);
      else if (!isWhole(form)) fill(place, thing.saves.at(-1).entries);
      Object.assign(keeper, { id: thing.id, letGo });
      keeper.takeBack(thing);
    }
    unsent.sendAll();
  }

  function watch(form) {
    const keepers = new Map();
    const keeperFor = (place, make) => {
      if (!keepers.has(place)) keepers.set(place, make(form, place));
      return keepers.get(place);
    };
    form.addEventListener("input", (event) => {
      if (isWhole(form)) {
        sayUnder(form, event.target);
        return keeperFor(form, keeperOfForm).touch();
      }
      const line = event.target.matches("[data-words]") && event.target.closest("[data-line]");
      const choices = event.target.closest("[data-choices]");
      if (line) keeperFor(line, keeperOfLine).touch();
      else if (choices) keeperFor(choices, keeperOfChoices).touch();
    });
    const all = () => [...keepers.values()];
    takeBack(form, keeperFor);
    addEventListener("online", () => all().forEach((one) => one.now()));
    document.addEventListener("visibilitychange", () => all().forEach((one) => one.now()));

    /* A page is not left before its words have arrived; then the press is done. Offline, or when the server rests, the
       press would only bring an empty page, so the words stay and it is said so. */
    let leaving = false;
    form.addEventListener("submit", (event) => {
      const late = all().filter((one) => one.waits && !one.toPutRight);
      leaving = !late.length;
      if (leaving) return;
      event.preventDefault();
      late.forEach((one) => one.now());
      if (navigator.onLine === false || late.some((one) => one.tries > 0)) {
        late.forEach((one) => one.sayWhere());
        return;
      }
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
