"""How to help me decide: a card for each question, and nothing that says what somebody cannot do."""

from __future__ import annotations

import uuid

import pytest

from plans import actions
from plans.drawings.answers import Answers, Line
from plans.drawings.decision_cards import decision_cards
from plans.models import Item, Suggestion
from plans.reading import read_part
from plans.tools import TOOLS
from tests.plans.test_tools import ME
from tests.scenarios import World

DECIDING = ("decision_profile", "decisions_now", "decision_agreement")


def everything_said_by(key: str) -> list[str]:
    """Every key and every word of a tool's declaration."""
    tool = TOOLS[key]
    words = [tool.key, str(tool.title), str(tool.summary)]
    for question in tool.questions:
        words += [
            question.key,
            *(str(each) for each in (question.you, question.named, question.heading, question.hint)),
        ]
        words += [str(choice.words) for choice in question.choices]
        for cell in question.cells:
            words += [cell.key, *(str(each) for each in (cell.you, cell.named, cell.label))]
            words += [str(each) for option in cell.options for each in option]
    return words


@pytest.mark.parametrize("key", DECIDING)
def test_no_field_ever_says_that_somebody_lacks_capacity(key: str) -> None:
    said = " ".join(everything_said_by(key)).casefold()
    assert not [word for word in ("capacity", "incapable", "unable", "cannot decide", "lacks") if word in said]


def test_people_stand_by_what_is_said_of_them() -> None:
    rows = [
        Line(Item(cells={"person": "Ann", "how": "helps"}), "Ann"), Line(Item(cells={"person": "Col", "how": "not_them"}), "Col"),
        Line(Item(cells={"person": "Dev"}), "Dev"),
    ]  # fmt: skip
    drawn = decision_cards(Answers({"who_helps": rows}, ME))
    assert [(how, [row["line"].words for row in said]) for how, said in drawn["people"]] == [
        ("helps", ["Ann"]), ("not_them", ["Col"]), ("", ["Dev"])
    ]  # fmt: skip


def test_the_page_holds_every_word_and_offers_it_to_the_profile(world: World, sign_in) -> None:
    sam = world.actor("sam")
    part = actions.start_part(by=sam, plan=world.sam.plan, tool="decision_profile")
    actions.save_item(by=sam, part=part, field="best_time", operation=uuid.uuid4(), text="After my tea.")
    actions.save_item(
        by=sam, part=part, field="who_helps", operation=uuid.uuid4(),
        cells={"person": "Auntie Meg", "how": "not_them", "what_helps": "She hurries me."},
    )  # fmt: skip
    page = sign_in("sam").get(f"/part/{part.pk}/").content.decode()
    assert all(words in page for words in ("After my tea.", "Auntie Meg", "Please not them", "She hurries me."))
    assert Suggestion.objects.filter(field="one_page_profile.support").count() == 2
    assert read_part(sam, part).drawing["holds_all"]
