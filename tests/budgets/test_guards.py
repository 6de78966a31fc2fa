"""What the process asks of the money before a plan moves on."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgets import actions
from budgets.codes import ToldBy
from budgets.models import CostLine, DirectPaymentInformation
from people.models import StaffRole
from plans.contents import gaps, ways_met
from plans.enums import PlanState
from plans.guards import GUARDS
from plans.process import TABLE, TRANSITIONS, TransitionRefused
from tests.scenarios.money import add_prices, before_step, explain
from tests.scenarios.support import drive_to, step


def ask(name, plan, actor, transition="agree", **given):
    return GUARDS[name](plan, TRANSITIONS[transition], actor, given)


def test_the_first_guess_is_shared_before_planning(world, fresh):
    nia = world.actor("nia")
    assert "Work out" in ask("indicative_budget_shared", fresh, nia)
    with pytest.raises(TransitionRefused):
        step(world, fresh, "share_indicative")
    actions.set_indicative(by=nia, support_plan=fresh, price_table=add_prices(world)["BANDS"], points=47)
    assert "Share" in ask("indicative_budget_shared", fresh, nia)
    actions.share_indicative(by=nia, support_plan=fresh, shared_with="Sam", shared_how="We talked")
    assert ask("indicative_budget_shared", fresh, nia) is None


def test_a_direct_payment_is_explained_once_before_planning_and_twice_before_sending(world, fresh):
    nia = world.actor("nia")
    assert ask("direct_payment_explained_once", fresh, nia)
    explain(world, fresh)
    assert ask("direct_payment_explained_once", fresh, nia) is None
    assert ask("direct_payment_explained_twice", fresh, nia)
    actions.explain_direct_payment(by=nia, support_plan=fresh, told_by=ToldBy.TALK)
    assert ask("direct_payment_explained_twice", fresh, nia) is None


def test_a_manager_agrees_alone_up_to_their_own_limit(world, plan):
    priya = world.actor("priya")
    year = sum(line.annual for line in CostLine.objects.filter(support_plan=plan) if line.recurring)
    for limit, content in ((year, True), (year - Decimal("0.01"), False), (None, False)):
        StaffRole.objects.filter(pk=priya.staff_role.pk).update(sign_off_limit=limit)
        assert (ask("within_delegated_limit", plan, world.actor("priya")) is None) is content


def test_a_plan_over_the_limit_goes_to_the_panel(world):
    plan = drive_to(world, PlanState.SUBMITTED, before_step)
    StaffRole.objects.filter(user=world.users["priya"]).update(sign_off_limit=Decimal(100))
    with pytest.raises(TransitionRefused, match="panel"):
        step(world, plan, "agree")


def test_a_statement_comes_before_the_money_is_settled(world):
    plan = drive_to(world, PlanState.SIGNED_OFF, before_step)
    with pytest.raises(TransitionRefused, match="Settle"):
        step(world, plan, "confirm_budget")
    step(world, plan, "confirm_budget", before_step)
    assert plan.state == PlanState.BUDGET_CONFIRMED


def test_a_direct_payment_needs_a_signed_agreement_to_start(world):
    plan = drive_to(world, PlanState.BUDGET_CONFIRMED, before_step)
    assert plan.statements.first().by_direct_payment > 0
    with pytest.raises(TransitionRefused, match="agreement"):
        step(world, plan, "go_live")
    step(world, plan, "go_live", before_step)
    assert DirectPaymentInformation.objects.filter(support_plan=plan, agreement_signed_on__isnull=False).count() == 1


def test_lines_are_ways_to_meet_needs(world, plan):
    garden = CostLine.objects.get(support_plan=plan, description="Garden project")
    assert "Garden project" in ways_met(plan)[garden.needs.get().pk]


def test_a_line_whose_wish_was_taken_back_is_asked_about(world, plan):
    line = CostLine.objects.get(support_plan=plan, description="Garden project")
    assert not [gap for gap in gaps(plan) if "Garden" in gap]
    CostLine.objects.filter(pk=line.pk).update(entry=None, outcome=None)
    assert [gap for gap in gaps(plan) if "Garden" in gap]


def test_every_guard_that_the_process_names_about_money_is_here():
    named = {name for row in TABLE for name in row.guards}
    ours = {
        "indicative_budget_shared", "direct_payment_explained_once", "direct_payment_explained_twice",
        "within_delegated_limit", "budget_balances", "direct_payment_agreed", "budget_fall_is_lawful",
    }  # fmt: skip
    assert ours <= named
    assert all(GUARDS[name].__module__ == "budgets.guards" for name in ours)
