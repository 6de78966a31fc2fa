"""The policy and its queryset twins agree on every row, for everybody."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.actors import Actor, seeing_as
from people.models import Connection, Slip
from people.policy import RULES, decide
from plans.models import Part
from tests.access.personas import ANONYMOUS, PERSONAS
from tests.scenarios import World

pytestmark = pytest.mark.django_db

TWINS = sorted(name for name, rule in RULES.items() if rule.lists is not None)


def actors(world: World) -> dict[str, Actor]:
    named = {name: Actor() if name == ANONYMOUS else world.actor(name) for name in PERSONAS}
    eyes = {
        f"seen as {tie.name}": seeing_as(tie)
        for tie in Connection.objects.filter(circle_id=world.sam.pk).select_related("user", "circle")
    }
    return named | eyes


@pytest.mark.parametrize("action", TWINS)
def test_the_predicate_agrees_with_its_queryset_on_every_row(whole_world: World, action: str) -> None:
    rule = RULES[action]
    listed = {name: set(rule.lists(actor).values_list("pk", flat=True)) for name, actor in actors(whole_world).items()}
    model = rule.lists(whole_world.actor("sam")).model
    # Every row that anybody may list, and some of the many that nobody may.
    rows = list(model._default_manager.filter(pk__in=set().union(*listed.values()))[:60])
    rows += list(model._default_manager.exclude(pk__in=[row.pk for row in rows])[:15])
    assert rows, f"the example world has no {model.__name__}"
    for name, actor in actors(whole_world).items():
        asked = {row.pk for row in rows if decide(actor, action, row)}
        assert asked == listed[name] & {row.pk for row in rows}, f"{action} as {name}"


def test_nothing_registered_means_no(whole_world: World) -> None:
    assert decide(whole_world.actor("sam"), "no.such_action", whole_world.sam).reason == "no_rule"


def test_every_rule_refuses_somebody_signed_out(whole_world: World) -> None:
    assert {decide(Actor(), action, whole_world.sam).reason for action in RULES} == {"signed_out"}


def test_every_changing_rule_refuses_a_read_only_actor(whole_world: World) -> None:
    eyes = seeing_as(whole_world.connections["mum"])
    changing = [action for action, rule in RULES.items() if rule.changes]
    assert {decide(eyes, action, whole_world.sam).reason for action in changing} == {"read_only"}


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


# A read that is composed once (people/composed.py) says what the queryset says from which it was composed.
def plainly(actor: Actor, part_id: uuid.UUID) -> Part | None:
    return Part.objects.visible_to(actor).with_reader_level(actor).with_person().filter(pk=part_id).first()


def same(actor: Actor, part_id: uuid.UUID) -> bool:
    composed, plain = Part.objects.read_by(actor, part_id), plainly(actor, part_id)
    if composed is None or plain is None:
        return composed is plain
    return (composed == plain and composed.reader_level == plain.reader_level) and composed.reader is actor


def test_a_composed_read_agrees_with_its_queryset_for_everybody(whole_world: World) -> None:
    shared = {part for slip in Slip.objects.filter(content_object=whole_world.sam) for part in slip.part_ids}
    parts = [*shared, *Part.objects.exclude(pk__in=shared).values_list("pk", flat=True)[:3]]
    different = [(name, part) for name, actor in actors(whole_world).items() for part in parts if not same(actor, part)]
    assert different == []


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
