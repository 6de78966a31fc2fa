"""Every word on a screen can be put into Welsh: no template holds bare English between its tags or in a spoken attribute."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR) / "templates"
# The page of components shows the face to its builders; it is never shown to people.
LEFT_OUT = {"components_page.html"}
# The same in both languages, or each language in its own name.
SAME_IN_BOTH = {"Cymraeg", "English", "PDF", "CSV", "JSON", "QR", "PATH", "MAPS", "DBS", "MB", "nbsp", "amp", "middot"}

BLOCKS = re.compile(
    r"{%-?\s*comment\b.*?{%\s*endcomment\s*%}|{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}|{#.*?#}|<!--.*?-->"
    r"|<(script|style)\b.*?</\1>",
    re.DOTALL,
)
TEMPLATE_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
SPOKEN = re.compile(r"\s(?:alt|title|placeholder|aria-label|aria-description|content)=(\"[^\"]*\"|'[^']*')")
TAG = re.compile(r"<[^>]*>", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
TEMPLATE_STRING = re.compile(r"\b(?:heading|title|text|label|hint|legend|button|words|empty|note|say)=(\"[^\"]+\"|'[^']+')")


def bare_words(source: str) -> list[str]:
    """The words of a template that no translate tag holds: text between tags, and attributes that are read out."""
    rest = BLOCKS.sub(" ", source)
    shown = TEMPLATE_TAG.sub("\x00", rest)
    spoken = [found.strip("\"'") for found in SPOKEN.findall(shown) if "=" not in found and not _is_machine_word(found)]
    texts = [*re.split(r"[\x00\n]", TAG.sub("\n", shown)), *re.split(r"\x00", "\x00".join(spoken))]
    return [text.strip() for text in texts if set(WORD.findall(text)) - SAME_IN_BOTH]


def _is_machine_word(found: str) -> bool:
    """A meta tag's content: widths, colours, short codes."""
    return bool(re.search(r"width=|#|^.[a-z-]+.$", found))


def literals_passed_to_components(source: str) -> list[str]:
    """English handed to a component as a plain literal, where a translated string belongs."""
    rest = BLOCKS.sub(" ", source)
    return [
        literal
        for tag in re.findall(r"{%(.*?)%}", rest, re.DOTALL)
        if not tag.strip().startswith(("translate", "trans ", "url", "load", "extends", "block"))
        for literal in TEMPLATE_STRING.findall(tag)
        if " " in literal or literal[1:2].isupper()
    ]


TEMPLATE_FILES = sorted(
    path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".txt"} and path.name not in LEFT_OUT
)


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_has_no_bare_words(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not bare_words(source), f"Wrap these in a translate tag: {bare_words(source)}"
    assert not literals_passed_to_components(source), "Hand these over as _(…): " + str(literals_passed_to_components(source))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>{% translate 'Hello' %}</p>", []),
        ("<p>Hello there</p>", ["Hello there"]),
        ("<p>{{ name }} said</p>", ["said"]),
        ("{% blocktranslate %}Hello{% endblocktranslate %} <b>·</b> £5", []),
        ('<img alt="A cat">', ["A cat"]),
        ('<img alt="{% translate "A cat" %}">', []),
        ('<a lang="cy">Cymraeg</a>', []),
        ("{# a note #}<p>{% if a %}yes{% endif %}</p>", ["yes"]),
    ],
)
def test_bare_words_are_found_and_marked_words_are_not(source: str, found: list[str]) -> None:
    assert bare_words(source) == found
