"""The reviewed table, the policy and its queryset twins agree on every cell, for everybody, in every state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.models import Slip
from people.policy import RULES
from plans.models import Part
from tests.access import reads_beside, small_doors
from tests.access.cast import add_cast, everybody
from tests.access.matrix import disagreements
from tests.access.other_ways import at_the_door, composed, short_ways, without_their_level
from tests.access.policy import table
from tests.access.second_locks import tried
from tests.access.variants import variants
from tests.scenarios import World

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def peopled_world(whole_world: World) -> World:
    """The example world with the doubles and the extras that only this proof needs."""
    add_cast(whole_world)
    return whole_world


def test_every_action_has_its_lines_and_every_line_its_action() -> None:
    missing = [
        f"add to tests/access/policy.yaml:\n{action}:\n  of: <app.Model that it is asked about>\n  rules:\n"
        f"    - [yes, <who>, <why, in plain words>]\n    - [no, everybody else, <why>]\n"
        f"  (decided by {RULES[action].decide.__module__}.{RULES[action].decide.__name__})"
        for action in sorted(set(RULES) - set(table()))
    ]
    assert not missing, "\n".join(missing)
    gone = sorted(set(table()) - set(RULES))
    assert not gone, f"policy.yaml has lines for what nobody can do: take out {', '.join(gone)}"


@pytest.mark.parametrize("action", sorted(table()))
def test_each_action_ends_with_everybody_else_and_each_line_says_why(action: str) -> None:
    lines = table()[action].lines
    assert lines[-1].who == "everybody else" and not lines[-1].allowed, f"{action} must end: [no, everybody else, …]"
    assert [line.who for line in lines[:-1] if line.who == "everybody else"] == []


def test_the_table_decide_and_the_lists_agree_on_every_cell(peopled_world: World) -> None:
    wrong = [line for variant in variants() for line in disagreements(peopled_world, variant)]
    assert not wrong, f"{len(wrong)} cells, of which the first are:\n" + "\n".join(wrong[:40])
    unproven = [str(line) for entry in table().values() for line in entry.lines if line.allowed and not line.reached]
    assert not unproven, (
        "these lines never opened anything: add a state to tests/access/variants.py or take them out\n"
        + "\n".join(unproven)
    )


def test_shorter_ways_to_read_answers_say_the_same(peopled_world: World) -> None:
    assert list(short_ways(peopled_world)) == []


def test_each_second_lock_holds_alone(peopled_world: World) -> None:
    assert list(tried(peopled_world)) == []


@pytest.mark.parametrize("read", reads_beside.ALL, ids=lambda read: read.__name__)
def test_reads_that_no_rule_lists_give_what_the_rows_say(peopled_world: World, read: Callable) -> None:
    assert list(read(peopled_world)) == []


@pytest.mark.parametrize("door", small_doors.ALL, ids=lambda door: door.__name__)
def test_small_doors_open_to_whom_they_say(peopled_world: World, door: Callable) -> None:
    assert list(door(peopled_world)) == []


def test_a_part_read_without_its_level_is_decided_the_same(peopled_world: World) -> None:
    assert list(without_their_level(peopled_world)) == []


def test_nothing_registered_means_no_and_signed_out_or_through_other_eyes_nobody_changes_anything(
    whole_world: World,
) -> None:
    assert list(at_the_door(whole_world)) == []


@pytest.mark.parametrize("name", ["olu", "priya", "morgan", "ravi", "far", "stranger", "board", "dad"])
def test_a_job_title_alone_opens_no_part_of_a_plan(whole_world: World, name: str) -> None:
    from plans.models import Item, Outcome, Part

    actor = whole_world.actor(name)
    for model in (Part, Item, Outcome):
        assert (
            not model.objects.visible_to(actor)
            .filter(**{"plan" if model is Part else "part__plan": whole_world.sam.pk})
            .exists()
        )


def test_a_composed_read_agrees_with_its_queryset_for_everybody(peopled_world: World) -> None:
    assert list(composed(peopled_world)) == []


def test_a_composed_read_goes_with_the_clock(whole_world: World) -> None:
    mum = whole_world.actor("mum")
    part = Part.objects.visible_to(mum).filter(plan=whole_world.sam.pk).first()
    assert Part.objects.read_by(mum, part.pk)
    over = timezone.now() + timedelta(days=2)
    Slip.objects.filter(user=mum.user, part_ids__contains=[part.pk]).update(ends_at=over)
    assert Part.objects.read_by(mum, part.pk)
    with time_machine.travel(over + timedelta(minutes=1)):
        assert Part.objects.read_by(mum, part.pk) is None


def test_a_composed_read_is_one_statement_and_brings_the_person(whole_world: World) -> None:
    sam = whole_world.actor("sam")
    part = Part.objects.visible_to(sam).filter(plan=whole_world.sam.pk).first()
    with CaptureQueriesContext(connection) as seen:
        read = Part.objects.read_by(sam, part.pk)
        assert read is not None and read.plan.person.preferred_name == "Sam"
    assert len(seen) == 1


def test_nobody_in_the_cast_is_missing(peopled_world: World) -> None:
    names = everybody(peopled_world)
    assert len(names) == len(set(names)) > 45
