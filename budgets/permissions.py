"""Who may do what with the money of a support plan. Its state is asked by the actions, in kind words."""

from __future__ import annotations

from budgets.models import CostLine
from budgets.querysets import PLACE, plans_with_money_for
from people.actors import Actor
from people.models import RecordedAuthority
from people.policy import Decision, allow, deny, rule
from plans.models import SupportPlan
from plans.process import FIN, TM, F, P
from plans.standing import standing, ties


def holds_money(actor: Actor, support_plan: SupportPlan) -> bool:
    """Whether a seen, live authority of the actor reaches money (MCA 2005 ss.9, 16)."""
    if actor.user is None or actor.read_only or actor.token_scopes is not None:
        return False
    held = RecordedAuthority.objects.in_force().filter(
        person=support_plan.person_id, connection__user=actor.user, places__contains=[PLACE]
    )
    return held.exists()


@rule("budgets.see_money", lists=plans_with_money_for, changes=False)
def can_see_money(actor: Actor, support_plan: SupportPlan) -> Decision:
    """The person, the law for their money, the facilitator assigned to them. Deciders read the frozen copy."""
    visible = plans_with_money_for(actor).filter(pk=support_plan.pk).exists()
    return allow("money") if visible else deny("not_yours")


@rule("budgets.write_money")
def can_write_money(actor: Actor, support_plan: SupportPlan) -> Decision:
    """First figure, changes, lines, telling about direct payments: the assigned facilitator."""
    return allow("assigned") if standing(actor, support_plan) == F else deny("not_facilitator")


@rule("budgets.answer")
def can_answer(actor: Actor, support_plan: SupportPlan) -> Decision:
    """Say how to hold the money, and answer about a direct payment: the person, or the law for their money.

    The facilitator writes down what the person said to them; the record names who wrote it.
    """
    if standing(actor, support_plan) in (P, F):
        return allow("theirs")
    return allow("authority") if holds_money(actor, support_plan) else deny("not_yours")


@rule("budgets.change_line")
def can_change_line(actor: Actor, line: CostLine) -> Decision:
    return can_write_money(actor, line.support_plan)


@rule("budgets.confirm_statement")
def can_confirm_statement(actor: Actor, support_plan: SupportPlan) -> Decision:
    """T13: finance or a team manager of the council, who is not tied to the plan or the person."""
    if standing(actor, support_plan) not in (FIN, TM):
        return deny("not_finance")
    return deny("tied") if ties(actor, support_plan) else allow("finance")
