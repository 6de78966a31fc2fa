"""The Welsh catalogue: gathered from templates and Python, filled from small files by area, compiled without gettext."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.core.management import call_command

LOCALE = Path(settings.BASE_DIR) / "locale"
CATALOGUE = LOCALE / "cy" / "LC_MESSAGES" / "django.po"
PARTS = LOCALE / "cy" / "parts"
HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "cy",
    "Plural-Forms": "nplurals=4; plural=(n==1) ? 0 : (n==2) ? 1 : (n != 8 && n != 11) ? 2 : 3;",
}
TYPED_APOSTROPHE = re.compile(r"(?<=\w)'")
LEFT_OUT = ["frontend/*", "var/*", "tests/*", "benchmarks/*", "node_modules/*", "embedded/*"]


def gather() -> bool:
    """Collect every string into the catalogue, where the machine has gettext's xgettext. False where it has not."""
    if not (shutil.which("xgettext") and shutil.which("msgmerge")):
        return False
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    call_command(
        "makemessages", locale=["cy"], ignore_patterns=LEFT_OUT, no_obsolete=True, add_location="file", verbosity=0
    )
    return True


def merge() -> list[str]:
    """Fill the catalogue from the files by area; a part always wins over what stood there.

    Returns one line for each string that two parts translate differently: the first part in the alphabet stands.
    """
    book = _book()
    known = {_key(entry): entry for entry in book}
    chosen, differ = gathered_parts()
    for key, entry in chosen.items():
        if key in known:
            _take(known[key], entry)
        else:
            book.append(entry)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    book.save(str(CATALOGUE))
    return differ


def gathered_parts() -> tuple[dict[tuple[str | None, str], polib.POEntry], list[str]]:
    """Every entry of the files by area, once; and a line for each one that a later file translates differently."""
    chosen: dict[tuple[str | None, str], polib.POEntry] = {}
    differ = []
    for part, entry in _part_entries():
        first = chosen.setdefault(_key(entry), entry)
        if (first.msgstr, first.msgstr_plural) != (entry.msgstr, entry.msgstr_plural):
            differ.append(f"{part}: {entry.msgid!r} is {entry.msgstr!r}, elsewhere {first.msgstr!r}")
    return chosen, differ


def compile_all() -> int:
    """Write a .mo beside every .po of the site. Returns how many."""
    books = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
    for path in books:
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    return len(books)


def untranslated() -> list[polib.POEntry]:
    """Entries of the catalogue without Welsh, doubtful ones included."""
    return [entry for entry in _book() if not entry.obsolete and not entry.translated()]


def _book() -> polib.POFile:
    book = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()
    book.metadata.update(HEADER)
    return book


def _part_entries() -> Iterator[tuple[str, polib.POEntry]]:
    for path in sorted(PARTS.glob("*.po")):
        for entry in polib.pofile(str(path)):
            if entry.msgid and (entry.msgstr or any(entry.msgstr_plural.values())):
                entry.msgstr = _typeset(entry.msgstr)
                entry.msgstr_plural = {form: _typeset(text) for form, text in entry.msgstr_plural.items()}
                yield path.name, entry


def _typeset(text: str) -> str:
    """Welsh has an apostrophe in every second sentence: the typed one becomes the printed one, so that all pages agree."""
    return TYPED_APOSTROPHE.sub("’", text)


def _key(entry: polib.POEntry) -> tuple[str | None, str]:
    return entry.msgctxt, entry.msgid


def _take(entry: polib.POEntry, given: polib.POEntry) -> None:
    """Put the given Welsh in; a plural given as one form is used for all four."""
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    if not entry.msgid_plural:
        entry.msgstr = given.msgstr or next(iter(given.msgstr_plural.values()))
    else:
        entry.msgstr_plural = given.msgstr_plural or dict.fromkeys(range(4), given.msgstr)
