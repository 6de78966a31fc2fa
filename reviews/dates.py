"""When a review is due, and when a reminder may go. Pure: dates in, dates out; nothing here reads the database.

Sources: Care Act 2014 s.27 with the statutory guidance (England); SSWBA 2014 s.54 with SI 2015/1335 (Wales);
planning tools reference 3.6; process reference 1.6. The dates bind councils. They are no duty on the person.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from people.growing_up import GROWN_UP_AT, birthday

COUNTRY_ZONE = ZoneInfo("Europe/London")
ENGLAND, WALES = "ENG", "WAL"
FIRST_OPENS, FIRST_CLOSES = timedelta(weeks=6), timedelta(weeks=8)
# Getting ready takes two to six weeks (planning tools reference, 3.2): a later window opens six weeks before its end.
TIME_TO_GET_READY = timedelta(weeks=6)
MONTHS_BETWEEN = 12
MONTHS_BETWEEN_FOR_WELSH_CHILDREN = 6
MONTHS_TO_DIRECT_PAYMENT_REVIEW = 6
MORNING, EVENING = time(9), time(20)
REMINDER_AT = time(10)
WEEK_BEFORE, DAY_BEFORE = timedelta(days=7), timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """The days from which and until which a review is held, both counted."""

    opens: date
    closes: date


def months_after(day: date, months: int) -> date:
    """The same day of a later month; the last one where that month is shorter (31 August + 6 = 28 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_child(born_on: date | None, on: date) -> bool:
    """Whether somebody is under 18 on a day. With no birthday known: not a child."""
    return born_on is not None and on < birthday(born_on, GROWN_UP_AT)


def first_window(anchor: date, *, jurisdiction: str, child: bool = False, agreed: date | None = None) -> Window:
    """When the first review is held. `anchor` is the day of sign-off, or of start, as the council counts.

    England: days 42 to 56 (light touch). Wales: the date that the plan says, `agreed`; without one the same
    time as later reviews. A date agreed in the plan holds in England too.
    """
    if agreed is not None:
        return _until(agreed, not_before=anchor)
    if jurisdiction == ENGLAND:
        return Window(anchor + FIRST_OPENS, anchor + FIRST_CLOSES)
    return next_window(anchor, jurisdiction=jurisdiction, child=child)


def next_window(held: date, *, jurisdiction: str, child: bool = False, agreed: date | None = None) -> Window:
    """When the next review is held: at most 12 months after the last (6 for a child in Wales), or sooner if agreed."""
    months = MONTHS_BETWEEN_FOR_WELSH_CHILDREN if child and jurisdiction == WALES else MONTHS_BETWEEN
    latest = months_after(held, months)
    return _until(min(agreed, latest) if agreed else latest, not_before=held)


def direct_payment_review_by(first_paid: date) -> date:
    """A direct payment is looked at within six months of the first payment (SI 2014/2871 reg 7), then yearly."""
    return months_after(first_paid, MONTHS_TO_DIRECT_PAYMENT_REVIEW)


def direct_payment_window(first_paid: date) -> Window:
    return _until(direct_payment_review_by(first_paid), not_before=first_paid)


def _until(closes: date, *, not_before: date) -> Window:
    return Window(max(closes - TIME_TO_GET_READY, not_before), max(closes, not_before))


def local_moment(day: date, at: time, zone: ZoneInfo = COUNTRY_ZONE) -> datetime:
    """The moment, in UTC, at which clocks of the zone show `at` on `day`.

    A minute that the spring change leaves out is the next one that exists; a minute that the autumn change
    brings twice is the first of the two.
    """
    wall = datetime.combine(day, at, tzinfo=zone)
    if wall.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return wall.astimezone(UTC)
    return _first_after_the_gap(wall)


def _first_after_the_gap(wall: datetime) -> datetime:
    """Clocks jumped over `wall`. The jump itself: the hour that it skips, taken off with the offset before it."""
    moment = wall.replace(fold=1).astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    while moment.astimezone(wall.tzinfo).replace(tzinfo=None) < wall.replace(tzinfo=None):
        moment += timedelta(minutes=1)
    return moment


def is_good_hour(now: datetime, zone: ZoneInfo = COUNTRY_ZONE) -> bool:
    """Whether a letter that nobody waits for may go: from 9 in the morning until 8 in the evening, local time."""
    return MORNING <= now.astimezone(zone).time() < EVENING


def reminder_days(meets_on: date, today: date) -> dict[str, date]:
    """The days of the reminders of a meeting that are still to come, by kind: a week before, and the day before."""
    days = {"get_ready": meets_on - WEEK_BEFORE, "tomorrow": meets_on - DAY_BEFORE}
    return {kind: day for kind, day in days.items() if day > today}
