"""What is said aloud of each thing on a page: the words that stand there, in their order. Nothing here asks who may."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html.parser import HTMLParser
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from people.actors import Actor
from people.enums import Ring
from people.models import Connection, Person
from plans.answers import cell_words
from plans.comparing import Piece, compare
from plans.models import Outcome
from plans.reading import ask
from plans.tools.declaration import Cell, Question, Words
from plans.wishes import HelpKind

# What stands in a page and is not read out: buttons are pressed, pictures are looked at (static/js/base.js leaves out the same).
SILENT = frozenset({"button", "svg"})


def together(pieces: Iterable[Words]) -> str:
    """Words one after the other, with nothing said where there is nothing."""
    return " ".join(str(piece).strip() for piece in pieces if str(piece).strip())


def question_words(question: Question, person: Person, actor: Actor, *, with_hint: bool) -> str:
    """A question as this reader is asked it, and what helps to answer it."""
    hint = question.asked_for(person.plan.about).hint if with_hint else ""
    return together([ask(question, person, actor), hint])


def ask_cell(cell: Cell, person: Person, actor: Actor) -> str:
    """One cell as this reader is asked it: "you" for the person, by name for anybody else."""
    return str(cell.you) if actor.is_person(person) else str(cell.named) % {"name": person.preferred_name}


def cell_said(cell: Cell, person: Person, actor: Actor) -> str:
    """The prompt of a cell, and everything that can be chosen there."""
    return together([ask_cell(cell, person, actor), *(words for _code, words, _picture in cell.options)])


def cards_legend(mine: bool) -> str:
    """What stands over the pictures to press."""
    return _("Press the ones that are you") if mine else _("Press the ones that fit")


def cards_said(question: Question, mine: bool) -> str:
    """The words of every picture that can be pressed."""
    return together([cards_legend(mine), *(card.words for card in question.choices)])


def shall_we_said(question: Question, person: Person, actor: Actor) -> str:
    """The whole of the gentle page before a hard question."""
    return together(
        [_("Shall we?"), question.shall_we, words_in("plans/_shall_we.html", {"ask": ask(question, person, actor)})]
    )


# --- wishes --------------------------------------------------------------------------------------------


def every_word_of(wish: Outcome) -> str:
    """All that somebody wrote of a wish, as two versions of it are laid side by side."""
    helps = (wish.support[kind] for kind in HelpKind if wish.support.get(kind))
    return together([wish.in_my_words, *helps, wish.why, wish.why_again, wish.good_looks_like])


# --- how it was before ------------------------------------------------------------------------------------


def version_said(words: str, other: str, *, is_before: bool) -> str:
    """A version that is laid beside another, with what went away, or what is new, told in words."""
    old, new = compare(words, other) if is_before else compare(other, words)
    sign = _("taken away:") if is_before else _("new:")
    return together(_pieces(old if is_before else new, sign))


def _pieces(pieces: Sequence[Piece], sign: str) -> Iterable[str]:
    for piece in pieces:
        yield from (sign, piece.words, _("(end)")) if piece.changed else (piece.words,)


# --- somebody on the rings -----------------------------------------------------------------------------------


def ring_words(connection: Connection) -> str:
    """How close somebody is, in words."""
    return _("Ring %(number)s of 4: %(name)s") % {"number": connection.ring, "name": Ring(connection.ring).label}


def tie_said(connection: Connection, question: Question, cells: Mapping[str, str]) -> str:
    """Somebody's sheet: who they are, how close they are, and what is said of them."""
    read = ((cell.label, cell_words(cell, cells.get(cell.key, ""))) for cell in question.cells)
    said = (words for label, value in read if value for words in (label, value))
    return together([connection.name, connection.relationship, ring_words(connection), *said])


# --- out of a page's own template ------------------------------------------------------------------------------


def words_in(template: str, context: dict[str, Any], language: str = "") -> str:
    """The words that a piece of a page shows, so that what is heard can never be other than what is read.

    In: `language`, where the piece is to be said in another one than the page's.
    """
    if language:
        with override(language):
            return words_in(template, context)
    reader = _Words()
    reader.feed(render_to_string(template, context))
    return together(" ".join(reader.words).split())


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.silent:
            self.silent.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)
