"""Play my plan: only what was picked, only what those who watch may see, no sound before a press."""

from __future__ import annotations

import re
import uuid

import pytest

from people import sharing
from people.enums import Level
from plans import actions
from plans.actions import private
from plans.models import Item, Part, Plan
from tests.scenarios import World


@pytest.fixture
def items(world: World) -> list[Item]:
    sam = world.actor("sam")
    shown = actions.start_part(by=sam, plan=world.sam.plan, tool="one_page_profile")
    mine = actions.start_part(by=sam, plan=world.sam.plan, tool="working_not_working")
    sharing.set_levels(by=sam, person=world.sam, part_id=shown.pk, levels={world.connections["mum"]: Level.SEE})
    said = [(shown, "important_to", "I sing"), (shown, "important_to", "Not for mum"), (mine, "working", "The bus")]
    return [
        actions.save_item(by=sam, part=part, field=field, operation=uuid.uuid4(), text=words).item
        for part, field, words in said
    ]


def shown(client, whom: str = "") -> list[str]:
    """Every slide from the first to the last, as somebody without a script turns the pages."""
    pages, address = [], f"/plan/play/show/?at=0&for={whom}"
    while address:
        page = client.get(address).content.decode()
        pages.append(page)
        found = re.search(r'data-next="([^"]*)"', page)
        address = found.group(1).replace("&amp;", "&") if found else ""
    return pages


def words_in(pages: list[str]) -> list[str]:
    return [word for page in pages for word in ("I sing", "Not for mum", "The bus") if word in page]


def test_it_plays_what_was_picked_from_hello_to_the_end(world: World, items: list[Item], sign_in) -> None:
    client = sign_in("sam")
    client.post("/plan/play/", {"item": [str(items[0].pk), str(items[2].pk)], "do": "play"})
    pages = shown(client)
    assert len(pages) == 4 and "Hello, I am Sam" in pages[0] and "That is my plan" in pages[-1]
    assert words_in(pages) == ["I sing", "The bus"]
    assert not any("autoplay" in page for page in pages)


def test_nothing_is_picked_for_the_person(world: World, items: list[Item], sign_in) -> None:
    assert words_in(shown(sign_in("sam"))) == []
    assert " checked" not in sign_in("sam").get("/plan/play/").content.decode().split('name="for"')[0]


def test_before_mum_only_what_mum_may_see(world: World, items: list[Item], sign_in) -> None:
    client, mum = sign_in("sam"), str(world.connections["mum"].pk)
    client.post("/plan/play/", {"item": [str(each.pk) for each in items], "do": "play", "for": mum})
    private.keep_to_myself(by=world.actor("sam"), item=items[1])
    assert words_in(shown(client, mum)) == ["I sing"]
    assert words_in(shown(client)) == ["I sing", "Not for mum", "The bus"]
    sharing.just_me(by=world.actor("sam"), person=world.sam, part_id=Part.objects.get(tool="one_page_profile").pk)
    assert words_in(shown(client, mum)) == []


def test_what_was_taken_out_is_not_played(world: World, items: list[Item], sign_in) -> None:
    client = sign_in("sam")
    client.post("/plan/play/", {"item": [str(items[0].pk)], "do": "keep"})
    actions.take_out(by=world.actor("sam"), item=items[0])
    assert words_in(shown(client)) == []


def test_nobody_else_plays_it_or_picks_for_sam(world: World, items: list[Item], sign_in) -> None:
    for who in ("mum", "nia", "stranger"):
        assert sign_in(who).get("/plan/play/").status_code == 404
        assert sign_in(who).get("/plan/play/show/").status_code == 404
        assert sign_in(who).post("/plan/play/", {"item": [str(items[0].pk)]}).status_code == 404
    assert Plan.objects.get(person=world.sam).played == []


@pytest.mark.parametrize("asked", ["at=99", "for=x", f"for={uuid.UUID(int=9)}"])
def test_a_slide_or_somebody_who_is_not_there(world: World, items: list[Item], sign_in, asked: str) -> None:
    assert sign_in("sam").get(f"/plan/play/show/?{asked}").status_code == 404


def test_helpers_words_are_theirs_in_the_show(world: World, items: list[Item], sign_in) -> None:
    part = items[0].part
    said = actions.save_item(
        by=world.actor("sam"), part=part, field="appreciate", operation=uuid.uuid4(), text="Sam is kind",
        said_by=world.connections["mum"],
    ).item  # fmt: skip
    client = sign_in("sam")
    client.post("/plan/play/", {"item": [str(said.pk)], "do": "play"})
    assert "Ann said this" in shown(client)[1]
