"""The circles of matching as a sheet: the same words as in the list, in the circle of whoever likes them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people.enums import Level
from plans import actions
from plans.drawings.matching import matching
from plans.drawings.matching_sheet import MIDDLE, MINE, RADIUS, THEIRS, matching_sheets
from plans.drawings.on_paper import drawing_on_paper
from plans.drawings.wrapping import LETTER, MORE, letters_in
from plans.models import Item
from plans.reading import read_part
from tests.plans.sheets import (
    LONG,
    LONG_WORD,
    ME,
    answers,
    assert_all_is_readable,
    down_of,
    place_of,
    right_of,
    say,
    words_on,
)
from tests.plans.sheets import row as told
from tests.plans.test_sharing_views import share
from tests.scenarios import World

TOLD = "The list has all the words."
likes = st.lists(
    st.sampled_from(["Tea", "Football", LONG, LONG_WORD, "Gwirfoddoli gyda'r ymddiriedolaeth natur"]), max_size=14
)
pairs = st.fixed_dictionaries(
    {"name": st.sampled_from(["Max", "", f"{LONG_WORD} Jones"]), "only_me": likes, "both": likes, "only_them": likes}
)


@settings(max_examples=60, deadline=None)
@given(pairs)
def test_every_word_is_in_the_circles_or_the_sheet_says_that_the_list_has_it(pair: dict[str, Any]) -> None:
    sheets = matching_sheets([pair], ME)
    said = [*pair["only_me"], *pair["both"], *pair["only_them"]]
    assert bool(sheets) == bool(said)
    for sheet in sheets:
        assert_all_is_readable({"wide": sheet})
        together = words_on(sheet).replace(" ", "")
        missing = [words for words in [*said, pair["name"]] if words.replace(" ", "") not in together]
        assert sheet.height <= 700 and (not missing or MORE in together)
        assert (MORE in words_on(sheet)) == (TOLD in words_on(sheet))
        for mark in (each for each in sheet.marks if each.words and TOLD not in each.words):
            half = letters_in(mark.words) * float(mark.size) * LETTER / 2
            for x in (right_of(mark) - half, right_of(mark) + half):
                near = min((x - middle) ** 2 + (down_of(mark) - MIDDLE) ** 2 for middle in (MINE, THEIRS))
                assert near**0.5 <= RADIUS, mark.words


def test_each_word_is_with_whoever_likes_it() -> None:
    (sheet,) = matching_sheets([{"name": "Max", "only_me": ["Music"], "both": ["Bread"], "only_them": ["Chess"]}], ME)
    mine, both, theirs = (right_of(place_of(sheet, words)) for words in ("Music", "Bread", "Chess"))
    assert mine < THEIRS - RADIUS < both < MINE + RADIUS < theirs
    assert [mark.face for mark in sheet.marks if mark.face] == [ME] and not re.search(r"\d", words_on(sheet))


def test_only_who_said_yes_has_a_sheet() -> None:
    said = answers(
        shared_interests=[say("Bread")],
        matches=[
            told(person="Max", agreed="yes", they_like="Bread"),
            told(person="Bea", agreed="not_yet", they_like="Chess"),
        ],
    )
    (sheet,) = matching(said)["sheets"]
    assert "Max" in words_on(sheet) and "Bea" not in words_on(sheet)


@pytest.mark.parametrize("tool", ["matching"])
def test_the_circles_are_on_the_page_and_on_paper_and_hold_nothing_that_is_just_for_me(
    tool: str, world: World, sign_in
) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool=tool)
    for words, only_me in (("Bread", False), ("Canary", True)):
        Item.objects.create(part=part, field="shared_interests", text=words, only_me=only_me)
    share(world, part, "mum", level=Level.SEE)
    page = sign_in("sam").get(f"/part/{part.pk}/").content.decode()
    assert 'class="sheet sheet--wide"' in page and "Both of us" in page
    mine, mums = (drawing_on_paper(read_part(world.actor(who), part)) for who in ("sam", "mum"))
    assert mine and mums and "Canary" in mine.svg and "Bread" in mums.svg and "Canary" not in mums.svg


def test_many_sheets_of_one_page_share_no_name(world: World, sign_in) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="matching")
    for name in ("Max", "Leo"):
        cells = {"person": name, "agreed": "yes", "they_like": "Chess"}
        Item.objects.create(part=part, field="matches", cells=cells)
    page = sign_in("sam").get(f"/part/{part.pk}/").content.decode()
    clips = re.findall(r'<clipPath id="([^"]+)"', page)
    assert len(clips) == len(set(clips)) == 2
