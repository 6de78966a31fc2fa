"""What a planning tool is: a declaration. Pages, print, API, export and read-aloud all come from it."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from plans.enums import Place

Words = str | Promise


class FieldKind(enum.Enum):
    """The shape of an answer (planning tools reference, section 1.1)."""

    LIST = "list"  # ordered short statements, each an item in words or a photo
    ROWS = "rows"  # repeating rows with named cells; a half-filled row is kept
    PHOTO = "photo"  # one picture (or a few) with a description
    CIRCLE = "circle"  # the people of the circle on their rings; cells are asked about each of them


class CellKind(enum.Enum):
    WORDS = "words"
    PICK = "pick"  # one of `choices`, always with "not sure"
    PERSON = "person"  # the id of a connection of the circle


class Feeds(enum.Enum):
    """What an answer may be offered to. An offer is asked once; it is never copied in silence."""

    APPRECIATE = "appreciate"
    TO = "important_to"
    FOR = "important_for"
    SUPPORT = "support"
    OUTCOME = "outcome"
    ACTION = "action"
    BARRIER = "barrier"
    QUESTION = "question"
    PERSON = "person"


@dataclass(frozen=True)
class Cell:
    """One named cell of a row. `you` asks the person; `named` asks about them and holds %(name)s."""

    key: str
    you: Words
    named: Words
    label: Words
    kind: CellKind = CellKind.WORDS
    choices: tuple[tuple[str, Words], ...] = ()
    feeds: tuple[Feeds, ...] = ()  # what the words of this cell may be offered to


@dataclass(frozen=True)
class PictureChoice:
    """A tap-to-answer card: a picture by the name of its idea, and the sentence it adds."""

    picture: str
    words: Words


@dataclass(frozen=True)
class Question:
    """One question, one page. `you` is the form for the person, `named` (with %(name)s) for anybody else."""

    key: str
    you: Words
    named: Words
    heading: Words  # the heading of the answers when read: "What people like about me"
    kind: FieldKind = FieldKind.LIST
    picture: str = "talk"
    hint: Words = ""
    examples: tuple[tuple[Words, Words], ...] = ()  # (what somebody said, their name)
    choices: tuple[PictureChoice, ...] = ()
    cells: tuple[Cell, ...] = ()
    feeds: tuple[Feeds, ...] = ()
    for_others: bool = False  # others are asked this about the person, in their own voice


@dataclass(frozen=True)
class Tool:
    """One planning tool. `key` is fixed for ever; `place` gives its colour and shape."""

    key: str
    place: Place
    title: Words
    summary: Words
    picture: str
    questions: tuple[Question, ...]
    credit: Words
    # The template of its drawing (SVG) and the function that works out what to draw from the items.
    drawing: str = ""
    draw: Callable[[Any], Mapping[str, Any]] | None = None
    sensitive: bool = False
    links: Mapping[str, Words] = field(default_factory=dict)

    def question(self, key: str) -> Question | None:
        return next((each for each in self.questions if each.key == key), None)

    def step(self, key: str) -> int:
        """The place of a question among the tool's questions, from 1."""
        return [each.key for each in self.questions].index(key) + 1
