"""Hopes and dreams: near stars are soon, far ones one day, fears are clouds, and nothing counts them."""

from __future__ import annotations

import uuid

import pytest

from plans import actions
from plans.drawings.hopes_dreams import STAR, hopes_dreams
from plans.drawings.sheet import star
from plans.models import Suggestion
from plans.tools import TOOLS
from plans.tools.declaration import Feeds, FieldKind
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

TOOL = TOOLS["hopes_dreams"]
FAR_TO_NEAR = ("one_day", "next_year", "soon")


def test_the_questions_and_what_they_feed() -> None:
    fed = {
        question.key: {*question.feeds, *(feed for cell in question.cells for feed in cell.feeds)}
        for question in TOOL.questions
    }
    assert fed == {"hopes": {Feeds.OUTCOME}, "why": set(), "fears": {Feeds.WHAT_IF}, "tiny_step": {Feeds.ACTION}}
    assert TOOL.question("why").kind == TOOL.question("tiny_step").kind == FieldKind.WORDS


def test_a_hope_is_offered_as_a_change_and_never_copied(world: World) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="hopes_dreams")
    actions.save_item(
        by=world.actor("sam"),
        part=part,
        field="hopes",
        operation=uuid.uuid4(),
        cells={"hope": "See the sea", "when": "soon"},
    )
    assert Suggestion.objects.get().text == "See the sea"


@pytest.mark.parametrize("kind", ["wide", "tall"])
def test_near_stars_are_low_and_far_stars_are_high(kind: str) -> None:
    sheet = hopes_dreams(
        answers(hopes=[row(when=when, hope=f"hope-{when}") for when in ("soon", "one_day", "next_year")])
    )[kind]
    downs = [down_of(place_of(sheet, f"hope-{when}")) for when in FAR_TO_NEAR]
    assert downs == sorted(downs)
    assert STAR["one_day"] < STAR["next_year"] < STAR["soon"]


def test_a_hope_without_a_when_is_neither_soon_nor_far() -> None:
    words = words_on(hopes_dreams(answers(hopes=[row(hope="A garden")]))["tall"])
    assert "Some time" in words and "Soon" not in words and "One day" not in words


def test_fears_are_in_clouds_and_hopes_are_not() -> None:
    def clouds(**lines: list) -> int:
        return len([mark for mark in hopes_dreams(answers(**lines))["wide"].marks if mark.kind == "cloud"])

    assert (
        clouds(fears=[say("The dark"), say("Being alone")]) == 2 and clouds(hopes=[row(hope="A dog", when="soon")]) == 0
    )


def test_the_sky_never_says_how_many() -> None:
    many = words_on(hopes_dreams(answers(hopes=[row(hope="A dog", when="soon")] * 7))["wide"])
    assert not any(letter.isdigit() for letter in many)


def test_somebody_elses_hope_carries_their_name() -> None:
    assert "Ann: A garden" in words_on(hopes_dreams(answers(hopes=[row(MUM, hope="A garden")]))["tall"])


def test_the_small_step_is_on_the_hill_below_every_star() -> None:
    sheet = hopes_dreams(answers(hopes=[row(hope="A dog", when="soon")], tiny_step=[say("Ask Dev")]))["wide"]
    assert down_of(place_of(sheet, "Ask Dev")) > down_of(place_of(sheet, "A dog"))


def test_a_star_has_its_points_on_a_circle() -> None:
    assert star(0, 0, 10, 5, 0.5).startswith("M0 -10L") and star(0, 0, 10, 5, 0.5).count("L") == 9


@pytest.mark.parametrize("words", [LONG, LONG_WORD, "x", "WWWW " * 60])
@pytest.mark.parametrize("count", [0, 1, 9])
def test_any_number_of_words_stays_readable_in_the_sky(words: str, count: int) -> None:
    hopes = [row(hope=words, when=when) for when in (*FAR_TO_NEAR, "") for _each in range(count)]
    assert_all_is_readable(hopes_dreams(answers(hopes=hopes, fears=[say(words)] * count, tiny_step=[say(words)])))
