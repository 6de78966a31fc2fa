"""What the tests of drawings share: answers as a drawing gets them, and what a drawn sheet says and where."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from types import SimpleNamespace

from people.enums import Voice
from people.faces import Face
from plans.drawings.answers import Answers, Line
from plans.drawings.sheet import Mark, Sheet
from plans.drawings.wrapping import LETTER, letters_in
from plans.tools.declaration import Cell

ME, MUM = Face("Sam", Voice.ME, 1), Face("Ann", Voice.FAMILY, 2)
LONG = "I would like a small house with a blue door near the sea, and a garden where my friends play music"
LONG_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
LEAST = 14  # no letter is smaller than this, in px, on the screen that a sheet is for
NARROWEST = {"wide": 1024 - 80, "tall": 390 - 40}  # how wide the column is where each sheet is at its smallest


def say(words: str, who: Face | None = None) -> Line:
    return Line(SimpleNamespace(pk=uuid.uuid4(), photo_id=None, cells={}), words, who)


def row(voice: Face | None = None, /, *, photo: bool = False, **cells: str) -> Line:
    """A row whose cells are kept as they are read."""
    item = SimpleNamespace(pk=uuid.uuid4(), photo_id=photo or None, cells=cells)
    asked = [(Cell(key, key, key, key), words) for key, words in cells.items()]
    return Line(item, " · ".join(words for words in cells.values() if words), voice, asked)


def answers(**lines: list[Line]) -> Answers:
    return Answers(lines, ME)


def words_on(sheet: Sheet) -> str:
    return " ".join(mark.words for mark in sheet.marks if mark.words).replace("\u00a0", " ")


def place_of(sheet: Sheet, words: str) -> Mark:
    """The one mark that says exactly this."""
    (mark,) = [each for each in sheet.marks if each.words == words]
    return mark


def right_of(mark: Mark) -> float:
    return float(mark.at[0])


def down_of(mark: Mark) -> float:
    return float(mark.at[1])


def assert_all_is_readable(drawing: Mapping[str, Sheet]) -> None:
    """Every letter is on its sheet, and large enough on the smallest screen that shows it."""
    for kind, sheet in drawing.items():
        for mark in (each for each in sheet.marks if each.words):
            long = letters_in(mark.words) * float(mark.size) * LETTER
            left = right_of(mark) - (long / 2 if mark.middle else 0)
            assert left >= 0 and left + long <= sheet.width, (kind, mark.words)
            assert 0 <= down_of(mark) <= sheet.height, (kind, mark.words)
            assert float(mark.size) * NARROWEST[kind] / sheet.width >= LEAST, (kind, mark.words)
