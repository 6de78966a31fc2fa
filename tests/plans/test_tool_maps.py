"""MAPs: eight panels along a road; the nightmares open only after "shall we?", and are the person's alone."""

from __future__ import annotations

import uuid

import pytest

from people import sharing
from people.enums import Level
from plans import actions
from plans.drawings.maps import maps
from plans.models import Item, Part
from plans.reading import read_part
from plans.tools import TOOLS
from plans.tools.declaration import Feeds
from tests.plans.sheets import (
    LONG,
    LONG_WORD,
    MUM,
    answers,
    assert_all_is_readable,
    place_of,
    right_of,
    row,
    say,
    words_on,
)
from tests.scenarios import World

TOOL = TOOLS["maps"]
EIGHT = ["what_is_a_map", "history", "dreams", "nightmares", "who_am_i", "gifts", "needs", "action"]
FEAR = "Being sent far away"


@pytest.fixture
def part(world: World) -> Part:
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="maps")


def test_there_are_eight_panels_in_the_order_of_the_road() -> None:
    assert [question.key for question in TOOL.questions] == EIGHT
    wide = maps(answers())["wide"]
    across = [right_of(place_of(wide, str(number))) for number in range(1, 9)]
    assert across == sorted(across)


def test_nightmares_open_only_after_shall_we_and_can_be_skipped(world: World, part: Part, sign_in) -> None:
    client = sign_in("sam")
    gently = client.get(f"/part/{part.pk}/nightmares/").content.decode()
    assert "Shall we?" in gently and f"/part/{part.pk}/who_am_i/" in gently and "People you can talk to" in gently
    assert "data-autosave" not in gently
    assert "data-autosave" in client.get(f"/part/{part.pk}/nightmares/?open=yes").content.decode()


def test_nightmares_are_the_persons_alone_where_the_map_is_shared(world: World, part: Part) -> None:
    sharing.set_levels(
        by=world.actor("sam"), person=world.sam, part_id=part.pk, levels={world.connections["mum"]: Level.HELP_WRITE}
    )
    for field, words in (("nightmares", FEAR), ("dreams", "A dog")):
        actions.save_item(by=world.actor("sam"), part=part, field=field, operation=uuid.uuid4(), text=words)
    assert Item.objects.get(field="nightmares").only_me
    mine, mums = (words_on(read_part(world.actor(who), part).drawing["tall"]) for who in ("sam", "mum"))
    assert FEAR in mine and "A dog" in mine
    assert FEAR not in mums and "A dog" in mums


def test_each_panel_feeds_what_the_reference_says() -> None:
    fed = {
        question.key: {*question.feeds, *(feed for cell in question.cells for feed in cell.feeds)}
        for question in TOOL.questions
    }
    assert fed == {
        "what_is_a_map": set(), "history": set(), "who_am_i": set(), "dreams": {Feeds.OUTCOME},
        "nightmares": {Feeds.RISK, Feeds.WHAT_IF, Feeds.FOR}, "gifts": {Feeds.APPRECIATE},
        "needs": {Feeds.SUPPORT, Feeds.BARRIER}, "action": {Feeds.ACTION},
    }  # fmt: skip


def test_the_truest_word_gets_a_ring_and_nobody_elses_word_does() -> None:
    def rings(*lines: object) -> int:
        return len(
            [mark for mark in maps(answers(who_am_i=list(lines)))["wide"].marks if mark.kind == "sun" and mark.stroke]
        )

    assert rings(say("Drummer"), say("Kind")) == 1
    assert rings(say("Drummer")) == 0 and rings(say("Kind", MUM), say("Funny", MUM)) == 0


@pytest.mark.parametrize("words", [LONG, LONG_WORD, "x", "WWWW " * 60])
@pytest.mark.parametrize("count", [1, 9])
def test_any_number_of_words_stays_readable_on_the_map(words: str, count: int) -> None:
    rows = {"history": ("when", "story"), "action": ("what", "who")}
    lists = {key: [row(**dict.fromkeys(rows[key], words)) if key in rows else say(words)] * count for key in EIGHT}
    assert_all_is_readable(maps(answers(**lists)))
