"""A member of staff says why they look at something outside of today's ordinary work."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from audit import record
from people.actors import Actor
from people.models import Person
from plans import ordinary
from plans.models import LookReason
from plans.staff_enums import WhyLook


@transaction.atomic
def say_why(*, by: Actor, person: Person, code: WhyLook, words: str) -> LookReason | None:
    """Keep the reason of a worker, for this person and the rest of the day. None for anybody who is not asked.

    The record of each look holds it from now on, and the person reads it there.
    """
    looking = ordinary.looking_of(by, person.pk)
    if looking is None or by.staff_role is None:
        return None
    said = LookReason.objects.create(
        person=person, user=by.user, organisation=by.staff_role.organisation, code=code, words=words.strip(),
        oddities=ordinary.oddities(looking, ordinary.purpose_today(looking)), given_at=looking.now,
        ends_at=_end_of_the_day(looking.now),
    )  # fmt: skip
    record.write(
        actor=by, action="plans.said_why", about_person=person.pk, obj=said, purpose=said.code, reason=said.words,
        oddities=[str(each) for each in said.oddities],
    )  # fmt: skip
    return said


def _end_of_the_day(now: datetime) -> datetime:
    """Midnight, and two hours from now for somebody who works over it."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(now) + timedelta(days=1), time.min))
    return max(midnight, now + timedelta(hours=2))
