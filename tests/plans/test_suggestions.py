"""Other people's words and offers: in their own voice, answered only by the person, and a no is a no."""

from __future__ import annotations

import uuid

import pytest

from people import sharing
from people.enums import Level
from plans import actions
from plans.models import Item, Outcome, Part, Suggestion
from tests.scenarios import World


@pytest.fixture
def part(world: World) -> Part:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="working_not_working")
    sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections["mum"], part_ids=[part.pk],
        level=Level.SUGGEST,
    )  # fmt: skip
    return part


def suggested(world: World, part: Part) -> Suggestion:
    return actions.suggest(
        by=world.actor("mum"), part=part, field="working", text="Sam sings again.", operation=uuid.uuid4()
    )


def test_mum_suggests_in_her_own_voice_and_nothing_is_written_in(world: World, part: Part, sign_in) -> None:
    client = sign_in("mum")
    page = client.get(f"/part/{part.pk}/working/").content.decode()
    assert "What is going well for Sam?" in page
    operation = uuid.uuid4()
    for _ in range(2):
        client.post(f"/part/{part.pk}/working/", {"text": "Sam sings again.", "operation": str(operation)})
    only = Suggestion.objects.get()
    assert only.said_by == world.connections["mum"] and not Item.objects.exists()
    page = sign_in("sam").get(f"/part/{part.pk}/").content.decode()
    assert "Sam sings again." in page and "Ann" in page


@pytest.mark.parametrize(
    ("answer", "text", "kept"),
    [
        ("accepted", "", [("Sam sings again.", None)]),
        ("change", "I sing again.", [("I sing again.", None)]),
        ("beside", "", [("Sam sings again.", "mum")]),
        ("refused", "", []),
    ],
)
def test_the_person_answers(world: World, part: Part, sign_in, answer: str, text: str, kept: list) -> None:
    suggestion = suggested(world, part)
    for _ in range(2):
        sign_in("sam").post(f"/suggestion/{suggestion.pk}/", {"answer": answer, "text": text})
    expected = [(words, world.connections[who].pk if who else None) for words, who in kept]
    assert list(Item.objects.values_list("text", "said_by")) == expected
    assert not Suggestion.objects.open().filter(kind="suggestion").exists()


def test_nobody_else_answers_a_suggestion(world: World, part: Part, sign_in) -> None:
    suggestion = suggested(world, part)
    assert sign_in("mum").post(f"/suggestion/{suggestion.pk}/", {"answer": "accepted"}).status_code == 403
    assert sign_in("dev").post(f"/suggestion/{suggestion.pk}/", {"answer": "accepted"}).status_code == 404
    assert not Item.objects.exists()


def test_what_does_not_work_is_offered_as_a_change_and_yes_makes_it(world: World, part: Part, sign_in) -> None:
    saved = actions.save_item(
        by=world.actor("sam"), part=part, field="not_working", operation=uuid.uuid4(), text="The bus stops at six."
    )
    offer = Suggestion.objects.get(field="outcome")
    assert (offer.field, offer.source_item) == ("outcome", saved.item)
    sign_in("sam").post(f"/suggestion/{offer.pk}/", {"answer": "accepted"})
    assert Outcome.objects.get().in_my_words == "The bus stops at six."


def test_a_no_is_not_asked_again_until_the_words_change(world: World, part: Part) -> None:
    sam = world.actor("sam")
    operation = uuid.uuid4()
    item = actions.save_item(by=sam, part=part, field="not_working", operation=operation, text="Bus").item
    actions.refuse_suggestion(by=sam, suggestion=Suggestion.objects.get(field="outcome"))
    actions.save_item(by=sam, part=part, field="not_working", operation=operation, text="Bus")
    assert not Suggestion.objects.open().filter(field="outcome").exists()
    actions.save_item(
        by=sam, part=part, field="not_working", operation=uuid.uuid4(), item_id=item.pk, base_version=1, text="Late bus"
    )
    assert [each.text for each in Suggestion.objects.open().filter(field="outcome")] == ["Late bus"]


def test_an_open_offer_follows_the_words(world: World, part: Part) -> None:
    sam = world.actor("sam")
    item = actions.save_item(by=sam, part=part, field="not_working", operation=uuid.uuid4(), text="B").item
    actions.save_item(
        by=sam, part=part, field="not_working", operation=uuid.uuid4(), item_id=item.pk, base_version=1, text="Bus"
    )
    assert [each.text for each in Suggestion.objects.open().filter(field="outcome")] == ["Bus"]


def test_mums_own_words_are_never_offered_as_the_persons(world: World, part: Part) -> None:
    actions.save_item(by=world.actor("mum"), part=part, field="not_working", operation=uuid.uuid4(), text="Phone")
    assert not Suggestion.objects.exists()
