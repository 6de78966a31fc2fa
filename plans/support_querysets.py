"""Named reads of the support plan's frozen copies and steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from plans.querysets import known_by_work

if TYPE_CHECKING:
    from people.actors import Actor


# Where somebody stands who decides, as a kept change of state tells it (plans/process.py, Who).
DECIDING_PLACES = ("TM", "PN", "FIN")


class SnapshotQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The frozen copies of the support plans I know by my work, and those I decided on, while I am staff there.

        Sending a plan on is no decision: a facilitator reads the copies while they are assigned.
        Somebody tied to the person by family or friendship reads none as a member of staff.
        """
        from people.enums import Voice
        from people.models import Connection
        from plans.models import StateChange, SupportPlan

        if actor.user is None or actor.read_only:
            return self.none()
        mine = Q(support_plan__person__user=actor.user)
        if actor.staff_role is None:
            return self.filter(mine, support_plan__person__sealed_at__isnull=True)
        known = SupportPlan.objects.filter(known_by_work(actor), pk=OuterRef("support_plan"))
        decided = StateChange.objects.filter(
            by=actor.user, role__in=DECIDING_PLACES, snapshot__isnull=False, support_plan=OuterRef("support_plan")
        )
        ours = Q(support_plan__organisation=actor.staff_role.organisation_id)
        tied = Connection.objects.filter(circle=OuterRef("support_plan__person"), user=actor.user)
        tied = tied.exclude(voice=Voice.PAID)
        open_to_staff = ours & (Exists(known) | Exists(decided)) & ~Exists(tied)
        return self.filter(mine | open_to_staff, support_plan__person__sealed_at__isnull=True)

    def with_person(self) -> Self:
        return self.select_related("support_plan__person__photo", "support_plan__facilitator", "made_by")


class ReasonableStepQuerySet(models.QuerySet):
    def taken(self) -> Self:
        """Steps that really happened, not the ones that were only asked for."""
        return self.filter(taken_on__isnull=False)
