"""Who decides what: one decision at a time, born just me, and how many others decide is for the person's eyes only."""

from __future__ import annotations

import uuid

import pytest

from people import sharing
from people.enums import Level
from plans import actions
from plans.drawings.answers import Answers, Line
from plans.drawings.who_decides import who_decides
from plans.models import Item, Part, Suggestion
from plans.tools import TOOLS
from tests.plans.test_tools import ME
from tests.scenarios import World

MONEY = {
    "decision": "My savings", "who_decides": "someone_else", "someone_else": "Meg", "legal_reason": "My attorney for money",
    "since": "2026-01-05", "how_i_am_involved": "She asks me first", "changing_to": "I want to hold my own card",
    "check_again": "In spring",
}  # fmt: skip


@pytest.fixture
def part(world: World) -> Part:
    sam = world.actor("sam")
    part = actions.start_part(by=sam, plan=world.sam.plan, tool="decision_agreement")
    actions.save_item(by=sam, part=part, field="rows", operation=uuid.uuid4(), cells=MONEY)
    actions.save_item(
        by=sam, part=part, field="rows", operation=uuid.uuid4(), cells={"decision": "My hair", "who_decides": "me"}
    )
    return part


def test_three_columns_and_what_nobody_is_sure_of_yet() -> None:
    rows = [
        Line(Item(cells={"who_decides": who}), who) for who in ("someone_else", "me", "me_with_help", "not_sure", "")
    ]
    drawn = who_decides(Answers({"rows": rows}, ME))
    assert [(key, len(column)) for key, column in drawn["columns"]] == [
        ("me", 1),
        ("me_with_help", 1),
        ("someone_else", 1),
    ]
    assert len(drawn["open"]) == 2


def test_the_person_reads_the_whole_row_with_name_right_and_day(part: Part, sign_in) -> None:
    page = sign_in("sam").get(f"/part/{part.pk}/").content.decode()
    said = ("My savings", "Meg", "My attorney for money", "5 January 2026", "She asks me first", "In spring")
    assert [words for words in said if words not in page] == []


def test_how_many_others_decide_is_told_to_the_person_only(world: World, part: Part, sign_in) -> None:
    sharing.give(
        by=world.actor("sam"),
        person=world.sam,
        connection=world.connections["mum"],
        part_ids=[part.pk],
        level=Level.SEE,
    )
    assert "Somebody else decides 1 thing." in sign_in("sam").get(f"/part/{part.pk}/").content.decode()
    hers = sign_in("mum").get(f"/part/{part.pk}/").content.decode()
    assert "My savings" in hers and "Somebody else decides 1" not in hers and "Only you see this number" not in hers


def test_it_is_seen_by_nobody_until_it_is_shared(part: Part, sign_in) -> None:
    assert sign_in("mum").get(f"/part/{part.pk}/").status_code == 404
    assert TOOLS["decision_agreement"].sensitive


def test_taking_part_a_right_and_a_wish_to_change_are_offered_where_they_belong(part: Part) -> None:
    offers = dict(Suggestion.objects.open().values_list("field", "text"))
    assert offers == {
        "one_page_profile.support": "She asks me first", "to_for_balance.for": "My attorney for money",
        "outcome": "I want to hold my own card",
    }  # fmt: skip
