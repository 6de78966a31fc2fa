"""What a drawing may draw: the lines of each question, whose plan it is, and who is in the circle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from people.enums import Voice
from plans.enums import Agreed, ItemKind

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
    def is_media(self) -> bool:
        """Whether the answer is a photo, a sound or a film, and not words or a row."""
        return self.item.kind in (ItemKind.PHOTO, ItemKind.SOUND, ItemKind.FILM)

    @property
    def with_photo(self) -> bool:
        """Whether a photo stands with words of its own, such as a row. A photo that is the answer is none of these."""
        return bool(self.item.photo_id) and self.item.kind != ItemKind.PHOTO

    @property
    def with_recording(self) -> bool:
        """Whether a sound or a film stands with something else: words, or a photo."""
        return bool(self.item.recording_id) and self.item.kind not in (ItemKind.SOUND, ItemKind.FILM)

    @property
    def to_agree(self) -> bool:
        """Whether somebody typed these words for the person, who has not said yes to them."""
        mine = self.who is None and self.item.agreed_by_me != Agreed.YES
        return bool(mine and self.item.typed_by_id)

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
