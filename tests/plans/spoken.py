"""Answers for tests of drawings, as a page would read them, without a database."""

from __future__ import annotations

import uuid
from types import SimpleNamespace

from people.enums import Voice
from people.faces import Face
from plans.answers import cell_words
from plans.drawings.answers import Answers, Line
from plans.tools import TOOLS

ME = Face("Sam", Voice.ME)
MUM = Face("Ann", Voice.FAMILY)


def said(tool: str, field: str, words: str = "", by: Face | None = None, **cells: str) -> Line:
    """One answer to a question of a tool, in words or in cells, by the person or by somebody else."""
    question = TOOLS[tool].question(field)
    assert question is not None
    read = [(cell, cell_words(cell, cells.get(cell.key, ""))) for cell in question.cells]
    shown = words or " · ".join(each for _cell, each in read if each)
    return Line(SimpleNamespace(pk=uuid.uuid4(), text=words, cells=cells), shown, by, read)


def answers(**lines: list[Line]) -> Answers:
    return Answers(lines, ME)
