"""Who has the last word: a column for me, for me with help, and for somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plans.drawings.answers import Answers

COLUMNS = ("me", "me_with_help", "someone_else")


def who_decides(answers: Answers) -> Mapping[str, Any]:
    """Three columns of decisions; those without an answer yet stand under them.

    How many somebody else decides is in `taken`: the template says it to the person and to nobody else.
    """
    columns: dict[str, list[Any]] = {key: [] for key in (*COLUMNS, "")}
    for line in answers.of("rows"):
        who = line.item.cells.get("who_decides", "")
        row = {"line": line, "cells": {cell.key: words for cell, words in line.cells}}
        columns[who if who in columns else ""].append(row)
    return {
        "columns": [(key, columns[key]) for key in COLUMNS],
        "open": columns[""],
        "taken": len(columns["someone_else"]),
        "holds_all": True,
    }
