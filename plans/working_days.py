"""Working days of England and Wales, for the day on which an answer is promised."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)
MONDAY, SATURDAY = 0, 5


def after(day: date, working_days: int) -> date:
    """The day that comes `working_days` after `day`, which itself does not count."""
    left = working_days
    while left > 0:
        day += DAY
        left -= is_working(day)
    return day


def between(start: date, end: date) -> int:
    """How many working days lie after `start` up to and with `end`; 0 when `end` is not later."""
    return sum(is_working(start + DAY * step) for step in range(1, (end - start).days + 1))


def is_working(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The yearly holidays (Banking and Financial Dealings Act 1971, sch. 1). One-off ones only make us early."""
    easter = easter_sunday(year)
    return frozenset(
        {
            _moved_to_working_day(date(year, 1, 1)),
            easter - 2 * DAY,
            easter + DAY,
            _monday_from(date(year, 5, 1)),
            _monday_from(date(year, 5, 25)),
            _monday_from(date(year, 8, 25)),
            *_christmas(year),
        }
    )


def easter_sunday(year: int) -> date:
    """Easter by the Gregorian calendar (the anonymous algorithm, in the form given by Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _monday_from(day: date) -> date:
    return day + DAY * ((MONDAY - day.weekday()) % 7)


def _moved_to_working_day(day: date) -> date:
    return _monday_from(day) if day.weekday() >= SATURDAY else day


def _christmas(year: int) -> tuple[date, date]:
    first = _moved_to_working_day(date(year, 12, 25))
    second = _moved_to_working_day(date(year, 12, 26))
    return first, second if second > first else first + DAY
