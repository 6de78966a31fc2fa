"""What is told before somebody stops seeing something, on every way to shut a door (UX reference 6.7)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from people import sharing
from plans import actions
from plans.models import Part
from tests.scenarios import World

SignIn = Callable[[str], Client]
SAFE = "help to keep you safe. Helpers who cannot see it may not know. You decide."
BY_LAW = "Sometimes the law lets somebody see a part without your yes, to keep you or others from harm."
WAYS = ("stop_seeing", "close_circle", "take_off", "door", "stop")


def shared(world: World, tool: str) -> Part:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool=tool)
    sharing.give(by=world.actor("sam"), person=world.sam, connection=world.connections["dev"], part_ids=[part.pk])
    return part


def told_before(client: Client, world: World, part: Part, way: str) -> str:
    """The page that this way of shutting shows before anything is changed."""
    dev = world.connections["dev"]
    if way == "door":
        return client.post(reverse("part_sharing", args=[part.pk]), {"door": "just_me"}).content.decode()
    if way == "stop_seeing":
        return client.get(reverse(way, args=[dev.pk, dev.slips.get().pk])).content.decode()
    path = {
        "close_circle": reverse("close_circle"),
        "take_off": reverse("take_off", args=[dev.pk]),
        "stop": reverse("stop_for_now") + "?way=close",
    }[way]
    return client.get(path).content.decode()


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_shut_says_what_may_keep_me_safe_and_that_the_law_may_open_it(
    world: World, sign_in: SignIn, way: str
) -> None:
    words = told_before(sign_in("sam"), world, shared(world, "staying_well"), way)
    assert SAFE in words and BY_LAW in words


@pytest.mark.parametrize("way", WAYS)
def test_a_part_that_keeps_nobody_safe_carries_no_such_words(world: World, sign_in: SignIn, way: str) -> None:
    words = told_before(sign_in("sam"), world, shared(world, "one_page_profile"), way)
    assert SAFE not in words and BY_LAW in words


@pytest.mark.parametrize("way", ["close_circle", "take_off"])
def test_shutting_all_of_it_leads_to_an_advocate_first(world: World, sign_in: SignIn, way: str) -> None:
    words = told_before(sign_in("sam"), world, shared(world, "one_page_profile"), way)
    assert f'href="{reverse("talk_to_advocate")}"' in words


def test_closing_my_circle_offers_to_sign_my_other_devices_out(world: World, sign_in: SignIn) -> None:
    words = told_before(sign_in("sam"), world, shared(world, "one_page_profile"), "close_circle")
    assert f'href="{reverse("usersessions_list")}"' in words and "Sign out my other devices" in words
