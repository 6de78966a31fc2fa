"""Frozen copies of a support plan: never changed, hashed, and compared."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from plans import snapshots
from plans.actions import support_plans as actions
from plans.enums import PlanState as S
from plans.models import Snapshot
from tests.plans.money_agrees import money_agrees
from tests.scenarios import World
from tests.scenarios import support as sams

__all__ = ["money_agrees"]  # a fixture for every test here


def test_the_database_refuses_to_change_a_frozen_copy_or_a_state_change(world: World) -> None:
    plan = sams.drive_to(world, S.SIGNED_OFF)
    snapshot = plan.snapshots.get()
    for sql in (
        "UPDATE plans_snapshot SET person_words = 'x'",
        "DELETE FROM plans_snapshot",
        "UPDATE plans_statechange SET reason = 'x'",
        "DELETE FROM plans_statechange",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert snapshots.is_intact(Snapshot.objects.get(pk=snapshot.pk))


def test_a_frozen_copy_does_not_follow_later_writing(world: World) -> None:
    plan = sams.drive_to(world, S.RETURNED)
    first = plan.snapshots.get()
    actions.change_need(by=world.actor("nia"), need=plan.needs.first(), met_by="Gran cooks too.")
    sams.step(world, plan, "answer")
    second = plan.snapshots.first()
    assert (first.number, second.number) == (1, 2)
    assert "Gran" not in str(first.content)
    changed = snapshots.differences(first, second)
    assert ["Gran cooks too." in each.now for each in changed] == [True]
    assert first.sha256 != second.sha256


def test_the_same_content_has_the_same_hash_whatever_its_order() -> None:
    assert snapshots.digest({"a": 1, "b": [2]}) == snapshots.digest({"b": [2], "a": 1})
    assert snapshots.digest({"a": 1}) != snapshots.digest({"a": 2})


def test_another_app_adds_its_section_to_the_copy(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "SECTIONS", {})
    snapshots.register_snapshot_section("money", lambda support_plan: {"weekly": "142.00"})
    with pytest.raises(ValueError, match="Two"):
        snapshots.register_snapshot_section("money", lambda support_plan: {})
    plan = sams.drive_to(world, S.SUBMITTED)
    assert plan.snapshots.get().content["money"] == {"weekly": "142.00"}
