"""The shape of a table, and the true counts behind it. True counts never leave the worker that publishes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from django.utils.functional import Promise

from partnership_boards.disclosure import KEYS, area_is_safe

At = tuple[str | None, ...]
"""Where a cell is: a category code for each dimension, or None for "all of them"."""


@dataclass(frozen=True, slots=True)
class Category:
    """One fixed category. A small area gives way to `merges_into`, together with its neighbours there."""

    code: str
    title: str | Promise
    merges_into: str = ""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to split people. `many`: a person may be in several categories, or none. `area`: parts of a place."""

    code: str
    title: str | Promise
    categories: tuple[Category, ...]
    many: bool = False
    area: bool = False
    wider: tuple[Category, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(category.code for category in self.categories)


@dataclass(frozen=True, slots=True)
class Record:
    """One person by pseudonym, with a code for each dimension (a frozenset of codes for a `many` dimension)."""

    pseudonym: str
    values: Mapping[str, str | frozenset[str]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class TrueCell:
    """A true count and its cell key; neither is ever printed."""

    count: int = field(repr=False)
    key: int = field(repr=False)


@dataclass(frozen=True, slots=True)
class Line:
    """A margin and the cells that it is split into along one dimension."""

    margin: At
    parts: tuple[At, ...]
    adds_up: bool

    @property
    def all(self) -> tuple[At, ...]:
        return (*self.parts, self.margin)


def places(dimensions: tuple[Dimension, ...]) -> list[At]:
    """Every cell and every total, in their fixed order."""
    return list(product(*((*dimension.codes, None) for dimension in dimensions)))


def lines(dimensions: tuple[Dimension, ...]) -> list[Line]:
    """Every total with its parts, along every dimension."""
    found = []
    for index, dimension in enumerate(dimensions):
        for margin in places(dimensions):
            if margin[index] is None:
                parts = tuple((*margin[:index], code, *margin[index + 1 :]) for code in dimension.codes)
                found.append(Line(margin, parts, adds_up=not dimension.many))
    return found


def count_cells(
    dimensions: tuple[Dimension, ...], records: Iterable[Record], keys: Mapping[str, int]
) -> dict[At, TrueCell]:
    """The true count and key of every cell and total; a person is counted once in each."""
    counts: Counter[At] = Counter()
    sums: Counter[At] = Counter()
    known = [frozenset(dimension.codes) for dimension in dimensions]
    for record in records:
        key = keys[record.pseudonym]
        for at in product(*_options(dimensions, known, record)):
            counts[at] += 1
            sums[at] += key
    for index, dimension in enumerate(dimensions):
        if not dimension.many:
            _add_totals(counts, index)
            _add_totals(sums, index)
    return {at: TrueCell(counts[at], sums[at] % KEYS) for at in places(dimensions)}


def _options(
    dimensions: tuple[Dimension, ...], known: list[frozenset[str]], record: Record
) -> Iterator[tuple[str | None, ...]]:
    for dimension, codes in zip(dimensions, known, strict=True):
        value = record.values[dimension.code]
        chosen = frozenset((value,)) if isinstance(value, str) else value
        if not chosen <= codes or (not dimension.many and len(chosen) != 1):
            raise ValueError(f"A record does not fit the fixed categories of {dimension.code}.")
        yield (*chosen, None) if dimension.many else tuple(chosen)


def _add_totals(counts: Counter[At], index: int) -> None:
    for at, value in list(counts.items()):
        counts[(*at[:index], None, *at[index + 1 :])] += value


def merge_small_areas(dimension: Dimension, records: Iterable[Record]) -> tuple[Dimension | None, dict[str, str]]:
    """The dimension with areas that are too small merged upward, and the new code of each old one.

    All neighbours under the same wider area merge together: otherwise the small one is the difference.
    None when even the widest areas are too small: the table then does without the dimension.
    """
    now = Counter(record.values[dimension.code] for record in records)
    codes, becomes = list(dimension.categories), {code: code for code in dimension.codes}
    wider = {category.code: category for category in dimension.wider}
    while small := _too_small(codes, now):
        if small.merges_into not in wider:
            return None, {}
        inside = {
            area.code for area in codes if area.merges_into == small.merges_into or area.code == small.merges_into
        }
        codes = _replaced(codes, inside, wider[small.merges_into])
        now[small.merges_into] = sum(now.pop(code, 0) for code in inside)
        becomes = {old: small.merges_into if new in inside else new for old, new in becomes.items()}
    merged = Dimension(dimension.code, dimension.title, tuple(codes), area=True, wider=dimension.wider)
    return (merged, becomes) if len(codes) > 1 else (None, {})


def _too_small(areas: list[Category], people: Counter[str | frozenset[str]]) -> Category | None:
    everybody = people.total()
    return next((area for area in areas if not area_is_safe(people[area.code], everybody)), None)


def _replaced(areas: list[Category], inside: set[str], wider: Category) -> list[Category]:
    first = next(index for index, area in enumerate(areas) if area.code in inside)
    kept = [(index, area) for index, area in enumerate(areas) if area.code not in inside]
    return [area for _, area in sorted([*kept, (first, wider)], key=lambda pair: pair[0])]
