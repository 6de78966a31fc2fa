"""What the process asks of the money before a plan moves on (process reference, sections 1.2 and 1.6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from budgets.codes import NEEDS_REASSESSMENT, FallReason
from budgets.figures import figure_now, lines_of, total_of_lines
from budgets.models import DirectPaymentInformation, IndicativeBudget, LedgerEntry, Statement
from people.actors import Actor
from plans.contents import register_gaps, register_ways
from plans.guards import Given, guard
from plans.models import SupportPlan
from plans.process import Transition


@guard("indicative_budget_shared")
def indicative_budget_shared(
    support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given
) -> str | None:
    """T3; statutory guidance 11.7: the first figure exists and the person was told it before planning starts."""
    first = IndicativeBudget.objects.current().filter(support_plan=support_plan).first()
    if first is None:
        return _("Work out the first guess of the money.")
    return None if first.shared_at else _("Share the first guess of the money with the person.")


def _times_explained(support_plan: SupportPlan) -> int:
    return DirectPaymentInformation.objects.filter(support_plan=support_plan).count()


@guard("direct_payment_explained_once")
def direct_payment_explained_once(
    support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given
) -> str | None:
    """T4; Care Act 2014 s.31, guidance ch. 12: a direct payment is explained before planning starts."""
    return None if _times_explained(support_plan) else _("Explain direct payments, and write down that you did.")


@guard("direct_payment_explained_twice")
def direct_payment_explained_twice(
    support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given
) -> str | None:
    """T5: and again before the plan is sent, whatever the person said the first time."""
    return None if _times_explained(support_plan) > 1 else _("Explain direct payments once more before sending.")


@guard("within_delegated_limit")
def within_delegated_limit(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """T6: a team manager agrees alone up to their own limit in pounds a year; more goes to the panel (guidance 10.85)."""
    total = total_of_lines(support_plan) or figure_now(support_plan)
    limit = actor.staff_role.sign_off_limit if actor.staff_role else None
    if total is None:
        return None
    if limit is None:
        return _("No limit is set for you. Send this to the panel.")
    return None if total.annual <= limit else _("This costs more than you may agree alone. Send it to the panel.")


@guard("budget_balances")
def budget_balances(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """T13; Care Act 2014 s.26: there is a statement, and it is still the sum of the lines."""
    settled = Statement.objects.filter(support_plan=support_plan).first()
    if settled is None:
        return _("Settle the money first.")
    total = total_of_lines(support_plan)
    return None if total and total.annual == settled.total else _("The lines changed. Settle the money again.")


@guard("direct_payment_agreed")
def direct_payment_agreed(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """T14: where money goes to the person, they said yes and an agreement is signed (SI 2014/2871)."""
    settled = Statement.objects.filter(support_plan=support_plan).first()
    if settled is None or not settled.by_direct_payment:
        return None
    signed = DirectPaymentInformation.objects.filter(support_plan=support_plan, agreement_signed_on__isnull=False)
    return None if signed.exists() else _("Write the day the direct payment agreement was signed.")


@guard("budget_fall_is_lawful")
def budget_fall_is_lawful(support_plan: SupportPlan, transition: Transition, actor: Actor, given: Given) -> str | None:
    """T17; Care Act 2014 s.27: money in use falls only for one of four reasons, two of them with a new assessment."""
    falls = LedgerEntry.objects.changes().filter(support_plan=support_plan, weekly_delta__lt=0)
    if support_plan.based_on_id is None:
        live = support_plan.state_changes.filter(transition="go_live").order_by("at").first()
        falls = falls.filter(at__gte=live.at) if live else falls.none()
    odd = [fall for fall in falls if not _is_lawful(fall)]
    return _("Say why the money goes down, and when the needs were looked at again.") if odd else None


def _is_lawful(fall: LedgerEntry) -> bool:
    if fall.reason_code not in FallReason.values:
        return False
    return fall.reason_code not in NEEDS_REASSESSMENT or fall.reassessed_on is not None


@register_ways
def ways_paid_for(support_plan: SupportPlan) -> Mapping[UUID, list[str]]:
    """Care Act 2014 s.25(1)(c): each need, and the lines that meet it, for the check before sending."""
    ways: dict[Any, list[str]] = {}
    for line in lines_of(support_plan):
        for need in line.needs.all():
            ways.setdefault(need.pk, []).append(line.description)
    return ways


@register_gaps
def lines_without_a_reason(support_plan: SupportPlan) -> list[str]:
    """Each line serves something the person wants, or the law; a wish may have been taken back since."""
    return [
        _("Say what this helps with: %(line)s") % {"line": line.description}
        for line in lines_of(support_plan)
        if not line.serves_something
    ]
