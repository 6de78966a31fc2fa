"""Every word on a screen can be put into Welsh: no template holds bare English, and no Python module an unmarked sentence."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
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
    r"|{%\s*block body_class\s*%}.*?{%\s*endblock\s*%}|<(script|style)\b.*?</\1>",
    re.DOTALL,
)
TEMPLATE_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
SPOKEN = re.compile(r"\s(?:alt|title|placeholder|aria-label|aria-description)=(\"[^\"]*\"|'[^']*')")
TAG = re.compile(r"<[^>]*>", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
TEMPLATE_STRING = re.compile(
    r"\b(?:heading|title|text|label|hint|legend|button|words|empty|note|say)=(\"[^\"]+\"|'[^']+')"
)


def bare_words(source: str) -> list[str]:
    """The words of a template that no translate tag holds: text between tags, and attributes that are read out."""
    rest = BLOCKS.sub(" ", source)
    shown = TEMPLATE_TAG.sub("\x00", rest)
    spoken = [found[1:-1] for found in SPOKEN.findall(shown)]
    texts = re.split(r"[\x00\n]", "\n".join([TAG.sub("\n", shown), *spoken]))
    return [text.strip() for text in texts if set(WORD.findall(text)) - SAME_IN_BOTH]


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
    assert not literals_passed_to_components(source), "Hand these over as _(…): " + str(
        literals_passed_to_components(source)
    )


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


APPS = ["audit", "documents", "people", "plans", "reviews", "budgets", "partnership_boards", "api", "pcp"]
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
# What is told to the people who run the site, not to the people who use it.
FOR_BUILDERS = {"OSError", "ValueError", "TypeError", "LookupError", "RuntimeError", "AssertionError", "ImproperlyConfigured"}
SENTENCE = re.compile(r"^[A-Z“][^<>{}_/=]* [^<>{}_=]*[.?!…]$|^[A-Z][a-z’']+( [a-z’']+)+$")
KEPT_IN_ENGLISH = {
    "documents/rendering.py": "reasons for the log of the server",
    "people/models/person.py": "names of Django permissions, for its admin",
    "api/schema.py": "the description of the API, for programmers",
}


def sentences(tree: ast.AST) -> Iterator[ast.Constant]:
    """Every plain sentence of a module that no gettext call holds; docstrings and messages to builders are left out."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in MARKS | FOR_BUILDERS:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SENTENCE.match(node.value):
            yield node
        yield from sentences(node)


def is_read_by_people(path: Path) -> bool:
    return not {"migrations", "management"} & set(path.parts) and path.name not in {"settings.py", "environment.py"}


@pytest.mark.parametrize("app", APPS)
def test_a_sentence_in_python_is_marked(app: str) -> None:
    root = Path(settings.BASE_DIR)
    bare = [
        f"{name}:{found.lineno}: {found.value}"
        for path in sorted((root / app).rglob("*.py"))
        if is_read_by_people(path) and (name := str(path.relative_to(root))) not in KEPT_IN_ENGLISH
        for found in sentences(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not bare, "Wrap these in gettext:\n" + "\n".join(bare)


def test_an_unmarked_sentence_in_python_is_found() -> None:
    source = 'say("Write a name.")\nsay(_("Use a shorter name."))\nlabel = "Your words"\nkey = "part"\n'
    assert [found.value for found in sentences(ast.parse(source))] == ["Write a name.", "Your words"]
