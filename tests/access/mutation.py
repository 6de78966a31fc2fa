"""Does the proof bite? Changes the policy in many small ways and sees whether the proof notices.

    PCP_ENV=test python -W ignore -m tests.access.mutation                      every module of mutants.MODULES
    PCP_ENV=test python -W ignore -m tests.access.mutation people/policy.py     some of them
    PCP_ENV=test python -W ignore -m tests.access.mutation --after run.log      what lived in an earlier run
    PCP_ENV=test python -W ignore -m tests.access.mutation --writes             people/sharing.py, by its own tests

It needs DATABASE_URL and REDIS_URL as `bin/test` gives them, and makes a test database of its own. Each mutant is the
code of one function, changed in one place and put into the running process; no file is touched. The world goes through
the states of variants.py. In each it is first seen which functions run for which question of the matrix; then every
mutant that still lives is asked the questions that run its function, until one answers other than the table. That is
done in two rounds (`Run.all_states`). What lives at the end of both has met every cell, in every state, that its function
has a part in.

Prints one line a mutant and the share that was found; docs/security.md keeps the figure of the last full run, with each
survivor and why it may live.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.access.mutants import AT_START, MODULES, Mutant, functions_of, in_place, telling

Read = dict[str, dict[Any, Any]]


@dataclass(frozen=True)
class Asked:
    """What is asked, by a name that is the same in each state, and what the table allows of it."""

    name: tuple[str, str]
    ask: Callable[[Read], Iterator[str]]
    allowed: frozenset[Any] = frozenset()


# In the first round a mutant of what more questions than this run, in the world as it is, is asked this many of them.
FEW = 25


def ways_past_the_matrix() -> tuple[Callable[[Any], Iterator[str]], ...]:
    """What is asked beside the matrix, in the world as it is: each of them is a test of test_policy.py too."""
    from tests.access import other_ways, reads_beside, second_locks, small_doors

    return (
        other_ways.at_the_door, other_ways.short_ways, other_ways.without_their_level, second_locks.tried,
        *reads_beside.ALL, *small_doors.ALL,
    )  # fmt: skip


def _for_everybody(variant: Any) -> bool:
    return variant.who is None and not variant.actions


class Run:
    """The mutants that live so far, and what was asked."""

    def __init__(self, world: Any, paths: list[str], every: int, known: Counter[str], states: str = "") -> None:
        self.world, self.states = world, states
        self.functions = {each.key: each for path in paths for each in functions_of(path)}
        self.found: dict[Mutant, str] = {}
        self.living: list[Mutant] = []
        for key in self.functions.keys() - AT_START:
            for mutant in list(self.functions[key].mutants())[::every]:
                if known[str(mutant)]:
                    known[str(mutant)] -= 1
                    self.found[mutant] = "before"
                else:
                    self.living.append(mutant)
        self.living.sort(key=str)
        self.reached: set[str] = set()
        self.as_it_is: dict[tuple[str, str], frozenset[Any]] = {}
        self.killers: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)

    def all_states(self, ends: float) -> None:
        """Two rounds. In the first each state asks only where the table answers other than in the world as it is:
        there most mutants are found. In the second, whoever still lives meets everything."""
        from tests.access.matrix import changed
        from tests.access.variants import variants

        # The first is the world as it is: the one that all others are compared with, and in which more is asked.
        turns = range(len(variants()))
        rounds = {False: list(turns), True: list(turns)}
        if self.states:
            rounds = {True: [number for number in turns if re.search(self.states, variants()[number].name)]}
        for whole, numbers in rounds.items():
            for number in numbers:
                variant = variants()[number]  # made anew, for the moments of a state are those of its turn
                with changed(self.world, variant):
                    self.one_state(list(self.asked_in(variant)), _for_everybody(variant), whole, ends)
                print(f"       {time.strftime('%H:%M:%S')} {variant.name}: {len(self.living)} live", flush=True)

    def asked_in(self, variant: Any) -> Iterator[Asked]:
        from tests.access import other_ways
        from tests.access.cast import HELPED
        from tests.access.matrix import questions, wrong

        for each in questions(self.world, variant):
            allowed = frozenset(key for key, line in each.lines.items() if line.allowed)
            name = (each.rule.action, each.name)
            yield Asked(name, lambda read, each=each: wrong(each.anew(read)), allowed)
        if _for_everybody(variant):
            names = ["sam", "mum", "dev", "attorney", "stranger", "eyes of gran", "eyes of mum", HELPED]
            for way in ways_past_the_matrix():
                yield Asked((way.__name__, ""), lambda _read, way=way: way(self.world))
            yield Asked(("composed", ""), lambda _read: other_ways.composed(self.world, names))

    def one_state(self, asked: list[Asked], as_it_is: bool, whole: bool, ends: float) -> None:
        if as_it_is:
            self.as_it_is = {each.name: each.allowed for each in asked}
        elif not whole:
            asked = [each for each in asked if each.allowed != self.as_it_is.get(each.name)]
        which = self.by_function(asked)
        self.reached |= which.keys()
        for mutant in list(self.living):
            if time.monotonic() > ends:
                raise SystemExit("the time is over")
            its = which.get(mutant.function, [])
            its = its if whole or len(its) <= FEW else its[:: len(its) // FEW]
            by = self.noticed(mutant, its)
            if by:
                self.living.remove(mutant)
                self.found[mutant] = by
                print(f"found  {mutant}  ← {by[:150]}", flush=True)

    def by_function(self, asked: list[Asked]) -> dict[str, list[Asked]]:
        """For each function what runs it. The proof itself must pass as it is."""
        from tests.access.matrix import BY_PART
        from tests.access.policy import table

        which: dict[str, list[Asked]] = defaultdict(list)
        read: Read = {}
        levels: dict[str, set[str]] = {}  # what ran when the levels of an actor were read, for all who share them
        with telling([each for each in self.functions.values() if each.key not in AT_START]) as ran:
            for each in asked:
                action, actor = each.name
                ran.clear()
                first = next(iter(each.ask(read)), "")
                if first:
                    raise SystemExit(f"the proof does not pass as it is: {first}")
                if action in table() and table()[action].of in BY_PART:
                    ran |= levels.setdefault(actor, set(ran))
                for key in ran:
                    which[key].append(each)
        return which

    def noticed(self, mutant: Mutant, asked: list[Asked]) -> str:
        """The first cell that disagrees, or an empty string."""
        from django.db import transaction

        before, read = self.killers[mutant.function], {}
        with in_place([(self.functions[mutant.function].living, mutant.code)]):
            for each in sorted(asked, key=lambda each: -before[each.name]):
                try:
                    with transaction.atomic():
                        by = next(iter(each.ask(read)), "")
                except Exception as broken:  # a policy that breaks is noticed by everybody
                    by = f"broke: {broken!r}"
                if by:
                    before[each.name] += 1
                    return by
        return ""

    def report(self) -> None:
        for mutant in self.living:
            print(f"LIVES  {mutant}" + ("" if mutant.function in self.reached else "  (no cell runs it)"))
        quiet = [key for key in self.functions if key not in self.reached]
        print("no cell runs: " + ", ".join(quiet))
        for path in dict.fromkeys(each.path for each in self.functions.values()):
            found = sum(mutant.path == path for mutant in self.found)
            lived = [mutant for mutant in self.living if mutant.path == path and mutant.function in self.reached]
            if found or lived:
                print(f"{path}: {found} of {found + len(lived)}")
        lived = [mutant for mutant in self.living if mutant.function in self.reached]
        total = len(self.found) + len(lived)
        print(f"{len(self.found)} of {total} found: {100 * len(self.found) / max(total, 1):.1f} %")


def _with_world(work: Callable[[Any], None]) -> None:
    """Run something in the example world, in a test database that is kept for the next time."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pcp.settings")
    django.setup()
    from django.db import connection, transaction

    from row_security import acting
    from tests.access.cast import add_cast
    from tests.access.doors import furnish
    from tests.scenarios import build_world

    acting.whole_process("tests")
    connection.creation.create_test_db(verbosity=0, autoclobber=True, keepdb=True)
    with transaction.atomic():
        world = build_world()
        furnish(world)
        add_cast(world)
        work(world)
        transaction.set_rollback(True)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    asked.add_argument("paths", nargs="*", help=f"some of {', '.join(MODULES)}")
    asked.add_argument("--every", type=int, default=1, help="only one in so many of each function")
    asked.add_argument("--minutes", type=float, default=60, help="end after this long")
    asked.add_argument("--writes", action="store_true", help="people/sharing.py, which writes and does not decide")
    asked.add_argument("--states", default="", help="ask everything, only in the states whose names fit this pattern")
    asked.add_argument("--after", type=Path, help="what an earlier run printed: what it found is not asked again")
    given = asked.parse_args()
    if given.writes:
        from tests.access import mutation_of_writes

        sys.exit(mutation_of_writes.main(given.every))
    ends = time.monotonic() + given.minutes * 60
    _with_world(lambda world: _run(world, given, ends))


def _run(world: Any, given: argparse.Namespace, ends: float) -> None:
    lines = given.after.read_text().splitlines() if given.after else []
    known = Counter(line[7:].split("  ←")[0] for line in lines if line.startswith("found "))
    run = Run(world, given.paths or list(MODULES), given.every, known, given.states)
    print(f"{len(run.living)} mutants", flush=True)
    try:
        run.all_states(ends)
    finally:
        run.report()


if __name__ == "__main__":
    main()
