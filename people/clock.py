"""The moment and the day by which access is judged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_standing: ContextVar[tuple[datetime, date] | None] = ContextVar("standing", default=None)


def now() -> datetime:
    standing = _standing.get()
    return standing[0] if standing else timezone.now()


def today() -> date:
    """The date in the country's own zone: end dates end on the day that people there call by that name."""
    standing = _standing.get()
    return standing[1] if standing else timezone.localdate()


@contextmanager
def stands_at(moment: datetime, day: date) -> Iterator[None]:
    """Inside, the clock says so and does not go on: for composing a statement whose values come later."""
    before = _standing.set((moment, day))
    try:
        yield
    finally:
        _standing.reset(before)
