"""Does the proof bite? Changes the policy in many small ways and sees whether the proof notices.

    PCP_ENV=test python -W ignore -m tests.access.mutation                      every module of mutants.MODULES
    PCP_ENV=test python -W ignore -m tests.access.mutation people/policy.py     some of them
    PCP_ENV=test python -W ignore -m tests.access.mutation --writes             people/sharing.py, by its own tests

It needs DATABASE_URL and REDIS_URL as `bin/test` gives them, and makes a test database of its own. Each mutant is the
code of one function, changed in one place and put into the running process; no file is touched. The world goes through
the states of variants.py once. In each state it is first seen which functions run for which question of the matrix;
then every mutant that still lives is asked the questions that run its function, until one answers other than the
table. What lives at the end has met every cell, in every state, that its function has a part in.

Prints one line a mutant and the share that was found; docs/security.md keeps the figure of the last full run, with each
survivor and why it may live.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from tests.access.mutants import AT_START, MODULES, Mutant, functions_of, in_place, telling

Read = dict[str, dict[Any, Any]]
# What is asked, by a name that is the same in each state, so that what found one mutant is asked first about the next.
Asked = tuple[tuple[str, str], Callable[[Read], Iterator[str]]]


# The world as it is finds most mutants by these; the states found by their names find most of the rest.
FEW = ("sam", "mum", "dev", "nia", "priya", "attorney", "stranger", "olu", "eyes of mum", "program of mum: plan:read")
FIND_MUCH = ("somebody helps", "tie", "slip", "law", "work")


def in_order() -> list[Any]:
    """The states of the world, those first that find much for little; for everybody, as it is, comes last."""
    from tests.access.variants import Variant, variants

    few = Variant("as it is, for a few", lambda world: None, FEW, "")
    return [few, *sorted(variants(), key=lambda each: (_for_everybody(each), not each.name.startswith(FIND_MUCH)))]


def _for_everybody(variant: Any) -> bool:
    return variant.who is None and not variant.actions


class Run:
    """The mutants that live so far, and what was asked."""

    def __init__(self, world: Any, paths: list[str], every: int) -> None:
        self.world = world
        self.functions = {each.key: each for path in paths for each in functions_of(path)}
        self.living = [
            mutant
            for key in self.functions.keys() - AT_START
            for mutant in list(self.functions[key].mutants())[::every]
        ]
        self.living.sort(key=str)
        self.found: dict[Mutant, str] = {}
        self.reached: set[str] = set()
        self.killers: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)

    def all_states(self, ends: float) -> None:
        from tests.access.matrix import changed

        for number in range(len(in_order())):
            variant = in_order()[number]  # made anew, for the moments of a state are those of its turn
            with changed(self.world, variant):
                self.one_state(self.by_function(list(self.asked_in(variant))), ends)
            print(f"       {time.strftime('%H:%M:%S')} {variant.name}: {len(self.living)} live", flush=True)

    def asked_in(self, variant: Any) -> Iterator[Asked]:
        from tests.access import other_ways
        from tests.access.matrix import questions, wrong

        for each in questions(self.world, variant):
            yield (each.rule.action, each.name), lambda read, each=each: wrong(each.anew(read))
        if _for_everybody(variant):
            names = ["sam", "mum", "dev", "attorney", "stranger", "eyes of gran", "eyes of mum"]
            for way in (other_ways.at_the_door, other_ways.short_ways, other_ways.without_their_level):
                yield (way.__name__, ""), lambda _read, way=way: way(self.world)
            yield ("composed", ""), lambda _read: other_ways.composed(self.world, names)

    def by_function(self, asked: list[Asked]) -> dict[str, list[Asked]]:
        """For each function what runs it. The proof itself must pass as it is."""
        from tests.access.matrix import BY_PART
        from tests.access.policy import table

        which: dict[str, list[Asked]] = defaultdict(list)
        read: Read = {}
        levels: dict[str, set[str]] = {}  # what ran when the levels of an actor were read, for all who share them
        with telling([each for each in self.functions.values() if each.key not in AT_START]) as ran:
            for (action, actor), ask in asked:
                ran.clear()
                first = next(iter(ask(read)), "")
                if first:
                    raise SystemExit(f"the proof does not pass as it is: {first}")
                if action in table() and table()[action].of in BY_PART:
                    ran |= levels.setdefault(actor, set(ran))
                for key in ran:
                    which[key].append(((action, actor), ask))
        return which

    def one_state(self, which: dict[str, list[Asked]], ends: float) -> None:
        self.reached |= which.keys()
        for mutant in list(self.living):
            if time.monotonic() > ends:
                raise SystemExit("the time is over")
            by = self.noticed(mutant, which.get(mutant.function, []))
            if by:
                self.living.remove(mutant)
                self.found[mutant] = by
                print(f"found  {mutant}  ← {by[:150]}", flush=True)

    def noticed(self, mutant: Mutant, asked: list[Asked]) -> str:
        """The first cell that disagrees, or an empty string."""
        from django.db import transaction

        before, read = self.killers[mutant.function], {}
        with in_place([(self.functions[mutant.function].living, mutant.code)]):
            for name, ask in sorted(asked, key=lambda each: -before[each[0]]):
                try:
                    with transaction.atomic():
                        by = next(iter(ask(read)), "")
                except Exception as broken:  # a policy that breaks is noticed by everybody
                    by = f"broke: {broken!r}"
                if by:
                    before[name] += 1
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
    given = asked.parse_args()
    if given.writes:
        from tests.access import mutation_of_writes

        sys.exit(mutation_of_writes.main(given.every))
    ends = time.monotonic() + given.minutes * 60
    _with_world(lambda world: _run(world, given, ends))


def _run(world: Any, given: argparse.Namespace, ends: float) -> None:
    run = Run(world, given.paths or list(MODULES), given.every)
    print(f"{len(run.living)} mutants", flush=True)
    try:
        run.all_states(ends)
    finally:
        run.report()


if __name__ == "__main__":
    main()
