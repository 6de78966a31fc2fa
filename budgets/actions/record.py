"""The one way a line enters the money record of a support plan."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from audit import record
from budgets.codes import EntryKind
from budgets.figures import figure_now, total_of_lines
from budgets.models import LedgerEntry
from budgets.querysets import PLACE
from people.actors import Actor
from people.by_law import acting_for, authority_in
from plans.models import SupportPlan


def lock(support_plan: SupportPlan) -> SupportPlan:
    """The support plan, held until the transaction ends: two writers cannot both be next in its record."""
    return SupportPlan.objects.select_for_update(of=("self",)).select_related("person").get(pk=support_plan.pk)


def enter(by: Actor, support_plan: SupportPlan, kind: EntryKind, **fields: Any) -> LedgerEntry:
    """Write the next line of the record. Call it with the support plan locked."""
    last = LedgerEntry.objects.filter(support_plan=support_plan).aggregate(last=Max("sequence"))["last"] or 0
    return LedgerEntry.objects.create(
        support_plan=support_plan, sequence=last + 1, kind=kind, author=by.user,
        author_label=by.audit_label, author_role=by.role_label, **fields,
    )  # fmt: skip


def note(by: Actor, action: str, support_plan: SupportPlan, obj: Any, **details: object) -> None:
    """The audit row of a money action: ids and codes, never words."""
    # Staff write as themselves; anybody else but the person answers by law for their money.
    authority = authority_in(by, support_plan.person_id, PLACE) if by.staff_role is None else None
    if authority is not None:
        details["authority"] = authority.pk
    record.write(
        actor=acting_for(by, authority), action=action, about_person=support_plan.person_id, obj=obj, part_key="money",
        support_plan=support_plan.pk, **details,
    )  # fmt: skip


@transaction.atomic
def note_proposal(*, by: Actor, support_plan: SupportPlan) -> LedgerEntry | None:
    """Keep what the lines came to when the plan was sent to be agreed. None when there are no lines."""
    locked = lock(support_plan)
    total = total_of_lines(locked)
    if total is None:
        return None
    now = figure_now(locked)
    before = {"weekly_before": now.weekly, "annual_before": now.annual} if now else {}
    entry = enter(
        by, locked, EntryKind.PROPOSED, weekly_after=total.weekly, annual_after=total.annual, told_person_at=timezone.now(),
        **before,
    )  # fmt: skip
    note(by, "budgets.proposed", locked, entry)
    return entry
