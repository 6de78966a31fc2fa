"""Staying well and "what if" (planning tools reference, 2.21): a path down and back up, and cards for a wallet."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from people.audiences import audiences
from plans import actions
from plans.drawings.answers import Line
from plans.drawings.well_path import STEPS, well_path
from plans.models import Part
from plans.tools import TOOLS
from plans.tools.declaration import CellKind, Feeds, FieldKind
from tests.plans.spoken import answers, said
from tests.scenarios import World


def card(**cells: str) -> Line:
    return said("staying_well", "what_if", **cells)


def test_its_fields_are_those_of_the_reference() -> None:
    tool = TOOLS["staying_well"]
    assert [question.key for question in tool.questions] == [
        "well", "keeps_me_well", "knocks_me", "signs", "do", "do_not", "after", "what_if", "who_holds_copy",
    ]  # fmt: skip
    what_if = tool.question("what_if")
    assert what_if.kind == FieldKind.ROWS
    assert [cell.key for cell in what_if.cells] == ["what_if", "then", "who", "phone", "backup", "tested_on"]
    assert what_if.cells[-1].kind == CellKind.DAY and tool.sensitive


def test_the_path_goes_from_well_to_not_well_and_back() -> None:
    steps = well_path(answers())["steps"]
    assert [key for _number, key, _way in steps] == list(STEPS)
    assert [way for _number, _key, way in steps] == ["down", "down", "down", "lowest", "up", "up", "up"]
    assert [number for number, _key, _way in steps] == [1, 2, 3, 4, 5, 6, 7]


def test_somebody_missing_who_could_come_next_is_asked_for() -> None:
    whole = card(what_if="Jo is ill", then="I ring", who="Ann", phone="01632 960 001", backup="Dev")
    alone = card(what_if="The bus stops", then="I wait", who="Dev")
    cards = well_path(answers(what_if=[whole, alone]))["cards"]
    assert [each["alone"] for each in cards] == [False, True]
    assert Feeds.BARRIER in TOOLS["staying_well"].question("what_if").all_feeds


@pytest.mark.parametrize("phone, dial", [("01632 960 001", "01632960001"), ("+44 7700", "+447700"), ("ask Mum", "")])
def test_a_phone_number_can_be_pressed(phone: str, dial: str) -> None:
    assert well_path(answers(what_if=[card(what_if="x", phone=phone)]))["cards"][0]["dial"] == dial


@pytest.fixture
def part(world: World) -> Part:
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="staying_well")


def test_a_card_says_everything_that_its_row_holds(world: World, part: Part, sign_in: Callable[[str], Client]) -> None:
    cells = {"what_if": "Jo is ill", "then": "I ring the office", "who": "The office", "phone": "01632 960 001",
             "backup": "Dev", "tested_on": "2026-03-02"}  # fmt: skip
    actions.save_item(by=world.actor("sam"), part=part, field="what_if", operation=uuid.uuid4(), cells=cells)
    page = sign_in("sam").get(f"/part/{part.pk}/").content.decode()
    for words in ("Jo is ill", "I ring the office", "The office", "01632 960 001", "Dev", "2 March 2026"):
        assert words in page
    assert 'href="tel:01632960001"' in page and 'class="wallet"' in page


def test_legal_papers_are_only_linked_never_made_here(
    world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    tool = TOOLS["staying_well"]
    assert len(tool.links) == 4 and all(address.startswith("https://") for address in tool.links)
    actions.save_item(by=world.actor("sam"), part=part, field="well", operation=uuid.uuid4(), text="I sing")
    page = sign_in("sam").get(f"/part/{part.pk}/").content.decode()
    assert all(f'href="{address}" rel="noreferrer"' in page for address in tool.links)
    assert not {"advance_statement", "attorney", "hospital_passport"} & {each.key for each in tool.questions}


def test_a_need_for_a_copy_sends_nothing_and_shares_nothing(world: World, part: Part) -> None:
    before = audiences(world.sam.pk)
    actions.save_item(
        by=world.actor("sam"), part=part, field="who_holds_copy", operation=uuid.uuid4(), cells={"person": "Ann"}
    )
    assert audiences(world.sam.pk) == before
