"""A grid with a row for each side that has spoken, and what was set side by side: a sheet, and the same as a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from people.enums import Voice
from plans.drawings.answers import Answers, Line
from plans.drawings.perspectives_sheet import perspectives_sheets

COLUMNS = ("working", "not_working")


def perspectives(answers: Answers) -> Mapping[str, Any]:
    """A row for each side that has spoken, the person's own first; nobody's words merge into another's."""
    sides = (
        (Voice.ME, _("As I see it")),
        (Voice.FAMILY, _("As my family and friends see it")),
        (Voice.PAID, _("As the people paid to help me see it")),
        (Voice.ADVOCATE, _("As my advocate sees it")),
    )
    rows = [
        {"voice": voice, "name": name, "columns": _two_columns(answers, voice)}
        for voice, name in sides
        if voice == Voice.ME or any(_two_columns(answers, voice).values())
    ]
    topic, pairs = next(iter(answers.of("topic")), None), _pairs(answers)
    sheets = perspectives_sheets(rows, pairs, answers.me)
    return {"rows": rows, "pairs": pairs, "topic": topic, "sheets": sheets, "holds_all": True}


def _two_columns(answers: Answers, voice: str) -> dict[str, list[Line]]:
    return {key: [line for line in answers.of(key) if line.voice == voice] for key in COLUMNS}


def _pairs(answers: Answers) -> list[dict[str, Any]]:
    """Two views of one thing, side by side, each in its own words."""
    return [
        {"line": line, "cells": {cell.key: words for cell, words in line.cells}} for line in answers.of("same_view")
    ]
