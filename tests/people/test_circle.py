"""The circle: for the person to arrange; being in it shows nothing and nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people import actions, sharing
from people.models import Circle, Connection, Letter, Person, Slip
from plans.enums import Place
from plans.models import Part
from tests.people.pages import page
from tests.scenarios import World

SignIn = Callable[[str], Client]
CHANGING = ("edit_connection", "invite", "take_off", "has_died")


def tie_page(name: str, world: World, who: str) -> str:
    return reverse(name, args=[world.connections[who].pk])


@pytest.fixture
def part(world: World) -> Part:
    return Part.objects.create(plan=world.sam.plan, tool="one_page_profile", place=Place.ME)


def share(world: World, part: Part, *names: str) -> None:
    for name in names:
        sharing.give(by=world.actor("sam"), person=world.sam, connection=world.connections[name], part_ids=[part.pk])


def test_the_list_holds_everybody_by_ring_and_how_many_parts_they_see(
    world: World, sign_in: SignIn, part: Part
) -> None:
    share(world, part, "mum", "mum")
    body = sign_in("sam").get(reverse("circle")).content.decode()
    for name in ("Ann", "Dev", "Gwen", "Bea", "Meg", "Nia", "Jo"):
        assert name in body
    assert "Colin" not in body
    assert body.count("Can see 1 part") == 1


@pytest.mark.parametrize("name", ["mum", "nia", "olu", "stranger"])
def test_the_circle_page_is_the_persons_alone(sign_in: SignIn, name: str) -> None:
    assert sign_in(name).get(reverse("circle")).status_code == 404


def test_a_member_cannot_see_others_in_the_circle_unless_shown(world: World, sign_in: SignIn) -> None:
    client = sign_in("mum")
    assert client.get(tie_page("connection", world, "dev")).status_code == 404
    assert client.get(tie_page("connection_photo", world, "dev")).status_code == 404
    Circle.objects.filter(person=world.sam).update(members_see_each_other=True)
    assert client.get(tie_page("connection", world, "dev")).status_code == 403


@pytest.mark.parametrize("name", CHANGING)
def test_a_member_changes_nothing_in_the_circle(world: World, sign_in: SignIn, name: str) -> None:
    client = sign_in("mum")
    assert client.post(tie_page(name, world, "mum")).status_code == 403
    assert client.post(tie_page(name, world, "dev")).status_code == 404
    assert Connection.objects.live().filter(circle=world.sam.pk).count() == 7


@pytest.mark.parametrize(("move", "ring"), [("closer", 1), ("further", 3), ("nowhere", 2)])
def test_moving_closer_and_further_changes_the_ring_and_no_access(
    world: World, sign_in: SignIn, move: str, ring: int
) -> None:
    sign_in("sam").post(tie_page("connection", world, "gran"), {"move": move})
    assert Connection.objects.get(pk=world.connections["gran"].pk).ring == ring
    assert not Slip.objects.exists()


def test_nobody_moves_past_the_first_or_the_last_ring(world: World, sign_in: SignIn) -> None:
    sign_in("sam").post(tie_page("connection", world, "mum"), {"move": "closer"})
    sign_in("sam").post(tie_page("connection", world, "jo"), {"move": "further"})
    assert Connection.objects.get(pk=world.connections["mum"].pk).ring == 1
    assert Connection.objects.get(pk=world.connections["jo"].pk).ring == 4


def test_adding_somebody_shares_nothing(world: World, sign_in: SignIn, part: Part) -> None:
    typed = {"name": "Priti", "relationship": "Friend", "voice": "family", "ring": "2"}
    told = sign_in("sam").post(reverse("add_to_circle"), typed).content.decode()
    assert "Priti sees nothing until you choose." in told and not Connection.objects.filter(name="Priti").exists()
    answer = sign_in("sam").post(reverse("add_to_circle"), {**typed, "step": "done"}, follow=True)
    assert "Priti is in your circle" in answer.content.decode()
    assert not Slip.objects.exists()


def test_what_was_typed_stays_when_something_is_to_be_put_right(sign_in: SignIn, world: World) -> None:
    body = sign_in("sam").post(reverse("add_to_circle"), {"relationship": "Choir"}).content.decode()
    assert "Choir" in body and "Write the name that you call them." in body


def test_a_photo_that_is_none_is_said_beside_its_field(world: World, sign_in: SignIn) -> None:
    upload = SimpleUploadedFile("gran.jpg", b"not a photo", content_type="image/jpeg")
    typed = {"name": "Nan", "relationship": "Gran", "ring": "2", "photo": upload}
    body = sign_in("sam").post(tie_page("edit_connection", world, "gran"), typed).content.decode()
    assert 'value="Nan"' in body
    assert Connection.objects.get(pk=world.connections["gran"].pk).name == "Gwen"


def test_taking_off_stops_all_they_see_at_once_and_tells_nobody(world: World, sign_in: SignIn, part: Part) -> None:
    share(world, part, "mum")
    sign_in("sam").post(tie_page("take_off", world, "mum"))
    assert not Part.objects.visible_to(world.actor("mum")).exists()
    assert not Letter.objects.exists()


def test_somebody_who_died_keeps_a_place_and_loses_all_access(world: World, sign_in: SignIn, part: Part) -> None:
    share(world, part, "gran")
    client = sign_in("sam")
    client.post(tie_page("has_died", world, "gran"))
    body = client.get(reverse("circle")).content.decode()
    assert "People I remember" in body and "Gwen" in body
    assert not Slip.objects.live().exists()
    assert client.get(tie_page("connection", world, "gran")).status_code == 200
    assert client.post(tie_page("invite", world, "gran"), {"email": "a@demo.example"}).status_code == 404


def test_the_11th_invitation_of_a_day_is_refused_kindly(world: World, sign_in: SignIn) -> None:
    client = sign_in("sam")
    for number in range(11):
        answer = client.post(tie_page("invite", world, "gran"), {"email": f"g{number}@demo.example"})
    assert answer.status_code == 200
    assert "You have sent 10 today" in answer.content.decode()


def test_leaving_is_mine_alone_and_ends_what_i_see(world: World, sign_in: SignIn, part: Part) -> None:
    share(world, part, "mum")
    assert sign_in("dev").post(tie_page("leave_circle", world, "mum")).status_code == 404
    assert sign_in("sam").post(tie_page("leave_circle", world, "mum")).status_code == 403
    sign_in("mum").post(tie_page("leave_circle", world, "mum"))
    assert not Part.objects.visible_to(world.actor("mum")).exists()


def test_stopping_takes_two_taps_and_tells_nobody(world: World, sign_in: SignIn) -> None:
    client = sign_in("sam")
    client.get(reverse("stop_for_now"))
    assert Person.objects.get(pk=world.sam.pk).paused_at is None
    client.post(reverse("stop_for_now"), {"go": "stop"})
    assert Person.objects.get(pk=world.sam.pk).paused_at is not None
    assert not Letter.objects.exists()
    client.post(reverse("stop_for_now"), {"go": "start"})
    assert Person.objects.get(pk=world.sam.pk).paused_at is None


def test_asking_for_help_sends_one_letter_an_hour_to_each_person(world: World, sign_in: SignIn) -> None:
    client = sign_in("sam")
    for who in ("mum", "mum", "dev"):
        client.post(reverse("ask_for_help"), {"who": str(world.connections[who].pk)})
    assert sorted(Letter.objects.values_list("to_email", flat=True)) == ["dev@demo.example", "mum@demo.example"]
    Letter.objects.update(created_at=timezone.now() - timedelta(hours=1, seconds=1))
    client.post(reverse("ask_for_help"), {"who": str(world.connections["mum"].pk)})
    assert Letter.objects.count() == 3


def test_help_is_asked_only_of_my_own_circle(world: World, sign_in: SignIn) -> None:
    for who in ("gran", "dad"):
        sign_in("sam").post(reverse("ask_for_help"), {"who": str(world.connections[who].pk)})
    assert sign_in("mum").post(reverse("ask_for_help")).status_code == 404
    assert not Letter.objects.exists()


def test_a_shared_plan_is_on_the_list_and_a_plan_not_shared_is_not(world: World, sign_in: SignIn, part: Part) -> None:
    share(world, part, "mum")
    assert "Open the plan" in sign_in("mum").get(reverse("shared_with_me")).content.decode()
    assert "Open the plan" not in sign_in("dev").get(reverse("shared_with_me")).content.decode()


def test_somebody_who_acts_by_law_finds_the_plan(world: World, sign_in: SignIn) -> None:
    assert "People you act for" in sign_in("attorney").get(reverse("shared_with_me")).content.decode()


def test_the_list_of_shared_plans_goes_on_after_twenty(world: World, sign_in: SignIn) -> None:
    for number in range(21):
        person = actions.start_person(by=world.actor("sam"), preferred_name=f"Person{number:02}")
        tie = actions.add_connection(by=world.actor("sam"), person=person, name="Ann", user=world.users["mum"])
        sharing.give(by=world.actor("sam"), person=person, connection=tie, part_ids=[person.pk])
    client = sign_in("mum")
    first = client.get(reverse("shared_with_me"))
    second = client.get(reverse("shared_with_me") + first.context["next_url"])
    names = [row["person"] for answer in (first, second) for row in answer.context["rows"]]
    assert len(names) == len(set(names)) == 21
    assert second.context["next_url"] == ""


@pytest.mark.parametrize("odd", ["nonsense", "1_2", "nan_x", "1e400_00000000-0000-0000-0000-000000000000"])
def test_a_place_in_the_list_that_is_none_shows_the_beginning(sign_in: SignIn, odd: str) -> None:
    assert sign_in("mum").get(reverse("shared_with_me"), {"after": odd}).status_code == 200


@pytest.mark.parametrize(("name", "who"), [("circle", "sam"), ("shared_with_me", "mum"), ("ask_for_help", "sam")])
def test_queries_do_not_grow_with_the_circle(
    world: World, sign_in: SignIn, part: Part, django_assert_num_queries: Callable, name: str, who: str
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    share(world, part, "mum")
    client = sign_in(who)
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(name))
    for number in range(3):
        person = actions.start_person(by=world.actor("sam"), preferred_name=f"P{number}")
        tie = actions.add_connection(by=world.actor("sam"), person=person, name="Ann", user=world.users["mum"])
        sharing.give(by=world.actor("sam"), person=person, connection=tie, part_ids=[person.pk])
        actions.add_connection(by=world.actor("sam"), person=world.sam, name=f"More{number}")
    share(world, part, "dev", "gran", "bea")
    with django_assert_num_queries(len(one)):
        client.get(reverse(name))


def test_mums_list_is_the_same_whether_or_not_something_hidden_exists(
    world: World, sign_in: SignIn, part: Part
) -> None:
    share(world, part, "mum")
    client = sign_in("mum")
    before = page(client, reverse("shared_with_me"))
    hidden = Part.objects.create(plan=world.sam.plan, tool="to_for_balance", place=Place.HEALTH)
    tie = actions.add_connection(by=world.actor("sam"), person=world.sam, name="Hidden Harri")
    sharing.give(by=world.actor("sam"), person=world.sam, connection=tie, part_ids=[hidden.pk])
    assert page(client, reverse("shared_with_me")) == before
