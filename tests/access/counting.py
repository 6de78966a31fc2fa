"""What the proof of access has looked at, added up over all test processes and printed at the end of a run.

A test says `count("cells checked", 1200)`. The kinds that stand in issue 4 come first; any other word is welcome.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

CELLS, KNOCKS, CANARIES, WORLDS = "cells checked", "URLs × personas", "canaries", "worlds"
FIRST = (CELLS, KNOCKS, CANARIES, WORLDS)
_HERE: Counter[str] = Counter()
_ELSEWHERE: Counter[str] = Counter()


def count(kind: str, n: int = 1) -> None:
    """Add `n` to what was looked at of this kind."""
    _HERE[kind] += n


def counted() -> dict[str, int]:
    """Everything so far, of this process and of those that have ended, the kinds of the issue first."""
    total = _HERE + _ELSEWHERE
    return {kind: total[kind] for kind in [*FIRST, *sorted(set(total) - set(FIRST))] if total[kind]}


class Counting:
    """The pytest plugin. tests/conftest.py registers it, so that the process that prints knows it too."""

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["counted_in_access"] = dict(_HERE)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        _ELSEWHERE.update(getattr(node, "workeroutput", {}).get("counted_in_access", {}))

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if counted():
            terminalreporter.section("proof of access")
            terminalreporter.line(" · ".join(f"{kind}: {n:,}" for kind, n in counted().items()))
