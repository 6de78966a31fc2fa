"""Mutants of people/sharing.py. It writes and does not decide, so its own tests are asked, each mutant in a fork."""

from __future__ import annotations

import os
import select
import signal
import sys
from typing import Any

import pytest

from tests.access.mutants import Mutant, functions_of

WRITES_STAND_IN = "people/sharing.py"
TESTS = (
    "tests/people/test_acts_of_sharing.py", "tests/people/test_sharing.py", "tests/people/test_circle.py",
    "tests/plans/test_as_it_was.py",
    "tests/plans/test_sharing_views.py", "tests/plans/test_home.py", "tests/plans/test_ask.py",
    "tests/people/test_leaving.py",
)  # fmt: skip
LONGEST = 180  # seconds, after which a mutant that never ends is found


def main(every: int) -> int:
    """Run the tests of sharing once for each mutant. The share that was found is printed."""
    return int(pytest.main([*TESTS, "-q", "-x", "-s", "--reuse-db", "-p", "no:valkey"], plugins=[Forks(every)]))


class Forks:
    """A plugin: in the place of the one run of the tests there is one for each mutant, each in a child process."""

    def __init__(self, every: int) -> None:
        self.every = every
        self.tell: int | None = None  # where a child says which test failed

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        functions = {each.key: each for each in functions_of(WRITES_STAND_IN)}
        mutants: list[Mutant | None] = [m for each in functions.values() for m in list(each.mutants())[:: self.every]]
        found, lived = 0, []
        for mutant in [None, *mutants]:
            reading, writing = os.pipe()
            child = os.fork()
            if child == 0:
                os.close(reading)
                self.tell = writing
                _be_silent()
                if mutant is not None:
                    functions[mutant.function].living.__code__ = mutant.code
                return None  # and pytest goes on with its own loop
            os.close(writing)
            by = _heard(reading, child)
            if mutant is None:
                if by:
                    raise pytest.UsageError(f"the tests do not pass as it is: {by}")
                continue
            found += bool(by)
            lived += [] if by else [mutant]
            print(f"{'found ' if by else 'LIVES '} {mutant}  ← {by[:150]}", file=sys.__stdout__, flush=True)
        total = found + len(lived)
        print(f"{found} of {total} found: {100 * found / max(total, 1):.1f} %", file=sys.__stdout__, flush=True)
        return True

    def pytest_runtest_logreport(self, report: Any) -> None:
        if self.tell is not None and report.failed:
            os.write(self.tell, f"{report.nodeid}\n".encode())


def _be_silent() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def _heard(reading: int, child: int) -> str:
    """What the child said, when it has ended: the first test that failed, or nothing."""
    said = b""
    while select.select([reading], [], [], LONGEST)[0]:
        more = os.read(reading, 4096)
        if not more:
            break
        said += more
    else:
        os.kill(child, signal.SIGKILL)
        said += b"it never ended\n"
    os.close(reading)
    _, status = os.waitpid(child, 0)
    return said.decode().partition("\n")[0] or ("" if status == 0 else f"broke, status {status}")
