"""Who can see: chosen, checked, done and undone; quiet withdrawal; what one person can see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people import actions, sharing
from people.enums import Basis, Level
from people.models import CircleRule, Letter, Slip
from plans.actions.as_it_was import leave_as_it_was
from plans.enums import Place
from plans.models import Part
from plans.sharing_words import CIRCLE, JUST_ME, SOME, doors_for
from tests.people.pages import page
from tests.scenarios import World

SignIn = Callable[[str], Client]


@pytest.fixture
def part(world: World) -> Part:
    return Part.objects.create(plan=world.sam.plan, tool="one_page_profile", place=Place.ME)


def share(world: World, part: Part, name: str, **fields: Any) -> Slip:
    return sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections[name], part_ids=[part.pk], **fields
    )


def send(client: Client, world: World, part: Part, door: str, *names: str, **more: str) -> HttpResponse:
    people = [str(world.connections[name].pk) for name in names]
    return client.post(reverse("part_sharing", args=[part.pk]), {"door": door, "people": people, **more})


def readers(world: World) -> set[str]:
    return {name for name in ("mum", "dev", "bea", "jo", "nia") if Part.objects.visible_to(world.actor(name)).exists()}


# --- doors ---------------------------------------------------------------------------------------


def test_a_door_says_just_me_some_or_the_circle(world: World, part: Part) -> None:
    assert doors_for(world.sam.pk, [part.pk])[part.pk].state == JUST_ME
    share(world, part, "mum")
    door = doors_for(world.sam.pk, [part.pk])[part.pk]
    assert (door.state, door.names, door.sentence) == (SOME, ["Ann"], "Ann can see this. Nobody else.")
    sharing.share_with_circle(by=world.actor("sam"), person=world.sam, part_id=part.pk)
    assert doors_for(world.sam.pk, [part.pk])[part.pk].state == CIRCLE


def test_a_door_names_whoever_sees_a_part_by_law(world: World) -> None:
    money = Part.objects.create(plan=world.sam.plan, tool="what_if", place=Place.MONEY)
    assert doors_for(world.sam.pk, [money.pk])[money.pk].names == ["Meg"]


def test_a_door_open_to_the_circle_names_the_paid_people_beside_it(world: World, part: Part) -> None:
    sharing.share_with_circle(by=world.actor("sam"), person=world.sam, part_id=part.pk)
    share(world, part, "jo")
    assert doors_for(world.sam.pk, [part.pk])[part.pk].sentence == "Everyone in your circle can see this, and Jo."


def test_doors_are_read_in_as_many_queries_for_three_parts_as_for_one(
    world: World, part: Part, django_assert_num_queries: Callable
) -> None:
    money = [Part.objects.create(plan=world.sam.plan, tool=f"t{n}", place=Place.MONEY) for n in range(3)]
    share(world, part, "mum")
    with CaptureQueriesContext(connection) as one:
        doors_for(world.sam.pk, [part.pk])
    for each in money:
        share(world, each, "dev")
    with django_assert_num_queries(len(one)):
        doors_for(world.sam.pk, [part.pk, *(each.pk for each in money)])


# --- one part ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["dev", "stranger", "olu", "attorney"])
def test_who_can_see_a_part_is_not_there_for_those_who_cannot_see_it(
    world: World, sign_in: SignIn, part: Part, name: str
) -> None:
    assert sign_in(name).get(reverse("part_sharing", args=[part.pk])).status_code == 404


def test_somebody_who_may_help_write_may_not_change_who_can_see(world: World, sign_in: SignIn, part: Part) -> None:
    share(world, part, "mum", level=Level.HELP_WRITE)
    assert send(sign_in("mum"), world, part, JUST_ME, step="done").status_code == 403
    assert readers(world) == {"mum"}


def test_an_attorney_changes_doors_within_their_scope(world: World, sign_in: SignIn) -> None:
    money = Part.objects.create(plan=world.sam.plan, tool="what_if", place=Place.MONEY)
    assert send(sign_in("attorney"), world, money, SOME, "mum", step="done").status_code == 302
    assert readers(world) == {"mum"}


def test_an_attorney_sees_who_stands_in_a_door_with_a_copy(world: World, sign_in: SignIn) -> None:
    """The slips of Sam's plan are Sam's rows; whoever acts by law reads them for this part alone."""
    money = Part.objects.create(plan=world.sam.plan, tool="what_if", place=Place.MONEY)
    share(world, money, "mum")
    leave_as_it_was(by=world.actor("sam"), part=money, connection=world.connections["mum"])
    page = sign_in("attorney").get(reverse("part_sharing", args=[money.pk]))
    assert page.status_code == 200
    assert [each["name"] for each in page.context["copies"]] == ["Ann"]
    assert world.connections["attorney"] in page.context["by_law"]


def test_looking_at_what_will_change_changes_nothing(world: World, sign_in: SignIn, part: Part) -> None:
    body = send(sign_in("sam"), world, part, SOME, "mum", step="check").content.decode()
    assert "Ann will start seeing this" in body
    assert not Slip.objects.exists()


def test_done_opens_the_door_for_the_picked_and_nobody_else(world: World, sign_in: SignIn, part: Part) -> None:
    send(sign_in("sam"), world, part, SOME, "mum", "jo", step="done")
    assert readers(world) == {"mum", "jo"}


def test_each_picked_person_gets_the_level_that_was_chosen_for_them(world: World, sign_in: SignIn, part: Part) -> None:
    levels = {f"level-{world.connections['dev'].pk}": "3"}
    send(sign_in("sam"), world, part, SOME, "mum", "dev", step="done", **levels)
    found = dict(Slip.objects.values_list("connection__name", "level"))
    assert found == {"Ann": Level.SEE, "Dev": Level.HELP_WRITE}


def test_a_level_once_given_is_kept_when_the_door_is_changed_for_others(
    world: World, sign_in: SignIn, part: Part
) -> None:
    share(world, part, "mum", level=Level.HELP_WRITE)
    send(sign_in("sam"), world, part, SOME, "mum", "dev", step="done")
    assert Slip.objects.live().get(connection=world.connections["mum"]).level == Level.HELP_WRITE


def test_sharing_until_a_day_holds_through_that_day(world: World, sign_in: SignIn, part: Part) -> None:
    last = timezone.localdate() + timedelta(days=3)
    send(sign_in("sam"), world, part, SOME, "mum", step="done", ends_on=last.isoformat())
    end = Slip.objects.get().ends_at
    assert timezone.localdate(end) == last + timedelta(days=1)
    assert timezone.localtime(end).hour == 0


def test_a_day_that_has_gone_is_asked_for_again_and_the_picks_stay(world: World, sign_in: SignIn, part: Part) -> None:
    answer = send(sign_in("sam"), world, part, SOME, "mum", step="done", ends_on="2001-01-01")
    body = answer.content.decode()
    assert "That day has gone" in body and str(world.connections["mum"].pk) in body
    assert not Slip.objects.exists()


def test_the_middle_door_with_nobody_picked_is_asked_again(world: World, sign_in: SignIn, part: Part) -> None:
    assert "Pick somebody" in send(sign_in("sam"), world, part, SOME, step="done").content.decode()


def test_nobody_from_another_circle_can_be_picked(world: World, sign_in: SignIn, part: Part) -> None:
    other = actions.start_person(by=world.actor("sam"), preferred_name="Other")
    tie = actions.add_connection(by=world.actor("sam"), person=other, name="Far", user=world.users["stranger"])
    answer = sign_in("sam").post(
        reverse("part_sharing", args=[part.pk]), {"door": SOME, "people": [str(tie.pk)], "step": "done"}
    )
    assert answer.status_code == 200
    assert not Slip.objects.exists()


def test_everyone_in_my_circle_never_sweeps_in_paid_people(world: World, sign_in: SignIn, part: Part) -> None:
    send(sign_in("sam"), world, part, CIRCLE, step="done")
    assert readers(world) == {"mum", "dev", "bea"}


def test_the_check_says_who_will_stop_seeing_and_that_nobody_is_told(world: World, sign_in: SignIn, part: Part) -> None:
    share(world, part, "mum")
    share(world, part, "dev")
    body = send(sign_in("sam"), world, part, SOME, "mum", step="check").content.decode()
    assert "Dev will stop seeing this. We will not tell Dev." in body and "Dev may notice it has gone." in body


def test_the_check_tells_the_truth_of_those_who_see_it_for_another_reason(
    world: World, sign_in: SignIn, part: Part
) -> None:
    share(world, part, "nia", basis=Basis.MEETING)
    answer = send(sign_in("sam"), world, part, JUST_ME, step="check")
    assert "Nia Pritchard can still see this" in answer.content.decode()
    send(sign_in("sam"), world, part, JUST_ME, step="done")
    assert readers(world) == {"nia"}
    assert doors_for(world.sam.pk, [part.pk])[part.pk].state == SOME


def test_what_the_check_foretells_is_what_comes(world: World, sign_in: SignIn, part: Part) -> None:
    share(world, part, "jo")
    client = sign_in("sam")
    for door, names in ((SOME, ("mum", "bea")), (CIRCLE, ()), (JUST_ME, ())):
        foretold = send(client, world, part, door, *names, step="check").context["change"].after
        send(client, world, part, door, *names, step="done")
        assert doors_for(world.sam.pk, [part.pk])[part.pk] == foretold


def test_withdrawal_is_quiet(world: World, sign_in: SignIn, part: Part) -> None:
    """Nobody is written to, and what the other still sees does not move in their list."""
    other = Part.objects.create(plan=world.sam.plan, tool="communication_chart", place=Place.ME)
    share(world, other, "dev")
    share(world, part, "dev")
    send(sign_in("sam"), world, part, JUST_ME, step="done")
    assert not Letter.objects.exists()
    assert list(Part.objects.visible_to(world.actor("dev"))) == [other]


def test_undo_puts_back_each_person_with_their_level_and_end(world: World, sign_in: SignIn, part: Part) -> None:
    end = timezone.now() + timedelta(days=9)
    share(world, part, "mum", level=Level.SUGGEST, ends_at=end)
    share(world, part, "dev")
    client = sign_in("sam")
    send(client, world, part, JUST_ME, step="done")
    assert readers(world) == set()
    client.post(reverse("undo_sharing", args=[part.pk]))
    found = set(Slip.objects.live().values_list("connection__name", "level", "ends_at"))
    assert found == {("Ann", Level.SUGGEST, end), ("Dev", Level.SEE, None)}


def test_undo_puts_back_the_open_circle(world: World, sign_in: SignIn, part: Part) -> None:
    sharing.share_with_circle(by=world.actor("sam"), person=world.sam, part_id=part.pk)
    client = sign_in("sam")
    send(client, world, part, JUST_ME, step="done")
    assert not CircleRule.objects.exists()
    client.post(reverse("undo_sharing", args=[part.pk]))
    assert readers(world) == {"mum", "dev", "bea"}


def test_undo_brings_back_nobody_who_has_been_taken_off(world: World, sign_in: SignIn, part: Part) -> None:
    share(world, part, "mum")
    client = sign_in("sam")
    send(client, world, part, JUST_ME, step="done")
    actions.end_connection(by=world.actor("sam"), connection=world.connections["mum"])
    assert client.post(reverse("undo_sharing", args=[part.pk])).status_code == 302
    assert not Slip.objects.live().exists()


# --- the check-up ----------------------------------------------------------------------------------


def test_the_check_up_names_every_part_with_its_door(world: World, sign_in: SignIn, part: Part) -> None:
    share(world, part, "mum")
    body = sign_in("sam").get(reverse("who_can_see")).content.decode()
    assert reverse("part_sharing", args=[part.pk]) in body
    assert "door--some" in body


@pytest.mark.parametrize("name", ["mum", "nia", "attorney", "olu", "stranger"])
def test_the_check_up_is_the_persons_alone(world: World, sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    paths = [
        reverse("who_can_see"),
        reverse("close_circle"),
        reverse("who_can_see_person", args=[world.connections["mum"].pk]),
    ]
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]
    assert client.post(reverse("close_circle")).status_code == 404


def test_a_slip_reads_as_a_sentence_with_its_end(world: World, sign_in: SignIn, part: Part) -> None:
    share(world, part, "mum", ends_at=datetime(2099, 6, 2, tzinfo=timezone.get_default_timezone()))
    body = sign_in("sam").get(reverse("who_can_see_person", args=[world.connections["mum"].pk])).content.decode()
    assert "Ann can see All about me on one page, until 1 June 2099." in body


def test_taking_back_is_told_first_then_tears_one_slip_and_can_be_undone(
    world: World, sign_in: SignIn, part: Part
) -> None:
    slip, other = share(world, part, "mum"), share(world, part, "dev")
    mum = world.connections["mum"].pk
    client = sign_in("sam")
    assert client.post(reverse("stop_seeing", args=[mum, other.pk])).status_code == 404
    told = client.get(reverse("stop_seeing", args=[mum, slip.pk])).content.decode()
    assert "We will not tell Ann." in told and "Leave what Ann can see now." in told
    sent_on = client.post(reverse("stop_seeing", args=[mum, slip.pk]), {"then": "advocate"})
    assert sent_on.url == reverse("talk_to_advocate")
    assert readers(world) == {"mum", "dev"}, "looking at it, and talking first, change nothing"
    client.post(reverse("stop_seeing", args=[mum, slip.pk]), {"then": "away"})
    assert readers(world) == {"dev"}
    client.post(reverse("undo_stop_seeing", args=[mum]))
    assert readers(world) == {"mum", "dev"}
    assert Slip.objects.live().get(connection=mum).pk == slip.pk


def test_closing_my_circle_is_asked_once_more_and_shuts_every_door(world: World, sign_in: SignIn, part: Part) -> None:
    sharing.share_with_circle(by=world.actor("sam"), person=world.sam, part_id=part.pk)
    share(world, part, "nia", basis=Basis.MEETING)
    client = sign_in("sam")
    client.get(reverse("close_circle"))
    assert readers(world)
    client.post(reverse("close_circle"))
    assert readers(world) == set()
    assert not Letter.objects.exists()
    client.post(reverse("undo_close_circle"))
    assert readers(world) == {"mum", "dev", "bea", "nia"}
    assert CircleRule.objects.filter(part_id=part.pk).exists()


@pytest.mark.parametrize("name", ["who_can_see", "part_sharing", "who_can_see_person"])
def test_queries_do_not_grow_with_parts_or_people(
    world: World, sign_in: SignIn, part: Part, django_assert_num_queries: Callable, name: str
) -> None:
    share(world, part, "mum")
    arguments = {"part_sharing": [part.pk], "who_can_see_person": [world.connections["mum"].pk]}.get(name, [])
    client = sign_in("sam")
    client.get(reverse(name, args=arguments))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(name, args=arguments))
    for number in range(3):
        more = Part.objects.create(plan=world.sam.plan, tool="one_page_profile", place=Place.ME, setting=str(number))
        for who in ("mum", "dev", "gran", "jo"):
            share(world, more, who)
            share(world, part, who)
    with django_assert_num_queries(len(one)):
        client.get(reverse(name, args=arguments))


def test_mums_plan_is_the_same_whether_or_not_something_hidden_exists(
    world: World, sign_in: SignIn, part: Part
) -> None:
    share(world, part, "mum")
    client = sign_in("mum")
    paths = [reverse("plan", args=[world.sam.pk]), reverse("part", args=[part.pk])]
    before = [page(client, path) for path in paths]
    hidden = Part.objects.create(plan=world.sam.plan, tool="to_for_balance", place=Place.HEALTH)
    tie = actions.add_connection(by=world.actor("sam"), person=world.sam, name="Hidden Harri")
    sharing.give(by=world.actor("sam"), person=world.sam, connection=tie, part_ids=[hidden.pk, part.pk])
    assert [page(client, path) for path in paths] == before
