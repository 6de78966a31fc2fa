"""A part begins, is set aside, is looked at again. Nothing here is ever compulsory or "complete"."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from audit import record
from people import sharing
from people.actors import Actor
from people.models import Person
from plans.enums import PartState, PlanFor
from plans.models import Part, Plan
from plans.tools import TOOLS
from row_security import acting

CHANGE_IS_NOTED_EVERY = timedelta(hours=1)


@transaction.atomic
def begin_plan(*, by: Actor, person: Person) -> Plan:
    """The one plan of a person, begun now if there was none. It needs no council and no budget."""
    plan, begun = Plan.objects.get_or_create(person=person)
    if begun:
        record.write(actor=by, action="plans.plan_begun", about_person=person.pk, obj=plan)
    return plan


@transaction.atomic
def set_plan_about(*, by: Actor, plan: Plan, about: PlanFor) -> None:
    """Ask the questions in the words of another kind of plan. What was said stays as it is."""
    if Plan.objects.filter(pk=plan.pk).exclude(about=about).update(about=about):
        record.write(actor=by, action="plans.plan_about_set", about_person=plan.pk, obj=plan, about=str(about))


@transaction.atomic
def start_part(*, by: Actor, plan: Plan, tool: str, setting: str = "") -> Part:
    """The plan's part for a tool (and setting), begun now if it was not there. It is born just me.

    Raises KeyError for a tool that does not exist. Starting twice gives the same part.
    """
    place = TOOLS[tool].place
    last = Part.objects.filter(plan=plan).aggregate(last=Max("position"))["last"] or 0
    part, begun = Part.objects.get_or_create(
        plan=plan, tool=tool, setting=setting.strip(), defaults={"place": place, "position": last + 1}
    )
    if begun:
        record.write(actor=by, action="plans.part_started", about_person=plan.pk, obj=part, part_key=tool)
    return part


@transaction.atomic
def set_part_state(*, by: Actor, part: Part, state: PartState) -> None:
    """Keep what the person says of a part: started, not now, or I am happy with this."""
    if Part.objects.filter(pk=part.pk).exclude(state=state).update(state=state, changed_at=timezone.now()):
        record.write(
            actor=by, action="plans.part_state_set", about_person=part.plan_id, obj=part, part_key=part.tool,
            state=str(state),
        )  # fmt: skip


@acting.system("the times of a part and of its readers' lists, whoever changed it")
def note_changed(*, person_id: uuid.UUID, part_id: uuid.UUID) -> None:
    """Move the part's own time of change and its readers' lists, at most once an hour each.

    Writing in a part that was set aside takes it up again. Called inside the transaction of the change.
    """
    now = timezone.now()
    Part.objects.filter(pk=part_id, state=PartState.NOT_NOW).update(state=PartState.STARTED)
    Part.objects.filter(Q(pk=part_id), Q(changed_at__lt=now - CHANGE_IS_NOTED_EVERY)).update(changed_at=now)
    sharing.note_change(person_id, part_id)
