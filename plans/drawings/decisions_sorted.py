"""What somebody chooses now: cards sorted into me, me with help, other people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plans.drawings.answers import Answers

COLUMNS = ("me", "with_help", "others")


def decisions_sorted(answers: Answers) -> Mapping[str, Any]:
    """Three columns of cards, and under them what the person wants back. Nothing is counted."""
    return {
        "columns": [(key, answers.of(key)) for key in COLUMNS],
        "back": answers.of("want_back"),
        "holds_all": True,
    }
