"""Every declared tool is filled in, drawn, listed, printed, exported, restored and shared. A new tool is tested by existing."""

from __future__ import annotations

import html
import io
import json
import re
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from people.actions import add_connection
from people.enums import Level
from plans import actions, export, prints
from plans.actions import start_part
from plans.answers import cell_words
from plans.enums import OutcomeNow
from plans.models import Item, Outcome, Part, PlanPrint
from plans.reading import read_part
from plans.tools import TOOLS
from plans.tools.declaration import Cell, CellKind, FieldKind, Question, Tool
from tests.access.knocking import client_for
from tests.plans.test_sharing_views import SignIn, share
from tests.ready import PEOPLE, READY
from tests.scenarios import World
from tests.scenarios.plan import drawn_photo

pytestmark = pytest.mark.django_db
# The wishes have forms of their own, and a drawing for each wish.
WISHES = "outcome"
FILLED = sorted(key for key, tool in TOOLS.items() if tool.questions)
ASKED = [key for key in FILLED if key != WISHES]
TYPED = (FieldKind.LIST, FieldKind.ROWS, FieldKind.WORDS, FieldKind.PICK)
ALL_KEYS = {
    "one_page_profile", "relationship_circle", "communication_chart", "receiving_chart", "to_for_balance",
    "working_not_working", "four_plus_one", "good_bad_day", "perfect_week", "decision_profile", "decisions_now",
    "decision_agreement", "learning_log", "path", "maps", "hopes_dreams", "doughnut", "matching", "if_i_could",
    "positive_risk", "staying_well", "gifts", "places", "life_story", "outcome",
}  # fmt: skip


# These draw some of the answers, or break long words; the list beside the drawing has them all.
DRAWN_IN_PART = {"hopes_dreams", "life_story", "path", "relationship_circle", "to_for_balance"}
WISH_WORDS = ("wish", "why", "good", "support", "promise", "change")


@dataclass
class Filled:
    """A tool with one answer to every question, and the words that must be found wherever it is shown."""

    tool: Tool
    part: Part
    words: dict[str, list[str]] = field(default_factory=dict)

    def all_words(self, *, private: bool = True) -> Iterator[str]:
        for question in self.tool.questions:
            if private or not question.private:
                yield from self.words.get(question.key, ())


def value_for(cell: Cell, words: str) -> str:
    """Something that fits the cell."""
    if cell.options:
        return cell.options[0][0]
    return {CellKind.DAY: "2026-11-22", CellKind.HOURS: "1.5"}.get(cell.kind, words)


def shown(question: Question, values: dict[str, str]) -> dict[str, str]:
    """The same with the one choice that lets a row be read, where a question has one."""
    return values | dict([question.shown_if] if question.shown_if else [])


def answer_to(tool: Tool, question: Question) -> tuple[dict[str, str], list[str]]:
    """One answer as its page sends it, and how its words are read afterwards. No other tool has the same words."""
    line = uuid.uuid4()
    if not question.cells:
        words = f"{tool.key} {question.key} ŵy & “llŷn” <b>"
        return {f"version-{line}": "0", f"text-{line}": words}, [words]
    values = {cell.key: value_for(cell, f"{tool.key} {question.key} {cell.key}") for cell in question.cells}
    values = shown(question, values)
    posted = {f"cell-{key}-{line}": value for key, value in values.items()}
    # A choice or a day may stand in a drawing as a sign, a place or another way of saying it; words are words.
    said = [cell for cell in question.cells if not cell.options and cell.kind != CellKind.DAY]
    return {f"version-{line}": "0", **posted}, [cell_words(cell, values[cell.key]) for cell in said]


@pytest.fixture(scope="module")
def all_filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Filled]]:
    """Every tool, as Sam filled it in through its pages. Each test is rolled back to here."""
    with READY.kept(PEOPLE, django_db_blocker) as world:
        client = client_for(world, "sam")
        yield {key: fill(client, world, TOOLS[key]) for key in FILLED}


@pytest.fixture(params=ASKED)
def filled(request: pytest.FixtureRequest, all_filled: dict[str, Filled]) -> Filled:
    return all_filled[request.param]


def fill(client: Client, world: World, tool: Tool) -> Filled:
    assert client.post(f"/plan/start/{tool.key}/").status_code == 302
    found = Filled(tool, Part.objects.get(tool=tool.key, plan=world.sam.pk))
    for question in tool.questions:
        if question.kind in TYPED:
            posted, words = answer_to(tool, question)
            answer = client.post(f"/part/{found.part.pk}/{question.key}/", {**posted, "do": "keep"})
            assert answer.status_code == 302, answer.content.decode()[:2000]
            found.words[question.key] = words
        elif tool.key == WISHES:  # its one question is answered on pages of its own
            continue
        elif question.kind == FieldKind.CIRCLE:
            found.words[question.key] = somebody_on_a_ring(world, found.part, question)
        elif question.kind == FieldKind.PHOTO:
            found.words[question.key] = [words := f"{tool.key} {question.key} ŵy photo"]
            actions.save_photo(
                by=world.actor("sam"), part=found.part, field=question.key, operation=uuid.uuid4(),
                upload=drawn_photo(), description=words,
            )  # fmt: skip
    if tool.key == WISHES:
        found.words[tool.questions[0].key] = a_wish(world, found.part)
    return found


def somebody_on_a_ring(world: World, part: Part, question: Question) -> list[str]:
    """Somebody put on a ring, and what is said of them."""
    tie = add_connection(by=world.actor("sam"), person=world.sam, name="Myfanwy", relationship="My ŵyres")
    values = {cell.key: value_for(cell, f"{part.tool} {cell.key} ŵy") for cell in question.cells}
    actions.save_item(
        by=world.actor("sam"), part=part, field=question.key, operation=uuid.uuid4(),
        cells=values | {"person": str(tie.pk)},
    )  # fmt: skip
    return [values[cell.key] for cell in question.cells if not cell.options]


def a_wish(world: World, part: Part) -> list[str]:
    """A wish with everything it may hold: what is in the way, a promise, and what changed."""
    sam, words = world.actor("sam"), {name: f"outcome {name} ŵy & “llŷn”" for name in WISH_WORDS}
    wish = actions.save_outcome(
        by=sam, part=part, operation=uuid.uuid4(), in_my_words=words["wish"], why=words["why"],
        good_looks_like=words["good"], support={"people": words["support"]},
    )  # fmt: skip
    actions.set_barriers(by=sam, outcome=wish, codes=["TRN"])
    actions.promise(
        by=sam, outcome=wish, operation=uuid.uuid4(), what=words["promise"], who="Jo", by_when=date(2027, 3, 1)
    )
    actions.tell_change(
        by=sam, outcome=wish, operation=uuid.uuid4(), now=OutcomeNow.SOME_CHANGE, in_my_words=words["change"]
    )
    return list(words.values())


def text_of(client: Client, path: str) -> str:
    page = client.get(path)
    assert page.status_code == 200, path
    return html.unescape(page.content.decode())


def test_all_25_tools_are_here() -> None:
    assert set(TOOLS) >= ALL_KEYS


@pytest.mark.parametrize("tool", TOOLS.values(), ids=lambda tool: tool.key)
def test_every_choice_of_a_tool_can_be_left_open(tool: Tool) -> None:
    """A pick always has "not sure" (planning tools reference, section 1.1)."""
    picks = [cell for question in tool.questions for cell in question.cells if cell.options]
    assert [cell.key for cell in picks if "not_sure" not in {code for code, _words, _picture in cell.options}] == []


def test_a_filled_tool_is_read_word_for_word(filled: Filled, sign_in: SignIn) -> None:
    page = text_of(sign_in("sam"), f"/part/{filled.part.pk}/")
    assert [words for words in filled.all_words() if words not in page] == []


def test_a_filled_tool_asks_each_question_again_with_its_answer(filled: Filled, sign_in: SignIn) -> None:
    client = sign_in("sam")
    for question in (each for each in filled.tool.questions if each.kind != FieldKind.CIRCLE):
        page = text_of(client, f"/part/{filled.part.pk}/{question.key}/")
        item = Item.objects.filter(part=filled.part, field=question.key).first()
        assert item is None or f'data-line="{item.pk}"' in page


def test_a_drawing_says_no_more_than_the_list_and_is_named(filled: Filled, sign_in: SignIn) -> None:
    page = text_of(sign_in("sam"), f"/part/{filled.part.pk}/")
    for svg in page.split("<svg")[1:]:
        head = svg.split(">")[0]
        assert "viewBox" not in head or "aria-hidden" in head or "aria-label" in head, head


def test_the_words_of_a_filled_tool_are_in_its_drawing(filled: Filled, world: World) -> None:
    if filled.tool.key in DRAWN_IN_PART:
        pytest.skip("the list beside it says the rest")
    view = read_part(world.actor("sam"), Part.objects.read_by(world.actor("sam"), filled.part.pk))
    drawn = render_to_string(filled.tool.drawing, {"view": view, "part": view.part, "drawing": view.drawing})
    said = squeezed(drawn)
    assert [words for words in filled.all_words() if squeezed(html.escape(words)) not in said] == []


def test_a_filled_wish_is_drawn_on_its_own_page(all_filled: dict[str, Filled], sign_in: SignIn) -> None:
    page = text_of(sign_in("sam"), f"/wish/{Outcome.objects.get(part=all_filled[WISHES].part).pk}/")
    assert [words for words in all_filled[WISHES].all_words() if words not in page] == []


def squeezed(page: str) -> str:
    """What is said on a page or in a drawing: without its marks, and without the breaks that lines of a drawing have."""
    return re.sub(r"\s+", "", html.unescape(re.sub(r"</?[a-zA-Z!][^>]*>", "", page)))


def test_a_filled_tool_is_on_paper(filled: Filled, world: World) -> None:
    """On the page that the paper is made of, and not only among what is kept for it."""
    content = prints.content_for(world.sam, None, "en-gb")
    content["chapters"] = [chapter for chapter in content["chapters"] if chapter["tool"] == filled.tool.key]
    page = prints._html(PlanPrint(content=content, language="en-gb", number=1, asked_at=timezone.now()))
    paper, with_marks = squeezed(page), re.sub(r"\s+", "", html.unescape(page))  # what a photo shows is its alt
    missing = [words for words in filled.all_words() if squeezed(html.escape(words)) not in paper]
    assert [words for words in missing if re.sub(r"\s+", "", words) not in with_marks] == []


def leaves(value: object) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from leaves(each)
    elif isinstance(value, str):
        yield value


def test_a_filled_tool_is_told_word_for_word_by_the_api(filled: Filled, sign_in: SignIn) -> None:
    read = sign_in("sam").get(f"/api/v1/parts/{filled.part.pk}")
    assert read.status_code == 200 and read.json()["part"]["tool"] == filled.tool.key
    told = {each["question"]: list(leaves(each["answers"])) for each in read.json()["questions"]}
    assert [each.key for each in filled.tool.questions] == list(told)
    assert [words for key, said in filled.words.items() for words in said if not found_in(told[key], words)] == []


def found_in(told: list[str], words: str) -> bool:
    return any(words in each for each in told)


def test_a_filled_tool_is_in_the_file_that_is_taken_away(filled: Filled, world: World) -> None:
    kept = io.BytesIO()
    export.write_zip(kept, world.sam.plan, language="en-gb")
    with zipfile.ZipFile(kept) as book:
        plan, page = json.loads(book.read("plan.json")), html.unescape(book.read("plan.html").decode())
    (part,) = (each for each in plan["parts"] if each["tool"] == filled.tool.key)
    told = {each["key"]: list(leaves(each["answers"])) for each in part["questions"]}
    assert [words for key, said in filled.words.items() for words in said if not found_in(told[key], words)] == []
    assert [words for words in filled.all_words() if words not in page] == []


def test_an_answer_of_every_tool_is_put_back_as_it_was(filled: Filled, sign_in: SignIn) -> None:
    client = sign_in("sam")
    for item in Item.objects.filter(part=filled.part):
        before = (item.text, item.cells)
        cells = {f"cell-{key}": value for key, value in item.cells.items()}
        key = next((f"cell-{cell.key}" for cell in cells_of(filled.tool, item) if not cell.options
                    and cell.kind not in (CellKind.DAY, CellKind.HOURS)), None)  # fmt: skip
        if not item.text and key is None:
            continue
        changed = {**cells, **({key: "Something else"} if key else {"text": "Something else"})}
        answer = client.post(
            f"/item/{item.pk}/",
            {"version": 1, "operation": uuid.uuid4(), **changed},
            headers={"Accept": "application/json"},
        )
        assert answer.status_code == 200, answer.content
        assert client.post(f"/item/{item.pk}/before/", {"version": "1"}).status_code == 302
        item.refresh_from_db()
        assert (item.text, item.cells) == before and item.version == 3


def cells_of(tool: Tool, item: Item) -> tuple[Cell, ...]:
    question = tool.question(item.field)
    return question.cells if question else ()


def test_a_filled_tool_is_nobody_elses_until_it_is_shared_and_its_private_answers_are_not_even_then(
    filled: Filled, world: World, sign_in: SignIn
) -> None:
    client = sign_in("mum")
    assert client.get(f"/part/{filled.part.pk}/").status_code == 404
    share(world, filled.part, "mum", level=Level.SEE)
    page = text_of(client, f"/part/{filled.part.pk}/")
    assert [words for words in filled.all_words(private=False) if words not in page] == []
    secret = [words for question in filled.tool.questions if question.private for words in filled.words[question.key]]
    assert [words for words in secret if words in page and words not in list(filled.all_words(private=False))] == []


def test_a_helper_is_asked_by_name_in_every_tool(world: World, sign_in: SignIn) -> None:
    for key in ASKED:
        part = start_part(by=world.actor("sam"), plan=world.sam.plan, tool=key)
        share(world, part, "mum", level=Level.HELP_WRITE)
        for question in TOOLS[key].questions:
            page = text_of(sign_in("mum"), f"/part/{part.pk}/{question.key}/?open=yes")
            assert str(question.named) % {"name": "Sam"} in page, (key, question.key)
