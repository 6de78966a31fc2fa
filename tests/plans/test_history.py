"""How it was before: every version stays, and bringing one back makes a new one."""

from __future__ import annotations

import uuid

import pytest

from people import sharing
from people.enums import Level
from plans import actions
from plans.models import Item
from tests.scenarios import World


@pytest.fixture
def item(world: World) -> Item:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    item = actions.save_item(by=world.actor("sam"), part=part, field="support", operation=uuid.uuid4(), text="Tea").item
    actions.save_item(
        by=world.actor("sam"), part=part, field="support", operation=uuid.uuid4(), item_id=item.pk, base_version=1,
        text="Coffee",
    )  # fmt: skip
    return item


def test_bringing_a_version_back_makes_a_new_one(world: World, item: Item) -> None:
    back = actions.restore_version(by=world.actor("sam"), item=item, version=1)
    assert (back.text, back.version) == ("Tea", 3)
    assert set(item.history.values_list("text", flat=True)) == {"Tea", "Coffee"}


def test_the_page_shows_each_version_and_brings_one_back(world: World, item: Item, sign_in) -> None:
    client = sign_in("sam")
    page = client.get(f"/item/{item.pk}/before/").content.decode()
    assert "Tea" in page and "Coffee" in page
    client.post(f"/item/{item.pk}/before/", {"version": "1"})
    item.refresh_from_db()
    assert item.text == "Tea"
    assert client.post(f"/item/{item.pk}/before/", {"version": "99"}).status_code == 404


def test_history_is_the_persons_alone(world: World, item: Item, sign_in) -> None:
    assert sign_in("mum").get(f"/item/{item.pk}/before/").status_code == 404
    sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections["mum"], part_ids=[item.part_id],
        level=Level.HELP_WRITE,
    )  # fmt: skip
    assert sign_in("mum").get(f"/item/{item.pk}/before/").status_code == 403


def test_things_i_took_out_come_back_from_their_page(world: World, item: Item, sign_in) -> None:
    actions.take_out(by=world.actor("sam"), item=item)
    client = sign_in("sam")
    assert "Coffee" in client.get("/plan/taken-out/").content.decode()
    client.post(f"/item/{item.pk}/bring-back")
    assert list(Item.objects.kept()) == [item]
    assert sign_in("stranger").post(f"/item/{item.pk}/bring-back").status_code == 404
