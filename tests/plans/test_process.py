"""The process of a support plan: every row of the table works for the right people, and nothing else does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from audit.models import AuditEntry
from people import actions as people_actions
from people.actors import Actor, system
from people.enums import AuthorityKind, Jurisdiction, Ring, Voice
from people.models import Letter, RecordedAuthority, StaffRole, User
from plans import contents, guards, working_days
from plans.actions import support_plans as actions
from plans.actions.support_moves import HOOKS, move
from plans.enums import PersonView
from plans.enums import PlanState as S
from plans.models import Need, Snapshot, StateChange, SupportPlan
from plans.process import TABLE, TRANSITIONS, TransitionRefused, Who
from plans.standing import standing
from tests.plans.money_agrees import money_agrees
from tests.scenarios import World
from tests.scenarios import support as sams

__all__ = ["money_agrees"]  # a fixture for every test here


def everybody(world: World) -> dict[Who, Actor]:
    """One actor for each place somebody can stand in towards Sam's plan."""
    attorney = User.objects.create_user("welfare@demo.example", name="Wyn Rees")
    tie = people_actions.add_connection(
        by=system("test"), person=world.sam, name="Wyn", user=attorney, ring=Ring.FRIENDS, voice=Voice.FAMILY
    )
    people_actions.record_authority(
        by=system("test"), connection=tie, kind=AuthorityKind.LPA_WELFARE, places=["meeting"], scope_words="Welfare",
        starts_on=timezone.localdate() - timedelta(days=1), seen=True,
    )  # fmt: skip
    return {
        Who.PERSON: world.actor("sam"),
        Who.LAWFUL: Actor(user=attorney),
        Who.CIRCLE: world.actor("mum"),
        Who.ADVOCATE: world.actor("bea"),
        Who.FACILITATOR: world.actor("nia"),
        Who.MANAGER: world.actor("priya"),
        Who.PANEL: world.actor("morgan"),
        Who.FINANCE: world.actor("ravi"),
        Who.SYSTEM: system("calendar"),
    }


# --- the table -------------------------------------------------------------------------------
def test_there_are_sixteen_states_and_nineteen_numbered_transitions() -> None:
    assert len(S) == 16
    numbers = {"".join(sign for sign in row.number if sign.isdigit()) for row in TABLE}
    assert sorted(map(int, numbers)) == list(range(1, 20))


def test_every_state_can_be_reached_and_only_two_are_final() -> None:
    reached = {row.to_state for row in TABLE} | {S.NOT_STARTED}
    assert reached - {None} == set(S)
    assert {state for state in S if not any(state in row.from_states for row in TABLE)} == {S.SUPERSEDED, S.CLOSED}


def test_every_guard_of_the_table_is_registered_or_belongs_to_the_money() -> None:
    assert {name for row in TABLE for name in row.guards} - set(guards.GUARDS) == set()


def test_a_guard_that_nobody_registered_refuses_and_the_check_tells(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from plans.checks import every_guard_is_registered

    plan = sams.drive_to(world, S.NEEDS_RECORDED)
    monkeypatch.delitem(guards.GUARDS, "indicative_budget_shared")
    with pytest.raises(TransitionRefused):
        sams.step(world, plan, "share_indicative")
    assert [found.id for found in every_guard_is_registered(None)] == ["plans.W001"]


def test_the_diagram_in_the_docs_is_current() -> None:
    call_command("draw_process", check=True)


# --- who may, in every state ---------------------------------------------------------------------
@pytest.mark.parametrize("row", [row for row in TABLE if row.key != "give_way"], ids=lambda row: row.key)
def test_each_transition_is_made_by_the_right_person(world: World, row: Any) -> None:
    for state in sorted(row.from_states):
        with transaction.atomic():
            savepoint = transaction.savepoint()
            plan = sams.drive_to(world, S(state))
            change = sams.step(world, plan, row.key)
            assert (change.from_state, plan.state) == (state, row.to_state or S.NEEDS_RECORDED)
            assert change.role in row.who
            assert change.by_label
            transaction.savepoint_rollback(savepoint)
            world.users.pop("second_manager", None)


@pytest.mark.parametrize("state", list(S), ids=lambda state: state.value)
def test_nobody_makes_a_transition_that_is_not_in_the_table(
    world: World, state: S, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every state x transition x place outside the table is refused, even when no guard stands in the way."""
    plan = sams.drive_to(world, state)
    people = everybody(world)
    assert {place: standing(each, plan) for place, each in people.items()} == {place: place for place in people}
    monkeypatch.setattr("plans.actions.support_moves.refusals", lambda *asked: [])
    kept = plan.state_changes.count()
    for row in TABLE:
        for place, each in people.items():
            if state in row.from_states and place in row.who:
                continue
            with pytest.raises(TransitionRefused):
                move(by=each, support_plan=plan, transition=row.key)
    assert plan.state_changes.count() == kept
    assert SupportPlan.objects.get(pk=plan.pk).state == state


@pytest.mark.parametrize("name", ["stranger", "dad", "far", "olu", "jo", "attorney"])
def test_people_with_no_place_make_nothing(world: World, name: str) -> None:
    """A stranger, somebody taken off the circle, another council, an administrator, a paid worker, a money attorney."""
    plan = sams.drive_to(world, S.PLANNING)
    place = standing(world.actor(name), plan)
    assert place in (None, Who.CIRCLE)
    for row in TABLE:
        with pytest.raises(TransitionRefused):
            move(by=world.actor(name), support_plan=plan, transition=row.key)


def test_a_read_only_actor_and_a_program_with_a_token_stand_nowhere(world: World) -> None:
    plan = sams.drive_to(world, S.PLANNING)
    assert standing(Actor(user=world.users["sam"], read_only=True), plan) is None
    assert standing(Actor(user=world.users["sam"], token_scopes=frozenset({"plan:write"})), plan) is None


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
        appropriate_person="Dev",
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
    actions.answer_liberty(
        by=world.actor("nia"), support_plan=plan, restricts=True, what="A sensor", authorised_by="Order 12 of 2026"
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
    move(by=nia, support_plan=plan, transition="send", given=said)
    assert plan.state == S.SUBMITTED


def test_somebody_with_authority_names_the_capacity_record_of_this_one_decision(world: World) -> None:
    plan = sams.drive_to(world, S.PLANNING)
    wyn = everybody(world)[Who.LAWFUL]
    with pytest.raises(TransitionRefused, match="record"):
        move(by=wyn, support_plan=plan, transition="decline")
    change = move(by=wyn, support_plan=plan, transition="decline", given={"capacity_record": "CA-4 of 2 June"})
    assert change.recorded["capacity_record"] == "CA-4 of 2 June"
    assert change.on_behalf_of == "Sam"


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
