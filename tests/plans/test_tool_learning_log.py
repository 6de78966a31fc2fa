"""The learning log: newest first, read whole by the person, looked through by plain links, and what repeats is offered."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from people import sharing
from people.enums import Level
from plans import actions
from plans.actions.offers import SEEN_OFTEN
from plans.models import Item, Part, Suggestion
from plans.reading import read_part
from tests.scenarios import World
from tests.scenarios.plan import drawn_photo


@pytest.fixture
def part(world: World) -> Part:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="learning_log")
    sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections["jo"], part_ids=[part.pk],
        level=Level.HELP_WRITE,
    )  # fmt: skip
    return part


def entry(world: World, part: Part, who: str = "sam", **cells: str) -> Item:
    return actions.save_item(by=world.actor(who), part=part, field="log", operation=uuid.uuid4(), cells=cells).item


def test_the_newest_entry_is_on_top_by_the_day_it_is_about(world: World, part: Part) -> None:
    for day, what in (("2026-03-02", "Swimming"), ("2026-05-09", "Choir"), ("2026-01-20", "Bowling")):
        entry(world, part, date=day, activity=what)
    cards = read_part(world.actor("sam"), part).drawing["cards"]
    assert [card["activity"] for card in cards] == ["Choir", "Swimming", "Bowling"]


def test_the_person_reads_every_entry_about_them(world: World, part: Part, sign_in) -> None:
    entry(world, part, who="jo", date="2026-03-02", activity="Swimming", worked="The warm pool", learned="Sam floats")
    page = sign_in("sam").get(f"/part/{part.pk}/").content.decode()
    assert all(words in page for words in ("Swimming", "The warm pool", "Sam floats", "Jo said this", "2 March"))


@pytest.mark.parametrize(("asked", "shown"), [("?activity=swimming", "Swimming"), ("?who=Dev", "Choir")])
def test_the_log_is_looked_through_by_activity_or_person(
    world: World, part: Part, sign_in, asked: str, shown: str
) -> None:
    entry(world, part, activity="Swimming", who_was_there="Jo", worked="Warm pool")
    entry(world, part, activity="Choir", who_was_there="Dev, Ann", worked="High notes")
    page = sign_in("sam").get(f"/part/{part.pk}/{asked}").content.decode()
    assert ("Warm pool" in page) is (shown == "Swimming") and ("High notes" in page) is (shown == "Choir")


def test_a_photo_stands_on_the_line_with_its_words(world: World, part: Part, sign_in) -> None:
    actions.save_photo(
        by=world.actor("sam"), part=part, field="media", operation=uuid.uuid4(), upload=drawn_photo(),
        description="The pool on Monday",
    )  # fmt: skip
    assert "The pool on Monday" in sign_in("sam").get(f"/part/{part.pk}/").content.decode()


def test_what_is_seen_four_times_is_offered_to_the_profile_once(world: World, part: Part) -> None:
    said = ("The warm pool", "the warm pool.", "Noise\nThe  warm pool", "The warm pool!")
    for number, words in enumerate(said, start=1):
        entry(world, part, who="jo" if number % 2 else "sam", worked=words)
        assert Suggestion.objects.exists() is (number >= SEEN_OFTEN)
    offer = Suggestion.objects.get()
    assert (offer.kind, offer.field, offer.text) == ("offer", "one_page_profile.important_to", "The warm pool!")
    actions.refuse_suggestion(by=world.actor("sam"), suggestion=offer)
    entry(world, part, worked="The warm pool")
    assert Suggestion.objects.count() == 1


def test_what_was_learned_often_is_offered_as_how_to_help(world: World, part: Part, sign_in) -> None:
    for _number in range(SEEN_OFTEN):
        entry(world, part, who="jo", learned="Wait for an answer")
    offer = Suggestion.objects.get()
    sign_in("sam").post(f"/suggestion/{offer.pk}/", {"answer": "change", "text": "Wait for my answer"})
    assert list(Item.objects.filter(part__tool="one_page_profile").values_list("field", "text")) == [
        ("support", "Wait for my answer")
    ]


def test_one_entry_is_a_note_and_not_an_offer(world: World, part: Part) -> None:
    entry(world, part, worked="The warm pool", learned="I like warm water")
    assert not Suggestion.objects.exists()


def test_an_entry_for_the_person_alone_is_not_counted(world: World, part: Part) -> None:
    for _number in range(SEEN_OFTEN - 1):
        entry(world, part, worked="The warm pool")
    hidden = entry(world, part, worked="Something else")
    Item.objects.filter(pk=hidden.pk).update(only_me=True, cells={"worked": "The warm pool"})
    entry(world, part, worked="Tea")
    assert not Suggestion.objects.exists()


def test_an_entry_by_somebody_paid_is_corrected_by_a_new_one_and_never_changed(
    world: World, part: Part, sign_in
) -> None:
    theirs = entry(world, part, who="jo", activity="Swimming", worked="The warm pool")
    with pytest.raises(PermissionDenied):
        actions.save_item(
            by=world.actor("jo"), part=part, field="log", operation=uuid.uuid4(), item_id=theirs.pk, base_version=1,
            cells={"activity": "Bowling"},
        )  # fmt: skip
    with pytest.raises(PermissionDenied):
        actions.take_out(by=world.actor("jo"), item=theirs)
    page = sign_in("jo").get(f"/part/{part.pk}/log/").content.decode()
    assert f"version-{theirs.pk}" not in page and "Swimming" in page
    entry(world, part, who="jo", activity="It was bowling, not swimming")
    assert set(Item.objects.values_list("cells__activity", flat=True)) == {"Swimming", "It was bowling, not swimming"}


def test_the_persons_own_note_can_be_changed(world: World, part: Part) -> None:
    mine = entry(world, part, activity="Swimming")
    actions.save_item(
        by=world.actor("sam"), part=part, field="log", operation=uuid.uuid4(), item_id=mine.pk, base_version=1,
        cells={"activity": "Bowling"},
    )  # fmt: skip
    mine.refresh_from_db()
    assert mine.cells["activity"] == "Bowling"
