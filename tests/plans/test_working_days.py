"""Working days of England and Wales, against the published bank holidays."""

from __future__ import annotations

from datetime import date

import pytest

from plans import working_days


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2020, {"2020-12-25", "2020-12-28", "2020-04-10", "2020-04-13"}),
        (2021, {"2021-12-27", "2021-12-28", "2021-05-31", "2021-08-30"}),
        (2022, {"2022-12-26", "2022-12-27", "2022-01-03"}),
        (2026, {"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28"}),
    ],
)  # fmt: skip
def test_bank_holidays_are_the_published_ones(year: int, days: set[str]) -> None:
    assert days <= {day.isoformat() for day in working_days.bank_holidays(year)}


def test_working_days_leave_out_weekends_and_holidays() -> None:
    assert working_days.after(date(2026, 4, 2), 1) == date(2026, 4, 7)  # over Easter
    assert working_days.between(date(2026, 4, 2), date(2026, 4, 7)) == 1
    assert working_days.after(date(2026, 6, 1), 10) == date(2026, 6, 15)
