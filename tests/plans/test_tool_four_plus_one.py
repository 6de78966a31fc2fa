"""4 + 1 questions (planning tools reference, 2.7): four boxes in a square, the +1 under them, names on every answer."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.test import Client

from plans import actions
from plans.drawings.four_and_one import SQUARE, four_and_one
from plans.tools import TOOLS
from plans.tools.declaration import Feeds, FieldKind
from tests.plans.spoken import ME, MUM, answers, said
from tests.scenarios import World


def test_its_fields_are_those_of_the_reference() -> None:
    tool = TOOLS["four_plus_one"]
    assert [question.key for question in tool.questions] == [
        "topic", "tried", "learned", "pleased", "concerned", "next",
    ]  # fmt: skip
    assert [cell.key for cell in tool.question("next").cells] == ["what", "who", "by_when"]
    assert tool.question("next").kind == FieldKind.ROWS
    assert Feeds.ACTION in tool.question("next").cells[0].feeds
    assert Feeds.RISK in tool.question("concerned").feeds and Feeds.SUPPORT in tool.question("learned").feeds


def test_four_boxes_stand_in_a_square_of_two_tones() -> None:
    boxes = four_and_one(answers())["boxes"]
    assert [key for key, _lines, _deep in boxes] == list(SQUARE)
    assert [deep for _key, _lines, deep in boxes] == [True, False, False, True]


def test_every_answer_carries_the_name_of_whoever_said_it() -> None:
    lines = {
        "tried": [said("four_plus_one", "tried", "I went"), said("four_plus_one", "tried", "We drove", by=MUM)],
        "next": [said("four_plus_one", "next", what="Ask", who="Dev")],
    }
    drawing = four_and_one(answers(**lines))
    assert [(line.words, who) for line, who in drawing["boxes"][0][1]] == [("I went", ME), ("We drove", MUM)]
    assert [who for _line, _words, who in drawing["next"]] == [ME]


def test_the_page_names_the_person_and_the_others(world: World, sign_in: Callable[[str], Client]) -> None:
    sam = world.actor("sam")
    part = actions.start_part(by=sam, plan=world.sam.plan, tool="four_plus_one")
    actions.save_item(by=sam, part=part, field="pleased", operation=uuid.uuid4(), text="We won")
    actions.save_item(
        by=sam, part=part, field="pleased", operation=uuid.uuid4(), text="He laughed",
        said_by=world.connections["dev"],
    )  # fmt: skip
    actions.save_item(
        by=sam, part=part, field="next", operation=uuid.uuid4(),
        cells={"what": "Ask for a lift", "who": "Dev", "by_when": "Friday"},
    )  # fmt: skip
    page = sign_in("sam").get(f"/part/{part.pk}/").content.decode()
    box = page.split("What we are pleased about", 1)[1].split("</section>", 1)[0]
    assert '<span class="named__by">Sam</span>' in box and "Dev said this" in box
    bar = page.split("square__one", 1)[1]
    assert "Ask for a lift" in bar and "Dev" in bar and "Friday" in bar and "Sam said this" in bar


def test_a_worry_is_a_worry_and_no_score(world: World) -> None:
    assert not any(cell.options for question in TOOLS["four_plus_one"].questions for cell in question.cells)
