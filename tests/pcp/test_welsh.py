"""Welsh is a first language of this site: a string of a person's screen without it fails the build."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

from pcp import welsh

# Django's admin and the commands are for the people who run the site; every screen of the site itself is in both languages.
NOT_SCREENS = re.compile(r"^(.*/admin\.py|.*/management/)")
APPS = ["audit", "documents", "people", "plans", "reviews", "budgets", "rights", "safeguarding", "partnership_boards", "my_data", "api", "pcp"]
GETTEXT = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
TEMPLATE_CALL = re.compile(r"\b(?:_|gettext|ngettext)\(u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", re.DOTALL)
NAMED = re.compile(r"%\((\w+)\)s")


def places_of_people(entry: polib.POEntry) -> list[str]:
    """The files, among those that hold this string, that make a screen."""
    return [place for place, _ in entry.occurrences if not NOT_SCREENS.match(place)]


def test_every_string_of_a_persons_screen_has_welsh() -> None:
    assert welsh.CATALOGUE.exists(), "Run manage.py make_welsh first."
    missing = [
        f"{entry.msgid!r} ({places[0]})" for entry in welsh.untranslated() if (places := places_of_people(entry))
    ]
    assert not missing, f"{len(missing)} strings have no Welsh:\n" + "\n".join(sorted(missing))


def marked_in_python(path: Path) -> set[str]:
    """The first words given to each gettext call of a module."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    named = [call for call in calls if ast.unparse(call.func).rpartition(".")[2] in GETTEXT and call.args]
    return {first.value for call in named if isinstance(first := call.args[0], ast.Constant)}


def marked_in_template(path: Path) -> set[str]:
    """The words of each translate tag of a template, as xgettext reads them."""
    return {
        str(ast.literal_eval(found))
        for found in TEMPLATE_CALL.findall(templatize(path.read_text(encoding="utf-8"), origin=path.name))
    }


def test_the_catalogue_holds_every_marked_string() -> None:
    """Where there is no xgettext, a new string would wait unseen: this finds it, and asks for make_welsh."""
    root = Path(settings.BASE_DIR)
    held = {entry.msgid for entry in polib.pofile(str(welsh.CATALOGUE))}
    modules = [path for app in APPS for path in (root / app).rglob("*.py")]
    screens = [path for path in (root / "templates").rglob("*") if path.suffix in {".html", ".txt"}]
    missing = {text for path in modules for text in marked_in_python(path) if text and text not in held}
    missing |= {text for path in screens for text in marked_in_template(path) if text and text not in held}
    assert not missing, "Run manage.py make_welsh, and give these their Welsh:\n" + "\n".join(sorted(missing))


@pytest.mark.parametrize("path", sorted(welsh.PARTS.glob("*.po")), ids=lambda path: path.name)
def test_the_welsh_of_an_area_keeps_every_name_in_a_sentence(path: Path) -> None:
    for entry in polib.pofile(str(path)):
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            assert not text or set(NAMED.findall(text)) <= set(NAMED.findall(entry.msgid + entry.msgid_plural)), (
                entry.msgid
            )
            assert not text or set(NAMED.findall(entry.msgid)) <= set(NAMED.findall(text)) or entry.msgid_plural, (
                entry.msgid
            )


def test_the_same_english_has_the_same_welsh_in_every_area() -> None:
    _, differ = welsh.gathered_parts()
    assert not differ, "\n".join(differ)


def test_nothing_in_the_catalogue_is_doubtful() -> None:
    book = polib.pofile(str(welsh.CATALOGUE))
    assert not [entry.msgid for entry in book if entry.fuzzy]
    for entry in book:
        forms = [text for text in entry.msgstr_plural.values() if text]
        assert not entry.msgid_plural or len(forms) in {0, 4}, f"Welsh has four plural forms: {entry.msgid}"


def test_parts_are_merged_and_compiled_without_gettext(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(welsh, "LOCALE", tmp_path)
    monkeypatch.setattr(welsh, "PARTS", tmp_path / "cy" / "parts")
    monkeypatch.setattr(welsh, "CATALOGUE", tmp_path / "cy" / "LC_MESSAGES" / "django.po")
    welsh.PARTS.mkdir(parents=True)
    (welsh.PARTS / "a.po").write_text('msgid "Home"\nmsgstr "Cartref"\n')
    (welsh.PARTS / "b.po").write_text(
        'msgid "Home"\nmsgstr "Adref"\n\nmsgid "Stop"\nmsgstr ""\n\nmsgid "See it"\nmsgstr "Ei weld o\'r tŷ"\n'
    )
    assert len(welsh.merge()) == 1
    assert welsh.compile_all() == 1
    book = polib.mofile(str(welsh.CATALOGUE.with_suffix(".mo")))
    assert book.find("Home").msgstr == "Cartref" and book.find("Stop") is None
    assert book.find("See it").msgstr == "Ei weld o’r tŷ"
