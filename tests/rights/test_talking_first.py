"""Talk to an advocate first: my own by name, or a press that asks for one, which somebody reads."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from people import actions as people_actions
from people.models import Assignment, Letter, Slip
from rights import actions
from rights.models import AdvocacyReferral
from tests.scenarios import World

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def body(client: Client) -> str:
    return client.get(reverse("talk_to_advocate")).content.decode()


def without_bea(world: World) -> None:
    people_actions.take_off_circle(by=world.actor("sam"), connection=world.connections["bea"])


def test_my_own_advocate_is_named_with_a_press_that_reaches_them(world: World, sign_in: SignIn) -> None:
    client, bea = sign_in("sam"), world.connections["bea"]
    words = body(client)
    assert "Bea is your advocate." in words and "Ask Bea to talk with me" in words
    assert "Ask for an advocate" not in words
    client.post(reverse("ask_for_help"), {"who": str(bea.pk)})
    assert Letter.objects.get().to_user == world.users["bea"]


def test_one_press_asks_for_an_advocate_and_whoever_works_with_me_reads_it(world: World, sign_in: SignIn) -> None:
    without_bea(world)
    client, shared = sign_in("sam"), Slip.objects.live().count()
    assert "Ask for an advocate" in body(client) and "Nia Pritchard can read that you asked" in body(client)
    for _time in range(2):
        client.post(reverse("talk_to_advocate"))
    asked = AdvocacyReferral.objects.get(person=world.sam)
    assert (asked.duty, asked.answer, asked.accepted_on) == ("asked", "yes", None)
    letter = Letter.objects.get()
    assert letter.to_user == world.users["nia"] and letter.path == reverse("person_rights", args=[world.sam.pk])
    assert "You asked for an advocate on" in body(client)
    assert "They asked for one themself." in sign_in("nia").get(letter.path).content.decode()
    assert Slip.objects.live().count() == shared, "nothing is shared by it"


def test_nothing_is_asked_where_nobody_would_read_it(world: World, sign_in: SignIn) -> None:
    without_bea(world)
    Assignment.objects.all().delete()
    client = sign_in("sam")
    words = body(client)
    assert "Ask for an advocate" not in words and world.council.phone in words
    client.post(reverse("talk_to_advocate"))
    assert not AdvocacyReferral.objects.filter(person=world.sam).exists() and not Letter.objects.exists()


@pytest.mark.parametrize("name", ["mum", "nia", "attorney", "bea", "olu", "stranger"])
def test_nobody_else_asks_for_an_advocate_in_my_name(world: World, sign_in: SignIn, name: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.ask_for_advocate(by=world.actor(name), person=world.sam)
    assert sign_in(name).get(reverse("talk_to_advocate")).status_code == 404
