"""The interval audit: what could a hidden figure be, for somebody who knows everything that is published?

A table and its totals are a network: each cell and total is a pipe, and what flows in flows out. A hidden figure
can be larger if more can flow round through pipes that are hidden or rounded, without leaving what their published
figures allow. Each answer is a real table that fits the publication, so "safe" is proven, never guessed. A third
dimension, or one in which people count several times, is walked one layer at a time: that may hide more than needed,
never less.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from partnership_boards.cells import At, Dimension, TrueCell, places
from partnership_boards.disclosure import SMALLEST_SHOWN, possible_counts, shown

WIDTH_AT_LEAST = 5
REACH_LOW, REACH_HIGH = 2, 7
_FREE = 1_000_000
_MOST_HIDDEN = SMALLEST_SHOWN + 1  # a true 11 with noise -2 is hidden as under 10


@dataclass(frozen=True, slots=True)
class Room:
    """How far a true count can move, and the published figures still fit."""

    up: int
    down: int


@dataclass(frozen=True, slots=True)
class Pipe:
    """A cell or total in the network: from, to, and its room."""

    tail: str
    head: str
    room: Room


Network = dict[At, Pipe]


def is_small(cell: TrueCell) -> bool:
    """Whether a figure is hidden for itself, and not to protect another."""
    return shown(cell.count, cell.key) is None


def rooms(cells: Mapping[At, TrueCell], hidden: set[At], impossible: frozenset[At]) -> dict[At, Room]:
    """The room of every cell, by what is published about it."""
    return {at: _room(cell, at in hidden, at in impossible) for at, cell in cells.items()}


def _room(cell: TrueCell, is_hidden: bool, is_impossible: bool) -> Room:
    if is_impossible:
        return Room(0, 0)
    if is_hidden:
        return Room(_MOST_HIDDEN - cell.count if is_small(cell) else _FREE, cell.count)
    low, high = possible_counts(shown(cell.count, cell.key) or SMALLEST_SHOWN)
    return Room(high - cell.count, cell.count - low)


class Audit:
    """One look at one choice of hidden cells."""

    def __init__(
        self,
        dimensions: tuple[Dimension, ...],
        cells: Mapping[At, TrueCell],
        hidden: set[At],
        impossible: frozenset[At],
    ) -> None:
        self.dimensions, self.cells, self.hidden = dimensions, cells, hidden
        self.rooms = rooms(cells, hidden, impossible)
        self.layer_choices = _layer_choices(dimensions)

    def unsafe(self) -> list[At]:
        """The hidden cells whose true count is held too closely."""
        return [at for at in places(self.dimensions) if at in self.hidden and not self._is_safe(at)]

    def _is_safe(self, at: At) -> bool:
        cell = self.cells[at]
        if not is_small(cell):
            return self._reach(at, WIDTH_AT_LEAST, True) + self._reach(at, WIDTH_AT_LEAST, False) >= WIDTH_AT_LEAST
        up, down = max(0, REACH_HIGH - cell.count), max(0, cell.count - REACH_LOW)
        return self._reach(at, up, True) >= up and self._reach(at, down, False) >= down

    def _reach(self, at: At, wanted: int, up: bool) -> int:
        """How far `at` can move up or down, at most `wanted`."""
        best = 0
        if wanted:
            for network, place in self._networks(at):
                best = max(best, push(network, place, wanted, up))
                if best >= wanted:
                    break
        return best

    def _networks(self, at: At) -> Iterator[tuple[Network, At]]:
        for layer in self.layer_choices:
            if layer is None:
                yield self._network(None, self.rooms.__getitem__), at
            else:
                place = _without(at, layer)
                for room in self._ways(at, layer):
                    yield self._network(layer, room), place

    def _ways(self, at: At, layer: int) -> Iterator[Callable[[At], Room]]:
        """The ways to move: a layer with the totals over all layers, a layer against another, or one by itself."""
        dimension = self.dimensions[layer]
        mine = at[layer]
        together = dimension.codes if mine is None else (mine,)
        if dimension.many:
            yield lambda base: self._alone(base, layer, mine)
        for code in together:
            yield lambda base, code=code: self._together(base, layer, code)
        if mine is not None and not dimension.many:
            for other in dimension.codes:
                if other != mine:
                    yield lambda base, other=other: self._against(base, layer, mine, other)

    def _together(self, base: At, layer: int, code: str) -> Room:
        part, whole = self.rooms[_with(base, layer, code)], self._whole(base, layer, but=code)
        return Room(min(part.up, whole.up), min(part.down, whole.down))

    def _against(self, base: At, layer: int, code: str, other: str) -> Room:
        one, two = self.rooms[_with(base, layer, code)], self.rooms[_with(base, layer, other)]
        return Room(min(one.up, two.down), min(one.down, two.up))

    def _alone(self, base: At, layer: int, code: str | None) -> Room:
        if code is None:
            return self._whole(base, layer)
        at = _with(base, layer, code)
        spare = self.cells[_with(base, layer, None)].count - self.cells[at].count
        return Room(min(self.rooms[at].up, spare), self.rooms[at].down)

    def _whole(self, base: At, layer: int, but: str | None = None) -> Room:
        """The room of a total over a layer; where people count several times it stays at least its largest part."""
        at, dimension = _with(base, layer, None), self.dimensions[layer]
        room = self.rooms[at]
        if not dimension.many:
            return room
        others = (self.cells[_with(base, layer, code)].count for code in dimension.codes if code != but)
        return Room(room.up, min(room.down, self.cells[at].count - max(others, default=0)))

    def _network(self, layer: int | None, room: Callable[[At], Room]) -> Network:
        base = tuple(dimension for index, dimension in enumerate(self.dimensions) if index != layer)
        return {at: Pipe(*_ends(at), room(at)) for at in places(base)}


def _layer_choices(dimensions: tuple[Dimension, ...]) -> list[int | None]:
    many = [index for index, dimension in enumerate(dimensions) if dimension.many]
    if many:
        return list(many)
    return [0, 1, 2] if len(dimensions) == 3 else [None]


def _without(at: At, layer: int) -> At:
    return at[:layer] + at[layer + 1 :]


def _with(base: At, layer: int, code: str | None) -> At:
    return (*base[:layer], code, *base[layer:])


def _ends(at: At) -> tuple[str, str]:
    """Where a pipe begins and ends: everybody -> row -> column -> everybody."""
    if not at:
        return "start", "start"
    if all(code is None for code in at):
        return "end", "start"
    if len(at) == 1:
        return "start", "end"
    row, column = at
    if column is None:
        return "start", f"row {row}"
    if row is None:
        return f"column {column}", "end"
    return f"row {row}", f"column {column}"


def push(network: Network, at: At, wanted: int, up: bool) -> int:
    """How much more (or less) can flow through `at`, at most `wanted`: augmenting paths back round the network."""
    pipe = network[at]
    limit = min(wanted, pipe.room.up if up else pipe.room.down)
    if pipe.tail == pipe.head:
        return limit
    start, end = (pipe.head, pipe.tail) if up else (pipe.tail, pipe.head)
    left = _residual(network, at)
    moved = 0
    while moved < limit and (path := _path(left, start, end)):
        step = min(limit - moved, *(left[one][two] for one, two in path))
        for one, two in path:
            left[one][two] -= step
            left[two][one] += step
        moved += step
    return moved


def _residual(network: Network, leave_out: At) -> dict[str, dict[str, int]]:
    left: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for at, pipe in network.items():
        if at != leave_out:
            left[pipe.tail][pipe.head] += pipe.room.up
            left[pipe.head][pipe.tail] += pipe.room.down
    return left


def _path(left: dict[str, dict[str, int]], start: str, end: str) -> list[tuple[str, str]]:
    came: dict[str, str] = {start: start}
    queue = deque([start])
    while queue and end not in came:
        here = queue.popleft()
        for there, room in left[here].items():
            if room > 0 and there not in came:
                came[there] = here
                queue.append(there)
    path = []
    while end in came and end != start:
        path.append((came[end], end))
        end = came[end]
    return path
