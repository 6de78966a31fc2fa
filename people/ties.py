"""From when until when a tie holds, and with it whatever is shared by it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from people.models import Connection


def end_of(day: date | None) -> datetime | None:
    """The moment after the last minute of a day in the country's own zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) if day else None


def within(connection: Connection, ends_at: datetime | None) -> tuple[datetime, datetime | None]:
    """From when and until when a slip may hold: never before or after the connection itself."""
    now = timezone.now()
    last = end_of(connection.ends_on)
    if last is not None and last <= now:
        raise PermissionDenied("not_in_circle")
    starts_at = now
    if connection.starts_on and connection.starts_on > timezone.localdate(now):
        starts_at = timezone.make_aware(datetime.combine(connection.starts_on, time.min))
    return starts_at, min((moment for moment in (ends_at, last) if moment is not None), default=None)


def stands(tie: Connection) -> bool:
    over = tie.ends_on is not None and tie.ends_on < timezone.localdate()
    return tie.ended_at is None and not tie.died and not over
