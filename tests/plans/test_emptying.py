"""A line that is emptied is taken out, and stands again when it has words: by the script, and by a press."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from people import sharing
from people.enums import Level
from plans import actions
from plans.models import Item, Part
from plans.undoing import can_undo, steps_of
from tests.scenarios import World
from tests.scenarios.help_sessions import helped
from tests.scenarios.plan import drawn_photo

SAVED_ALREADY = "I like tea."


@pytest.fixture
def part(world: World) -> Part:
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")


@pytest.fixture
def item(world: World, part: Part) -> Item:
    return actions.save_item(
        by=world.actor("sam"), part=part, field="support", operation=uuid.uuid4(), text=SAVED_ALREADY
    ).item


def send(client: Client, item: Item, version: int, text: str, operation: uuid.UUID | None = None) -> dict:
    words = {"part": item.part_id, "field": item.field, "version": version, "text": text}
    words["operation"] = operation or uuid.uuid4()
    return client.post(f"/item/{item.pk}/", words, headers={"accept": "application/json"}).json()


def now(item: Item) -> tuple[str, bool, int]:
    found = Item.objects.get(pk=item.pk)
    return found.text, found.taken_out_at is None, found.version


def test_an_emptied_line_is_taken_out_and_stands_in_things_i_took_out(item: Item, sign_in) -> None:
    client = sign_in("sam")
    told = send(client, item, 1, "  ")
    assert (told["item"], told["version"], told["saved"]) == (str(item.pk), 2, "Taken out. You can get it back.")
    assert now(item) == (SAVED_ALREADY, False, 2)
    assert SAVED_ALREADY in client.get("/plan/taken-out/").content.decode()


def test_emptying_sent_twice_takes_out_once(item: Item, sign_in) -> None:
    client, operation = sign_in("sam"), uuid.uuid4()
    answers = [send(client, item, 1, "", operation) for _ in range(2)]
    assert answers[0] == answers[1] and now(item)[2] == 2


def test_undo_brings_an_emptied_line_back(world: World, item: Item, sign_in) -> None:
    send(sign_in("sam"), item, 1, "")
    there = Item.objects.visible_to(world.actor("sam")).filter(part=item.part_id).in_bulk()
    steps = can_undo(steps_of(world.actor("sam"), item.part, there), there)
    assert steps[0].words == f"You took out “{SAVED_ALREADY}”"
    assert actions.undo_step(by=world.actor("sam"), part=item.part, operation=steps[0].last.operation)
    assert now(item)[:2] == (SAVED_ALREADY, True)


@pytest.mark.parametrize("words", ["I like milky tea.", SAVED_ALREADY])
def test_words_in_an_emptied_line_stand_again_in_their_place(item: Item, sign_in, words: str) -> None:
    """What was just for me stays so: it is the same answer."""
    Item.objects.filter(pk=item.pk).update(only_me=True)
    client, operation = sign_in("sam"), uuid.uuid4()
    out = send(client, item, 1, "")
    answers = [send(client, item, out["version"], words, operation) for _ in range(2)]
    assert (answers[0]["item"], answers[0]["version"], answers[0]["said"]) == (str(item.pk), 3, "")
    assert [answers[1][name] for name in ("item", "version")] == [str(item.pk), 3]
    assert now(item) == (words, True, 3) and Item.objects.count() == 1
    assert Item.objects.get().only_me


def test_what_somebody_else_wrote_meanwhile_is_not_taken_out(world: World, item: Item, sign_in) -> None:
    actions.save_item(
        by=world.actor("sam"), part=item.part, field=item.field, operation=uuid.uuid4(), item_id=item.pk,
        base_version=1, text="I like coffee.",
    )  # fmt: skip
    told = send(sign_in("sam"), item, 1, "")
    assert (told["version"], told["saved"]) == (1, "Somebody else changed this. Their words stay.")
    assert now(item) == ("I like coffee.", True, 2)
    told = send(sign_in("sam"), item, told["version"], "I like water.")
    assert told["said"] and sorted(Item.objects.kept().values_list("text", flat=True)) == [
        "I like coffee.", "I like water."
    ]  # fmt: skip


def test_words_from_before_the_emptying_are_an_answer_of_their_own(item: Item, sign_in) -> None:
    """Another page still shows the line; what it saves is not what was taken out."""
    client = sign_in("sam")
    send(client, item, 1, "")
    told = send(client, item, 1, "I like coffee.")
    assert told["item"] != str(item.pk) and now(item) == (SAVED_ALREADY, False, 2)


def test_words_about_a_photo_may_be_emptied_and_the_photo_stays(world: World, part: Part, sign_in) -> None:
    saved = actions.save_photo(
        by=world.actor("sam"), part=part, field="photo", operation=uuid.uuid4(), upload=drawn_photo(), description="Me"
    )
    told = send(sign_in("sam"), saved.item, 1, "")
    assert told["saved"].startswith("Saved at ") and now(saved.item) == ("", True, 2)


def test_a_press_empties_the_words_about_a_photo_too(world: World, part: Part, sign_in) -> None:
    item = actions.save_photo(
        by=world.actor("sam"), part=part, field="photo", operation=uuid.uuid4(), upload=drawn_photo(), description="Me"
    ).item
    fields = {f"version-{item.pk}": "1", f"operation-{item.pk}": str(uuid.uuid4()), f"text-{item.pk}": "", "do": "on"}
    sign_in("sam").post(f"/part/{part.pk}/photo/", fields)
    assert now(item) == ("", True, 2)


def test_a_press_puts_words_back_into_a_line_that_was_emptied(item: Item, sign_in) -> None:
    client = sign_in("sam")
    version = send(client, item, 1, "")["version"]
    line = {f"version-{item.pk}": version, f"operation-{item.pk}": uuid.uuid4(), f"text-{item.pk}": SAVED_ALREADY}
    client.post(f"/part/{item.part_id}/support/", line | {"do": "on"})
    assert now(item) == (SAVED_ALREADY, True, 3) and Item.objects.count() == 1


def test_nobody_empties_what_is_not_theirs_to_change(world: World, item: Item, sign_in) -> None:
    """Somebody paid types only in what they typed; a reader in nothing; and whoever helps to write takes nothing out."""
    tie = world.connections["jo"]
    sharing.give(
        by=world.actor("sam"), person=world.sam, connection=tie, part_ids=[item.part_id], level=Level.HELP_WRITE
    )
    assert "somebody else's words" in send(sign_in("jo"), item, 1, "")["fix"]
    helped(world, "mum")
    assert "take this out" in send(sign_in("mum"), item, 1, "")["fix"]
    assert now(item) == (SAVED_ALREADY, True, 1)
