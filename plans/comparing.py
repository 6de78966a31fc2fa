"""Two versions of somebody's words side by side: which words came, which went, which stayed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A word with its apostrophes and hyphens, or one sign; then the space after it. Letters of every alphabet are words.
PIECES = re.compile(r"(\w+(?:['’\-]\w+)*|[^\w\s])(\s*)")


@dataclass(frozen=True)
class Piece:
    """Some words, and whether the other version has them."""

    words: str
    changed: bool


def compare(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """The words of both versions in pieces: changed pieces of the first went away, those of the second are new."""
    old, new = PIECES.findall(before.strip()), PIECES.findall(after.strip())
    matcher = SequenceMatcher(None, [word for word, _space in old], [word for word, _space in new])
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, begin, end, new_begin, new_end in matcher.get_opcodes():
        _put(left, old[begin:end], tag != "equal")
        _put(right, new[new_begin:new_end], tag != "equal")
    return left, right


def _put(pieces: list[Piece], words: Sequence[tuple[str, str]], changed: bool) -> None:
    if words:
        pieces.append(Piece("".join(word + space for word, space in words), changed))
