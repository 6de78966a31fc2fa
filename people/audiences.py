"""Who sees what of a plan, as the person reads it: the live slips by part."""

from __future__ import annotations

import uuid
from collections import defaultdict

from django.db.models import QuerySet

from people.actors import Actor
from people.composed import Composed
from people.models import Slip


def _live_on_a_plan(_actor: Actor, person_id: uuid.UUID) -> QuerySet[Slip]:
    slips = Slip.objects.live().told().filter(content_object_id=person_id).select_related("connection__photo")
    return slips.order_by("connection__ring", "connection__position", "given_at")


_LIVE_ON_A_PLAN = Composed(_live_on_a_plan)
# Slips of a plan are the same for whoever asks: the caller has asked the policy.
_NOBODY = Actor()


def audiences(person_id: uuid.UUID) -> dict[uuid.UUID, list[Slip]]:
    """For each part of the person's plan its live slips, with their connections, in one query."""
    by_part: dict[uuid.UUID, list[Slip]] = defaultdict(list)
    for slip in _LIVE_ON_A_PLAN(_NOBODY, person_id):
        for part_id in slip.part_ids:
            by_part[part_id].append(slip)
    return dict(by_part)
