"""What a planning tool is: a declaration. Pages, print, API, export and read-aloud all come from it."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plans.enums import Place, PlanFor

Words = str | Promise
NOT_SURE = "not_sure"
FIVE_FACES: tuple[tuple[str, Words, str], ...] = (
    ("5", _("Very happy"), "very-happy"),
    ("4", _("Happy"), "happy"),
    ("3", _("In between"), "so-so"),
    ("2", _("Sad"), "sad"),
    ("1", _("Very sad"), "cry"),
    (NOT_SURE, _("Not sure"), "question"),
)


class FieldKind(enum.Enum):
    """The shape of an answer (planning tools reference, section 1.1)."""

    LIST = "list"  # ordered short statements, each an item in words or a photo
    ROWS = "rows"  # repeating rows with named cells; a half-filled row is kept
    PHOTO = "photo"  # one picture (or a few) with a description
    CIRCLE = "circle"  # the people of the circle on their rings; cells are asked about each of them
    WORDS = "words"  # one answer in words, such as a topic
    PICK = "pick"  # one of `picks`, with "not sure"; kept in the cell "pick"


class CellKind(enum.Enum):
    WORDS = "words"
    STORY = "story"  # long words
    PICK = "pick"  # one of `choices`, always with "not sure"
    PERSON = "person"  # a name, with the circle's names offered; somebody outside the circle may be named too
    PLACE = "place"  # a place, with the places of the plan's map offered
    FACES = "faces"  # five faces from very sad to very happy, "1" to "5", or "not_sure"
    SCALE = "scale"  # "0" to "10", or "not_sure"
    DAY = "day"  # a date, kept as "2026-11-22"
    WHEN = "when"  # a time as it is said: "in the morning", "when I was little", "the 1970s"
    HOURS = "hours"  # how long, in hours: "1.5"


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
    PLACE = "place"
    RISK = "risk"
    WHAT_IF = "what_if"
    TRY_SAFELY = "try_safely"  # something to think through with the risk tool
    DECISION = "decision"  # a choice for "who decides what"


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
    feeds_when_often: tuple[Feeds, ...] = ()  # the same, of a log: when many entries say so (2.13)

    @property
    def options(self) -> tuple[tuple[str, Words, str], ...]:
        """What may be chosen: (code, words, picture or nothing). Empty where words are written."""
        if self.kind == CellKind.FACES:
            return FIVE_FACES
        if self.kind == CellKind.SCALE:
            return (*((str(number), str(number), "") for number in range(11)), (NOT_SURE, _("Not sure"), ""))
        return tuple((code, words, "") for code, words in self.choices)


@dataclass(frozen=True)
class RowFeed:
    """What a row may be offered to by more than one of its cells: only where the row says so.

    The words are those of `cells`, the first before the rest; `words` (with %(words)s) makes a sentence of them.
    """

    feed: Feeds
    cells: tuple[str, ...]
    needs: tuple[str, ...] = ()  # cells that must say something, besides the first
    when: tuple[str, tuple[str, ...]] | None = None  # (cell, codes): only a row with one of these
    without: str = ""  # only a row with nothing in this cell
    words: Words = ""

    def says(self, kept: Mapping[str, str], read: Mapping[str, str]) -> str:
        """The words to offer, "" for none. In: the cells as they are kept, and as they are read."""
        if not all(kept.get(key) for key in (self.cells[0], *self.needs)) or kept.get(self.without):
            return ""
        if self.when and kept.get(self.when[0]) not in self.when[1]:
            return ""
        first, *rest = [read[key] for key in self.cells if read.get(key) and kept.get(key) != NOT_SURE]
        whole = f"{first}: {', '.join(rest)}" if rest else first
        return str(self.words) % {"words": whole} if self.words else whole


@dataclass(frozen=True)
class PictureChoice:
    """A tap-to-answer card: a picture by the name of its idea, and the sentence it adds."""

    picture: str
    words: Words
    feeds: bool = True  # False: pressing it offers nothing, whatever its question feeds


@dataclass(frozen=True)
class Asked:
    """The words of a question for one kind of plan: a carer's, an older person's, a young person's."""

    you: Words
    named: Words
    hint: Words = ""


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
    feeds: tuple[Feeds, ...] = ()  # of words; a row feeds by its cells and by `row_feeds`
    row_feeds: tuple[RowFeed, ...] = ()
    feeds_when_lost: tuple[Feeds, ...] = ()  # what an answer may be offered to when the person takes it out
    for_others: bool = False  # others are asked this about the person, in their own voice
    picks: tuple[tuple[str, Words], ...] = ()  # the choices of a PICK
    newest_first: bool = False  # a log: dated rows, the newest on top
    # Cells with choices: rows are read and printed in the order of these, whenever they were written; on paper the
    # rows of one choice of the first cell stand together under its name, and those without one under `no_order`.
    in_order_of: tuple[str, ...] = ()
    no_order: Words = ""
    # Answers are for the person alone even where the part is shared, until they say otherwise for each one.
    private: bool = False
    # Others may be heard here through the person's typing: who said it, and how we know (reference, 1.2 and 2.6).
    voices: bool = False
    # (cell, code): a row is read and printed only where the cell says so. Its own question page keeps every row.
    shown_if: tuple[str, str] | None = None
    variants: Mapping[PlanFor, Asked] = field(default_factory=dict)
    wallet: bool = False  # on paper each row is a small card to cut out and carry
    shall_we: Words = ""  # a page that asks gently before this question opens; it can always be skipped

    def __post_init__(self) -> None:
        """A choice is a row of one cell, so that it is kept, read and printed like any row."""
        if self.kind == FieldKind.PICK and not self.cells:
            cell = Cell("pick", self.you, self.named, self.heading, CellKind.PICK, self.picks)
            object.__setattr__(self, "cells", (cell,))
        if self.feeds and not self.in_words:
            raise ValueError(f"{self.key}: a row feeds by its cells and row_feeds, or it would never be offered")

    @property
    def in_words(self) -> bool:
        """Whether an answer has words of its own: a row says everything in its cells."""
        return not self.cells or self.kind == FieldKind.LIST

    @property
    def all_feeds(self) -> tuple[Feeds, ...]:
        """Everything that an answer to this may be offered to, each once."""
        of_cells = [feed for cell in self.cells for feed in (*cell.feeds, *cell.feeds_when_often)]
        of_rows = [each.feed for each in self.row_feeds]
        return tuple(dict.fromkeys((*self.feeds, *of_cells, *of_rows, *self.feeds_when_lost)))

    def asked_for(self, about: str) -> Asked:
        """The words of this question in a plan that is about `about`."""
        return self.variants.get(PlanFor(about)) or Asked(self.you, self.named, self.hint)

    @property
    def takes_one(self) -> bool:
        """Whether this question has one answer and not a list of them."""
        return self.kind in (FieldKind.WORDS, FieldKind.PICK)


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
    # The template of its drawing (SVG) and the function that works out what to draw from the answers.
    drawing: str = ""
    draw: Callable[[Any], Mapping[str, Any]] | None = None
    sensitive: bool = False
    # Only these kinds of plan are offered the tool; none named: all are.
    only_for: frozenset[PlanFor] = frozenset()
    # These kinds of plan are offered it before the others of its place.
    leads_for: frozenset[PlanFor] = frozenset()
    links: Mapping[str, Words] = field(default_factory=dict)
    # Several may stand side by side, each for something of its own: examples of what one is for. None: there is one.
    one_for: tuple[Words, ...] = ()

    def question(self, key: str) -> Question | None:
        return next((each for each in self.questions if each.key == key), None)

    def step(self, key: str) -> int:
        """The place of a question among the tool's questions, from 1."""
        return [each.key for each in self.questions].index(key) + 1
