"""The timings of reviews, with the reference's own examples."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from reviews import dates
from reviews.dates import ENGLAND, WALES, Window

START = date(2026, 4, 6)


def test_england_first_review_is_six_to_eight_weeks_after_the_start() -> None:
    assert dates.first_window(START, jurisdiction=ENGLAND) == Window(date(2026, 5, 18), date(2026, 6, 1))


def test_the_next_review_is_at_most_twelve_months_after_the_last() -> None:
    assert dates.next_window(date(2026, 5, 28), jurisdiction=ENGLAND).closes == date(2027, 5, 28)


def test_an_agreed_day_may_bring_the_next_review_forward_and_never_back() -> None:
    held = date(2026, 5, 28)
    assert dates.next_window(held, jurisdiction=ENGLAND, agreed=date(2026, 11, 2)).closes == date(2026, 11, 2)
    assert dates.next_window(held, jurisdiction=ENGLAND, agreed=date(2029, 1, 1)).closes == date(2027, 5, 28)


def test_a_direct_payment_is_looked_at_within_six_months_of_the_first_payment() -> None:
    assert dates.direct_payment_review_by(START) == date(2026, 10, 6)


def test_wales_first_review_is_the_day_in_the_plan() -> None:
    assert dates.first_window(START, jurisdiction=WALES, agreed=date(2026, 9, 1)).closes == date(2026, 9, 1)


@pytest.mark.parametrize(("child", "closes"), [(False, date(2027, 4, 6)), (True, date(2026, 10, 6))])
def test_wales_without_a_day_is_yearly_for_adults_and_half_yearly_for_children(child: bool, closes: date) -> None:
    assert dates.first_window(START, jurisdiction=WALES, child=child).closes == closes


def test_a_child_in_england_is_looked_at_yearly() -> None:
    assert dates.next_window(START, jurisdiction=ENGLAND, child=True).closes == date(2027, 4, 6)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_a_month_that_is_shorter_gives_its_last_day(day: date, months: int, then: date) -> None:
    assert dates.months_after(day, months) == then


def test_a_window_never_opens_before_its_anchor() -> None:
    window = dates.first_window(START, jurisdiction=WALES, agreed=START + timedelta(days=10))
    assert window == Window(START, START + timedelta(days=10))


@pytest.mark.parametrize("year", range(2024, 2036))
def test_ten_in_the_morning_is_ten_in_the_morning_on_every_day_of_every_year(year: int) -> None:
    zone, day = ZoneInfo("Europe/London"), date(year, 1, 1)
    while day.year == year:
        moment = dates.local_moment(day, time(10))
        assert moment.astimezone(zone).replace(tzinfo=None) == datetime.combine(day, time(10))
        day += timedelta(days=1)


@pytest.mark.parametrize("year", range(2024, 2036))
def test_each_minute_of_a_change_of_clocks_is_one_moment_and_never_goes_back(year: int) -> None:
    for month in (3, 10):
        sunday = max(date(year, month, day) for day in range(25, 32) if date(year, month, day).weekday() == 6)
        moments = [dates.local_moment(sunday, time(minute // 60, minute % 60)) for minute in range(240)]
        assert moments == sorted(moments)


def test_a_minute_that_spring_leaves_out_is_the_next_that_exists() -> None:
    assert dates.local_moment(date(2026, 3, 29), time(1, 30)) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


def test_a_minute_that_autumn_brings_twice_is_the_first() -> None:
    assert dates.local_moment(date(2026, 10, 25), time(1, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("utc_hour", "month", "good"),
    [(8, 7, True), (8, 1, False), (7, 7, False), (18, 7, True), (19, 7, False), (19, 1, True), (20, 1, False)],
)
def test_quiet_hours_are_those_of_local_clocks(utc_hour: int, month: int, good: bool) -> None:
    assert dates.is_good_hour(datetime(2026, month, 15, utc_hour, tzinfo=UTC)) is good


def test_only_reminders_of_days_to_come_are_made() -> None:
    meets_on = date(2026, 6, 10)
    assert dates.reminder_days(meets_on, date(2026, 6, 1)) == {
        "get_ready": date(2026, 6, 3),
        "tomorrow": date(2026, 6, 9),
    }
    assert dates.reminder_days(meets_on, date(2026, 6, 5)) == {"tomorrow": date(2026, 6, 9)}
    assert dates.reminder_days(meets_on, date(2026, 6, 9)) == {}


def test_somebody_is_a_child_until_the_18th_birthday_and_one_born_on_29_february_until_1_march() -> None:
    assert dates.is_child(date(2008, 2, 29), date(2026, 2, 28))
    assert not dates.is_child(date(2008, 2, 29), date(2026, 3, 1))
    assert not dates.is_child(date(2008, 4, 6), date(2026, 4, 6)) and dates.is_child(date(2008, 4, 6), date(2026, 4, 5))
    assert not dates.is_child(None, date(2026, 4, 6))
