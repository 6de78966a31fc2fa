"""A yes to a helper and a part that was left as it was: the first never undoes the second. ADR 0016, ADR 0017."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people import actions as people_actions
from people import sharing
from people.enums import Level
from people.models import HelpSession, Slip
from plans import actions
from plans.actions.as_it_was import leave_as_it_was
from plans.models import Item, Part
from plans.sharing_changes import stop_seeing
from tests.scenarios import World

SignIn = Callable[[str], Client]
OLD, NEW = "I like the sea.", "I am leaving home."


@pytest.fixture
def left(world: World) -> Part:
    """A part that Mum goes on seeing as it was, with a line in it that she must not read."""
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    say(world, part, OLD)
    share(world, part)
    leave_as_it_was(by=world.actor("sam"), part=part, connection=world.connections["mum"])
    say(world, part, NEW)
    return part


@pytest.fixture
def shown(world: World) -> Part:
    """Another part, which Mum sees as it is."""
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="good_bad_day")
    share(world, part)
    return part


def share(world: World, part: Part) -> Slip:
    return sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections["mum"], part_ids=[part.pk],
        level=Level.SUGGEST,
    )  # fmt: skip


def say(world: World, part: Part, words: str) -> None:
    actions.save_item(by=world.actor("sam"), part=part, field="appreciate", operation=uuid.uuid4(), text=words)


def ask(world: World, *, in_front: bool = False) -> HelpSession:
    return people_actions.ask_to_help(
        by=world.actor("mum"), connection=world.connections["mum"], in_front=in_front
    )  # fmt: skip


def words_for_mum(world: World, sign_in: SignIn, part: Part) -> str:
    page = sign_in("mum").get(reverse("part", args=[part.pk])).content.decode()
    rows = " ".join(Item.objects.visible_to(world.actor("mum")).filter(part=part).values_list("text", flat=True))
    assert (NEW in page) == (NEW in rows), "the page and the query say the same"
    return page


def yes(client: Client, session: HelpSession, *parts: Part, **more: object) -> str:
    data = {"answer": "yes", "minutes": 60, "parts": [part.pk for part in parts], **more}
    return client.post(reverse("answer_help", args=[session.pk]), data).content.decode()


def test_a_part_left_as_it_was_is_not_ticked_and_a_plain_yes_leaves_it_so(
    world: World, sign_in: SignIn, left: Part, shown: Part
) -> None:
    session, sam = ask(world), sign_in("sam")
    page = sam.get(reverse("answer_help", args=[session.pk])).content.decode()
    assert (
        f'value="{shown.pk}" id="id_parts_0" checked' in page or f'value="{shown.pk}" id="id_parts_1" checked' in page
    )
    assert page.count(" checked") == 2, "the other part and the hour"
    assert "as it is now" not in page and "old words" not in page, "who helps may sit beside them"
    yes(sam, session, shown)
    assert set(Slip.objects.get(basis="helping").part_ids) == {shown.pk}
    page = words_for_mum(world, sign_in, left)
    assert OLD in page and NEW not in page


def test_one_sentence_comes_first_and_only_a_second_tick_shows_it_as_it_is_now(
    world: World, sign_in: SignIn, left: Part, shown: Part
) -> None:
    session, sam = ask(world), sign_in("sam")
    told = yes(sam, session, left, shown)
    assert "Ann will see it as it is now." in told and not HelpSession.objects.running().exists()
    assert NEW not in words_for_mum(world, sign_in, left)
    yes(sam, session, left, shown, told=[left.pk])
    assert set(Slip.objects.get(basis="helping").part_ids) == {shown.pk}, "told, and not ticked again"
    people_actions.end_help(by=world.actor("sam"), session=session)
    again = ask(world)
    yes(sam, again, left, seen_now=[left.pk])
    assert not HelpSession.objects.running().exists(), "a tick that was sent before the sentence counts for nothing"
    yes(sam, again, left, told=[left.pk], seen_now=[left.pk])
    assert NEW in words_for_mum(world, sign_in, left)
    people_actions.end_help(by=world.actor("sam"), session=again)
    page = words_for_mum(world, sign_in, left)
    assert OLD in page and NEW not in page, "the help is over: as it was again"


def test_nothing_ticked_after_the_sentence_opens_nothing(world: World, sign_in: SignIn, left: Part) -> None:
    session, sam = ask(world), sign_in("sam")
    yes(sam, session, left, told=[left.pk])
    assert "Nothing was opened for Ann." in sam.get(reverse("answer_help", args=[session.pk])).content.decode()
    assert not HelpSession.objects.running().exists() and not Slip.objects.filter(basis="helping").exists()


def test_a_heard_yes_never_opens_a_part_that_was_left_as_it_was(
    world: World, sign_in: SignIn, left: Part, shown: Part
) -> None:
    session, nia = ask(world, in_front=True), world.actor("nia")
    with pytest.raises(PermissionDenied):
        people_actions.say_yes(by=nia, session=session, part_ids=[left.pk], as_it_is_now=[left.pk])
    heard, worker = reverse("answer_help", args=[session.pk]), sign_in("nia")
    page = worker.get(heard).content.decode()
    assert "as it was" not in page and "old words" not in page
    worker.post(heard, {"answer": "yes", "parts": [left.pk], "told": [left.pk], "seen_now": [left.pk]})
    assert set(Slip.objects.get(basis="helping").part_ids) == {shown.pk}
    assert NEW not in words_for_mum(world, sign_in, left)


def test_leaving_a_part_as_it_was_ends_the_help_in_it_that_runs(world: World, sign_in: SignIn, shown: Part) -> None:
    say_in = actions.save_item(
        by=world.actor("sam"), part=shown, field="good_wake", operation=uuid.uuid4(), text=OLD
    )  # fmt: skip
    assert say_in.item
    session = ask(world)
    people_actions.say_yes(by=world.actor("sam"), session=session, part_ids=[shown.pk])
    slip = Slip.objects.live().get(connection=world.connections["mum"], basis="choice")
    stop_seeing(by=world.actor("sam"), slip=slip, parts=[shown], leave=True)
    assert not Slip.objects.live().filter(basis="helping", ends_at__gt=timezone.now() - timedelta(days=1)).exists()
    assert not Item.objects.visible_to(world.actor("mum")).filter(part=shown).exists(), "a copy stands in its place"
