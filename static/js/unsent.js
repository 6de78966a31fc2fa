/* What could not be sent yet: words, and photos. On a device that is only its owner's it is kept here, locked with a key
   that cannot be taken out, for seven days; anywhere else it stays in the page alone. It is sent from whatever page is
   open next, and wiped when its owner signs out, is signed out from another device, or somebody else signs in. */
(() => {
  "use strict";

  const WEEK = 7 * 24 * 60 * 60 * 1000;
  const AGAIN = 30000; // milliseconds between two tries from a page that is not theirs
  const place = document.querySelector("[data-unsent]");
  const told = place?.dataset ?? {};
  const keeps = Boolean(told.own && window.indexedDB && window.crypto?.subtle && navigator.locks);
  let shut = false; // nobody, or somebody else, is signed in: nothing more is put away from this page
  // id → what is known of each thing that waits: its page; why it rests (`why`), or cannot be kept (`stuck`)
  const waiting = new Map();
  let gone = 0; // how many have waited too long and were taken from here

  // --- the shelf -----------------------------------------------------------------------------------------

  const asked = (request) =>
    new Promise((done, fail) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });

  async function shelf(mode, work) {
    const opening = indexedDB.open("unsent", 2);
    opening.onupgradeneeded = ({ oldVersion }) => {
      // A file lies apart from what is known of it, so that to look through the shelf is not to read every photo.
      opening.result.createObjectStore("files", { keyPath: "id" });
      if (oldVersion) return;
      opening.result.createObjectStore("things", { keyPath: "id" });
      opening.result.createObjectStore("keys", { keyPath: "writer" });
      opening.result.createObjectStore("device", { keyPath: "name" });
    };
    const open = await asked(opening);
    try {
      const move = open.transaction(["things", "files", "keys", "device"], mode);
      const kept = new Promise((done, fail) => {
        move.oncomplete = done;
        move.onabort = () => fail(move.error);
      });
      kept.catch(() => {}); // it is awaited below, or the work has failed already
      const result = await work((name) => move.objectStore(name));
      await kept;
      return result;
    } finally {
      open.close();
    }
  }

  const wipe = () => asked(indexedDB.deleteDatabase("unsent")).catch(() => {});

  async function key() {
    const known = await shelf("readonly", (store) => asked(store("keys").get(told.writer)));
    if (known) return known.key;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    // Two pages may make one at the same moment: the first to be put away is everybody's.
    await shelf("readwrite", (store) => asked(store("keys").add({ writer: told.writer, key: made }))).catch(() => {});
    return (await shelf("readonly", (store) => asked(store("keys").get(told.writer)))).key;
  }

  async function lock(bytes) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, box: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), bytes) };
  }

  async function open({ iv, box }) {
    return crypto.subtle.decrypt({ name: "AES-GCM", iv }, await key(), box);
  }

  /* A file is locked apart from what is known of it, and opened when it is sent. Out: the row, and the file's row. */
  async function lockThing({ file, ...thing }) {
    const known = file ? { ...thing, name: file.name, type: file.type } : thing;
    const row = { id: thing.id, writer: told.writer, at: Date.now() };
    Object.assign(row, await lock(new TextEncoder().encode(JSON.stringify(known))));
    return [row, file && { id: thing.id, ...(await lock(await file.arrayBuffer())) }];
  }

  async function unlockThing(row) {
    const thing = JSON.parse(new TextDecoder().decode(await open(row)));
    const { name, type } = thing;
    const file = async () => {
      const locked = row.file ?? (await shelf("readonly", (store) => asked(store("files").get(row.id))));
      return new File([await open(locked)], name, { type });
    };
    return { ...thing, at: row.at, stuck: row.stuck, file };
  }

  function take(store, id) {
    store("files").delete(id);
    return asked(store("things").delete(id));
  }

  /* Everything of this writer that is not too old, the oldest first. What is too old goes, and that is said. */
  async function all() {
    if (!keeps) return [];
    const rows = await shelf("readwrite", async (store) => {
      const found = await asked(store("things").getAll());
      const old = found.filter((row) => row.at < Date.now() - WEEK);
      old.forEach((row) => take(store, row.id));
      gone += old.filter((row) => row.writer === told.writer).length;
      return found.filter((row) => row.writer === told.writer && !old.includes(row));
    });
    const opened = await Promise.all(rows.map((row) => unlockThing(row).catch(() => null)));
    return opened.filter(Boolean).sort((one, other) => one.at - other.at);
  }

  /* One thing as it is now, or nothing: another page may have sent it meanwhile. */
  async function one(id) {
    const row = await shelf("readonly", (store) => asked(store("things").get(id)));
    return row?.writer === told.writer ? unlockThing(row) : null;
  }

  /* Mark a thing, for every page to come, with why it cannot be kept; or with nothing, so that it is tried again. */
  const mark = (id, stuck) =>
    shelf("readwrite", async (store) => {
      const row = await asked(store("things").get(id));
      if (row) store("things").put({ ...row, stuck });
    });

  // --- whose device, whose words -----------------------------------------------------------------------------

  /* A sign-in that ended before its time was ended by somebody: here, or from another device. */
  async function settle() {
    if (!window.indexedDB || !place) return;
    if (told.writer && !keeps) return void (await wipe());
    const last = await shelf("readonly", (store) => asked(store("device").get("sign-in")));
    const ended = last && last.session !== told.session && Date.now() < last.ends * 1000;
    if (last && (ended || (told.writer && last.writer !== told.writer))) await wipe();
    if (!told.writer) return;
    const now = { name: "sign-in", writer: told.writer, session: told.session, ends: Number(told.ends) };
    await shelf("readwrite", async (store) => {
      store("device").put(now);
      const rows = await asked(store("things").getAll());
      rows.filter((row) => row.writer !== told.writer).forEach((row) => take(store, row.id));
    });
  }

  /* The server says that nobody is signed in any more: what was ended before its time leaves nothing behind. */
  async function signedOut() {
    shut = Date.now() < Number(told.ends) * 1000;
    if (keeps && shut) await wipe();
  }

  // --- sending -----------------------------------------------------------------------------------------------

  /* What the server said, as `sending` gives it; and whose page this is from now on. */
  async function heard(answer) {
    if (answer.kept) shut = false;
    if (answer.out) await signedOut();
    if (answer.other) shut = true;
    return answer;
  }

  const post = async (save) => heard(await sending.post(save).catch(restsForAReason));
  const upload = async (file, moved) => heard(await sending.inPieces(file, moved));

  /* Words that the server has no room for are the writer's to know of, and not sent again by themselves. */
  function restsForAReason(fault) {
    if (!fault.words) throw fault;
    return { fix: fault.words };
  }

  async function sendThing(thing) {
    let kept = null;
    let sent = null;
    for (const save of thing.saves) {
      const words = sending.following(save, kept, sent);
      const answer = await (save.photo ? upload({ ...save, file: await thing.file() }) : post(words));
      if (answer.fix) await isStuck(thing, answer.fix);
      if (!answer.kept) return false;
      kept = answer.kept;
      sent = save;
      if (save.photo) sending.forget(thing.id);
    }
    await drop(thing.id);
    return true;
  }

  /* A photo that was refused is not sent whole again from every page to come. Words are small: a page may try them. */
  async function isStuck(thing, stuck) {
    waiting.set(thing.id, { ...knownOf(thing), stuck });
    if (photoOf(thing)) await mark(thing.id, stuck).catch(() => {});
  }

  const photoOf = (thing) => thing.saves.at(-1).photo;
  const knownOf = (thing) => ({ page: thing.page, words: wordsOf(thing) || thing.name, photo: photoOf(thing) });

  const NOT_WORDS = new Set(["part", "field", "kind", "item", "version", "operation", "for_me", "do", "choices-here", "tap-off", "about", "said", "how",
    "base_version", "place", "matters", "sure"]);
  const wordsOf = (thing) =>
    thing.saves.at(-1).entries.filter(([name, value]) => !NOT_WORDS.has(name) && value).map(([, value]) => value).join(" · ");

  /* A thing that the server cannot take now keeps no other waiting. Without a connection none need be tried. */
  function unlessAway(thing, fault) {
    if (fault instanceof TypeError) throw fault;
    if (fault.words) waiting.set(thing.id, { ...knownOf(thing), why: fault.words });
    return false;
  }

  /* Words go first: a photo on a weak line holds none of them back, also those that were written after it. */
  const wordsFirst = (things) => [...things.filter((thing) => !photoOf(thing)), ...things.filter(photoOf)];

  let busy = false;
  let next = 0;

  /* Send everything that no open page is looking after. */
  async function sendAll() {
    if (busy || !keeps) return;
    busy = true;
    clearTimeout(next);
    let sent = 0;
    try {
      for (const { id } of wordsFirst(await all())) {
        await navigator.locks.request(`unsent-${id}`, { ifAvailable: true }, async (free) => {
          const thing = free && (await one(id));
          if (!thing || waiting.get(id)?.stuck) return;
          if (!waiting.has(id)) waiting.set(id, thing.stuck ? { ...knownOf(thing), stuck: thing.stuck } : { page: thing.page });
          show();
          if (!thing.stuck && (await sendThing(thing).catch((fault) => unlessAway(thing, fault)))) sent += 1;
        });
      }
    } catch {
      /* The connection is away: it is tried again. */
    }
    busy = false;
    show(sent);
    if ([...waiting.values()].some((one) => !one.stuck)) next = setTimeout(sendAll, AGAIN);
  }

  // --- what pages ask for ------------------------------------------------------------------------------------

  /* Put a thing away. Out: whether it is on the shelf. */
  async function keep(thing) {
    if (!keeps || shut) return false;
    await ready;
    const [row, file] = await lockThing(thing);
    await shelf("readwrite", (store) => {
      if (file) store("files").put(file);
      return asked(store("things").put(row));
    });
    return true;
  }

  async function drop(id) {
    waiting.delete(id);
    if (!keeps) return;
    await ready;
    await shelf("readwrite", (store) => take(store, id));
  }

  /* Look after a thing as long as this page is open: no other page sends it meanwhile. False when another page does. */
  function lookAfter(id) {
    if (!keeps) return Promise.resolve(() => {});
    return new Promise((done) => {
      navigator.locks.request(`unsent-${id}`, { ifAvailable: true }, (free) => {
        if (!free) return done(null);
        return new Promise((letGo) => done(letGo));
      });
    });
  }

  function note(id, waits) {
    if (waits) waiting.set(id, { page: location.pathname });
    else waiting.delete(id);
    show();
  }

  /* A photo that cannot be kept has no field to stand in again. It may be the only one there is: it is asked first. */
  async function takeOff(id) {
    if (!window.confirm(told.takeOffSure)) return;
    await drop(id);
    sending.forget(id);
    show();
    said.textContent = told.tookOff;
    place.hidden = false;
    (lines.querySelector("button") ?? document.querySelector("#main"))?.focus();
  }

  async function tryAgain(id) {
    await mark(id);
    waiting.delete(id);
    sendAll();
  }

  // --- what is said ------------------------------------------------------------------------------------------

  function element(name, text, more = {}) {
    return Object.assign(document.createElement(name), { textContent: text, ...more });
  }

  function voice(name, marks) {
    const made = element(name, "");
    Object.entries({ role: "status", ...marks }).forEach(([mark, value]) => made.setAttribute(mark, value));
    return made;
  }

  // Each has its own voice: a count that changes does not read the rest out again, nor take the focus from a button.
  const said = voice("p");
  const lines = voice("div", { "aria-atomic": "false" });
  const drawn = new Map(); // id → the line that stands on the page
  place?.append(said, lines);

  function show(sent = 0) {
    if (!place || !told.writer) return;
    const held = [...waiting].filter(([, thing]) => thing.stuck || thing.why);
    const count = [...waiting.values()].filter((thing) => !thing.stuck).length;
    const words = count ? told[`waiting${Math.min(count, 10)}`] : sent && !held.length ? told.sent : "";
    const all = [words, count, gone, ...held.map(([id, thing]) => id + (thing.stuck ?? thing.why))].join();
    if (place.dataset.said === all) return;
    place.dataset.said = all;
    place.hidden = !words && !held.length && !gone;
    said.textContent = words;
    if (!count && words) said.append(" ", element("a", told.look, { href: location.pathname }));
    if (gone) drawLine("gone", told.tooOld, () => element("p", told.tooOld));
    held.forEach(([id, thing]) => drawLine(id, thing.stuck ?? thing.why, () => heldLine(id, thing)));
    const still = new Set(["gone", ...held.map(([id]) => id)]);
    [...drawn.keys()].filter((id) => !still.has(id)).forEach(takeLine);
  }

  function drawLine(id, reason, make) {
    if (drawn.get(id)?.dataset.reason === reason) return;
    takeLine(id);
    const line = make();
    line.dataset.reason = reason;
    drawn.set(id, line);
    lines.append(line);
  }

  function takeLine(id) {
    drawn.get(id)?.remove();
    drawn.delete(id);
  }

  /* Whose turn it is now: the words as they are, why they are not kept, and where that can be put right. */
  function heldLine(id, { page, stuck, why, words, photo }) {
    const line = element("p", "");
    if (words) line.append(element("q", words), " ");
    line.append(`${stuck ?? why} `, element("a", told.open, { href: page }));
    if (photo && stuck) line.append(" ", press(told.tryAgain, words, () => tryAgain(id)));
    if (photo) line.append(" ", press(told.takeOff, words, () => takeOff(id)));
    return line;
  }

  function press(name, about, onclick) {
    const button = element("button", name, { type: "button", className: "btn btn--line btn--small", onclick });
    if (about) button.setAttribute("aria-label", `${name}: ${about}`);
    return button;
  }

  /* The bar stays at the top while a page is scrolled: what has the focus is never scrolled under it. */
  if (place && window.ResizeObserver) {
    new ResizeObserver(() => {
      document.documentElement.style.setProperty("--bar", `${place.offsetHeight}px`);
    }).observe(place);
  }

  /* A box for words is scrolled to its caret and not to its top: it is moved out from under the bar. */
  document.addEventListener("focusin", ({ target }) => requestAnimationFrame(() => {
    if (!place || place.hidden || place.contains(target) || !target.matches(":focus-visible")) return;
    const { top, bottom, height } = target.getBoundingClientRect();
    const under = place.getBoundingClientRect().bottom + 8 - top;
    if (under > 0 && bottom > 0 && height < innerHeight / 2) scrollBy(0, -under);
  }));

  /* Signing out wipes: what is not sent yet is said first, and may be stayed for. */
  document.addEventListener("submit", (event) => {
    if (!told.writer || event.target.getAttribute("action") !== told.signOut) return;
    if (waiting.size && !window.confirm(told.leaving)) event.preventDefault();
    else wipe();
  }, true);

  const ready = settle().catch(() => {});
  window.unsent = {
    keep, drop, lookAfter, note, post, upload, sendAll,
    all: () => ready.then(all),
    keptWords: keeps ? told.kept : "",
    onlyHere: told.onlyHere,
    notYet: told.notYet,
  };
  addEventListener("online", sendAll);
  // A page with open questions takes back its own words first, and then sends the rest.
  document.addEventListener("DOMContentLoaded", () => {
    if (!document.querySelector("form[data-autosave]")) ready.then(sendAll);
  });
})();
