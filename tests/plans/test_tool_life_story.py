"""Life story: memories in the person's order, others' labelled as theirs, and hard times never on a wall."""

from __future__ import annotations

import uuid

import pytest

from people import sharing
from people.enums import Level
from plans import actions
from plans.drawings.life_story import life_story
from plans.models import Item, Part
from plans.reading import read_part
from plans.tools import TOOLS
from plans.tools.declaration import CellKind, Feeds
from tests.plans.sheets import (
    LONG,
    LONG_WORD,
    MUM,
    answers,
    assert_all_is_readable,
    down_of,
    place_of,
    row,
    say,
    words_on,
)
from tests.scenarios import World

TOOL = TOOLS["life_story"]
GRIEF = "My brother died in spring"


@pytest.fixture
def part(world: World) -> Part:
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="life_story")


def test_the_questions_and_what_they_feed() -> None:
    assert [question.key for question in TOOL.questions] == ["events", "ways", "hard_times", "means_now"]
    assert TOOL.question("means_now").feeds == (Feeds.SUPPORT,) and TOOL.question("ways").feeds == (Feeds.TO,)
    assert not TOOL.question("hard_times").feeds


def test_a_memory_may_be_fuzzy_about_when_and_say_how_it_felt() -> None:
    kinds = {cell.key: cell.kind for cell in TOOL.question("events").cells}
    assert kinds == {
        "when": CellKind.WHEN, "title": CellKind.WORDS, "story": CellKind.STORY, "people": CellKind.PERSON,
        "place": CellKind.PLACE, "feeling": CellKind.FACES,
    }  # fmt: skip


def test_hard_times_open_only_after_shall_we(world: World, part: Part, sign_in) -> None:
    page = sign_in("sam").get(f"/part/{part.pk}/hard_times/").content.decode()
    assert "Shall we?" in page and "data-autosave" not in page


def test_hard_times_are_the_persons_alone_where_the_story_is_shared(world: World, part: Part) -> None:
    sharing.set_levels(
        by=world.actor("sam"), person=world.sam, part_id=part.pk, levels={world.connections["mum"]: Level.HELP_WRITE}
    )
    actions.save_item(
        by=world.actor("sam"), part=part, field="hard_times", operation=uuid.uuid4(), cells={"story": GRIEF}
    )
    assert Item.objects.get().only_me
    assert GRIEF in str(read_part(world.actor("sam"), part).lines) and GRIEF not in str(
        read_part(world.actor("mum"), part).lines
    )


@pytest.mark.parametrize("kind", ["wide", "tall"])
def test_hard_times_are_never_drawn(kind: str) -> None:
    drawn = life_story(answers(events=[row(title="Born")], hard_times=[row(story=GRIEF)]))[kind]
    assert "Born" in words_on(drawn) and "brother" not in words_on(drawn)


def test_somebody_elses_memory_is_labelled_as_theirs_and_framed_as_theirs() -> None:
    sheet = life_story(answers(events=[row(MUM, title="The flood"), row(title="The mill")]))["wide"]
    assert "Ann remembers this" in words_on(sheet)
    assert [mark.kind for mark in sheet.marks if mark.kind.startswith("frame")] == ["frame-family", "frame-me"]


def test_memories_stay_in_the_order_that_the_person_gave() -> None:
    tall = life_story(answers(events=[row(title=name, when="2001") for name in ("Third", "First", "Second")]))["tall"]
    downs = [down_of(place_of(tall, name)) for name in ("Third", "First", "Second")]
    assert downs == sorted(downs)


def test_a_photo_is_drawn_in_its_ring_with_how_it_felt() -> None:
    sheet = life_story(answers(events=[row(photo=True, title="The mill", feeling="5")]))["wide"]
    assert [mark.item is not None for mark in sheet.marks if mark.kind == "photo"] == [True]
    assert any(mark.stroke and mark.kind == "ink" for mark in sheet.marks)


@pytest.mark.parametrize("words", [LONG, LONG_WORD, "x", "WWWW " * 60])
@pytest.mark.parametrize("count", [0, 1, 2, 9])
def test_any_number_of_words_stays_readable_on_the_thread(words: str, count: int) -> None:
    event = row(when=words, title=words, story=words, people=words, place=words, feeling="3")
    assert_all_is_readable(
        life_story(answers(events=[event] * count, ways=[say(words)] * count, means_now=[say(words)]))
    )
