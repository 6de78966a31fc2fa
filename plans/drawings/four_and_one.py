"""Four boxes in a square and the +1 as a bar under them. Every answer carries the name of whoever said it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plans.drawings.answers import Answers, Line

SQUARE = ("tried", "learned", "pleased", "concerned")


def four_and_one(answers: Answers) -> Mapping[str, Any]:
    """The topic, the four boxes, and what is done next with its one name and one day."""
    return {
        "topic": answers.of("topic"),
        "boxes": [
            (key, [(line, line.who or answers.me) for line in answers.of(key)], number % 4 in (0, 3))
            for number, key in enumerate(SQUARE)
        ],
        "next": [(line, _words_of(line), line.who or answers.me) for line in answers.of("next")],
        "holds_all": True,
    }


def _words_of(line: Line) -> dict[str, str]:
    return {cell.key: said for cell, said in line.cells if said}
