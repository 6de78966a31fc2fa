"""Slips: what sharing opens, for whom, until when, and that taking back works at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from people import actions, sharing
from people.actors import seeing_as
from people.enums import Basis, Level, Voice
from people.models import Slip
from people.policy import decide
from plans.enums import Place
from plans.models import Part
from tests.scenarios import World


@pytest.fixture
def part(world: World) -> Part:
    return Part.objects.create(plan=world.sam.plan, tool="one_page_profile", place=Place.ME)


def visible(world: World, name: str) -> bool:
    return Part.objects.visible_to(world.actor(name)).exists()


def give_to(world: World, name: str, part: Part, **fields: object) -> Slip:
    return sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections[name], part_ids=[part.pk], **fields
    )


@pytest.mark.parametrize("name", ["mum", "nia", "priya", "olu", "far", "stranger", "dad", "attorney", "bea"])
def test_a_part_is_born_just_me(world: World, part: Part, name: str) -> None:
    assert visible(world, "sam")
    assert not visible(world, name)


def test_a_slip_opens_the_part_for_its_reader_and_nobody_else(world: World, part: Part) -> None:
    give_to(world, "mum", part)
    assert visible(world, "mum")
    assert not visible(world, "dev")


def test_tearing_a_slip_closes_the_part_at_once(world: World, part: Part) -> None:
    slip = give_to(world, "mum", part)
    sharing.tear(by=world.actor("sam"), slip=slip)
    assert not visible(world, "mum")


def test_a_slip_ends_on_its_date(world: World, part: Part) -> None:
    slip = give_to(world, "mum", part, ends_at=timezone.now() + timedelta(days=1))
    assert visible(world, "mum")
    Slip.objects.filter(pk=slip.pk).update(
        starts_at=timezone.now() - timedelta(days=3), ends_at=timezone.now() - timedelta(days=2)
    )
    assert not visible(world, "mum")
    assert not world.users["mum"].has_perm("people.see_parts", world.sam)


def test_taking_somebody_off_the_circle_closes_everything(world: World, part: Part) -> None:
    give_to(world, "mum", part)
    actions.end_connection(by=world.actor("sam"), connection=world.connections["mum"])
    assert not visible(world, "mum")
    assert not Slip.objects.live().exists()


def test_an_ended_connection_cannot_be_shared_with(world: World, part: Part) -> None:
    with pytest.raises(PermissionDenied):
        give_to(world, "dad", part)


def test_everyone_in_my_circle_never_sweeps_in_paid_people(world: World, part: Part) -> None:
    sharing.share_with_circle(by=world.actor("sam"), person=world.sam, part_id=part.pk)
    assert visible(world, "mum") and visible(world, "dev") and visible(world, "bea")
    assert not visible(world, "nia") and not visible(world, "jo")


def test_a_newcomer_gets_what_everyone_in_the_circle_gets(world: World, part: Part) -> None:
    sharing.share_with_circle(by=world.actor("sam"), person=world.sam, part_id=part.pk)
    actions.add_connection(
        by=world.actor("sam"), person=world.sam, name="Kit", user=world.users["stranger"], voice=Voice.FAMILY
    )
    assert visible(world, "stranger")


def test_changing_one_part_leaves_the_other_parts_of_a_slip_alone(world: World, part: Part) -> None:
    other = Part.objects.create(plan=world.sam.plan, tool="communication_chart", place=Place.ME)
    mum = world.connections["mum"]
    sharing.give(by=world.actor("sam"), person=world.sam, connection=mum, part_ids=[part.pk, other.pk])
    sharing.just_me(by=world.actor("sam"), person=world.sam, part_id=part.pk)
    assert list(Part.objects.visible_to(world.actor("mum"))) == [other]


def test_setting_the_same_levels_again_writes_no_new_slip(world: World, part: Part) -> None:
    levels = {world.connections["mum"]: Level.SUGGEST}
    for _ in range(2):
        sharing.set_levels(by=world.actor("sam"), person=world.sam, part_id=part.pk, levels=levels)
    assert Slip.objects.count() == 1


def test_the_highest_live_slip_gives_the_level(world: World, part: Part) -> None:
    give_to(world, "mum", part, level=Level.SEE)
    assert not decide(world.actor("mum"), "plans.write", part)
    give_to(world, "mum", part, level=Level.HELP_WRITE, basis=Basis.MEETING)
    assert decide(world.actor("mum"), "plans.write", part)


def test_seeing_as_somebody_shows_their_parts_and_allows_no_write(world: World, part: Part) -> None:
    give_to(world, "mum", part, level=Level.HELP_WRITE)
    eyes = seeing_as(world.connections["mum"])
    assert list(Part.objects.visible_to(eyes)) == list(Part.objects.visible_to(world.actor("mum"))) == [part]
    assert decide(eyes, "plans.write", part).reason == "read_only"


def test_a_money_attorney_reaches_money_and_nothing_else(world: World, part: Part) -> None:
    money = Part.objects.create(plan=world.sam.plan, tool="what_if", place=Place.MONEY)
    assert list(Part.objects.visible_to(world.actor("attorney"))) == [money]
    assert decide(world.actor("attorney"), "plans.share_part", money)
    assert not decide(world.actor("attorney"), "plans.share_part", part)


def test_the_shared_list_holds_a_plan_once_however_many_slips_open_it(world: World, part: Part) -> None:
    give_to(world, "mum", part)
    give_to(world, "mum", part, level=Level.SUGGEST)
    assert Slip.objects.shared_with(world.actor("mum")).count() == 1


def test_a_hidden_change_does_not_move_the_readers_list(world: World, part: Part) -> None:
    hidden = Part.objects.create(plan=world.sam.plan, tool="communication_chart", place=Place.ME)
    slip = give_to(world, "mum", part)
    long_ago = timezone.now() - timedelta(days=2)
    Slip.objects.update(changed_at=long_ago)
    sharing.note_change(world.sam.pk, hidden.pk)
    slip.refresh_from_db()
    assert slip.changed_at == long_ago
    sharing.note_change(world.sam.pk, part.pk)
    slip.refresh_from_db()
    assert slip.changed_at > long_ago
