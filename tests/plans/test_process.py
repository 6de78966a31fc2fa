"""The process of a support plan: every row of the table works for the right people, and nothing else does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from people import actions as people_actions
from people.actors import Actor, system
from people.enums import AuthorityKind, Ring, Voice
from people.models import User
from plans import guards
from plans.actions.support_moves import move
from plans.enums import PlanState as S
from plans.models import SupportPlan
from plans.process import TABLE, TransitionRefused, Who
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
