"""The guards of the process, one by one, and what the law asks a support plan to hold, nation by nation."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from people.enums import Jurisdiction
from people.models import RecordedAuthority
from plans import contents, support_story
from plans.actions import support_plans as actions
from plans.actions.support_moves import move
from plans.enums import PersonView
from plans.enums import PlanState as S
from plans.models import Need, Snapshot, StateChange, SupportPlan
from plans.process import TransitionRefused, Who
from plans.standing import standing
from rights.actions import answer_restrictions
from tests.plans.money_agrees import money_agrees
from tests.plans.test_process import everybody
from tests.scenarios import World
from tests.scenarios import support as sams
from tests.scenarios.rights import close_best_interests, close_capacity

__all__ = ["money_agrees"]  # a fixture for every test here


# --- guards, one by one ------------------------------------------------------------------------
# state, transition, what is said instead, a word of the refusal
SAID_TOO_LITTLE = [
    (S.NOT_STARTED, "record_needs", {"assessed_on": None}, "assessment"),
    (S.NEEDS_RECORDED, "share_indicative", {"explanation": ""}, "explained"),
    (S.INDICATIVE_SHARED, "start_planning", {"planning_helper": ""}, "nobody"),
    (S.PLANNING, "send", {"person_view": None}, "thinks"),
    (S.PLANNING, "send", {"person_view": PersonView.NOT_READY}, "ready"),
    (S.PLANNING, "send", {"person_view": PersonView.COULD_NOT_SAY}, "best-interests"),
    (S.SUBMITTED, "agree", {"reason": ""}, "why"),
    (S.SUBMITTED, "agree", {"no_tie": False}, "tie"),
    (S.SUBMITTED, "agree", {"snapshot": "another"}, "newer"),
    (S.SUBMITTED, "to_panel", {"panel_reason": "to save money"}, "panel"),
    (S.SUBMITTED, "ask", {"questions": [{"words": ""}]}, "question"),
    (S.RETURNED, "answer", {"answers": {}}, "each question"),
    (S.SUBMITTED, "not_agree", {"alternatives": ""}, "other ways"),
    (S.SUBMITTED, "not_agree", {"interim": ""}, "support"),
    (S.REACHING_AGREEMENT, "agree_after_steps", {"person_agreed": ""}, "agreed"),
    (S.REACHING_AGREEMENT, "agree_without_person", {"dissent": ""}, "own words"),
    (S.REACHING_AGREEMENT, "agree_without_person", {"exhausted": ""}, "step"),
    (S.BUDGET_CONFIRMED, "go_live", {"starts_on": None}, "day"),
    (S.BUDGET_CONFIRMED, "go_live", {"copies": ""}, "copy"),
    (S.IN_REVIEW, "keep", {"not_working": ""}, "not"),
    (S.IN_REVIEW, "revise", {"reason": ""}, "why"),
    (S.IN_REVIEW, "revise", {"needs_changed": True}, "looked at again"),
    (S.ACTIVE, "pause", {"resume_by": None}, "by when"),
    (S.ACTIVE, "close", {"closing_reason": "too dear"}, "why the plan ends"),
    (S.ACTIVE, "close", {"reason": ""}, "closing statement"),
]


@pytest.mark.parametrize(("state", "key", "said", "word"), SAID_TOO_LITTLE)
def test_a_guard_refuses_in_words_and_writes_nothing(
    world: World, state: S, key: str, said: dict[str, Any], word: str
) -> None:
    plan = sams.drive_to(world, state)
    kept = StateChange.objects.count(), Snapshot.objects.count()
    with pytest.raises(TransitionRefused) as refused:
        sams.step(world, plan, key, **said)
    assert word.lower() in str(refused.value).lower()
    assert (StateChange.objects.count(), Snapshot.objects.count()) == kept
    assert SupportPlan.objects.get(pk=plan.pk).state == state


def test_needs_are_decided_one_by_one_before_they_are_recorded(world: World) -> None:
    plan = sams.start_sams_plan(world)
    Need.objects.filter(support_plan=plan, position=0).update(eligibility_reason="")
    with pytest.raises(TransitionRefused, match="each need"):
        sams.step(world, plan, "record_needs")
    plan.needs.all().delete()
    with pytest.raises(TransitionRefused, match="at least one need"):
        sams.step(world, plan, "record_needs")


@pytest.mark.parametrize(
    ("state", "key"), [(S.NOT_STARTED, "record_needs"), (S.PLANNING, "send"), (S.ACTIVE, "look_again")]
)
def test_the_advocacy_question_is_answered_and_an_advocate_offered(world: World, state: S, key: str) -> None:
    """Care Act 2014 s.67: with substantial difficulty and nobody of one's own, an advocate is offered first."""
    plan = sams.drive_to(world, state)
    actions.answer_advocacy(
        by=world.actor("nia"), support_plan=plan, understanding=True, retaining=False, weighing=False, saying=False
    )
    with pytest.raises(TransitionRefused, match="advocate"):
        sams.step(world, plan, key)
    actions.answer_advocacy(
        by=world.actor("nia"), support_plan=plan, understanding=True, retaining=False, weighing=False, saying=False,
        appropriate_person="Dev", wanted_by_person=True, unpaid=True, willing=True,
    )  # fmt: skip
    sams.step(world, plan, key)


def test_the_advocacy_question_cannot_be_left_out(world: World) -> None:
    plan = sams.start_sams_plan(world)
    plan.advocacy_screens.all().delete()
    with pytest.raises(TransitionRefused, match="advocate"):
        sams.step(world, plan, "record_needs")


def test_a_plan_that_limits_freedom_names_the_record_that_allows_it(world: World) -> None:
    plan = sams.drive_to(world, S.PLANNING)
    actions.answer_liberty(by=world.actor("nia"), support_plan=plan, restricts=True, what="A sensor on the door")
    with pytest.raises(TransitionRefused, match="freedom"):
        sams.step(world, plan, "send")
    answer_restrictions(
        by=world.actor("nia"), support_plan=plan, limits={"sensors": {"decided_by_person": True}}, persons_view="I like it."
    )
    sams.step(world, plan, "send")


def test_a_facilitator_starts_and_sends_only_at_the_persons_word(world: World) -> None:
    plan = sams.drive_to(world, S.INDICATIVE_SHARED)
    nia = world.actor("nia")
    with pytest.raises(TransitionRefused, match="asked you"):
        move(by=nia, support_plan=plan, transition="start_planning", given={"planning_helper": "Mum"})
    said = {"planning_helper": "Mum", "person_asked": "Sam said go on."}
    move(by=nia, support_plan=plan, transition="start_planning", given=said)
    with pytest.raises(TransitionRefused, match="agreed to send"):
        move(by=nia, support_plan=plan, transition="send", given={"person_view": PersonView.MINE})
    said = {"person_view": PersonView.COULD_NOT_SAY, "best_interests": "BI-7 of 3 June"}
    with pytest.raises(TransitionRefused, match="best-interests record"):  # a record that is not there
        move(by=nia, support_plan=plan, transition="send", given=said)
    said["best_interests"] = str(close_best_interests(world, close_capacity(world, plan)).pk)
    move(by=nia, support_plan=plan, transition="send", given=said)
    assert plan.state == S.SUBMITTED


def test_somebody_with_authority_names_the_capacity_record_of_this_one_decision(world: World) -> None:
    plan = sams.drive_to(world, S.PLANNING)
    wyn = everybody(world)[Who.LAWFUL]
    with pytest.raises(TransitionRefused, match="record"):
        move(by=wyn, support_plan=plan, transition="decline")
    elsewhere, here = str(close_capacity(world, None).pk), str(close_capacity(world, plan).pk)
    for other in ("CA-4 of 2 June", elsewhere):  # a record that is not there, and one about something else
        with pytest.raises(TransitionRefused, match="record"):
            move(by=wyn, support_plan=plan, transition="decline", given={"capacity_record": other})
    change = move(by=wyn, support_plan=plan, transition="decline", given={"capacity_record": here})
    assert change.recorded["capacity_record"] == here
    assert change.on_behalf_of == "Sam"
    assert support_story.history([change])[0].who == "Decided by Wyn Rees, for Sam, about welfare"


def test_an_authority_over_money_alone_gives_no_place_in_the_process(world: World) -> None:
    plan = sams.drive_to(world, S.PLANNING)
    assert RecordedAuthority.objects.in_force().filter(connection__user=world.users["attorney"]).exists()
    assert standing(world.actor("attorney"), plan) == Who.CIRCLE


@pytest.mark.parametrize("key", ["plan_again", "agree_after_steps", "agree_without_person"])
def test_reaching_agreement_ends_only_after_a_step_was_taken(
    world: World, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Care Act 2014 s.25(5): all reasonable steps. One that was only asked for is not one that was taken."""
    plan = sams.drive_to(world, S.REACHING_AGREEMENT)
    actions.ask_for_step(by=world.actor("sam"), support_plan=plan, kind=sams.StepKind.MEDIATION)
    monkeypatch.setattr(sams, "record_step", lambda **fields: None)
    with pytest.raises(TransitionRefused, match="reach agreement"):
        sams.step(world, plan, key)


@pytest.mark.parametrize("key", sorted(sams.SECOND))
def test_what_takes_two_people_is_not_made_by_one(world: World, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    state = {"plan_again": S.REACHING_AGREEMENT, "agree_without_person": S.REACHING_AGREEMENT, "keep": S.IN_REVIEW}
    plan = sams.drive_to(world, state.get(key, S.ACTIVE))
    monkeypatch.setitem(sams.SECOND, key, "nobody")
    monkeypatch.delitem(sams.SECOND, key)
    with pytest.raises(TransitionRefused, match="two people"):
        sams.step(world, plan, key)


def test_the_second_yes_is_of_the_other_side_and_of_now(world: World) -> None:
    plan = sams.drive_to(world, S.IN_REVIEW)
    with pytest.raises(PermissionDenied):
        actions.say_second_yes(by=world.actor("priya"), support_plan=plan, transition="close")
    actions.say_second_yes(by=world.actor("sam"), support_plan=plan, transition="keep")
    sams.step(world, plan, "revise")
    sams.step(world, plan, "look_again")
    who, said = sams.saying(world, plan, "keep")
    with pytest.raises(TransitionRefused, match="two people"):  # the yes of last time is used up
        move(by=world.actor(who), support_plan=plan, transition="keep", given=said)


# --- what the law asks for, nation by nation ---------------------------------------------------------
def test_content_checks_of_england_name_each_gap(world: World) -> None:
    plan = sams.drive_to(world, S.PLANNING)
    assert contents.gaps(plan) == []
    plan.advice_given = plan.in_case = plan.review_arrangement = ""
    plan.save()
    plan.needs.filter(position=0).update(met_by="", eligibility_reason="")
    assert len(contents.gaps(plan)) == 5
    plan.needs.all().delete()
    assert any("needs that the assessment found" in gap for gap in contents.gaps(plan))
    with pytest.raises(TransitionRefused):
        sams.step(world, plan, "send")


def test_content_checks_of_wales_are_its_own(world: World) -> None:
    plan = sams.drive_to(world, S.PLANNING)
    plan.jurisdiction = Jurisdiction.WALES
    plan.in_case = plan.advice_given = ""
    plan.save()
    assert contents.gaps(plan) == []  # asked of England only
    plan.entries.all().delete()
    plan.review_arrangement = ""
    plan.save()
    plan.needs.update(is_eligible=False)
    assert len(contents.gaps(plan)) == 3
    assert list(contents.domains(Jurisdiction.WALES)) != list(contents.domains(Jurisdiction.ENGLAND))


def test_a_need_may_be_met_by_what_another_app_holds(world: World) -> None:
    plan = sams.drive_to(world, S.PLANNING)
    need = plan.needs.first()
    Need.objects.filter(pk=need.pk).update(met_by="")
    assert contents.gaps(plan)
    contents.register_ways(lambda support_plan: {need.pk: ["3 hours with a helper"]})
    assert contents.gaps(plan) == []


def test_wales_keeps_and_closes_with_reasons(world: World) -> None:
    """SI 2015/1335 (W) reg 6."""
    plan = sams.drive_to(world, S.IN_REVIEW)
    SupportPlan.objects.filter(pk=plan.pk).update(jurisdiction=Jurisdiction.WALES)
    with pytest.raises(TransitionRefused, match="kept"):
        sams.step(world, plan, "keep", reason="")
    with pytest.raises(TransitionRefused, match="reached"):
        sams.step(world, plan, "close")
    sams.step(world, plan, "close", wishes_reached="Sam sings.", needs_left="None.")
