/* How a script sends something of the person's: with the token of the page, with a mark of who wrote it, and with one
   meaning for every answer. A file goes in pieces and goes on after a cut. */
(() => {
  "use strict";

  const PIECE = 1024 * 1024;
  const told = document.querySelector("[data-unsent]")?.dataset ?? {};
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

  /* Send one request: {kept: answer}, {out: words} when signed out, {other: words} when somebody else is signed in,
     {fix: words} for what the writer has to put right. Anything else is thrown, with `words` where the server rests for
     a reason: it is tried again. */
  async function send(url, { headers, ...options }) {
    const answer = await fetch(url, {
      credentials: "same-origin",
      ...options,
      headers: { Accept: "application/json", "X-CSRFToken": token(), "X-Writer": told.writer ?? "", ...headers },
    });
    const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
    if (answer.ok && said) return { kept: said };
    if (answer.status === 401 && said) return { out: said.fix };
    if (said?.other) return { other: said.fix };
    const rests = answer.status === 507 || said?.have;
    if (!rests && (said?.fix || answer.status === 404)) return { fix: said?.fix ?? told.gone };
    if (answer.status === 403) await freshToken();
    throw Object.assign(new Error(String(answer.status)), { words: said?.fix });
  }

  async function hashOf(blob) {
    if (!globalThis.crypto?.subtle) return "";
    const hash = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
    return [...new Uint8Array(hash)].map((one) => one.toString(16).padStart(2, "0")).join("");
  }

  async function piece(url, file, number) {
    const body = await file.slice(number * PIECE, (number + 1) * PIECE).arrayBuffer();
    const headers = { "Content-Type": "application/octet-stream", "X-Piece-Hash": await hashOf(new Blob([body])) };
    return send(`${url}${number}`, { method: "POST", body, headers });
  }

  /* One try at a file: the pieces that are not there yet, and then the answer that it is. A piece that got no answer is
     sent again, the very same one; the server keeps it once. `moved` hears of each piece that arrived. */
  async function inPieces({ url, entries, file }, moved = () => {}) {
    const here = await send(url, { method: "GET" });
    if (!here.kept) return here;
    const have = new Set(here.kept.have);
    for (let number = 0; number < Math.ceil(file.size / PIECE); number += 1) {
      if (have.has(number)) continue;
      const one = await piece(url, file, number);
      if (!one.kept) return one;
      moved();
    }
    return send(url, { method: "POST", body: formOf([...entries, ["bytes", file.size]]) });
  }

  /* The same file chosen again on this device goes on where it was cut: a hash of its name leads to the id it was sent by.
     Once it is kept, or given up, the same file is a new answer. */
  const HOLDER = "upload-";

  function forget(id) {
    try {
      const mine = Object.keys(localStorage).filter((key) => key.startsWith(HOLDER));
      mine.filter((key) => localStorage.getItem(key).includes(id)).forEach((key) => localStorage.removeItem(key));
    } catch {
      /* this device remembers nothing */
    }
  }

  function formOf(entries) {
    const body = new FormData();
    entries.forEach(([name, value]) => body.append(name, value));
    return body;
  }

  /* A save that follows another: of the answer, and from the version, that the first one made; a picture that is let go
     names the answer that its press has made. `theirs` is what somebody else wrote in it meanwhile: it stands where this
     writer wrote nothing new. Where both wrote, the version stays the one that the words were made from, so that the
     server keeps both. */
  function following(save, kept, sent) {
    if (kept?.made) return { ...save, entries: save.entries.flatMap((entry) => asMade(entry, kept.made)) };
    if (!kept?.item || !save.item) return save;
    const { theirs = {}, version } = kept;
    const told = bothWrote(theirs, sent?.entries, save.entries) ? {} : { ...theirs, version, base_version: version };
    const entries = save.entries.map(([name, value]) => [name, name in told ? String(told[name]) : value]);
    const pressed = Object.keys(theirs).filter((name) => name in told && !save.entries.some(([known]) => known === name));
    entries.push(...pressed.map((name) => [name, theirs[name]]));
    return { ...save, url: save.url.replace(save.item, kept.item), item: kept.item, entries };
  }

  function asMade([name, value], made) {
    if (name !== "tap-off" || value.includes(":")) return [[name, value]];
    return made.filter((one) => one.startsWith(`${value}:`)).map((one) => [name, one]);
  }

  const wordsOf = (entries, name) => entries?.find(([known]) => known === name)?.[1] ?? "";
  const bothWrote = (theirs = {}, sent, now) =>
    Object.keys(theirs).some((name) => wordsOf(now, name) !== wordsOf(sent, name));

  /* Says beside a field how its saving goes; the same words are said once. */
  function say(line, kind, words, link) {
    line.className = `saved saved--${kind}`;
    line.hidden = false;
    if (line.dataset.said === words) return;
    line.dataset.said = words;
    line.textContent = words;
    if (!link?.url) return;
    const anchor = document.createElement("a");
    Object.assign(anchor, { href: link.url, target: "_blank", textContent: link.words });
    line.append(" ", anchor);
  }

  globalThis.sending = {
    say,
    following,
    bothWrote,
    HOLDER,
    forget,
    hashOf,
    inPieces,
    post: ({ url, entries }) => send(url, { method: "POST", body: formOf(entries) }),
  };
})();
