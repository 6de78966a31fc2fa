"""How often Python looks for memory to give back, in a process that serves pages."""

from __future__ import annotations

import gc

# A page makes some thousands of short-lived things. At Python's own 700 each page is stopped for a look several times.
NEW_THINGS, YOUNG_LOOKS, OLD_LOOKS = 20_000, 20, 50


def settle() -> None:
    """What was loaded at the start stays until the end: it is never looked through again. Call it once, after loading."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_THINGS, YOUNG_LOOKS, OLD_LOOKS)
