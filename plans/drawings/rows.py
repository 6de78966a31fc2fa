"""What a drawing asks of a row: its words by cell, the code of a choice, and answers that came another way."""

from __future__ import annotations

from collections.abc import Iterable

from plans.drawings.answers import Line


def words_of(line: Line) -> dict[str, str]:
    """The words of each cell of a row, by the key of the cell."""
    return {cell.key: words for cell, words in line.cells}


def code_of(line: Line, key: str) -> str:
    """The kept code of a choice ("monday"), or nothing."""
    return str(line.item.cells.get(key, ""))


def in_cells(line: Line) -> bool:
    """Whether a row says something in its cells. A photo, a recording or offered words may have none."""
    return any(words for _cell, words in line.cells)


def apart(lines: Iterable[Line]) -> tuple[list[Line], list[Line]]:
    """The rows that say something in their cells, and the answers that came another way. Together they are all."""
    known = list(lines)
    return [line for line in known if in_cells(line)], [line for line in known if not in_cells(line)]
