"""What a drawing may draw: the lines of each question, whose plan it is, and who is in the circle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from people.enums import Voice

if TYPE_CHECKING:
    from people.faces import Face
    from people.models import Connection


@dataclass(frozen=True)
class Line:
    """One answer as a page shows it. `who` is None for the person's own words."""

    item: Any
    words: str
    who: Face | None = None
    cells: Sequence[tuple[Any, str]] = ()
    others: Sequence[Line] = ()
    note: str = ""

    @property
    def first(self) -> str:
        """The words that stand first and largest: all of them, or the first cell of a row."""
        return self.words if self.item.text else next((words for _cell, words in self.cells if words), self.words)

    @property
    def rest(self) -> Sequence[str]:
        """The other cells of a row, in their order."""
        return () if self.item.text else [words for _cell, words in self.cells if words][1:]

    @property
    def voice(self) -> str:
        return self.who.voice if self.who else Voice.ME


@dataclass(frozen=True)
class Answers:
    """What a drawing may draw: the lines of each question, whose plan it is, and who is in the circle."""

    lines: Mapping[str, Sequence[Line]]
    me: Face
    people: Sequence[Connection] = field(default=())

    def of(self, key: str) -> Sequence[Line]:
        return self.lines.get(key, ())
