"""A capacity record: written while it is open, then closed and kept."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import record
from people.actors import Actor
from people.models import Person
from people.policy import require
from plans.models import SupportPlan
from rights.closing import NotYet, gaps_of_capacity
from rights.models import CapacityRecord


@transaction.atomic
def write_capacity(
    *,
    by: Actor,
    person: Person,
    capacity: CapacityRecord | None = None,
    support_plan: SupportPlan | None = None,
    close: bool = False,
    **said: Any,
) -> CapacityRecord:
    """Begin a record, or write on an open one; `close` ends the writing for good. `said` are fields of the record.

    Raises PermissionDenied, or NotYet with what is missing by field: help and evidence come before a conclusion.
    """
    require(by, "rights.write", person)
    if capacity is None:
        capacity = CapacityRecord(person=person, support_plan=support_plan, written_by=by.user)
    else:
        capacity = CapacityRecord.objects.select_for_update().get(pk=capacity.pk, person=person)
        if capacity.closed_at is not None:
            raise NotYet({"": _("This record is closed. Write a new one, and it stands beside this one.")})
    for name, value in said.items():
        setattr(capacity, name, value)
    if close:
        if gaps := gaps_of_capacity({**vars(capacity)}):
            raise NotYet(gaps)
        capacity.closed_at = timezone.now()
    capacity.save()
    record.write(
        actor=by, action="rights.capacity_closed" if close else "rights.capacity_written", about_person=person.pk,
        obj=capacity,
    )  # fmt: skip
    return capacity
