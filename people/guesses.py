"""Counts guesses at sign-in numbers, for one number and for the whole site. Kept in the cache: it counts atomically."""

from __future__ import annotations

import logging
import time

from django.core.cache import cache

logger = logging.getLogger(__name__)

HOUR = 60 * 60
LIFE_OF_A_NUMBER = 600
MOST_GUESSES = 5
FEWEST_DIGITS, MORE_DIGITS = 6, 8
WRONG_A_DAY_BEFORE_LONGER = 100
WRONG_A_DAY_BEFORE_REST = 5000


def count_guess(number_key: str) -> int:
    """Count one guess at a number and say how many there were, also when many arrive at the same moment.

    allauth keeps its own count in the session, which parallel requests read before either has written it.
    """
    key = f"guesses:{number_key}"
    cache.add(key, 0, LIFE_OF_A_NUMBER)
    return cache.incr(key)


def note_wrong_guess() -> None:
    """Count a wrong guess for the whole site, in the bucket of this hour."""
    key = f"wrong-guesses:{int(time.time() // HOUR)}"
    cache.add(key, 0, 25 * HOUR)
    cache.incr(key)
    if (now := wrong_guesses_today()) in (WRONG_A_DAY_BEFORE_LONGER, WRONG_A_DAY_BEFORE_REST):
        # The alert that whoever runs the site watches for. It names nobody: the guesses may be at anybody's number.
        logger.warning("sign-in numbers: %s wrong guesses in 24 hours", now)


def wrong_guesses_today() -> int:
    """Wrong guesses on the whole site in the last 24 hours."""
    now = int(time.time() // HOUR)
    return sum(cache.get_many([f"wrong-guesses:{now - hours}" for hours in range(24)]).values())


def digits_needed() -> int:
    """Six digits; eight while somebody seems to be guessing at many accounts (security reference, section 5)."""
    return MORE_DIGITS if wrong_guesses_today() >= WRONG_A_DAY_BEFORE_LONGER else FEWEST_DIGITS


def numbers_rest() -> bool:
    """Whether numbers go only to devices that are known: somebody is trying very many of them (same section)."""
    return wrong_guesses_today() >= WRONG_A_DAY_BEFORE_REST


def may_be_guessed(digits: int, *, known: bool) -> bool:
    """Whether a number of so many digits still opens anything on this device, known to its owner or not.

    Somebody who collects short numbers on a calm day would guess at them on after the site asks for longer ones
    (T-SPRAY): on a device that is not known, a number sent before a step up has to be asked for anew.
    """
    return known or (not numbers_rest() and digits >= digits_needed())
