"""Which cells of a table are hidden: the small ones, those that give a group away, and those that would betray them."""

from collections.abc import Mapping

from partnership_boards.cells import At, Dimension, Line, TrueCell, lines, places
from partnership_boards.disclosure import reveals_a_group
from partnership_boards.feasible import Audit, is_small


class Suppression:
    """Works out the hidden cells of one table. `impossible` cells can hold nobody and are never hidden."""

    def __init__(
        self, dimensions: tuple[Dimension, ...], cells: Mapping[At, TrueCell], impossible: frozenset[At]
    ) -> None:
        self.dimensions, self.cells, self.impossible = dimensions, cells, impossible
        self.lines = lines(dimensions)
        self.hidden: set[At] = set()

    def hide(self, also: set[At]) -> set[At]:
        """The cells to hide, beginning with the small ones and those that another table hides."""
        self.hidden = {at for at, cell in self.cells.items() if is_small(cell)} | also
        for line in self.lines:
            self._protect_group(line)
        self.hidden -= self.impossible
        while self._protect_lines() or self._widen():
            pass
        return self.hidden

    def _protect_group(self, line: Line) -> None:
        possible = [at for at in line.parts if at not in self.impossible]
        if line.adds_up and len(possible) < 2:
            return
        if reveals_a_group([self.cells[at].count for at in possible], self.cells[line.margin].count):
            self.hidden.update(possible)

    def _protect_lines(self) -> bool:
        """Where a sum has one hidden figure, hide the smallest other: the sum would give it away."""
        chosen = [self._second(line) for line in self.lines if line.adds_up and self._hidden_in(line) == 1]
        # One at a time: the second figure of one line may already be the second of another.
        return self._hide_smallest([at for at in chosen if at is not None])

    def _hidden_in(self, line: Line) -> int:
        return sum(at in self.hidden for at in line.all)

    def _second(self, line: Line) -> At | None:
        return self._smallest(list(line.parts)) or self._smallest([line.margin])

    def _widen(self) -> bool:
        """Hide one more figure near each hidden one that is still held too closely."""
        unsafe = Audit(self.dimensions, self.cells, self.hidden, self.impossible).unsafe()
        return self._hide_smallest([near for at in unsafe if (near := self._near(at)) is not None])

    def _near(self, at: At) -> At | None:
        around = [other for line in self.lines if at in line.all for other in line.all]
        return self._smallest(around) or self._smallest(places(self.dimensions))

    def _hide_smallest(self, choices: list[At]) -> bool:
        smallest = self._smallest(choices)
        if smallest is not None:
            self.hidden.add(smallest)
        return smallest is not None

    def _smallest(self, choices: list[At]) -> At | None:
        """The published cell whose loss costs least: parts before totals, then the fewest people.

        The last tie is broken by code, so that the order in which categories are listed changes nothing.
        """
        published = [at for at in choices if at not in self.hidden and at not in self.impossible]
        return min(published, key=self._cost, default=None)

    def _cost(self, at: At) -> tuple[int, int, int, tuple[str, ...]]:
        cell = self.cells[at]
        return at.count(None), cell.count, cell.key, tuple(code or "" for code in at)
