"""Reads policy.yaml, and answers each cell by its first line that fits."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.access.facts import FACTS, Cell, Fact, meaning_of

TABLE = Path(__file__).parent / "policy.yaml"


@dataclass
class Line:
    """One rule. `reached` counts the cells that it decided in this run."""

    action: str
    allowed: bool
    who: str
    why: str
    terms: tuple[tuple[bool, Fact], ...]
    reached: int = 0

    def fits(self, cell: Cell) -> bool:
        return all(bool(meaning(cell)) is wanted for wanted, meaning in self.terms)

    def __str__(self) -> str:
        return f"{self.action}: [{'yes' if self.allowed else 'no'}, {self.who}, {self.why}]"


@dataclass
class Entry:
    """One action: the kind of thing that it is done to ("plans.Part"), and its lines from top to bottom."""

    of: str
    lines: list[Line] = field(default_factory=list)

    def decide(self, cell: Cell) -> Line:
        found = next(line for line in (*everywhere(), *self.lines) if line.fits(cell))
        found.reached += 1
        return found


@cache
def _read() -> dict[str, Any]:
    return dict(yaml.safe_load(TABLE.read_text()))


def _line(action: str, row: list[Any]) -> Line:
    allowed, who, why = row
    assert isinstance(allowed, bool) and why, f"{action}: a line is [yes or no, who, why], not {row}"
    terms = tuple(_term(action, words) for words in str(who).split(" and "))
    return Line(action, allowed, str(who), str(why), terms)


def _term(action: str, words: str) -> tuple[bool, Fact]:
    negated = words.startswith("not ") and words not in FACTS
    plain = words.removeprefix("not ") if negated else words
    try:
        return (not negated, meaning_of(plain))
    except KeyError:
        raise AssertionError(
            f'policy.yaml, {action}: nobody said what "{plain}" means. Add @fact("{plain}") to tests/access/facts.py.'
        ) from None


@cache
def everywhere() -> tuple[Line, ...]:
    return tuple(_line("everywhere", row) for row in _read()["everywhere"])


@cache
def table() -> dict[str, Entry]:
    """Each action with its lines, in the order of the file."""
    return {
        action: Entry(entry["of"], [_line(action, row) for row in entry["rules"]])
        for action, entry in _read().items()
        if action != "everywhere"
    }
