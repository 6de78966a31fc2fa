"""Person-centred risk (planning tools reference, 2.20): happy and safe weigh together, and nothing is scored."""

from __future__ import annotations

import itertools
import math
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from people import sharing
from people.enums import Level
from people.faces import Face
from plans import actions
from plans.drawings.answers import Line
from plans.drawings.happy_safe import BOTTOM, DOT, LEFT, MIDDLE_X, MIDDLE_Y, RIGHT, TOP, happy_safe
from plans.drawings.on_paper import drawing_on_paper
from plans.models import Item, Part
from plans.reading import read_part
from plans.safeguarding import speaks_of_harm
from plans.tools import TOOLS
from plans.tools.declaration import CellKind, FieldKind
from tests.plans.spoken import MUM, answers, said
from tests.scenarios import World

SignIn = Callable[[str], Client]


def idea(happy: str = "", safe: str = "", words: str = "An idea", by: Face | None = None) -> Line:
    return said("positive_risk", "ideas", by=by, idea=words, happy=happy, safe=safe)


@pytest.fixture
def part(world: World) -> Part:
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="positive_risk")


def keep(world: World, part: Part, field: str, text: str = "", **cells: str) -> Item:
    return actions.save_item(
        by=world.actor("sam"), part=part, field=field, operation=uuid.uuid4(), text=text, cells=cells or None
    ).item


def test_its_fields_are_those_of_the_reference() -> None:
    tool = TOOLS["positive_risk"]
    assert [question.key for question in tool.questions] == [
        "what_i_want", "who_i_am", "why_it_matters", "who_thinks_with_me", "now", "want", "tried_learned", "worries",
        "if_not", "ideas", "chosen", "who_decides", "first_try", "log", "stop_or_change_if", "signed_by",
    ]  # fmt: skip
    ideas = tool.question("ideas")
    assert [cell.key for cell in ideas.cells] == ["idea", "happy", "safe", "what_makes_it_safer", "law_or_rule"]
    assert [cell.kind for cell in ideas.cells[1:3]] == [CellKind.SCALE, CellKind.SCALE]
    assert [cell.key for cell in tool.question("worries").cells] == ["worry", "whose", "how_likely", "how_bad"]
    assert tool.question("ideas").kind == FieldKind.ROWS and tool.sensitive


def test_up_is_happy_and_right_is_safe() -> None:
    lines = [idea("0", "0"), idea("10", "0"), idea("0", "10"), idea("10", "10")]
    low, happy, safe, both = happy_safe(answers(ideas=lines))["dots"]
    assert happy["y"] < low["y"] and happy["x"] == low["x"]
    assert safe["x"] > low["x"] and safe["y"] == low["y"]
    assert (both["x"], both["y"]) == (safe["x"], happy["y"])
    assert both["x"] > MIDDLE_X and both["y"] < MIDDLE_Y


def test_every_part_of_the_grid_is_called_by_its_name() -> None:
    lines = [idea("9", "9"), idea("9", "1"), idea("1", "9"), idea("1", "1"), idea("5", "9")]
    assert [each.where for each in happy_safe(answers(ideas=lines))["ideas"]] == [
        "Happy and safe", "Happy, not so safe", "Safe, not so happy", "Not so happy, not so safe",
        "On a line of the grid",
    ]  # fmt: skip


@pytest.mark.parametrize("happy, safe", [("", ""), ("8", ""), ("8", "not_sure"), ("not_sure", "not_sure")])
def test_not_sure_is_nowhere_on_the_grid_and_still_in_the_list(happy: str, safe: str) -> None:
    drawing = happy_safe(answers(ideas=[idea(happy, safe)]))
    assert drawing["dots"] == []
    assert [each.where for each in drawing["ideas"]] == ["Not on the grid yet"]


def test_a_dot_looks_the_same_wherever_it_stands() -> None:
    """No red, amber or green, and no score: only the place of a dot tells of its scales."""
    worst, best = happy_safe(answers(ideas=[idea("0", "0"), idea("10", "10")]))["dots"]
    assert {key for key in worst if worst[key] != best[key]} == {"idea", "x", "y", "words_y"}
    assert not {"score", "total", "colour", "level", "rank"} & (set(worst) | set(vars(worst["idea"])))


def test_ideas_keep_the_order_in_which_they_were_said() -> None:
    ideas = happy_safe(answers(ideas=[idea("0", "0", "Worst"), idea("10", "10", "Best")]))["ideas"]
    assert [(each.letter, each.cells["idea"]) for each in ideas] == [("A", "Worst"), ("B", "Best")]


@pytest.mark.parametrize("count", [2, 5, 8])
@pytest.mark.parametrize("happy, safe", [("8", "8"), ("10", "10"), ("0", "10")])
def test_two_ideas_in_one_place_are_both_seen(count: int, happy: str, safe: str) -> None:
    dots = happy_safe(answers(ideas=[idea(happy, safe) for _ in range(count)]))["dots"]
    assert len(dots) == count
    for one, two in itertools.combinations(dots, 2):
        assert math.dist((one["x"], one["y"]), (two["x"], two["y"])) >= 2 * DOT
    for dot in dots:
        assert (dot["x"] > MIDDLE_X) == (int(safe) > 5) and (dot["y"] < MIDDLE_Y) == (int(happy) > 5)


def test_where_it_is_crowded_every_letter_is_still_seen() -> None:
    dots = happy_safe(answers(ideas=[idea("8", "8") for _ in range(20)]))["dots"]
    for one, two in itertools.combinations(dots, 2):
        assert math.dist((one["x"], one["y"]), (two["x"], two["y"])) >= DOT / 2


@pytest.mark.parametrize("count", [1, 30, 60])
def test_every_dot_stays_on_the_grid(count: int) -> None:
    lines = [idea(str(number % 11), str(number * 7 % 11)) for number in range(count)]
    for dot in happy_safe(answers(ideas=lines))["dots"]:
        assert dot["x"] - DOT >= LEFT and dot["x"] + DOT <= RIGHT
        assert dot["y"] - DOT >= TOP and dot["y"] + DOT <= BOTTOM


@pytest.mark.parametrize("choice", ["B", "b", "B, with Max", "The bus", "the bus."])
def test_the_chosen_idea_is_picked_by_its_letter_or_its_words(choice: str) -> None:
    lines = [idea("1", "9", "The car"), idea("9", "8", "The bus")]
    drawing = happy_safe(answers(ideas=lines, chosen=[said("positive_risk", "chosen", choice)]))
    assert [each.letter for each in drawing["ideas"] if each.picked] == ["B"]


def test_a_word_that_begins_with_a_letter_is_not_the_letter() -> None:
    lines = [idea("1", "9", "The car")]
    drawing = happy_safe(answers(ideas=lines, chosen=[said("positive_risk", "chosen", "A walk")]))
    assert not any(each.picked for each in drawing["ideas"])


def test_an_idea_of_somebody_else_keeps_its_voice() -> None:
    drawing = happy_safe(answers(ideas=[idea("9", "9", by=MUM)]))
    assert drawing["ideas"][0].line.who == MUM


@pytest.mark.parametrize(
    "words",
    ["He hits me", "My helper hurt me", "That is abuse", "She takes my money", "They lock me in", "I was neglected",
     "Mae e'n fy mrifo i", "Mae hyn yn gam-drin", "cam-drin", "Cefais fy esgeuluso"],
)  # fmt: skip
def test_words_of_abuse_or_neglect_are_heard_in_both_languages(words: str) -> None:
    assert speaks_of_harm(words)


@pytest.mark.parametrize(
    "words", ["It may hurt if I fall", "I hit the ball", "I lose my money", "I worry about the dark", "A hurtful joke"]
)
def test_an_ordinary_worry_is_no_alarm(words: str) -> None:
    assert not speaks_of_harm(words)


def test_abuse_is_not_weighed_up_here_but_goes_to_where_help_is(world: World, part: Part, sign_in: SignIn) -> None:
    client = sign_in("sam")
    keep(world, part, "worries", worry="It is dark")
    assert "Is somebody hurting you?" not in client.get(f"/part/{part.pk}/").content.decode()
    keep(world, part, "worries", worry="My driver hits me")
    page = client.get(f"/part/{part.pk}/").content.decode()
    assert "Is somebody hurting you?" in page and 'href="/help"' in page


def test_the_way_to_help_is_always_on_the_page(world: World, part: Part, sign_in: SignIn) -> None:
    keep(world, part, "what_i_want", "Go out alone")
    assert "Does somebody hurt you, or not look after you?" in sign_in("sam").get(f"/part/{part.pk}/").content.decode()


def test_a_dot_is_moved_without_dragging_by_answering_its_scales(world: World, part: Part, sign_in: SignIn) -> None:
    client = sign_in("sam")
    item = keep(world, part, "ideas", idea="The bus", happy="9", safe="2")
    page = client.get(f"/part/{part.pk}/").content.decode()
    link = f'href="/part/{part.pk}/ideas/#cell-happy-{item.pk}-5"'
    assert page.count(link) == 2  # the dot and its line in the list
    question = client.get(f"/part/{part.pk}/ideas/").content.decode()
    assert f'id="cell-happy-{item.pk}-5"' in question  # where the link leads
    line = {f"version-{item.pk}": "1", f"operation-{item.pk}": str(uuid.uuid4()), "do": "on"}
    cells = {"idea": "The bus", "happy": "9", "safe": "8"}
    client.post(f"/part/{part.pk}/ideas/", line | {f"cell-{key}-{item.pk}": value for key, value in cells.items()})
    assert "Happy and safe" in client.get(f"/part/{part.pk}/").content.decode()
    item.refresh_from_db()
    assert item.cells["safe"] == "8"


def test_who_does_not_agree_is_noted(world: World, part: Part, sign_in: SignIn) -> None:
    keep(world, part, "signed_by", person="Mum", agrees="no", why="The dark")
    page = sign_in("sam").get(f"/part/{part.pk}/").content.decode()
    assert "Mum" in page and "They do not agree" in page and "The dark" in page


def test_a_reader_who_cannot_write_has_no_links_to_move_a_dot(world: World, part: Part, sign_in: SignIn) -> None:
    keep(world, part, "ideas", idea="The bus", happy="9", safe="2")
    sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections["mum"], part_ids=[part.pk],
        level=Level.SEE,
    )  # fmt: skip
    page = sign_in("mum").get(f"/part/{part.pk}/").content.decode()
    assert "The bus" in page and "Move it" not in page and f"/part/{part.pk}/ideas/" not in page


def test_the_grid_is_on_paper_with_nothing_to_press(world: World, part: Part) -> None:
    keep(world, part, "ideas", idea="The bus", happy="9", safe="2")
    drawn = drawing_on_paper(read_part(world.actor("sam"), part))
    assert drawn is not None and ">A</" in drawn.svg and "risk__dot" in drawn.svg and "href" not in drawn.svg
