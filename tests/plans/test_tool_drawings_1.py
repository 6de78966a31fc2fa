"""The receiving chart, good and bad days, the week, places and wishes: what each drawing promises."""

from __future__ import annotations

import math
import re
import uuid
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.conf import settings

from documents.enums import FileKind
from pcp.templatetags.face import picture_names
from people import sharing
from people.enums import Level, Voice
from people.faces import Face
from plans import actions
from plans.actions.media_on_answers import add_media
from plans.drawings.answers import Answers, Line
from plans.drawings.pictured import IDEA_OF, WORDS_OF, picture_for
from plans.drawings.places_map import FAR_SIZE, MOST_FAR, MOST_NEAR, NEAR_SIZE, places_map
from plans.drawings.postcards import postcards
from plans.drawings.sun_and_cloud import sun_and_cloud
from plans.drawings.three_columns import three_columns
from plans.drawings.week import week
from plans.models import Item
from plans.reading import line_of
from plans.tools import TOOLS
from tests.scenarios import World
from tests.scenarios.tools_1 import BAD_DAY, PLACES, TELLING, WEEK, WISHES, add_tools_1

ME = Face("Sam", Voice.ME)
KEYS = ("receiving_chart", "good_bad_day", "perfect_week", "places", "if_i_could")
FIELDS = {
    "receiving_chart": {"rows": ("we_want_to_tell", "so_you_should", "helped_by", "best_time")},
    "good_bad_day": dict.fromkeys(("good_day", "bad_day", "more_good", "fix_bad"), ()),
    "perfect_week": {
        "week": (
            "day", "part", "what", "where", "with", "how_much_it_matters", "help", "hours", "who_helps", "how_often",
            "now_or_new",
        ),
        "not_in_my_week": (),
    },
    "places": {
        "places": ("place", "kind", "how_often", "how_i_get_there", "with", "feels", "step", "next_step"),
        "would_like": (),
        "stopped": (),
    },
    "if_i_could": {"rows": ("if_i_could", "what_it_brings", "who_could_help", "cost", "first_try", "try_date")},
}  # fmt: skip


def row(tool: str, field: str, cells: Mapping[str, str] | None = None, text: str = "") -> Line:
    """A line as a page reads it, of an answer that is in no database."""
    return line_of(Item(field=field, cells=dict(cells or {}), text=text), TOOLS[tool].question(field))


def drawn_week(*rows: Mapping[str, str]) -> Mapping:
    return week(Answers({"week": [row("perfect_week", "week", cells) for cells in rows]}, ME))


def in_the_grid(drawing: Mapping) -> list[str]:
    names = {each["what"] for day in drawing["days"] for each in day["entries"]} | {
        each["what"] for each in drawing["any_day"]
    }
    marks = [mark.words for sheet in drawing["sheets"] for mark in sheet.marks if mark.bold]
    nameless = [mark for sheet in drawing["sheets"] for mark in sheet.marks if mark.words == "…"]
    return sorted([*(words for words in marks if words in names), *("" for _each in nameless)])


def in_the_list(drawing: Mapping) -> list[str]:
    inside = [each for day in drawing["days"] for each in day["entries"]]
    return sorted(each["what"] for each in [*inside, *drawing["any_day"]])


@pytest.mark.parametrize("key", KEYS)
def test_the_keys_are_those_of_the_reference_for_ever(key: str) -> None:
    tool = TOOLS[key]
    for field, cells in FIELDS[key].items():
        question = tool.question(field)
        assert question is not None and {cell.key for cell in question.cells} >= set(cells), field


@pytest.mark.parametrize("key", KEYS)
def test_everybody_is_asked_in_a_form_of_their_own(key: str) -> None:
    for question in TOOLS[key].questions:
        assert "%(name)s" not in str(question.you), question.key
        assert not re.search(r"\byou\b", str(question.named).lower()) or "%(name)s" in str(question.named)
        for cell in question.cells:
            assert not re.search(r"\byour?\b", str(cell.named).lower()) or "%(name)s" in str(cell.named), cell.key
    assert all(len(str(question.you).split()) <= 12 for question in TOOLS[key].questions)


@pytest.mark.parametrize("key", KEYS)
def test_every_choice_can_be_not_sure(key: str) -> None:
    for question in TOOLS[key].questions:
        for cell in question.cells:
            if cell.options:
                assert cell.options[-1][0] == "not_sure", cell.key


def test_every_word_of_every_drawing_is_on_its_page(world: World, sign_in) -> None:
    add_tools_1(world)
    client = sign_in("sam")
    said = {
        "receiving_chart": [words for each in TELLING for words in each],
        "good_bad_day": [words for words, _part in BAD_DAY],
        "perfect_week": [each[0] for each in WEEK] + ["Going to bed at eight."],
        "places": [each[0] for each in PLACES] + ["The skate park."],
        "if_i_could": [words for each in WISHES for words in (each[0], each[1], each[4])],
    }
    for key, all_words in said.items():
        page = client.get(f"/part/{world.things['parts'][key].pk}/").content.decode()
        for words in all_words:
            assert words.replace("'", "&#x27;") in page, (key, words)


def test_somebody_elses_words_carry_their_name_and_never_become_the_persons(world: World, sign_in) -> None:
    add_tools_1(world)
    for key in ("receiving_chart", "good_bad_day", "perfect_week"):
        page = sign_in("sam").get(f"/part/{world.things['parts'][key].pk}/").content.decode()
        assert "Ann said this" in page, key


# --- the receiving chart ----------------------------------------------------------------------------------


def test_a_half_filled_row_and_a_photo_are_both_kept_in_the_chart() -> None:
    half = row("receiving_chart", "rows", {"so_you_should": "Sign it"})
    photo = row("receiving_chart", "rows", text="My signs")
    drawing = three_columns(Answers({"rows": [half, photo]}, ME))
    assert [cell["so_you_should"] for _line, cell in drawing["rows"]] == ["Sign it"]
    assert drawing["other"] == [photo]


# --- good days and bad days -------------------------------------------------------------------------------


def test_a_bad_day_is_the_persons_alone_until_they_say_otherwise() -> None:
    tool = TOOLS["good_bad_day"]
    assert {question.key for question in tool.questions if question.private} == {"bad_day"}
    assert tool.sensitive


def test_a_bad_day_of_a_shared_part_is_not_seen(world: World, sign_in) -> None:
    add_tools_1(world)
    part = world.things["parts"]["good_bad_day"]
    sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections["dev"], part_ids=[part.pk],
        level=Level.SEE,
    )  # fmt: skip
    page = sign_in("dev").get(f"/part/{part.pk}/").content.decode()
    assert "Chips on the pier with Dev." in page and "Put a record on." in page
    assert all(words not in page for words, _part in BAD_DAY)


def test_the_strip_of_the_day_says_good_and_bad_in_words_and_never_how_many() -> None:
    good = [row("good_bad_day", "good_day", {"part_of_day": "morning"}, "Tea") for _ in range(3)]
    bad = [row("good_bad_day", "bad_day", {}, "Noise")]
    strip = sun_and_cloud(Answers({"good_day": good, "bad_day": bad}, ME))["strip"]
    assert [bool(each["good"]) for each in strip] == [False, True, False, False, False]
    assert all(set(each) == {"name", "picture", "good", "bad"} and not each["bad"] for each in strip)
    assert sun_and_cloud(Answers({"bad_day": bad}, ME))["strip"] == []


# --- the week ---------------------------------------------------------------------------------------------


def test_a_row_of_the_week_is_never_left_out() -> None:
    rows = [
        {"what": "Swim", "day": "monday", "part": "morning"},
        {"what": "Read", "day": "monday"},
        {"what": "Rest", "day": "not_sure", "part": "night"},
        {"what": "Sing"},
        {"what": "Old", "day": "a day that is gone", "part": "teatime"},
        {"day": "friday"},
    ]
    drawing = drawn_week(*rows)
    assert in_the_grid(drawing) == in_the_list(drawing) == sorted(each.get("what", "") for each in rows)


@pytest.mark.parametrize("day", ["monday", "sunday", ""])
def test_the_help_it_needs_never_changes_where_a_row_stands_or_whether_it_is_there(day: str) -> None:
    plain = {"what": "Swim", "day": day, "part": "morning"}
    costly = plain | {"help": "own_staff", "hours": "60", "how_often": "weekly"}
    one, two = (drawn_week(plain, each) for each in (plain, costly))
    assert in_the_grid(one) == in_the_grid(two) == ["Swim", "Swim"]
    assert {each["matters"] for each in two["any_day"]} <= {""}


def test_a_row_is_not_greyed_for_its_hours() -> None:
    entry = Path(settings.BASE_DIR, "templates/plans/drawings/_week_entry.html").read_text()
    classes = " ".join(re.findall(r'class="(doing[ \w{}%.|:\'-]*)"', entry))
    assert "matters" in classes and "help" not in classes.replace("doing__help", "") and "hours" not in classes


def test_the_list_by_day_goes_from_morning_to_night() -> None:
    parts = ("night", "", "midday", "morning")
    drawing = drawn_week(*({"what": part or "any", "day": "friday", "part": part} for part in parts))
    assert [each["what"] for each in drawing["days"][0]["entries"]] == ["morning", "midday", "night", "any"]


def test_on_a_phone_the_week_is_its_list_by_day(world: World, sign_in) -> None:
    add_tools_1(world)
    page = sign_in("sam").get(f"/part/{world.things['parts']['perfect_week'].pk}/").content.decode()
    sheets, by_day = page.split('class="week__days"')
    assert "sheet--wide" in sheets and "sheet--tall" not in page and by_day.count("Band practice") >= 1
    narrow = Path(settings.BASE_DIR, "frontend/scss/_drawings_2.scss").read_text().split("@include below($wide)")[1]
    assert ".sheet--wide { display: none; }" in narrow
    assert "week__days" not in Path(settings.BASE_DIR, "frontend/scss/_drawings_1.scss").read_text()


def test_the_hours_can_be_switched_off_with_no_script(world: World, sign_in) -> None:
    add_tools_1(world)
    page = sign_in("sam").get(f"/part/{world.things['parts']['perfect_week'].pk}/").content.decode()
    assert re.search(r'<input type="checkbox" id="week-help" checked', page)
    style = Path(settings.BASE_DIR, "frontend/scss/_drawings_1.scss").read_text()
    assert ".week:has(#week-help:not(:checked)) .doing__help { display: none; }" in style


# --- places -----------------------------------------------------------------------------------------------


def place(number: int, **cells: str) -> Line:
    return row("places", "places", {"place": f"Place {number}", **cells})


@pytest.mark.parametrize(("near", "far"), [(1, 0), (3, 2), (8, 12), (30, 30)])
def test_discs_of_the_map_do_not_touch_and_every_place_has_a_card(near: int, far: int) -> None:
    wishes = [row("places", "would_like", text=f"Wish {number}") for number in range(far)]
    drawing = places_map(Answers({"places": [place(number) for number in range(near)], "would_like": wishes}, ME))
    assert len(drawing["cards"]) == near
    assert (len(drawing["near"]), len(drawing["far"])) == (min(near, MOST_NEAR), min(far, MOST_FAR))
    discs = [*drawing["near"], *drawing["far"]]
    for number, one in enumerate(discs):
        assert one["x"] - one["size"] >= 0 and one["x"] + one["size"] <= 1000
        assert one["y"] - one["size"] >= 0 and one["y"] + one["size"] <= 860
        for two in discs[number + 1 :]:
            assert math.dist((one["x"], one["y"]), (two["x"], two["y"])) >= min(NEAR_SIZE, FAR_SIZE) * 1.98


def test_a_place_has_five_stepping_stones_and_no_more_than_one_is_mine() -> None:
    answers = [place(1, step="3"), place(2, step="not_sure"), place(3)]
    cards = places_map(Answers({"places": answers}, ME))["cards"]
    assert [[stone["here"] for stone in card["stones"]].count(True) for card in cards] == [1, 0, 0]
    assert all(len(card["stones"]) == 5 for card in cards)
    assert [str(stone["name"]) for stone in cards[0]["stones"] if stone["here"]] == ["I join in"]


def test_staying_put_is_said_to_be_fine(world: World, sign_in) -> None:
    add_tools_1(world)
    page = sign_in("sam").get(f"/part/{world.things['parts']['places'].pk}/").content.decode()
    assert "Staying where you are is fine too." in page


# --- wishes -----------------------------------------------------------------------------------------------


def test_a_wish_is_never_left_out_and_keeps_its_place() -> None:
    lines = [
        row("if_i_could", "rows", {"if_i_could": "dance", "cost": "a_lot"}),
        row("if_i_could", "rows", {"first_try": "Ask Bea"}),
        row("if_i_could", "rows", text="A photo of the ballroom"),
    ]
    cards = postcards(Answers({"rows": lines}, ME))["cards"]
    assert [card["line"] for card in cards] == lines
    assert (cards[0]["wish"], [words for _label, words in cards[0]["rest"]]) == ("dance", ["A lot"])
    assert [words for _label, words in cards[1]["rest"]] == ["Ask Bea"]


def test_a_finished_wish_keeps_its_photo(world: World, sign_in) -> None:
    from tests.scenarios.plan import drawn_photo

    sam = world.actor("sam")
    part = actions.start_part(by=sam, plan=world.sam.plan, tool="if_i_could")
    about = {"by": sam, "part": part, "operation": uuid.uuid4()}
    wish = actions.save_item(**about, field="rows", cells={"if_i_could": "dance in a ballroom", "cost": "free"}).item
    about |= {"item": wish, "base_version": 1, "operation": uuid.uuid4()}
    add_media(**about, kind=FileKind.PHOTO, upload=drawn_photo(), words="I danced. I did it!")
    page = sign_in("sam").get(f"/part/{part.pk}/").content.decode()
    assert page.count('<li class="postcard') == 1
    (postcard,) = re.findall(r'<li class="postcard.*?</li>', page, re.DOTALL)
    assert f"/item/{wish.pk}/photo" in postcard and 'alt="I danced. I did it!"' in postcard
    assert "dance in a ballroom" in postcard and "It is free" in postcard


# --- pictures ---------------------------------------------------------------------------------------------


def test_pictures_for_words_exist_and_one_word_has_one_picture() -> None:
    assert set(WORDS_OF) <= set(picture_names())
    assert len(IDEA_OF) == sum(len(words.split()) for words in WORDS_OF.values())


@pytest.mark.parametrize(
    ("words", "idea"),
    [("Swimming with Max", "swim"), ("Mynd i nofio", "swim"), ("Something else", ""), ("My business", ""), ("", "")],
)
def test_a_picture_stands_beside_words_that_name_it(words: str, idea: str) -> None:
    assert picture_for(words) == idea
