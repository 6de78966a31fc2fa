"""A meeting makes looking ordinary: before it to get ready, after it to write up."""

from __future__ import annotations

from django.utils import timezone

from plans.ordinary import ORDINARY, Looking, ordinary_work
from plans.staff_enums import Purpose
from reviews.models import Review


@ordinary_work(Purpose.MEETING)
def a_meeting_is_near(looking: Looking) -> bool:
    """A meeting that this worker knows of lies within two weeks, and they work with the person."""
    if looking.work is None:
        return False
    today = timezone.localdate(looking.now)
    near = Review.objects.visible_to(looking.actor).filter(person=looking.person_id)
    return near.filter(meets_on__range=(today - ORDINARY.around_a_meeting, today + ORDINARY.around_a_meeting)).exists()
