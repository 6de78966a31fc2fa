"""Lines for words inside an SVG: text there does not wrap by itself.

A width is told in ordinary letters: wide letters count as more than one, narrow ones as less. In the typeface of the
pages an ordinary letter is about 0.54 of the font size, which `letters_across` turns into a width in the drawing's units.
"""

from __future__ import annotations

import re
import unicodedata

LETTER = 0.54  # of the font size
NARROW = frozenset("ijltfr.,:;'!|()[]-‘’ ")
WIDE = frozenset("mwMWQGODCNHUÔŴ@%—…")
MORE = "…"
SPACE = re.compile(r"[^\S\u00a0\u202f]+")  # a space that may end a line: words tied by a hard space stay together


def letters_across(room: float, font_size: float) -> float:
    """How many ordinary letters of a font size stand side by side in `room`, both in the units of the drawing."""
    return room / (font_size * LETTER)


def letters_in(words: str) -> float:
    """How wide words are, in ordinary letters."""
    return sum(_letter(letter) for letter in words)


def wrap(words: str, width: float) -> list[str]:
    """The words as lines of at most `width` ordinary letters. Every letter is kept; a word too long is cut in pieces."""
    lines: list[str] = []
    for word in (piece for each in SPACE.split(words) for piece in _pieces(each, width)):
        if lines and letters_in(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def wrap_some(words: str, width: float, most: int) -> list[str]:
    """At most `most` lines. When there are more words, the last line ends in "…": the list beside it has them all."""
    lines = wrap(words, width)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _cut(lines[most - 1], width)]


def _cut(line: str, width: float) -> str:
    """A line that ends in "…", after a whole word where that leaves most of the line."""
    last = line.rstrip(" .,;")
    while last and letters_in(last + MORE) > width:
        last = last[:-1]
    if len(last) < len(line.rstrip(" .,;")) and last.rfind(" ") > len(last) / 2:
        last = last[: last.rfind(" ")]
    return last.rstrip(" .,;·") + MORE


def _letter(letter: str) -> float:
    if unicodedata.combining(letter) or letter == "\u200d":
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.9
    return 0.56 if letter in NARROW else 1.42 if letter in WIDE else 1.12 if letter.isupper() else 1.0


def _pieces(word: str, width: float) -> list[str]:
    """A word as it is, or in pieces when it alone is wider than a line. Nothing for no word."""
    if not word:
        return []
    if letters_in(word) <= width:
        return [word]
    pieces = [""]
    for letter in word:
        if pieces[-1] and letters_in(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
