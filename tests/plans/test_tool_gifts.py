"""Gifts: head, hands and heart round the person's own face, and where each could be shared."""

from __future__ import annotations

import pytest

from plans.drawings.gifts import gifts
from plans.tools import TOOLS
from plans.tools.declaration import CellKind, Feeds
from tests.plans.sheets import LONG, LONG_WORD, ME, MUM, answers, assert_all_is_readable, right_of, row, say, words_on

TOOL = TOOLS["gifts"]
FULL = answers(
    head=[say("Bus routes")], hands=[say("I bake"), say("He mends bikes", MUM)], heart=[say("Animals")],
    being=[say("I am calm")], where_shared=[row(gift="Baking", place="The food bank", person="Leo", how="On Fridays")],
)  # fmt: skip


def test_the_questions_and_what_they_feed() -> None:
    assert [question.key for question in TOOL.questions] == ["head", "hands", "heart", "being", "where_shared"]
    assert all(question.feeds == (Feeds.APPRECIATE,) for question in TOOL.questions[:4])
    fed = {cell.key: (cell.kind, cell.feeds) for cell in TOOL.question("where_shared").cells}
    assert fed["place"] == (CellKind.PLACE, (Feeds.PLACE,)) and fed["person"] == (CellKind.PERSON, ())
    assert fed["gift"][1] == (Feeds.OUTCOME,)


@pytest.mark.parametrize("kind", ["wide", "tall"])
def test_head_hands_and_heart_are_named_and_hold_their_words(kind: str) -> None:
    words = words_on(gifts(FULL)[kind])
    for each in (
        "Head: what I know",
        "Hands: what I can do",
        "Heart: what I care about",
        "Being with me",
        "Bus routes",
        "Animals",
    ):
        assert each in words
    assert "Baking · Leo · The food bank" in words


def test_the_figure_has_the_persons_own_face_and_a_heart() -> None:
    marks = gifts(FULL)["wide"].marks
    assert [mark.face for mark in marks if mark.face] == [ME] and any(mark.kind == "heart" for mark in marks)


def test_head_and_hands_are_at_one_side_and_heart_at_the_other() -> None:
    sheet = gifts(FULL)["wide"]
    across = {mark.words: right_of(mark) for mark in sheet.marks if mark.words}
    assert across["Bus routes"] == across["I bake"] < sheet.width / 2 < across["Animals"]


def test_somebody_elses_words_carry_their_name() -> None:
    assert "Ann: He mends bikes" in words_on(gifts(FULL)["wide"])


@pytest.mark.parametrize("words", [LONG, LONG_WORD, "x", "WWWW " * 60])
@pytest.mark.parametrize("count", [0, 1, 9])
def test_any_number_of_words_stays_readable_round_the_figure(words: str, count: int) -> None:
    lists = {key: [say(words)] * count for key in ("head", "hands", "heart", "being")}
    shared = [row(gift=words, place=words, person=words, how=words)] * count
    assert_all_is_readable(gifts(answers(**lists, where_shared=shared)))
