"""Paper: it holds only what its audience may see, and a right that ends while it waits lets it go."""

from __future__ import annotations

import io
import uuid
from typing import Any

import pikepdf
import pytest
from django.test import Client

from documents.models import RenderedDocument
from documents.printing import make_waiting
from people import sharing
from people.enums import Level
from plans import actions, prints
from plans.actions.prints import ask_for_print
from plans.models import Item, Part, PlanPrint
from tests.documents.conftest import private_store  # noqa: F401  (a fixture)
from tests.scenarios import World

SHOWN = "I sing in the choir at Hafren chapel"
HIDDEN = "canary-not-for-mum"

pytestmark = pytest.mark.usefixtures("private_store")


@pytest.fixture
def parts(world: World) -> tuple[Part, Part]:
    sam = world.actor("sam")
    shown = actions.start_part(by=sam, plan=world.sam.plan, tool="one_page_profile")
    hidden = actions.start_part(by=sam, plan=world.sam.plan, tool="working_not_working")
    Item.objects.create(part=shown, field="important_to", text=SHOWN)
    Item.objects.create(part=hidden, field="not_working", text=HIDDEN)
    sharing.set_levels(by=sam, person=world.sam, part_id=shown.pk, levels={world.connections["mum"]: Level.SEE})
    return shown, hidden


def ask(world: World, audience: str | None, language: str = "en-gb") -> PlanPrint:
    tie = world.connections[audience] if audience else None
    return ask_for_print(by=world.actor("sam"), plan=world.sam.plan, audience=tie, language=language)


def made(plan_print: PlanPrint) -> pikepdf.Pdf:
    assert make_waiting(template=prints.TEMPLATE, draw=prints.draw) == 1
    plan_print.document.refresh_from_db()
    from documents.serving import print_response

    return pikepdf.open(io.BytesIO(b"".join(print_response(plan_print.document, filename="x.pdf").streaming_content)))


def words_of(content: dict) -> str:
    return prints.canonical(content)


def test_paper_for_mum_holds_only_what_mum_may_see(world: World, parts: tuple[Part, Part]) -> None:
    mine, mums = ask(world, None), ask(world, "mum")
    assert SHOWN in words_of(mine.content) and HIDDEN in words_of(mine.content)
    assert SHOWN in words_of(mums.content) and HIDDEN not in words_of(mums.content)


@pytest.mark.slow
def test_the_paper_is_tagged_and_says_its_title_and_language(world: World, parts: tuple[Part, Part]) -> None:
    pdf = made(ask(world, "mum", "cy"))
    assert str(pdf.Root.Lang) == "cy"
    assert "Sam" in str(pdf.docinfo["/Title"])
    assert pdf.Root.MarkInfo.Marked
    assert "pdfuaid" in pdf.Root.Metadata.read_bytes().decode()


def test_the_same_paper_asked_for_twice_is_made_once(world: World, parts: tuple[Part, Part]) -> None:
    assert ask(world, "mum") == ask(world, "mum")
    assert RenderedDocument.objects.count() == 1


def test_a_right_that_ends_while_the_paper_waits_lets_it_go(world: World, parts: tuple[Part, Part]) -> None:
    ask(world, "mum")
    sharing.just_me(by=world.actor("sam"), person=world.sam, part_id=parts[0].pk)
    assert make_waiting(template=prints.TEMPLATE, draw=prints.draw) == 0
    assert not PlanPrint.objects.exists() and not RenderedDocument.objects.exists()


@pytest.mark.slow
def test_the_person_asks_for_paper_and_opens_it(world: World, parts: tuple[Part, Part], sign_in) -> None:
    sam: Client = sign_in("sam")
    answer = sam.post("/paper/", {"for_whom": str(world.connections["mum"].pk), "language": "en-gb"}, follow=True)
    assert "We will make it soon" in answer.content.decode()
    made(PlanPrint.objects.get())
    path = f"/paper/{PlanPrint.objects.get().pk}/"
    opened = sam.get(path)
    assert opened["Content-Type"] == "application/pdf"
    assert sign_in("mum").get(path).status_code == 404


def test_only_people_with_something_shared_can_be_chosen(world: World, parts: tuple[Part, Part], sign_in) -> None:
    answer = sign_in("sam").post("/paper/", {"for_whom": str(world.connections["dev"].pk), "language": "en-gb"})
    assert "Choose who it is for." in answer.content.decode()
    assert not PlanPrint.objects.exists()


def rows(*each: dict[str, str]) -> list[dict[str, Any]]:
    return [{"cells": [[label, words] for label, words in row.items()]} for row in each]


def test_short_rows_are_a_table_and_long_or_single_ones_are_cards() -> None:
    short = rows({"What": "Ask Dev", "Who": "Mum"}, {"What": "Ring", "Who": "Jo", "By when": "Friday"})
    assert prints.columns_of(short) == ["What", "Who", "By when"]
    assert prints.columns_of(short[:1]) == []
    assert prints.columns_of(rows({"What": "a" * 121}, {"What": "b"})) == []
    assert prints.columns_of(rows(*[dict.fromkeys("abcde", "x")] * 2)) == []


def test_what_if_cards_are_small_to_cut_out_and_every_row_is_still_on_the_paper(world: World) -> None:
    plan, sam = world.sam.plan, world.actor("sam")
    part = actions.start_part(by=sam, plan=plan, tool="staying_well")
    for words in ("Jo is ill", "I am lost"):
        actions.save_item(
            by=sam, part=part, field="what_if", operation=uuid.uuid4(), cells={"what_if": words, "then": "Ring Mum"}
        )
    printed = ask_for_print(by=sam, plan=plan, audience=None, language="en-gb")
    html = prints._html(printed)
    assert html.index('class="wallets"') < html.index("Jo is ill") < html.index("I am lost")
    assert len(list(prints._lines(printed.content))) == 2


def test_a_wide_drawing_has_a_page_on_its_side(world: World) -> None:
    plan, sam = world.sam.plan, world.actor("sam")
    part = actions.start_part(by=sam, plan=plan, tool="path")
    actions.save_item(by=sam, part=part, field="dream", operation=uuid.uuid4(), text="A stage by the sea")
    made_of = made(ask_for_print(by=sam, plan=plan, audience=None, language="en-gb"))
    first = made_of.pages[0].mediabox
    assert float(first[2]) > float(first[3])
