"""Welsh is a first language of this site: a string of a person's screen without it fails the build."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest

from pcp import welsh

# Screens of staff alone may still fall back to English; everything else may not.
STAFF_SCREENS = re.compile(
    r"^(templates/(people/staff|partnership_boards|mfa/totp|mfa/recovery_codes|components_page)|.*/admin\.py|api/|audit/|pcp/management"
    r"|people/(forms|views)/staff\.py|partnership_boards/|templates/decisions|templates/budgets/staff)"
)
NAMED = re.compile(r"%\((\w+)\)s")


def places_of_people(entry: polib.POEntry) -> list[str]:
    return [place for place, _ in entry.occurrences if not STAFF_SCREENS.match(place)]


def test_every_string_of_a_persons_screen_has_welsh() -> None:
    assert welsh.CATALOGUE.exists(), "Run manage.py make_welsh first."
    missing = [f"{entry.msgid!r} ({places[0]})" for entry in welsh.untranslated() if (places := places_of_people(entry))]
    assert not missing, f"{len(missing)} strings have no Welsh:\n" + "\n".join(sorted(missing))


@pytest.mark.parametrize("path", sorted(welsh.PARTS.glob("*.po")), ids=lambda path: path.name)
def test_the_welsh_of_an_area_keeps_every_name_in_a_sentence(path: Path) -> None:
    for entry in polib.pofile(str(path)):
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            assert not text or set(NAMED.findall(text)) <= set(NAMED.findall(entry.msgid + entry.msgid_plural)), entry.msgid
            assert not text or set(NAMED.findall(entry.msgid)) <= set(NAMED.findall(text)) or entry.msgid_plural, entry.msgid


def test_parts_are_merged_and_compiled_without_gettext(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(welsh, "LOCALE", tmp_path)
    monkeypatch.setattr(welsh, "PARTS", tmp_path / "cy" / "parts")
    monkeypatch.setattr(welsh, "CATALOGUE", tmp_path / "cy" / "LC_MESSAGES" / "django.po")
    welsh.PARTS.mkdir(parents=True)
    (welsh.PARTS / "a.po").write_text('msgid "Home"\nmsgstr "Cartref"\n')
    (welsh.PARTS / "b.po").write_text('msgid "Home"\nmsgstr "Adref"\n\nmsgid "Stop"\nmsgstr ""\n')
    assert len(welsh.merge()) == 1
    assert welsh.compile_all() == 1
    book = polib.mofile(str(welsh.CATALOGUE.with_suffix(".mo")))
    assert book.find("Home").msgstr == "Cartref" and book.find("Stop") is None
