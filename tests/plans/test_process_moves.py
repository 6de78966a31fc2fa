"""What a move of the process writes, whom it tells, and what it leaves as it was."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from audit.models import AuditEntry
from people import actions as people_actions
from people.actors import Actor, system
from people.models import Letter, StaffRole
from plans import working_days
from plans.actions import support_plans as actions
from plans.actions.support_moves import HOOKS, move
from plans.enums import PlanState as S
from plans.models import SupportPlan
from plans.process import TABLE, TRANSITIONS, TransitionRefused, Who
from plans.standing import standing
from tests.plans.money_agrees import money_agrees
from tests.scenarios import World
from tests.scenarios import support as sams

__all__ = ["money_agrees"]  # a fixture for every test here


# --- what a move writes ----------------------------------------------------------------------------
def test_each_move_writes_one_row_one_line_in_the_record_and_no_words_in_it(world: World) -> None:
    plan = sams.drive_to(world, S.SUBMITTED)
    lines = AuditEntry.objects.filter(action="plans.support_plan_moved", object_id=str(plan.pk))
    assert lines.count() == plan.state_changes.count() == 4
    assert "sing" not in str(list(lines.values("details", "reason")))


def test_no_move_changes_a_word_of_the_persons_plan(world: World) -> None:
    from plans.enums import Place
    from plans.models import Item, Outcome, Part

    part = Part.objects.create(plan=world.sam.plan, tool="hopes_dreams", place=Place.DREAMS)
    item = Item.objects.create(part=part, field="hopes", text="To sing")
    wish = Outcome.objects.create(part=part, in_my_words="I sing in the choir")
    before = list(Item.objects.values()), list(Outcome.objects.values()), list(Part.objects.values())
    plan = sams.drive_to(world, S.PLANNING)
    actions.offer_to_support_plan(by=world.actor("sam"), support_plan=plan, item=item)
    actions.offer_to_support_plan(by=world.actor("sam"), support_plan=plan, outcome=wish)
    for key in ("send", "agree", "confirm_budget", "go_live", "look_again", "revise"):
        sams.step(world, plan, key)
    assert (list(Item.objects.values()), list(Outcome.objects.values()), list(Part.objects.values())) == before


def test_a_decline_needs_no_reason_and_leads_back_to_where_it_was(world: World) -> None:
    plan = sams.drive_to(world, S.SUBMITTED)
    move(by=world.actor("sam"), support_plan=plan, transition="decline")
    assert (plan.state, plan.state_before, plan.answer_promised_on) == (S.DECLINED, S.SUBMITTED, None)
    move(by=world.actor("sam"), support_plan=plan, transition="reopen")
    assert (plan.state, plan.state_before) == (S.SUBMITTED, "")
    assert plan.answer_promised_on == working_days.after(timezone.localdate(), 10)


def test_declining_is_the_persons_alone(world: World) -> None:
    plan = sams.drive_to(world, S.PLANNING)
    for name in ("nia", "priya", "mum", "bea"):
        with pytest.raises(TransitionRefused):
            move(by=world.actor(name), support_plan=plan, transition="decline")


def test_the_clock_stops_while_a_question_is_open(world: World) -> None:
    plan = sams.drive_to(world, S.SUBMITTED)
    promised = plan.answer_promised_on
    change = sams.step(world, plan, "ask")
    assert plan.answer_promised_on is None
    assert change.recorded["days_left"] == 10
    sams.step(world, plan, "answer")
    assert plan.answer_promised_on == promised


def test_a_promised_day_that_passes_decides_nothing(world: World) -> None:
    """Section 1.3: approval is never automatic; the calendar has one transition here, and it ends old versions."""
    plan = sams.drive_to(world, S.SUBMITTED)
    SupportPlan.objects.filter(pk=plan.pk).update(answer_promised_on=date(2020, 1, 1))
    assert {row.key for row in TABLE if Who.SYSTEM in row.who} == {"give_way", "look_again"}
    for row in TABLE:
        with pytest.raises(TransitionRefused):
            move(by=system("calendar"), support_plan=plan, transition=row.key, given={"snapshot": "x"})
    assert SupportPlan.objects.get(pk=plan.pk).state == S.SUBMITTED


def test_the_first_look_again_is_six_to_eight_weeks_after_the_start(world: World) -> None:
    """Section 1.6: start 2026-04-06 gives a window of 2026-05-18 to 2026-06-01."""
    plan = sams.drive_to(world, S.BUDGET_CONFIRMED)
    assert sams.step(world, plan, "go_live").recorded["first_review"] == ["2026-05-18", "2026-06-01"]


def test_a_new_version_leaves_the_old_one_in_use_until_it_starts(world: World) -> None:
    old = sams.drive_to(world, S.IN_REVIEW)
    sams.step(world, old, "revise")
    new = SupportPlan.objects.get(based_on=old)
    assert (old.state, new.state, new.version_no) == (S.ACTIVE, S.PLANNING, 2)
    assert list(new.needs.values_list("words", flat=True)) == list(old.needs.values_list("words", flat=True))
    assert new.entries.count() == old.entries.count()
    actions.answer_advocacy(
        by=world.actor("nia"), support_plan=new, understanding=False, retaining=False, weighing=False, saying=False
    )
    actions.answer_liberty(by=world.actor("nia"), support_plan=new, restricts=False)
    for key in ("send", "agree", "confirm_budget"):
        sams.step(world, new, key)
    assert SupportPlan.objects.get(pk=old.pk).state == S.ACTIVE
    sams.step(world, new, "go_live")
    assert SupportPlan.objects.get(pk=old.pk).state == S.SUPERSEDED


def test_a_second_new_version_waits_for_the_first(world: World) -> None:
    plan = sams.drive_to(world, S.IN_REVIEW)
    sams.step(world, plan, "revise")
    sams.step(world, plan, "look_again")
    with pytest.raises(TransitionRefused, match="already"):
        sams.step(world, plan, "revise")


def test_a_hook_runs_inside_the_move_and_its_failure_undoes_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = sams.drive_to(world, S.SUBMITTED)
    heard: list[tuple[str, str]] = []
    monkeypatch.setitem(HOOKS, S.SIGNED_OFF, [])
    actions.on_entered(S.SIGNED_OFF, lambda **told: heard.append((told["change"].transition, told["by"].role)))
    sams.step(world, plan, "agree")
    assert heard == [("agree", "team_manager")]

    def fails(**told: Any) -> None:
        raise RuntimeError("no")

    monkeypatch.setitem(HOOKS, S.BUDGET_CONFIRMED, [fails])
    with pytest.raises(RuntimeError), transaction.atomic():
        sams.step(world, plan, "confirm_budget")
    assert SupportPlan.objects.get(pk=plan.pk).state == S.SIGNED_OFF


def test_news_of_a_decision_goes_by_letter_once_and_not_while_paused(world: World) -> None:
    plan = sams.drive_to(world, S.SUBMITTED)
    sams.step(world, plan, "ask")
    assert Letter.objects.filter(kind="decision", to_user=world.users["sam"]).count() == 1
    people_actions.stop_for_now(by=world.actor("sam"), person=world.sam)
    sams.step(world, plan, "answer")
    sams.step(world, plan, "agree")
    assert Letter.objects.filter(kind="decision").count() == 1


def test_two_roles_do_not_make_two_people(world: World) -> None:
    """Nia is made a team manager as well: she still cannot stand on the other side of what she helped with."""
    role = StaffRole.objects.create(user=world.users["nia"], organisation=world.council, role="team_manager")
    plan = sams.drive_to(world, S.SUBMITTED)
    _who, said = sams.saying(world, plan, "agree")
    nia_as_manager = Actor(user=world.users["nia"], staff_role=role)
    assert standing(nia_as_manager, plan) == Who.MANAGER
    with pytest.raises(TransitionRefused, match="Somebody else decides"):
        move(by=nia_as_manager, support_plan=plan, transition="agree", given=said)
    assert TRANSITIONS["agree"].decides
