"""Doughnut (planning tools reference, 2.17): must do in the middle, own ideas around, not their job outside."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation

from plans import actions
from plans.drawings.answers import Line
from plans.drawings.doughnut import EDGES, MIDDLE, NAME_FONT, doughnut
from plans.drawings.on_paper import drawing_on_paper
from plans.drawings.wrapping import letters_in
from plans.reading import read_part
from plans.tools import TOOLS
from plans.tools.declaration import Feeds, FieldKind
from tests.plans.spoken import answers, said
from tests.scenarios import World


def core(words: str) -> Line:
    return said("doughnut", "core", words)


def test_its_fields_are_those_of_the_reference() -> None:
    tool = TOOLS["doughnut"]
    assert [question.key for question in tool.questions] == ["role", "topic", "core", "judgement", "not_ours"]
    assert tool.question("role").kind == tool.question("topic").kind == FieldKind.WORDS
    assert Feeds.FOR in tool.question("core").feeds and Feeds.SUPPORT in tool.question("not_ours").feeds


def test_the_core_is_in_the_middle_and_what_is_not_their_job_outside() -> None:
    rings = doughnut(answers())["rings"]
    assert [ring["key"] for ring in rings] == ["not_ours", "judgement", "core"]  # painted from the outside in
    assert [ring["radius"] for ring in rings] == sorted((ring["radius"] for ring in rings), reverse=True)


@pytest.mark.parametrize("words", ["Knock", "Knock, and wait for my yes, every single time that you come in. " * 4])
def test_words_stay_inside_their_ring(words: str) -> None:
    lines = {key: [said("doughnut", key, words)] for key in EDGES}
    for ring in doughnut(answers(**lines))["rings"]:
        for y, line in ring["lines"]:
            half = letters_in(line) * 23 * 0.54 / 2
            for edge in (y - 18, y + 6):
                assert (half**2 + (edge - MIDDLE) ** 2) ** 0.5 <= ring["radius"], (ring["key"], line)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_name_of_a_ring_fits_in_it(language: str) -> None:
    with translation.override(language):
        rings = doughnut(answers())["rings"]
    for ring in rings:
        half = letters_in(ring["name"]) * NAME_FONT * 0.54 / 2
        assert half**2 + (ring["name_y"] - 20 - MIDDLE) ** 2 <= ring["radius"] ** 2, ring["name"]


def test_a_ring_is_no_bigger_for_holding_more() -> None:
    few, many = (doughnut(answers(core=[core("Knock")] * count))["rings"] for count in (1, 20))
    assert [ring["radius"] for ring in few] == [ring["radius"] for ring in many]


def test_the_panels_hold_every_word_that_a_ring_cannot(world: World, sign_in: Callable[[str], Client]) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="doughnut")
    said_here = [f"They must always do thing number {number} for me." for number in range(9)]
    for words in said_here:
        actions.save_item(by=world.actor("sam"), part=part, field="core", operation=uuid.uuid4(), text=words)
    page = sign_in("sam").get(f"/part/{part.pk}/").content.decode()
    panel = page.split("doughnut__panels", 1)[1]
    assert all(words in panel for words in said_here)


def test_two_jobs_of_helpers_are_two_parts(world: World) -> None:
    """Per role and topic: the same tool may be there more than once."""
    sam = world.actor("sam")
    one, two = (
        actions.start_part(by=sam, plan=world.sam.plan, tool="doughnut", setting=setting)
        for setting in ("Mornings", "Money")
    )
    assert one.pk != two.pk


def test_the_rings_are_on_paper(world: World) -> None:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="doughnut")
    actions.save_item(by=world.actor("sam"), part=part, field="core", operation=uuid.uuid4(), text="Knock & wait")
    drawn = drawing_on_paper(read_part(world.actor("sam"), part))
    assert drawn is not None and drawn.svg.count("<circle") == 3 and "Knock &amp; wait" in drawn.svg
