"""A device in a browser test: what lies on its shelf, and how it is shut."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from playwright.sync_api import BrowserContext, Error, Page

# What stands on the shelf: the rows, whether the key can be taken out, and every text that can be read in it.
SHELF = """async () => {
  const open = await new Promise((done) => { const r = indexedDB.open("unsent"); r.onsuccess = () => done(r.result); });
  if (!open.objectStoreNames.contains("things")) { open.close(); return { things: 0, keys: [], files: 0, text: "" }; }
  const all = (name) => new Promise((done) => {
    const r = open.transaction(name).objectStore(name).getAll(); r.onsuccess = () => done(r.result); });
  const things = await all("things"), keys = await all("keys"), files = await all("files");
  open.close();
  const text = (box) => (box ? new TextDecoder().decode(box) : "");
  return { things: things.length, keys: keys.map((row) => row.key.extractable), files: files.length,
    text: [...things, ...files].map((row) => Object.values(row).join() + text(row.box)).join() };
}"""


def shut(context: BrowserContext) -> None:
    """Shut the browser at once, as a flat battery does: nothing is asked, and nothing is sent by a page that closes
    and has its connection back for a moment."""
    for page in context.pages:
        with suppress(Error):
            page.goto("chrome://crash")
    context.close()


def wait_until(holds: Callable[[], bool], page: Page) -> None:
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(150)
    assert holds()
