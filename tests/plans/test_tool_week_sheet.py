"""The week as a sheet and on paper: every word of every row, in the order of the week, large enough to read."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people.enums import Level
from plans import actions, prints
from plans.drawings.answers import Answers, Line
from plans.drawings.sheet import Sheet
from plans.drawings.week import DAYS, PARTS, week
from plans.drawings.wrapping import MORE
from plans.models import Item, Part
from plans.reading import line_of, read_part
from plans.tools import TOOLS
from tests.plans.sheets import LONG, LONG_WORD, ME, MUM, assert_all_is_readable, down_of, place_of, right_of, words_on
from tests.plans.test_sharing_views import share
from tests.scenarios import World

QUESTION = TOOLS["perfect_week"].question("week")
PAGE = 700  # a sheet that is higher than this is made smaller on a page of paper that lies on its side
CODES_OF_DAYS, CODES_OF_PARTS = [key for key, _name in DAYS], [key for key, _name in PARTS]
words_said = st.sampled_from(["Swim", "Tea", "Gwirfoddoli gyda'r ymddiriedolaeth natur", LONG, LONG_WORD, "W" * 40, ""])
rows = st.fixed_dictionaries(
    {"what": words_said},
    optional={
        "day": st.sampled_from([*CODES_OF_DAYS, "not_sure", "gone"]), "part": st.sampled_from([*CODES_OF_PARTS, "gone"]),
        "where": words_said, "with": words_said, "now_or_new": st.sampled_from(["now", "new"]),
        "how_much_it_matters": st.sampled_from(["must_have", "like", "can_move"]),
    },
)  # fmt: skip


def thing(cells: Mapping[str, str]) -> Line:
    return line_of(Item(field="week", cells=dict(cells)), QUESTION)


def sheets_of(*lines: Line) -> list[Sheet]:
    return week(Answers({"week": lines}, ME))["sheets"]


def drawn(*cells: Mapping[str, str]) -> list[Sheet]:
    return sheets_of(*map(thing, cells))


@settings(max_examples=60, deadline=None)
@given(st.lists(rows, max_size=14))
def test_every_word_of_every_row_is_on_a_sheet_or_the_sheet_says_that_the_list_has_it(
    said: list[dict[str, str]],
) -> None:
    sheets = drawn(*said)
    for sheet in sheets:
        assert_all_is_readable({"wide": sheet})
        assert (MORE in words_on(sheet)) == ("The list has all the words." in words_on(sheet))
    together = "".join(words_on(sheet) for sheet in sheets).replace(" ", "")
    for cells in said:
        for key in ("what", "where", "with"):
            words = cells.get(key, "").replace(" ", "")
            assert words in together or (MORE in together and words[:6] in together), (key, words)


@settings(max_examples=60, deadline=None)
@given(st.lists(rows, max_size=40))
def test_a_sheet_of_the_week_is_no_higher_than_a_page_of_paper_and_no_row_is_lost(said: list[dict[str, str]]) -> None:
    numbered = [cells | {"what": f"N{place}"} for place, cells in enumerate(said)]
    sheets = drawn(*numbered)
    assert [sheet.height for sheet in sheets if sheet.height > PAGE] == []
    names = [mark.words for sheet in sheets for mark in sheet.marks if mark.words.startswith("N") and mark.bold]
    assert sorted(each for each in names if each[1:].isdigit()) == sorted(f"N{place}" for place in range(len(said)))


def test_days_go_across_and_the_day_goes_down() -> None:
    (sheet,) = drawn(
        {"what": "Supper", "day": "monday", "part": "evening"}, {"what": "Swim", "day": "sunday", "part": "morning"},
        {"what": "Read", "day": "monday", "part": "morning"},
    )  # fmt: skip
    read, swim, supper = (place_of(sheet, words) for words in ("Read", "Swim", "Supper"))
    assert right_of(read) == right_of(supper) < right_of(swim)
    assert down_of(read) == down_of(swim) < down_of(supper)
    assert down_of(place_of(sheet, "Morning")) < down_of(read) < down_of(place_of(sheet, "Evening"))


def test_a_row_is_drawn_the_same_whatever_help_it_needs() -> None:
    plain = {"what": "Swim", "day": "monday", "part": "morning"}
    assert drawn(plain)[0].marks == drawn(plain | {"help": "own_staff", "hours": "60", "who_helps": "Jo"})[0].marks


def test_what_must_happen_and_what_can_move_are_told_in_a_key_and_not_by_colour_alone() -> None:
    sheet = drawn(
        {"what": "Swim", "how_much_it_matters": "must_have"}, {"what": "Read", "how_much_it_matters": "can_move"}
    )[0]
    thick = [
        mark
        for mark in sheet.marks
        if mark.kind == "d" and mark.path.endswith(f"v6h-{mark.path.split('h')[1].split('v')[0]}z")
    ]
    assert len(thick) == 2
    assert "It must happen" in words_on(sheet) and "It can move" in words_on(sheet)
    assert [mark.kind for mark in sheet.marks if mark.kind == "loose"] == ["loose", "loose"]
    assert "It must happen" not in words_on(drawn({"what": "Swim"})[0])


def test_words_of_somebody_else_carry_their_name_on_the_sheet() -> None:
    mine = thing({"what": "Sunday dinner", "day": "sunday"})
    (sheet,) = sheets_of(Line(mine.item, mine.words, MUM, mine.cells))
    assert "Ann said this" in words_on(sheet) and any(mark.kind == "frame-family" for mark in sheet.marks)


def test_an_empty_week_has_no_sheet() -> None:
    assert drawn() == []


# --- its page and its paper -------------------------------------------------------------------------------


@pytest.fixture
def part(world: World) -> Part:
    """A week that was written in no order at all."""
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="perfect_week")
    order = [(day, when) for day in CODES_OF_DAYS for when in CODES_OF_PARTS]
    written = [*order, ("not_sure", ""), ("", "morning")]
    random.Random(7).shuffle(written)
    for day, when in written:
        cells = {"what": f"On {day or 'any'} {when or 'any'}", "day": day, "part": when}
        actions.save_item(by=world.actor("sam"), part=part, field="week", operation=uuid.uuid4(), cells=cells)
    return part


def test_the_paper_of_the_week_is_in_the_order_of_days_and_times(world: World, part: Part) -> None:
    (chapter,) = prints.content_for(world.sam, None, "en-gb")["chapters"]
    (section,) = chapter["sections"]
    said = [dict(line["cells"])["What I do"] for line in section["lines"]]
    in_order = [f"On {day} {when}" for day in CODES_OF_DAYS for when in CODES_OF_PARTS]
    assert said[: len(in_order)] == in_order and set(said[len(in_order) :]) == {"On not_sure any", "On any morning"}
    groups = [line["group"] for line in section["lines"]]
    assert list(dict.fromkeys(groups)) == [str(name) for _key, name in DAYS] + ["Any day"]
    assert section["table"]["head"] == []


def test_the_paper_of_the_week_says_each_day_once(world: World, part: Part) -> None:
    html = prints._html(
        prints.PlanPrint(plan=world.sam.plan, content=prints.content_for(world.sam, None, "en-gb"), language="en-gb")
    )
    for _key, name in DAYS:
        assert html.count(f"<h3>{name}</h3>") == 1
    assert html.index("<h3>Monday</h3>") < html.index("On monday night") < html.index("<h3>Tuesday</h3>")


def test_a_full_week_has_a_page_on_its_side_for_each_sheet(world: World, part: Part) -> None:
    content = prints.content_for(world.sam, None, "en-gb")
    drawing = content["chapters"][0]["drawing"]
    files = prints._drawings(content)
    assert (
        drawing["wide"]
        and len(files) == 1 + len(drawing["more"]) == len(read_part(world.actor("sam"), part).drawing["sheets"]) > 1
    )
    html = prints._html(prints.PlanPrint(plan=world.sam.plan, content=content, language="en-gb"))
    assert all(f'src="file-id:{name}"' in html for name in files)
    sheets = [make()[0].decode() for make in files.values()]
    assert "Morning" in sheets[0] and "Night" not in sheets[0] and "Any day" in sheets[-1]


def test_what_is_just_for_me_is_on_no_sheet_and_no_paper_of_somebody_else(world: World, part: Part) -> None:
    secret = {"what": "Canary", "day": "monday", "part": "morning"}
    Item.objects.create(part=part, field="week", cells=secret, only_me=True)
    share(world, part, "mum", level=Level.SEE)
    mums, mine = (read_part(world.actor(who), part).drawing["sheets"] for who in ("mum", "sam"))
    assert any("Canary" in words_on(sheet) for sheet in mine) and not any("Canary" in words_on(sheet) for sheet in mums)
    assert "Canary" not in prints.canonical(prints.content_for(world.sam, world.connections["mum"], "en-gb"))


def test_the_page_reads_the_week_in_order_and_its_question_keeps_the_order_of_writing(
    world: World, part: Part, sign_in
) -> None:
    read = [line.item.cells["day"] for line in read_part(world.actor("sam"), part).lines["week"]]
    assert [day for day in read if day in CODES_OF_DAYS] == [day for day in CODES_OF_DAYS for _part in PARTS]
    page = sign_in("sam").get(f"/part/{part.pk}/week/").content.decode()
    first = Item.objects.filter(part=part).order_by("position", "created_at").first()
    assert page.index(f'data-line="{first.pk}"') == page.index('data-line="')
