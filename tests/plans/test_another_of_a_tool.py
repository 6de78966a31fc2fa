"""Start another: a tool that fits several things is there once for each, and each says everywhere what it is for."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import AuditEntry
from people import sharing
from people.models import Slip
from plans import actions, looks, prints
from plans.models import Part
from plans.tools import TOOLS
from tests.scenarios import World

SignIn = Callable[[str], Client]
PROFILE, AT_WORK = "one_page_profile", "All about me on one page: Work"


@pytest.fixture
def profile(world: World) -> Part:
    plan = actions.begin_plan(by=world.actor("sam"), person=world.sam)
    return actions.start_part(by=world.actor("sam"), plan=plan, tool=PROFILE)


@pytest.fixture
def at_work(world: World, profile: Part, sign_in: SignIn) -> Part:
    sign_in("sam").post(reverse("start_another", args=[PROFILE]), {"setting": " Work "})
    return Part.objects.get(plan=world.sam.pk, setting="Work")


def body(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_a_place_offers_another_of_what_was_begun_and_may_repeat(world: World, sign_in: SignIn, profile: Part) -> None:
    actions.start_part(by=world.actor("sam"), plan=profile.plan, tool="gifts")
    page = body(sign_in("sam"), reverse("place", args=[world.sam.pk, "me"]))
    assert page.count("Start another") == 1
    assert reverse("start_another", args=[PROFILE]) in page


def test_what_was_not_begun_is_started_and_not_started_again(world: World, sign_in: SignIn) -> None:
    actions.begin_plan(by=world.actor("sam"), person=world.sam)
    assert "Start another" not in body(sign_in("sam"), reverse("place", args=[world.sam.pk, "me"]))


@pytest.mark.parametrize("tool", [key for key, tool in TOOLS.items() if tool.one_for])
def test_another_is_asked_one_question_and_gives_examples(world: World, sign_in: SignIn, tool: str) -> None:
    page = body(sign_in("sam"), reverse("start_another", args=[tool]))
    assert "What is this one for?" in page
    assert all(f'value="{words}"' in page for words in TOOLS[tool].one_for)


def test_the_tools_of_which_several_make_sense() -> None:
    """Planning tools reference: one per setting, per role and topic, one thing each, a dream, a topic, a helper."""
    assert {key for key, tool in TOOLS.items() if tool.one_for} == {
        PROFILE, "doughnut", "positive_risk", "path", "four_plus_one", "matching",
    }  # fmt: skip


def test_a_tool_of_which_there_is_one_is_not_started_again(sign_in: SignIn, profile: Part) -> None:
    for tool in ("gifts", "outcome", "no-such-tool"):
        assert sign_in("sam").get(reverse("start_another", args=[tool])).status_code == 404


def test_another_is_for_what_was_typed_and_begins_with_its_first_question(
    world: World, sign_in: SignIn, profile: Part
) -> None:
    answer = sign_in("sam").post(reverse("start_another", args=[PROFILE]), {"setting": " Work "})
    part = Part.objects.get(plan=world.sam.pk, setting="Work")
    assert answer["Location"] == reverse("question", args=[part.pk, "photo"])


def test_another_is_just_for_me_whatever_the_first_is(world: World, sign_in: SignIn, profile: Part) -> None:
    sharing.give(by=world.actor("sam"), person=world.sam, connection=world.connections["mum"], part_ids=[profile.pk])
    sign_in("sam").post(reverse("start_another", args=[PROFILE]), {"setting": "Work"})
    part = Part.objects.get(plan=world.sam.pk, setting="Work")
    assert not Slip.objects.filter(part_ids__contains=[part.pk]).exists()
    assert sign_in("mum").get(reverse("part", args=[part.pk])).status_code == 404


def test_an_example_can_be_pressed(world: World, sign_in: SignIn, profile: Part) -> None:
    sign_in("sam").post(reverse("start_another", args=[PROFILE]), {"setting": "", "example": "Hospital"})
    assert Part.objects.filter(plan=world.sam.pk, setting="Hospital").exists()
    assert 'value="Hospital"' not in body(sign_in("sam"), reverse("start_another", args=[PROFILE]))


def test_the_same_words_lead_to_the_part_that_is_there(world: World, sign_in: SignIn, at_work: Part) -> None:
    answer = sign_in("sam").post(reverse("start_another", args=[PROFILE]), {"setting": "work"})
    assert answer["Location"] == reverse("part", args=[at_work.pk])
    assert Part.objects.filter(plan=world.sam.pk, tool=PROFILE).count() == 2


@pytest.mark.parametrize("setting", ["", "   ", "x" * 81])
def test_words_that_do_not_fit_are_said_kindly_and_stay(
    world: World, sign_in: SignIn, profile: Part, setting: str
) -> None:
    answer = sign_in("sam").post(reverse("start_another", args=[PROFILE]), {"setting": setting})
    assert answer.status_code == 422 and "data-fixes" in answer.content.decode()
    assert not setting.strip() or f'value="{setting}"' in answer.content.decode()
    assert Part.objects.filter(plan=world.sam.pk, tool=PROFILE).count() == 1


def test_it_says_what_it_is_for_wherever_it_is_listed(world: World, sign_in: SignIn, at_work: Part) -> None:
    client, words = sign_in("sam"), "I am on time."
    actions.save_item(by=world.actor("sam"), part=at_work, field="appreciate", operation=uuid.uuid4(), text=words)
    pages = {
        "part": reverse("part", args=[at_work.pk]),
        "question": reverse("question", args=[at_work.pk, "appreciate"]),
        "undo": reverse("undo", args=[at_work.pk]),
        "place": reverse("place", args=[world.sam.pk, "me"]),
        "my plan": reverse("my_plan"),
        "who can see it": reverse("part_sharing", args=[at_work.pk]),
        "who can see me": reverse("who_can_see"),
        "play": reverse("play"),
    }  # fmt: skip
    silent = [name for name, path in pages.items() if AT_WORK not in body(client, path)]
    assert not silent


def test_others_read_what_it_is_for_where_it_is_shown_to_them(world: World, sign_in: SignIn, at_work: Part) -> None:
    mum = world.connections["mum"]
    sharing.give(by=world.actor("sam"), person=world.sam, connection=mum, part_ids=[at_work.pk])
    assert AT_WORK in body(sign_in("mum"), reverse("plan", args=[world.sam.pk]))
    assert AT_WORK in body(sign_in("mum"), reverse("part", args=[at_work.pk]))
    assert AT_WORK in body(sign_in("sam"), reverse("see_as", args=[mum.pk]))
    assert AT_WORK in body(sign_in("sam"), reverse("who_can_see_person", args=[mum.pk]))


def test_who_looked_tells_which_of_them(world: World, sign_in: SignIn, profile: Part, at_work: Part) -> None:
    mum = world.connections["mum"]
    sharing.give(by=world.actor("sam"), person=world.sam, connection=mum, part_ids=[profile.pk, at_work.pk])
    for part in (profile, at_work):
        sign_in("mum").get(reverse("part", args=[part.pk]))
    told = [look.words for look in looks.told(world.sam, AuditEntry.objects.about(world.sam.pk).looks())]
    assert sorted(told) == ["Ann looked at All about me on one page.", f"Ann looked at {AT_WORK}."]


def test_who_looked_asks_for_the_settings_once(
    world: World, sign_in: SignIn, at_work: Part, django_assert_num_queries: Callable
) -> None:
    mum = world.connections["mum"]
    others = [
        actions.start_part(by=world.actor("sam"), plan=at_work.plan, tool=PROFILE, setting=setting)
        for setting in ("Home", "Hospital", "School")
    ]
    parts = [at_work, *others]
    sharing.give(by=world.actor("sam"), person=world.sam, connection=mum, part_ids=[part.pk for part in parts])
    sign_in("mum").get(reverse("part", args=[at_work.pk]))
    with django_assert_num_queries(3):
        looks.told(world.sam, AuditEntry.objects.about(world.sam.pk).looks())
    for part in others:
        sign_in("mum").get(reverse("part", args=[part.pk]))
    with django_assert_num_queries(3):
        assert len(looks.told(world.sam, AuditEntry.objects.about(world.sam.pk).looks())) == 4


def test_paper_says_what_each_is_for(world: World, at_work: Part) -> None:
    actions.save_item(
        by=world.actor("sam"), part=at_work, field="appreciate", operation=uuid.uuid4(), text="I am on time."
    )
    content = prints.content_for(world.sam, None, "en-gb")
    assert AT_WORK in [chapter["title"] for chapter in content["chapters"]]


def test_an_agreement_about_a_risk_takes_its_words_from_the_one_it_is_about(world: World, sign_in: SignIn) -> None:
    """Happy and safe may be there once for each thing to do: the words of one are not offered for another."""
    plan = actions.begin_plan(by=world.actor("sam"), person=world.sam)
    parts = [
        actions.start_part(by=world.actor("sam"), plan=plan, tool="positive_risk", setting=setting)
        for setting in ("The bus", "Cooking")
    ]
    for part, words in zip(parts, ("Ride to town", "Fry an egg"), strict=True):
        actions.save_item(by=world.actor("sam"), part=part, field="what_i_want", operation=uuid.uuid4(), text=words)
    client = sign_in("sam")
    for part, words, other in zip(parts, ("Ride to town", "Fry an egg"), ("Fry an egg", "Ride to town"), strict=True):
        assert f"{reverse('risk_agreements')}?of={part.pk}" in body(client, reverse("part", args=[part.pk]))
        address = f"{reverse('new_risk_agreement')}?of={part.pk}"
        assert address in body(client, f"{reverse('risk_agreements')}?of={part.pk}")
        assert words in body(client, address) and other not in body(client, address)
