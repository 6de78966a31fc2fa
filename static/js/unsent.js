/* What could not be sent yet. On a device that is only its owner's it is kept here, locked with a key that cannot be
   taken out, for seven days; anywhere else it stays in the page alone. It is sent from whatever page is open next,
   and wiped when its owner signs out, is signed out from another device, or somebody else signs in. */
(() => {
  "use strict";

  const WEEK = 7 * 24 * 60 * 60 * 1000;
  const AGAIN = 30000; // milliseconds between two tries from a page that is not theirs
  const place = document.querySelector("[data-unsent]");
  const told = place?.dataset ?? {};
  const keeps = Boolean(told.own && window.indexedDB && window.crypto?.subtle && navigator.locks);
  let shut = false; // nobody, or somebody else, is signed in: nothing more is put away from this page
  const waiting = new Map(); // id → what is known of each thing that waits: {page, stuck}

  // --- the shelf -----------------------------------------------------------------------------------------

  const asked = (request) =>
    new Promise((done, fail) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });

  async function shelf(mode, work) {
    const opening = indexedDB.open("unsent", 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("things", { keyPath: "id" });
      opening.result.createObjectStore("keys", { keyPath: "writer" });
      opening.result.createObjectStore("device", { keyPath: "name" });
    };
    const open = await asked(opening);
    try {
      const move = open.transaction(["things", "keys", "device"], mode);
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

  async function lock(thing) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const words = new TextEncoder().encode(JSON.stringify(thing));
    const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), words);
    return { id: thing.id, writer: told.writer, at: Date.now(), iv, box };
  }

  async function unlock(row) {
    const words = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, await key(), row.box);
    return { ...JSON.parse(new TextDecoder().decode(words)), at: row.at };
  }

  /* Everything of this writer that is not too old, the oldest first. What is too old goes. */
  async function all() {
    if (!keeps) return [];
    const rows = await shelf("readwrite", async (store) => {
      const found = await asked(store("things").getAll());
      const old = found.filter((row) => row.at < Date.now() - WEEK);
      old.forEach((row) => store("things").delete(row.id));
      return found.filter((row) => row.writer === told.writer && !old.includes(row));
    });
    const opened = await Promise.all(rows.map((row) => unlock(row).catch(() => null)));
    return opened.filter(Boolean).sort((one, other) => one.at - other.at);
  }

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
      rows.filter((row) => row.writer !== told.writer).forEach((row) => store("things").delete(row.id));
    });
  }

  /* The server says that nobody is signed in any more: what was ended before its time leaves nothing behind. */
  async function signedOut() {
    shut = Date.now() < Number(told.ends) * 1000;
    if (keeps && shut) await wipe();
  }

  // --- sending -----------------------------------------------------------------------------------------------

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

  /* Send one save: {kept: answer}, {out: words} when signed out, {other: words} when somebody else is signed in,
     {fix: words} for what the writer has to put right. Anything else is thrown: it is tried again. */
  async function post({ url, entries }) {
    const body = new FormData();
    entries.forEach(([name, value]) => body.append(name, value));
    const answer = await fetch(url, {
      method: "POST",
      body,
      credentials: "same-origin",
      headers: { Accept: "application/json", "X-CSRFToken": token(), "X-Writer": told.writer ?? "" },
    });
    const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
    if (answer.ok && said) {
      shut = false;
      return { kept: said };
    }
    if (answer.status === 401 && said) {
      await signedOut();
      return { out: said.fix };
    }
    if (said?.other) {
      shut = true;
      return { other: said.fix };
    }
    if (said?.fix || answer.status === 404) return { fix: said?.fix ?? told.gone };
    if (answer.status === 403) await freshToken();
    throw new Error(String(answer.status));
  }

  /* A save that follows another: of the answer, and from the version, that the first one made. */
  function following(save, kept) {
    if (!kept?.item || !save.item) return save;
    const entries = save.entries.map(([name, value]) => [name, name === "version" ? String(kept.version) : value]);
    return { ...save, url: save.url.replace(save.item, kept.item), item: kept.item, entries };
  }

  async function sendThing(thing) {
    let kept = null;
    for (const save of thing.saves) {
      const answer = await post(following(save, kept));
      if (answer.fix) waiting.set(thing.id, { page: thing.page, stuck: answer.fix, words: wordsOf(thing) });
      if (!answer.kept) return false;
      kept = answer.kept;
    }
    await drop(thing.id);
    return true;
  }

  const NOT_WORDS = new Set(["part", "field", "version", "operation", "for_me", "do", "choices-here"]);
  const wordsOf = (thing) =>
    thing.saves.at(-1).entries.filter(([name, value]) => !NOT_WORDS.has(name) && value).map(([, value]) => value).join(" · ");

  let sending = false;
  let next = 0;

  /* Send everything that no open page is looking after. */
  async function sendAll() {
    if (sending || !keeps) return;
    sending = true;
    clearTimeout(next);
    let sent = 0;
    try {
      for (const { id } of await all()) {
        await navigator.locks.request(`unsent-${id}`, { ifAvailable: true }, async (free) => {
          const thing = free && (await all()).find((one) => one.id === id);
          if (!thing || waiting.get(id)?.stuck) return;
          if (!waiting.has(id)) waiting.set(id, { page: thing.page });
          show();
          if (await sendThing(thing)) sent += 1;
        });
      }
    } catch {
      /* The connection is away, or the server rests: it is tried again. */
    }
    sending = false;
    show(sent);
    if ([...waiting.values()].some((one) => !one.stuck)) next = setTimeout(sendAll, AGAIN);
  }

  // --- what pages ask for ------------------------------------------------------------------------------------

  async function keep(thing) {
    if (!keeps || shut) return;
    await ready;
    const row = await lock(thing);
    await shelf("readwrite", (store) => asked(store("things").put(row)));
  }

  async function drop(id) {
    waiting.delete(id);
    if (!keeps) return;
    await ready;
    await shelf("readwrite", (store) => asked(store("things").delete(id)));
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

  // --- what is said ------------------------------------------------------------------------------------------

  function element(name, text, more = {}) {
    return Object.assign(document.createElement(name), { textContent: text, ...more });
  }

  function show(sent = 0) {
    if (!place || !told.writer) return;
    const count = waiting.size;
    const words = count ? told[`waiting${Math.min(count, 10)}`] : sent ? told.sent : "";
    if (place.dataset.said === words + count) return;
    place.dataset.said = words + count;
    place.hidden = !words;
    place.replaceChildren(element("p", words));
    if (!count && sent) place.firstChild.append(" ", element("a", told.look, { href: location.pathname }));
    for (const { page, stuck, words: kept } of waiting.values()) {
      if (!stuck) continue;
      const line = element("p", `${stuck} `);
      line.append(element("q", kept), " ", element("a", told.open, { href: page }));
      place.append(line);
    }
  }

  /* The bar stays at the top while a page is scrolled: what has the focus is never scrolled under it. */
  if (place && window.ResizeObserver) {
    new ResizeObserver(() => {
      document.documentElement.style.setProperty("--bar", `${place.offsetHeight}px`);
    }).observe(place);
  }

  /* Signing out wipes: what is not sent yet is said first, and may be stayed for. */
  document.addEventListener("submit", (event) => {
    if (!told.writer || event.target.getAttribute("action") !== told.signOut) return;
    if (waiting.size && !window.confirm(told.leaving)) event.preventDefault();
    else wipe();
  }, true);

  const ready = settle().catch(() => {});
  window.unsent = {
    keep, drop, lookAfter, note, post, following, sendAll,
    all: () => ready.then(all),
    keptWords: keeps ? told.kept : "",
  };
  addEventListener("online", sendAll);
  // A page with open questions takes back its own words first, and then sends the rest.
  document.addEventListener("DOMContentLoaded", () => {
    if (!document.querySelector("form[data-autosave]")) ready.then(sendAll);
  });
})();
