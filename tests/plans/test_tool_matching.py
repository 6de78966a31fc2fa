"""Matching (planning tools reference, 2.18): the right helper; people are never put in an order by a number."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from plans import actions
from plans.drawings.answers import Line
from plans.drawings.matching import COLUMNS, matching
from plans.models import Part
from plans.tools import TOOLS
from plans.tools.declaration import Feeds
from tests.plans.spoken import answers, said
from tests.scenarios import World


def likes(*words: str) -> list[Line]:
    return [said("matching", "shared_interests", each) for each in words]


def somebody(name: str, they_like: str, agreed: str = "yes") -> Line:
    return said("matching", "matches", person=name, they_like=they_like, agreed=agreed)


def test_its_fields_are_those_of_the_reference() -> None:
    tool = TOOLS["matching"]
    assert [question.key for question in tool.questions] == [*COLUMNS, "not_a_match", "matches"]
    for key in COLUMNS[:3]:
        codes = [code for code, _words, _picture in tool.question(key).cells[-1].options]
        assert codes == ["must_have", "nice", "not_sure"]
    assert Feeds.BARRIER in tool.question("not_a_match").feeds


def test_there_are_four_columns() -> None:
    assert matching(answers())["columns"] == ("support_needed", "skills", "personality", "shared_interests")


@pytest.mark.parametrize("agreed", ["", "not_yet", "not_sure", "no"])
def test_only_people_who_agreed_are_shown(agreed: str) -> None:
    lines = {"shared_interests": likes("Choir"), "matches": [somebody("Una", "Choir", agreed)]}
    assert [pair["name"] for pair in matching(answers(**lines))["pairs"]] == [""]


def test_interests_overlap_in_what_both_like() -> None:
    lines = {"shared_interests": likes("Choir.", "Old records"), "matches": [somebody("Tom", "choir, running; Chess")]}
    pair = matching(answers(**lines))["pairs"][0]
    assert (pair["only_me"], pair["both"], pair["only_them"]) == (["Old records"], ["Choir."], ["running", "Chess"])


def test_people_are_never_ranked_by_a_number() -> None:
    """The one who shares least was written first and stays first, and no pair carries a count."""
    lines = {
        "shared_interests": likes("Choir", "Films"),
        "matches": [somebody("Least", "golf"), somebody("Most", "choir, films")],
    }
    pairs = matching(answers(**lines))["pairs"]
    assert [pair["name"] for pair in pairs] == ["Least", "Most"]
    assert not any(isinstance(value, int | float) for pair in pairs for value in pair.values())


@pytest.fixture
def part(world: World) -> Part:
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="matching")


def test_the_page_shows_no_name_of_somebody_who_did_not_say_yes(
    world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    for name, agreed in (("Tomasina", "yes"), ("Unamuno", "not_yet")):
        actions.save_item(
            by=world.actor("sam"), part=part, field="matches", operation=uuid.uuid4(),
            cells={"person": name, "agreed": agreed, "they_like": "Choir"},
        )  # fmt: skip
    page = sign_in("sam").get(f"/part/{part.pk}/").content.decode()
    assert "Tomasina" in page and "Unamuno" not in page


def test_what_must_be_there_is_told_in_words(world: World, part: Part, sign_in: Callable[[str], Client]) -> None:
    actions.save_item(
        by=world.actor("sam"), part=part, field="skills", operation=uuid.uuid4(),
        cells={"what": "They can drive", "weight": "must_have"},
    )  # fmt: skip
    page = sign_in("sam").get(f"/part/{part.pk}/").content.decode()
    assert "They can drive" in page and "I must have this" in page


def test_a_pressed_picture_stands_in_its_column(world: World, part: Part, sign_in: Callable[[str], Client]) -> None:
    client = sign_in("sam")
    client.post(f"/part/{part.pk}/personality/", {"choices-here": "yes", "choice": ["calm"], "do": "on"})
    assert "Calm" in client.get(f"/part/{part.pk}/").content.decode()
