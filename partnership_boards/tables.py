"""Published tables: declared beforehand, made once from a frozen snapshot, then only ever served."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from partnership_boards.cells import At, Category, Dimension, Record, TrueCell, count_cells, merge_small_areas, places
from partnership_boards.disclosure import check_universe, percent, record_key, shown
from partnership_boards.suppression import Suppression

MOST_DIMENSIONS = 3
Identity = frozenset[tuple[str, str]]
"""Which people a cell is about, whatever the table: pairs of dimension code and category code."""

__all__ = [
    "Category",
    "Dimension",
    "PublishedCell",
    "PublishedTable",
    "Record",
    "TableSpec",
    "publish",
    "publish_together",
]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table that may be published: a name, words for its title, up to three dimensions with fixed categories.

    `impossible` are whole cells (a code for every dimension) that cannot hold anybody.
    """

    name: str
    title: str | Promise
    dimensions: tuple[Dimension, ...]
    impossible: frozenset[tuple[str, ...]] = frozenset()

    def __post_init__(self) -> None:
        codes = [dimension.code for dimension in self.dimensions]
        if not 1 <= len(codes) <= MOST_DIMENSIONS or len(set(codes)) != len(codes):
            raise ValueError("A table has one to three different dimensions.")
        if sum(dimension.many for dimension in self.dimensions) > 1:
            raise ValueError("Only one dimension may count a person several times.")
        if any(dimension.many and dimension.area for dimension in self.dimensions):
            raise ValueError("A person is in one area.")


@dataclass(frozen=True, slots=True)
class PublishedCell:
    """What everybody may see. `figure` None is hidden when `possible`, and a plain "cannot be" when not."""

    at: At
    figure: int | None
    possible: bool = True


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A finished table. It holds no true count, no key and nothing about anybody."""

    name: str
    title: str | Promise
    dimensions: tuple[Dimension, ...]
    cells: tuple[PublishedCell, ...]

    def figure(self, *at: str | None) -> int | None:
        """The figure at these codes (None for a total), or None when hidden."""
        return next(cell.figure for cell in self.cells if cell.at == at)

    def percent(self, part: At, whole: At) -> int | None:
        """A whole percentage of two published figures, or None."""
        return percent(self.figure(*part), self.figure(*whole))

    @property
    def digest(self) -> str:
        """SHA-256 of what is published; the same for the same people, every time."""
        content = [self.name, [dimension.code for dimension in self.dimensions]]
        figures = [[list(cell.at), cell.figure, cell.possible] for cell in self.cells]
        return hashlib.sha256(json.dumps([content, figures]).encode()).hexdigest()


def publish(spec: TableSpec, records: Sequence[Record], secret: bytes) -> PublishedTable:
    """One table by the fixed rules. Raises TooFewPeopleError; ValueError for records that do not fit."""
    return publish_together([spec], records, secret)[0]


def publish_together(specs: Sequence[TableSpec], records: Sequence[Record], secret: bytes) -> list[PublishedTable]:
    """A whole release. A figure hidden in one table is hidden in all, or they would betray each other."""
    keys = {record.pseudonym: record_key(secret, record.pseudonym) for record in records}
    if len(keys) != len(records):
        raise ValueError("A person counts once: two records have one pseudonym.")
    check_universe(len(records))
    drafts = [_Draft(spec, records, keys) for spec in specs]
    hidden: set[Identity] = set()
    before = -1
    while len(hidden) != before:
        before = len(hidden)
        for draft in drafts:
            hidden |= draft.hide(hidden)
    return [draft.published(hidden) for draft in drafts]


class _Draft:
    """A table on its way: true counts inside, only `published` comes out."""

    def __init__(self, spec: TableSpec, records: Sequence[Record], keys: Mapping[str, int]) -> None:
        self.spec = spec
        self.dimensions, fitted = _fit_areas(spec.dimensions, records)
        self.cells = count_cells(self.dimensions, fitted, keys)
        # When areas merged, their cells are others than those that were declared impossible.
        self.impossible = frozenset(spec.impossible) if self.dimensions == spec.dimensions else frozenset()
        if any(self.cells[at].count for at in self.impossible):
            raise ValueError("A record is in a cell that was declared impossible.")
        self.suppression = Suppression(self.dimensions, self.cells, self.impossible)

    def identity(self, at: At) -> Identity:
        pairs = zip(self.dimensions, at, strict=True)
        return frozenset((dimension.code, code) for dimension, code in pairs if code is not None)

    def hide(self, elsewhere: set[Identity]) -> set[Identity]:
        also = {at for at in self.cells if self.identity(at) in elsewhere}
        return {self.identity(at) for at in self.suppression.hide(also)}

    def published(self, hidden: set[Identity]) -> PublishedTable:
        cells = tuple(self._cell(at, self.cells[at], hidden) for at in places(self.dimensions))
        return PublishedTable(self.spec.name, self.spec.title, self.dimensions, cells)

    def _cell(self, at: At, cell: TrueCell, hidden: set[Identity]) -> PublishedCell:
        if at in self.impossible:
            return PublishedCell(at, None, possible=False)
        return PublishedCell(at, None if self.identity(at) in hidden else shown(cell.count, cell.key))


def _fit_areas(
    dimensions: tuple[Dimension, ...], records: Sequence[Record]
) -> tuple[tuple[Dimension, ...], Sequence[Record]]:
    kept: list[Dimension] = []
    for dimension in dimensions:
        if not dimension.area:
            kept.append(dimension)
            continue
        merged, becomes = merge_small_areas(dimension, records)
        if merged is None:
            continue
        kept.append(merged)
        if merged != dimension:
            records = [_moved(record, dimension.code, becomes) for record in records]
    return tuple(kept), records


def _moved(record: Record, dimension: str, becomes: Mapping[str, str]) -> Record:
    value = record.values[dimension]
    return Record(record.pseudonym, {**record.values, dimension: becomes[str(value)]})
