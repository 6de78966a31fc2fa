"""Seeing my plan as somebody else sees it: the same as their own page, to look at only, with no trace of theirs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import AuditEntry
from people import sharing
from people.actors import Actor, seeing_as
from people.models import Session
from plans.enums import Place
from plans.models import Action, Item, Outcome, Part
from tests.scenarios import World

SignIn = Callable[[str], Client]


@pytest.fixture
def parts(world: World) -> list[Part]:
    """Three parts, each with words; Mum sees two, Dev one, the attorney money alone."""
    made = [
        Part.objects.create(plan=world.sam.plan, tool=tool, place=place)
        for tool, place in (
            ("one_page_profile", Place.ME), ("communication_chart", Place.ME), ("to_for_balance", Place.HEALTH),
        )
    ]  # fmt: skip
    Part.objects.create(plan=world.sam.plan, tool="what_if", place=Place.MONEY)
    Item.objects.create(part=made[0], field="appreciate", text="My laugh")
    for name, shared in (("mum", made[:2]), ("dev", made[1:2]), ("gran", made[2:])):
        sharing.give(
            by=world.actor("sam"), person=world.sam, connection=world.connections[name],
            part_ids=[part.pk for part in shared],
        )  # fmt: skip
    return made


def eyes_of(world: World, name: str) -> str:
    return reverse("see_as", args=[world.connections[name].pk])


def quilt(body: str) -> str:
    """The shared plan within a page, with every address taken out."""
    found = re.search(r'<ul class="quilt.*?</ul>|<p class="lead">[^<]*shows you nothing now.</p>', body, re.DOTALL)
    assert found, "the shared plan is on neither page"
    return re.sub(r'href="[^"]*"', "href", found.group())


@pytest.mark.parametrize("name", ["mum", "dev", "attorney"])
def test_see_as_is_the_same_as_their_own_page(world: World, sign_in: SignIn, parts: list[Part], name: str) -> None:
    real = sign_in(name).get(reverse("plan", args=[world.sam.pk]))
    seen = sign_in("sam").get(eyes_of(world, name))
    assert real.status_code == 200
    assert quilt(seen.content.decode()) == quilt(real.content.decode())


@pytest.mark.parametrize("name", ["mum", "dev", "gran", "attorney"])
def test_each_part_is_there_for_their_eyes_exactly_when_they_can_see_it(
    world: World, sign_in: SignIn, parts: list[Part], name: str
) -> None:
    client = sign_in("sam")
    eyes = world.connections[name]
    there = {
        part.pk
        for part in Part.objects.all()
        if part.tool != "what_if" and client.get(reverse("see_as_part", args=[eyes.pk, part.pk])).status_code == 200
    }
    reached = {"mum": parts[:2], "dev": parts[1:2], "gran": parts[2:], "attorney": []}[name]
    assert there == {part.pk for part in reached}


def test_the_words_of_a_part_are_shown_as_they_get_them(world: World, sign_in: SignIn, parts: list[Part]) -> None:
    path = reverse("see_as_part", args=[world.connections["mum"].pk, parts[0].pk])
    body = sign_in("sam").get(path).content.decode()
    assert "My laugh" in body
    assert "<form" not in body.split("<main")[1]


def test_a_part_is_the_same_as_on_their_own_page(world: World, sign_in: SignIn, parts: list[Part]) -> None:
    Item.objects.create(part=parts[0], field="important", text="Tea at four")
    real = sign_in("mum").get(reverse("part", args=[parts[0].pk])).content.decode()
    path = reverse("see_as_part", args=[world.connections["mum"].pk, parts[0].pk])
    seen = sign_in("sam").get(path).content.decode()
    assert words_of(seen) == words_of(real) != []


def words_of(body: str) -> list[str]:
    return re.findall(r'<ul class="picks picks--words">.*?</ul>', body, re.DOTALL)


def test_somebody_with_nothing_shared_is_shown_nothing_and_no_gap(world: World, sign_in: SignIn) -> None:
    body = sign_in("sam").get(eyes_of(world, "bea")).content.decode()
    assert "shows you nothing now" in body
    shown = re.sub(r'<div class="unsent".*?</div>|aria-hidden="true"', "", body.split("<main")[1])
    assert "hidden" not in shown


def test_only_the_parts_of_this_plan_are_seen_through_their_eyes(
    world: World, sign_in: SignIn, parts: list[Part]
) -> None:
    from people import actions
    from plans.models import Plan

    other = actions.start_person(by=world.actor("sam"), preferred_name="Other")
    theirs = Part.objects.create(plan=Plan.objects.create(person=other), tool="one_page_profile", place=Place.ME)
    tie = actions.add_connection(by=world.actor("sam"), person=other, name="Ann", user=world.users["mum"])
    sharing.give(by=world.actor("sam"), person=other, connection=tie, part_ids=[theirs.pk])
    assert len(sign_in("sam").get(eyes_of(world, "mum")).context["tiles"]) == 2
    path = reverse("see_as_part", args=[world.connections["mum"].pk, theirs.pk])
    assert sign_in("sam").get(path).status_code == 404


def test_see_as_writes_nothing_and_makes_no_session(world: World, sign_in: SignIn, parts: list[Part]) -> None:
    client = sign_in("sam")

    def rows() -> tuple[int, ...]:
        return AuditEntry.objects.count(), Session.objects.count()

    before = rows()
    client.get(eyes_of(world, "mum"))
    client.get(reverse("see_as_part", args=[world.connections["mum"].pk, parts[0].pk]))
    assert rows() == before
    assert client.session["_auth_user_id"] == str(world.users["sam"].pk)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_see_as_refuses_all_that_could_change_something(
    world: World, sign_in: SignIn, parts: list[Part], method: str
) -> None:
    client = sign_in("sam")
    for path in (eyes_of(world, "mum"), reverse("see_as_part", args=[world.connections["mum"].pk, parts[0].pk])):
        assert getattr(client, method)(path).status_code == 405


@pytest.mark.parametrize("name", ["mum", "nia", "attorney", "olu", "stranger"])
def test_nobody_but_the_person_sees_as(world: World, sign_in: SignIn, name: str) -> None:
    assert sign_in(name).get(eyes_of(world, "mum")).status_code == 404


def test_the_way_back_to_my_plan_comes_first(world: World, sign_in: SignIn, parts: list[Part]) -> None:
    main = sign_in("sam").get(eyes_of(world, "mum")).content.decode().split("<main")[1]
    first = re.search(r"<(a|button|input|select)\b[^>]*>", main)
    assert first is not None and f'href="{reverse("my_plan")}"' in first.group()


def test_queries_do_not_grow_with_the_parts_that_they_see(
    world: World, sign_in: SignIn, parts: list[Part], django_assert_num_queries: Callable[..., Any]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in("sam")
    client.get(eyes_of(world, "dev"))
    with CaptureQueriesContext(connection) as one:
        client.get(eyes_of(world, "dev"))
    sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections["dev"],
        part_ids=[part.pk for part in parts],
    )  # fmt: skip
    with django_assert_num_queries(len(one)):
        client.get(eyes_of(world, "dev"))


def test_somebody_who_has_not_joined_is_shown_the_promises_of_a_wish_that_they_see(world: World) -> None:
    """As they will be once they join: a promise goes with its wish."""
    part = Part.objects.create(plan=world.sam.plan, tool="outcome", place=Place.DREAMS)
    wish = Outcome.objects.create(part=part, in_my_words="A dog")
    promise = Action.objects.create(
        plan=world.sam.plan, outcome=wish, what="Ask at the shelter", who="Dev", by_when="2030-01-01"
    )
    gran = world.connections["gran"]
    assert not Action.objects.visible_to(seeing_as(gran)).exists()
    sharing.give(by=world.actor("sam"), person=world.sam, connection=gran, part_ids=[part.pk])
    assert list(Action.objects.visible_to(seeing_as(gran))) == [promise]
    assert not Action.objects.visible_to(Actor()).exists()
