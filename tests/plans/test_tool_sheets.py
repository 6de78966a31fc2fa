"""What works and the way to be well as sheets: every word, or a sign that the list has it, on a page that can be read."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people.enums import Level, Voice
from people.faces import Face
from plans import actions, prints
from plans.drawings.answers import Line
from plans.drawings.on_paper import drawing_on_paper
from plans.drawings.perspectives import perspectives
from plans.drawings.sheet import Sheet
from plans.drawings.well_path import NAMES, STEPS, well_path
from plans.drawings.wrapping import MORE
from plans.models import Item, Part
from plans.reading import line_of, read_part
from plans.tools import TOOLS
from tests.plans.sheets import (
    LONG,
    LONG_WORD,
    ME,
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
from tests.plans.test_sharing_views import share
from tests.scenarios import World

PAGE = 700
TOLD = "The list has all the words."
JO, LOWRI = Face("Jo", Voice.PAID, 3), Face("Lowri", Voice.ADVOCATE, 4)
said = st.sampled_from(["Swim", "Tea with Mum", "Gwirfoddoli gyda'r ymddiriedolaeth natur", LONG, LONG_WORD, LONG * 6])
lines = st.lists(st.builds(say, said, st.sampled_from([None, MUM, JO, LOWRI])), max_size=9)
cells = st.dictionaries(st.sampled_from(["about", "mine", "whose", "theirs", "agree", "find_out"]), said, min_size=1)
sides = st.fixed_dictionaries(
    {
        "working": lines,
        "not_working": lines,
        "same_view": st.lists(st.builds(lambda each: row(**each), cells), max_size=3),
    }
)
steps = st.fixed_dictionaries(dict.fromkeys(STEPS, lines))


def assert_all_words_or_a_sign(sheets: list[Sheet], words: list[str]) -> None:
    for sheet in sheets:
        assert_all_is_readable({"wide": sheet})
        assert sheet.height <= PAGE
        assert (MORE in words_on(sheet)) == (TOLD in words_on(sheet))
    together = "".join(words_on(sheet) for sheet in sheets).replace(" ", "")
    missing = [each for each in words if each.replace(" ", "") not in together]
    assert not missing or MORE in together


@settings(max_examples=60, deadline=None)
@given(sides)
def test_every_word_of_every_side_is_on_a_sheet_or_the_sheet_says_that_the_list_has_it(
    spoken: dict[str, list[Line]],
) -> None:
    sheets = perspectives(answers(**spoken))["sheets"]
    assert_all_words_or_a_sign(sheets, [line.words for key in ("working", "not_working") for line in spoken[key]])
    assert bool(sheets) == any(spoken.values())


@settings(max_examples=60, deadline=None)
@given(steps)
def test_every_word_of_every_step_is_on_the_stairs_or_they_say_that_the_list_has_it(
    spoken: dict[str, list[Line]],
) -> None:
    sheet = well_path(answers(**spoken))["sheet"]
    assert (sheet is not None) == any(spoken.values())
    assert_all_words_or_a_sign([sheet] if sheet else [], [line.words for each in spoken.values() for line in each])


def test_short_answers_of_every_side_are_all_on_their_sheets_with_no_sign_of_more() -> None:
    spoken = {key: [say(f"N{number}{key}") for number in range(40)] for key in ("working", "not_working")}
    sheets = perspectives(answers(**spoken))["sheets"]
    together = " ".join(words_on(sheet) for sheet in sheets)
    assert len(sheets) > 1 and MORE not in together
    assert [line.words for each in spoken.values() for line in each if line.words not in together] == []
    assert all("As I see it" in words_on(sheet) for sheet in sheets)


def test_the_persons_side_is_first_and_largest_and_nobody_stands_under_another_name() -> None:
    (sheet,) = perspectives(answers(
        working=[say("I swim"), say("He sleeps", MUM)], not_working=[say("Two helpers", JO), say("Long waits", LOWRI)],
    ))["sheets"]  # fmt: skip
    mine, mums, jos, advocates = (
        place_of(sheet, each) for each in ("I swim", "Ann: He sleeps", "Jo: Two helpers", "Lowri: Long waits")
    )
    assert down_of(mine) < down_of(mums) < down_of(jos) < down_of(advocates)
    assert float(mine.size) > float(mums.size) == float(jos.size)
    assert right_of(mine) == right_of(mums) < right_of(jos) == right_of(advocates)
    assert {mark.kind for mark in sheet.marks} >= {"frame-family", "frame-paid", "frame-advocate"}
    assert [mark.face for mark in sheet.marks if mark.face] == [ME]


def test_two_views_of_one_thing_stand_side_by_side_in_one_size() -> None:
    pair = row(
        about="Late nights", mine="I like them", whose="Mum", theirs="He gets tired", agree="No", find_out="Two a week?"
    )
    (sheet,) = perspectives(answers(same_view=[pair]))["sheets"]
    mine, theirs = place_of(sheet, "I like them"), place_of(sheet, "Mum: He gets tired")
    assert down_of(mine) == down_of(theirs) and mine.size == theirs.size and mine.fill == theirs.fill
    assert "Late nights" in words_on(sheet) and "Two a week?" in words_on(sheet)


def test_the_stairs_go_down_to_the_signs_and_up_again_with_the_names_of_their_questions() -> None:
    sheet = well_path(answers(signs=[say("I go quiet")]))["sheet"]
    tool = TOOLS["staying_well"]
    assert {key: str(name) for key, name in NAMES.items()} == {key: str(tool.question(key).heading) for key in STEPS}
    places = [place_of(sheet, str(name)) for name in NAMES.values()]
    downs = [down_of(each) for each in places]
    assert downs[0] < downs[1] < downs[2] < downs[3] > downs[4] > downs[5] > downs[6] and downs[0] == downs[6]
    assert [right_of(each) for each in places[:4]] == sorted(right_of(each) for each in places[:4])


def test_a_step_with_too_much_for_a_page_says_so_in_its_own_place() -> None:
    full = {key: [say(f"{key} {number} {LONG}") for number in range(8)] for key in STEPS}
    sheet = well_path(answers(**full))["sheet"]
    assert (
        sheet.height <= PAGE
        and sum(mark.words == MORE for mark in sheet.marks) >= len(STEPS)
        and TOLD in words_on(sheet)
    )


def test_a_voice_without_words_is_told_of() -> None:
    assert TOLD in words_on(well_path(answers(signs=[say("")]))["sheet"])


# --- their pages and their paper --------------------------------------------------------------------------


@pytest.mark.parametrize(("tool", "field"), [("working_not_working", "not_working"), ("staying_well", "signs")])
def test_the_drawing_is_on_the_page_and_on_paper_and_shows_nobody_what_is_just_for_me(
    tool: str, field: str, world: World, sign_in
) -> None:
    sam = world.actor("sam")
    part = actions.start_part(by=sam, plan=world.sam.plan, tool=tool)
    actions.save_item(by=sam, part=part, field=field, operation=uuid.uuid4(), text="I go quiet")
    Item.objects.create(part=part, field=field, text="Canary", only_me=True)
    share(world, part, "mum", level=Level.SEE)
    page = sign_in("sam").get(f"/part/{part.pk}/").content.decode()
    assert 'class="sheet sheet--wide"' in page and "The same words are in the list." in page
    assert _drawn_for(world, part, "sam").count("Canary") == 1 and "I go quiet" in _drawn_for(world, part, "mum")
    assert "Canary" not in _drawn_for(world, part, "mum")
    papers = prints.canonical(prints.content_for(world.sam, world.connections["mum"], "en-gb"))
    assert "Canary" not in papers and "viewBox" in papers


def _drawn_for(world: World, part: Part, who: str) -> str:
    drawn = drawing_on_paper(read_part(world.actor(who), part))
    assert drawn and drawn.wide
    return "".join((drawn.svg, *drawn.more))


def test_a_photo_of_an_answer_is_on_its_sheet() -> None:
    photo = line_of(Item(field="signs", text="My red hands", photo_id=uuid.uuid4()), None)
    sheet = well_path(answers(signs=[photo]))["sheet"]
    assert [mark.item for mark in sheet.marks if mark.item] == [photo.item] and "My red hands" in words_on(sheet)
