"""Interleaved rounds and medians: what is compared is measured side by side, never one after the other."""

from __future__ import annotations

import gc
import json
import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any

ROUNDS = 7


def interleaved(contestants: Mapping[str, Callable[[], Any]], *, times: int, rounds: int = ROUNDS) -> dict[str, float]:
    """Milliseconds for one call of each contestant: the median over rounds, each of `times` calls.

    Contestants take turns within a round, so that a busy machine slows all of them alike.
    """
    for call in contestants.values():
        call()
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    gc.collect()
    for _ in range(rounds):
        for name, call in contestants.items():
            begun = time.perf_counter()
            for _ in range(times):
                call()
            taken[name].append((time.perf_counter() - begun) / times * 1000)
    return {name: statistics.median(each) for name, each in taken.items()}


def tell(name: str, value: float, unit: str, limit: float, detail: Mapping[str, Any]) -> None:
    """Print the result line."""
    rounded = {key: round(each, 4) if isinstance(each, float) else each for key, each in detail.items()}
    print(json.dumps({"name": name, "value": round(value, 3), "unit": unit, "limit": limit, "detail": rounded}))


def say(words: str) -> None:
    print(f"  {words}", flush=True)
