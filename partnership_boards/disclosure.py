"""The fixed rules that keep people unseen in a published figure: noise, suppression, rounding, sums and timing.

Keys follow the cell-key method and thresholds the "10-5" family, as national statistics offices use them;
the numbers are this product's own and never change from one report to the next.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _

KEYS = 256
SMALLEST_SHOWN = 10
ROUND_TO = 5
UNIVERSE_AT_LEAST = 100
AREA_AT_LEAST = 30
PERCENT_OF_AT_LEAST = 30
AVERAGE_OF_AT_LEAST = 20
GROUP_SMALLER_THAN = 50
MOST_OF_A_GROUP = Decimal("0.90")
MONEY_FROM_AT_LEAST = 20
P_PERCENT = Decimal("0.10")
TOP_SHARE_AT_MOST = Decimal("0.40")
MONEY_ROUND_TO = Decimal(1000)
CHANGED_AT_LEAST = 10
# The first key past each step of noise: 16 keys take two away, 56 take one, 112 nothing, 56 add one, 16 add two.
_NOISE_STEPS = ((16, -2), (72, -1), (184, 0), (240, 1), (KEYS, 2))


class TooFewPeopleError(ValueError):
    """The whole population is too small for any figure. The words never say how small."""

    def __init__(self) -> None:
        super().__init__(_("There are not enough people to show this safely."))


def record_key(secret: bytes, pseudonym: str) -> int:
    """One person's key, 0 to 255, the same in every table and quarter while the secret stays the same."""
    return hmac.digest(secret, pseudonym.encode(), hashlib.sha256)[-1]  # the last byte of the digest is it mod 256


def cell_key(record_keys: Iterable[int]) -> int:
    """The key of a group of people: the sum of theirs, mod 256. The same people always give the same key."""
    return sum(record_keys) % KEYS


def noise(key: int) -> int:
    """-2 to +2 for a cell key; the mean over all keys is 0 and the variance 0.9375."""
    return next(step for below, step in _NOISE_STEPS if key % KEYS < below)


def noised(count: int, key: int) -> int:
    """The count after noise. Nobody stays nobody."""
    return count + noise(key) if count else 0


def shown(count: int, key: int) -> int | None:
    """The figure to publish, to the nearest 5, or None when it must be hidden (true or noised count under 10)."""
    after = noised(count, key)
    if count < SMALLEST_SHOWN or after < SMALLEST_SHOWN:
        return None
    return ROUND_TO * ((after + 2) // ROUND_TO)


def possible_counts(figure: int) -> tuple[int, int]:
    """The least and the most true count that anybody can work out from a published figure."""
    return max(SMALLEST_SHOWN, figure - 4), figure + 4


def check_universe(people: int) -> None:
    """Raises TooFewPeopleError below the smallest population for a report."""
    if people < UNIVERSE_AT_LEAST:
        raise TooFewPeopleError


def area_is_safe(people: int, everybody: int) -> bool:
    """Whether an area may be shown by itself: enough people in it, and enough people outside it."""
    return people >= AREA_AT_LEAST and everybody - people >= AREA_AT_LEAST


def reveals_a_group(counts: Sequence[int], people: int) -> bool:
    """Whether a split says the same about nearly all of a small group, or about all of any group.

    `counts` are the true counts of the categories, `people` the true size of the group.
    """
    most = max(counts, default=0)
    return most > 0 and (most == people or (people < GROUP_SMALLER_THAN and most > MOST_OF_A_GROUP * people))


def percent(part: int | None, whole: int | None) -> int | None:
    """A whole percentage of two published figures, or None when either is hidden or too small."""
    if part is None or whole is None or part < SMALLEST_SHOWN or whole < PERCENT_OF_AT_LEAST:
        return None
    share = (Decimal(100) * part / whole).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return min(100, int(share))  # noise may put a part a little above its whole


def may_average(people: int) -> bool:
    """Whether a mean or a middle value may be shown for this many people."""
    return people >= AVERAGE_OF_AT_LEAST


def fails_p_percent(amounts: Sequence[Decimal]) -> bool:
    """Whether the second contributor could work out the first's amount to within 10% from the total."""
    first, second = [*sorted(amounts, reverse=True), Decimal(0), Decimal(0)][:2]
    return sum(amounts, Decimal(0)) - first - second < P_PERCENT * first


def is_dominated(amounts: Sequence[Decimal]) -> bool:
    """Whether one or two contributors stand out in a total (p% rule, or a top share over 40%)."""
    if any(amount < 0 for amount in amounts):
        raise ValueError("Amounts in a published total are 0 or more.")
    top = max(amounts, default=Decimal(0))
    return fails_p_percent(amounts) or top > TOP_SHARE_AT_MOST * sum(amounts, Decimal(0))


def money_total(amounts: Sequence[Decimal]) -> Decimal | None:
    """Total pounds to the nearest £1,000, or None when it could give somebody's amount away. Nobody's 0 counts."""
    given = [amount for amount in amounts if amount]
    if len(given) < MONEY_FROM_AT_LEAST or is_dominated(given):
        return None
    thousands = (sum(given, Decimal(0)) / MONEY_ROUND_TO).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return thousands * MONEY_ROUND_TO


def changed_people(before: Mapping[str, object], now: Mapping[str, object]) -> int:
    """How many people came, left, or have another answer, from two snapshots by pseudonym."""
    stayed = before.keys() & now.keys()
    return len(before.keys() ^ now.keys()) + sum(1 for person in stayed if before[person] != now[person])


def may_release(before: Mapping[str, object] | None, now: Mapping[str, object]) -> bool:
    """Whether a new set may come out. Too little change would point at the few who changed: keep the old set."""
    return before is None or changed_people(before, now) >= CHANGED_AT_LEAST
