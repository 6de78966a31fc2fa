"""The first figure and the steps up or down from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from budgets.actions.record import enter, lock, note
from budgets.allocation import Explanation, Support, from_points, from_professional, from_support
from budgets.arithmetic import KindError
from budgets.codes import NEEDS_REASSESSMENT, EntryKind, FallReason
from budgets.enums import ChangeReason, PriceMethod
from budgets.figures import changes_of, figure_now, first_figure, is_revision
from budgets.ledger import Change, after_changes
from budgets.models import IndicativeBudget, LedgerEntry, PriceTable
from people.actors import Actor
from people.policy import require
from plans.models import SupportPlan
from plans.process import OPEN_TO_WRITING


@transaction.atomic
def set_indicative(
    *, by: Actor, support_plan: SupportPlan, price_table: PriceTable, points: int | None = None,
    support: Sequence[Support] = (), reason: str = "",
) -> IndicativeBudget:  # fmt: skip
    """Work out the first figure and keep how. It can be worked out again until the person was told.

    Raises KindError: from 70 points (a person prices it), nothing beside an eligible need (a warning, never a
    figure of 0), another council's or an old table, or after it was shared. Care Act 2014 s.26; [2012] UKSC 23.
    """
    require(by, "budgets.write_money", support_plan)
    plan = lock(support_plan)
    _may_be_set(plan, price_table)
    made = _explained(plan, price_table, points, support, reason)
    if made.weekly is None or made.annual is None:
        raise KindError(made.warnings[0])
    IndicativeBudget.objects.current().filter(support_plan=plan).update(replaced_at=timezone.now())
    first = IndicativeBudget.objects.create(
        support_plan=plan, price_table=price_table, inputs=dict(made.inputs), weekly=made.weekly, annual=made.annual,
        explanation=_as_rows(made), created_by=by.user,
    )  # fmt: skip
    enter(
        by, plan, EntryKind.INDICATIVE_SET, weekly_after=made.weekly, annual_after=made.annual, price_table=price_table
    )
    note(by, "budgets.indicative_set", plan, first, weekly=made.weekly, method=price_table.method)
    return first


def _may_be_set(plan: SupportPlan, price_table: PriceTable) -> None:
    if plan.state not in OPEN_TO_WRITING:
        raise KindError(_("The plan was sent. The money waits until it comes back."))
    if IndicativeBudget.objects.current().filter(support_plan=plan, shared_at__isnull=False).exists():
        raise KindError(_("The first guess was shared. Add a change and its reason instead."))
    in_force = PriceTable.objects.in_force(plan.organisation_id).filter(pk=price_table.pk)
    if not in_force.exists():
        raise KindError(_("Choose a price list that is in use now."))


def _explained(
    plan: SupportPlan, table: PriceTable, points: int | None, support: Sequence[Support], reason: str
) -> Explanation:
    eligible = plan.needs.filter(is_eligible=True).exists()
    method = PriceMethod(table.method)
    if method == PriceMethod.READY_RECKONER:
        return from_support(table.version, support, has_eligible_needs=eligible)
    if method == PriceMethod.PROFESSIONAL:
        return from_professional(table.version, support, reason=reason, has_eligible_needs=eligible)
    if points is None:
        raise KindError(_("Type the points of the assessment."))
    return from_points(method, table.prices, points, has_eligible_needs=eligible)


def _as_rows(made: Explanation) -> list[dict[str, object]]:
    """The steps as they are kept: the English source of each sentence, so that any reader has their language."""
    with translation.override(None):
        return [
            {
                "words": str(line.words),
                "figures": {name: str(value) for name, value in line.figures.items()},
                "amount": None if line.amount is None else str(line.amount),
            }
            for line in made.lines
        ]


@transaction.atomic
def share_indicative(*, by: Actor, support_plan: SupportPlan, shared_with: str, shared_how: str) -> IndicativeBudget:
    """Tell the person the first figure: to whom and how. From now it is on their money page, with its record."""
    require(by, "budgets.write_money", support_plan)
    plan = lock(support_plan)
    first = IndicativeBudget.objects.current().filter(support_plan=plan).select_for_update().first()
    if first is None:
        raise KindError(_("Work out the first guess first."))
    if not shared_with.strip() or not shared_how.strip():
        raise KindError(_("Write who was told, and how."))
    first.shared_at = first.shared_at or timezone.now()
    first.shared_with, first.shared_how = shared_with.strip(), shared_how.strip()
    first.save(update_fields=["shared_at", "shared_with", "shared_how"])
    LedgerEntry.objects.filter(support_plan=plan, told_person_at__isnull=True, visible_to_person=True).update(
        told_person_at=first.shared_at
    )
    note(by, "budgets.indicative_shared", plan, first)
    return first


@transaction.atomic
def change_budget(
    *, by: Actor, support_plan: SupportPlan, weekly_delta: Decimal, reason: ChangeReason | FallReason | str,
    words: str = "", reassessed_on: date | None = None, effective_on: date | None = None,
) -> LedgerEntry:  # fmt: skip
    """Move the money up (+) or down (-) by pounds a week, with its reason. The person sees it at once.

    Raises KindError: nothing to move, no reason, below 0, or a fall of money in use without one of the four
    reasons of Care Act 2014 s.27, its new assessment, and a day after the person was told.
    """
    require(by, "budgets.write_money", support_plan)
    plan = lock(support_plan)
    now, first = figure_now(plan), first_figure(plan)
    if plan.state not in OPEN_TO_WRITING:
        raise KindError(_("The plan was sent. The money waits until it comes back."))
    if now is None or first is None:
        raise KindError(_("Work out the first guess first."))
    code = _reason(plan, weekly_delta, reason, reassessed_on, effective_on)
    known = ChangeReason(code) if code in ChangeReason.values else ChangeReason.OTHER
    change = Change(weekly_delta, known, words or ("" if known == code else code))
    after = after_changes(first, [*changes_of(plan), change])
    entry = enter(
        by, plan, EntryKind.RAISED if weekly_delta > 0 else EntryKind.LOWERED, weekly_delta=weekly_delta,
        weekly_before=now.weekly, weekly_after=after.weekly, annual_before=now.annual, annual_after=after.annual,
        reason_code=code, words=words.strip(), reassessed_on=reassessed_on, effective_on=effective_on,
        told_person_at=timezone.now() if _is_shown(plan) else None,
    )  # fmt: skip
    note(by, "budgets.changed", plan, entry, weekly_delta=weekly_delta, why=code)
    return entry


def _is_shown(plan: SupportPlan) -> bool:
    own = IndicativeBudget.objects.current().filter(support_plan=plan).first()
    return own is None or own.shared_at is not None


def _reason(
    plan: SupportPlan, delta: Decimal, reason: str, reassessed_on: date | None, effective_on: date | None
) -> str:
    """The reason code when it may stand. Money that is in use falls only by law (Care Act 2014 s.27)."""
    code = str(reason)
    if delta < 0 and is_revision(plan):
        return _lawful_fall(code, reassessed_on, effective_on)
    if code not in ChangeReason.values:
        raise KindError(_("Choose the reason."))
    return code


def _lawful_fall(code: str, reassessed_on: date | None, effective_on: date | None) -> str:
    if code not in FallReason.values:
        raise KindError(
            _(
                "Money in use goes down only if less is needed, other support is there, a price fell or the person asked."
            )
        )
    if code in NEEDS_REASSESSMENT and reassessed_on is None:
        raise KindError(_("Say on which day the needs were looked at again."))
    if effective_on is None or effective_on <= timezone.localdate():
        raise KindError(_("Choose a day after today. The person is told before the money goes down."))
    return code
