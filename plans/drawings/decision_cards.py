"""How to help somebody decide: one card for each question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plans.drawings.answers import Answers

PEOPLE = "who_helps"


def decision_cards(answers: Answers) -> Mapping[str, Any]:
    """A card for each question, with all its words; the people who help, or should not, by what is said of them."""
    helps: dict[str, list[Any]] = {"helps": [], "if_i_ask": [], "not_them": [], "": []}
    for line in answers.of(PEOPLE):
        how = line.item.cells.get("how", "")
        helps[how if how in helps else ""].append(
            {"line": line, "cells": {cell.key: words for cell, words in line.cells}}
        )
    return {"people": [(how, rows) for how, rows in helps.items() if rows], "people_key": PEOPLE, "holds_all": True}
