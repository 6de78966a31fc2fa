"""PATH: the dream stays whole, seven steps in their order, and an arrow that points at the dream."""

from __future__ import annotations

import uuid

import pytest

from plans import actions
from plans.drawings.path import path
from plans.models import Part, Suggestion
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
    right_of,
    row,
    say,
    words_on,
)
from tests.scenarios import World

TOOL = TOOLS["path"]
FULL = answers(
    dream=[say("Sing on a stage")], year_from=[say("May 2027")], goals_year=[say("I sing in a choir")],
    now=[say("Bored"), say("He goes out too little", MUM)], enrol=[row(person="Leo", ask_them_to="come along", answer="")],
    stay_strong=[say("Tea")], three_six=[row(by_when="In three months", what="I know the songs", who="")],
    first_steps=[row(what="Ring the choir", who="Dev", by_when="24 November 2026", who_checks="")], words=[say("Brave")],
)  # fmt: skip


@pytest.fixture
def part(world: World) -> Part:
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="path")


def test_the_steps_are_the_dream_then_the_year_then_now_then_the_middle_and_a_word_to_close() -> None:
    assert [question.key for question in TOOL.questions] == [
        "dream", "year_from", "goals_year", "now", "enrol", "stay_strong", "three_six", "first_steps", "words",
    ]  # fmt: skip


def test_the_dream_is_never_cut_down_into_an_outcome(world: World, part: Part) -> None:
    assert TOOL.question("dream").feeds == ()
    _keep(world, part, "dream", "To sing on a stage")
    assert not Suggestion.objects.exists()
    _keep(world, part, "goals_year", "I sing in the choir")
    assert Suggestion.objects.filter(text="I sing in the choir").exists()


def test_each_step_feeds_what_the_reference_says() -> None:
    fed = {
        question.key: {*question.feeds, *(feed for cell in question.cells for feed in cell.feeds)}
        for question in TOOL.questions
    }
    assert fed["goals_year"] == fed["three_six"] == {Feeds.OUTCOME}
    assert fed["enrol"] == {Feeds.PERSON, Feeds.ACTION} and fed["first_steps"] == {Feeds.ACTION}
    assert fed["now"] == {Feeds.BARRIER} and not fed["stay_strong"] | fed["words"]


def test_a_first_step_has_a_day_and_somebody_who_asks_how_it_went() -> None:
    kinds = {cell.key: cell.kind for cell in TOOL.question("first_steps").cells}
    assert kinds == {
        "what": CellKind.WORDS, "who": CellKind.PERSON, "by_when": CellKind.DAY, "who_checks": CellKind.PERSON,
    }  # fmt: skip


def test_the_arrow_points_right_at_the_dream_and_now_is_at_its_left_end() -> None:
    wide = path(FULL)["wide"]
    across = {number: right_of(place_of(wide, str(number))) for number in range(1, 8)}
    assert across[3] < across[4] == across[5] == across[6] == across[7] < across[2] < across[1]


def test_on_a_phone_the_arrow_stands_up() -> None:
    tall = path(FULL)["tall"]
    down = sorted(range(1, 8), key=lambda step: down_of(place_of(tall, str(step))))
    assert down == [1, 2, 4, 5, 6, 7, 3]


@pytest.mark.parametrize("kind", ["wide", "tall"])
def test_both_arrows_say_the_same(kind: str) -> None:
    words = words_on(path(FULL)[kind])
    for each in (
        "stage",
        "May 2027",
        "choir",
        "Bored",
        "Leo · come along",
        "Tea",
        "I know the songs",
        "Ring the choir · Dev",
        "Brave",
    ):
        assert each in words


def test_somebody_elses_words_carry_their_name() -> None:
    assert "Ann: He goes" in words_on(path(FULL)["tall"])


@pytest.mark.parametrize("words", [LONG, LONG_WORD, "x", "WWWW " * 60])
@pytest.mark.parametrize("count", [1, 9])
def test_any_number_of_words_stays_readable_on_the_arrow(words: str, count: int) -> None:
    rows = {"enrol": ("person", "ask_them_to"), "three_six": ("by_when", "what"), "first_steps": ("what", "who")}
    lists = {key: [say(words)] * count for key in ("dream", "goals_year", "now", "stay_strong", "words", "year_from")}
    lists |= {key: [row(**dict.fromkeys(cells, words))] * count for key, cells in rows.items()}
    assert_all_is_readable(path(answers(**lists)))


def test_an_empty_arrow_can_be_drawn() -> None:
    assert_all_is_readable(path(answers()))


def _keep(world: World, part: Part, field: str, words: str) -> None:
    actions.save_item(by=world.actor("sam"), part=part, field=field, operation=uuid.uuid4(), text=words)
