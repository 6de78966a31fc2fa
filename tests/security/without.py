"""Does each named attack's test bite? Takes one defence away at a time and wants its test to fail.

    PCP_ENV=test python -m tests.security.without                all of them (about 25 minutes)
    PCP_ENV=test python -m tests.security.without T-CSRF hosts   the ones of these attacks
    PCP_ENV=test python -m tests.security.without --table …      ends with the rows for docs/security.md

It needs DATABASE_URL and REDIS_URL as `bin/test` gives them. First all of the tests run as they are, and must pass
(`--trust` leaves that out). Then each defence has a process of pytest of its own, in which it is taken away when
everything is imported; no file is touched. Found is what a test said by an assertion, in its own body: a test that
could not be read, a fixture that broke or another fault is told as `BROKE` and counts as living. Ends with 1 if any
lives. The policy has a tool of its own for T-MATRIX: tests/access/mutation.py.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.security.taking_away import ROOT, Defence

WHICH, SAID = "PCP_WITHOUT", "without:"
LONGEST = 420  # seconds for one process


@dataclass(frozen=True)
class Answer:
    """`found` is the first test that failed and what it said; `broke` is what went wrong in another way."""

    found: str = ""
    broke: str = ""


def command(tests: Iterable[str]) -> list[str]:
    """One process of pytest, which stops at the first test that fails."""
    start = [sys.executable, "-W", "ignore", "-m", "pytest", "-p", "no:valkey", "-p", "no:cacheprovider"]
    return [*start, "-p", "tests.security.without", "-q", "-x", "--reuse-db", *tests]


def run(tests: Iterable[str], number: int | None) -> tuple[int, str]:
    """Run the tests without the defence of this number (None: as they are). The status, and all that was printed."""
    surroundings = {**os.environ, WHICH: "" if number is None else str(number)}
    try:
        done = subprocess.run(
            command(tests), cwd=ROOT, capture_output=True, text=True, timeout=LONGEST if number is not None else None,
            check=False, env=surroundings,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return -1, f"{SAID} {LONGEST} seconds were not enough"
    return done.returncode, done.stdout + done.stderr


def judge(status: int, printed: str) -> Answer:
    """What the output of a process means. Only an assertion in the body of a test is a find."""
    if status == 0:
        return Answer()
    said = re.search(rf"^{SAID} (\w+) (\S+(?:\[[^\n]*?\])?) \| (\w*) \| (.*)$", printed, re.M)
    if status != 1 or said is None:
        return Answer(broke=(printed.strip().splitlines() or ["nothing was said"])[-1][:200])
    when, test, kind, words = said.groups()
    if when == "call" and kind in ("AssertionError", "Failed"):
        return Answer(found=f"{test}: {words}")
    return Answer(broke=f"{when} {test}: {kind} {words}")


# --- the plugin of the process of one defence ----------------------------------------------------------


def pytest_collection_finish() -> None:
    """Everything is imported: take it away now."""
    which = os.environ.get(WHICH, "")
    if which:
        for change in every()[int(which)].take:
            change()


def pytest_runtest_makereport(item: Any, call: Any) -> None:
    """Say on one line which test was stopped, in which part of it, and by what."""
    if call.excinfo is not None and call.excinfo.typename not in ("Skipped", "XFailed"):
        words = " ".join(str(call.excinfo.value).split())[:160]
        os.write(2, f"\n{SAID} {call.when} {item.nodeid} | {call.excinfo.typename} | {words}\n".encode())


# --- by hand -------------------------------------------------------------------------------------------


def every() -> list[Defence]:
    """All of them, in the order of the list."""
    from tests.security.defences import DEFENCES

    return DEFENCES


def main(arguments: Sequence[str] | None = None, say: Callable[[str], None] = print) -> int:
    """Take away what was asked for, one after the other; 1 if any lives or the tests do not pass as they are."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("attacks", nargs="*", metavar="T-NAME", help="some of the attacks")
    asked.add_argument("--trust", action="store_true", help="do not first see that the tests pass as they are")
    asked.add_argument("--table", action="store_true", help="end with the rows of the table of docs/security.md")
    given = asked.parse_args(arguments)
    defences = [(n, each) for n, each in enumerate(every()) if not given.attacks or each.attack in given.attacks]
    if not defences:
        raise SystemExit(f"no such attack; there are {', '.join(dict.fromkeys(each.attack for each in every()))}")
    if not given.trust:
        status, printed = run(sorted({test for _n, each in defences for test in each.tests}), None)
        if status:
            raise SystemExit(f"the tests do not pass as they are:\n{printed[-3000:]}")
        say("as they are, the tests pass")
    answers = [(each, _ask(n, each, say)) for n, each in defences]
    if given.table:
        say("\n".join(_row(each, answer) for each, answer in answers))
    lived = [each for each, answer in answers if not answer.found]
    say(f"{len(answers) - len(lived)} of {len(answers)} found")
    return 1 if lived else 0


def _ask(number: int, defence: Defence, say: Callable[[str], None]) -> Answer:
    began = time.monotonic()
    answer = judge(*run(defence.tests, number))
    word = "found" if answer.found else "BROKE" if answer.broke else "LIVES"
    seconds = time.monotonic() - began
    sys.stdout.flush()
    say(f"{word} {defence.attack}: {defence.gone} ← {answer.found or answer.broke} ({seconds:.0f} s)")
    return answer


def _row(defence: Defence, answer: Answer) -> str:
    test = answer.found.partition(": ")[0].replace("|", r"\|")
    return f"| {defence.attack} | {defence.gone} | {f'`{test}`' if test else '**nothing**'} |"


if __name__ == "__main__":
    sys.exit(main())
