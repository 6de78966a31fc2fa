"""Every question and every answer has something to hear, and what is heard is what stands there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from plans.models import Item
from plans.tools import TOOLS
from plans.tools.declaration import FieldKind, Question
from tests.plans.heard import Page, Said, differs
from tests.plans.test_tool_every import ASKED, Filled, fill
from tests.ready import PEOPLE, READY

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def nobody_listened_too_often() -> None:
    cache.clear()


@pytest.fixture(scope="module")
def all_filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Filled]]:
    from tests.access.knocking import client_for

    with READY.kept(PEOPLE, django_db_blocker) as world:
        client = client_for(world, "sam")
        yield {key: fill(client, world, TOOLS[key]) for key in ASKED}


@pytest.fixture(params=ASKED)
def filled(request: pytest.FixtureRequest, all_filled: dict[str, Filled]) -> Filled:
    return all_filled[request.param]


def silent_prompts(page: Page, asked: Question) -> list[str]:
    """What is asked on a question page and cannot be heard: the question, its hint, its pictures, each of its cells."""
    heard = page.heard
    wanted = ["question"] + ["question-hint"] * ("question-hint" in page.by_id)
    wanted += ["choice-legend", "choice-cards"] if asked.choices and "choice-cards" in page.by_id else []
    cells = tuple(f"ask-{cell.key}-" for cell in asked.cells)
    prompts = [node.attrs["id"] for node in page.nodes if node.attrs.get("id", "").startswith(cells)]
    options = [node.attrs["id"] for node in page.nodes if node.attrs.get("id", "").startswith("of-")]
    assert len(prompts) >= len(asked.cells) or asked.kind == FieldKind.CIRCLE
    return [one for one in [*wanted, *prompts, *options] if one not in heard]


def test_everything_that_a_question_page_asks_can_be_heard(filled: Filled, sign_in: SignIn, said: Said) -> None:
    client, silent, wrong = sign_in("sam"), [], []
    for asked in filled.tool.questions:
        gentle = Page(client, reverse("question", args=[filled.part.pk, asked.key]))
        pages = [gentle, Page(client, f"{gentle.path}?open=yes")] if asked.shall_we else [gentle]
        for page in pages:
            wrong += differs(page, said)
        silent += [f"{asked.key}: {one}" for one in silent_prompts(pages[-1], asked)]
        assert not asked.choices or "choice-cards" in pages[-1].heard
    assert not silent and not wrong


def test_every_answer_of_a_part_can_be_heard(filled: Filled, sign_in: SignIn, said: Said) -> None:
    page = Page(sign_in("sam"), reverse("part", args=[filled.part.pk]))
    items = Item.objects.filter(part=filled.part)
    assert [item.field for item in items if reverse("item_aloud", args=[item.pk]) not in page.sounds] == []
    assert differs(page, said) == []


def where_it_is_changed(filled: Filled, item: Item) -> str:
    if filled.tool.question(item.field).kind == FieldKind.CIRCLE:
        return reverse("ring_person", args=[filled.part.pk, item.cells["person"]])
    return reverse("question", args=[filled.part.pk, item.field]) + "?open=yes"


def test_every_answer_can_be_heard_where_it_is_changed(filled: Filled, sign_in: SignIn) -> None:
    client = sign_in("sam")
    for item in Item.objects.filter(part=filled.part):
        page = Page(client, where_it_is_changed(filled, item))
        assert reverse("item_aloud", args=[item.pk]) in page.sounds
