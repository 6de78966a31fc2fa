"""Wishes as postcards: the wish on the left, who and how on the right. A wish that came true shows its photo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plans.drawings.answers import Answers, Line
from plans.drawings.pictured import picture_for
from plans.drawings.rows import words_of


def postcards(answers: Answers) -> Mapping[str, Any]:
    """A card for each wish, in the person's order. A photo has a card of its own, and stays."""
    return {"cards": [_card(line) for line in answers.of("rows")], "holds_all": True}


def _card(line: Line) -> dict[str, Any]:
    words = words_of(line)
    wish = words.pop("if_i_could", "")
    rest = [(cell.label, words[cell.key]) for cell, _words in line.cells if words.get(cell.key)]
    return {"line": line, "wish": wish, "rest": rest, "picture": picture_for(wish) or "star"}
