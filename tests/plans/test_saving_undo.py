"""Undo takes one's own last steps back, one press a step; nothing leaves the history and nobody's later words go."""

from __future__ import annotations

import uuid

import pytest
from django.utils import timezone

from people import sharing
from people.enums import Level
from plans import actions
from plans.models import Item, Part
from plans.undoing import MOST_STEPS, can_do_again, can_undo, steps_of
from tests.scenarios import World


@pytest.fixture
def part(world: World) -> Part:
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")


def say(world: World, part: Part, text: str, who: str = "sam", item: Item | None = None) -> Item:
    changed = {"item_id": item.pk, "base_version": item.version} if item else {}
    return actions.save_item(
        by=world.actor(who), part=part, field="support", operation=uuid.uuid4(), text=text, **changed
    ).item


def seen(world: World, who: str, part: Part) -> dict[uuid.UUID, Item]:
    """The answers of the part that somebody sees."""
    return Item.objects.in_part(world.actor(who), part).in_bulk()


def undoable(world: World, part: Part, who: str = "sam") -> list[str]:
    return [
        step.words
        for step in can_undo(steps_of(world.actor(who), part, seen(world, who, part)), Item.objects.in_bulk())
    ]


def again(world: World, part: Part) -> str | None:
    step = can_do_again(steps_of(world.actor("sam"), part, seen(world, "sam", part)), Item.objects.in_bulk())
    return step.words if step else None


def undo(world: World, part: Part, who: str = "sam") -> None:
    step = can_undo(steps_of(world.actor(who), part, seen(world, who, part)), Item.objects.in_bulk())[0]
    assert actions.undo_step(by=world.actor(who), part=part, operation=step.last.operation)


def kept() -> list[str]:
    return sorted(Item.objects.kept().main().values_list("text", flat=True))


def test_each_press_takes_one_more_step_back(world: World, part: Part) -> None:
    item = say(world, part, "Tea")
    item = say(world, part, "Coffee", item=item)
    actions.take_out(by=world.actor("sam"), item=item)
    assert undoable(world, part) == ["You took out “Coffee”", "You changed “Tea” to “Coffee”", "You wrote “Tea”"]
    for words in (["Coffee"], ["Tea"], []):
        undo(world, part)
        assert kept() == words
    assert undoable(world, part) == []


def test_undoing_an_undo_does_the_step_again(world: World, part: Part) -> None:
    item = say(world, part, "Tea")
    say(world, part, "Coffee", item=item)
    undo(world, part)
    assert (kept(), again(world, part)) == (["Tea"], "You changed “Tea” to “Coffee”")
    step = can_do_again(steps_of(world.actor("sam"), part, seen(world, "sam", part)), Item.objects.in_bulk())
    assert actions.undo_step(by=world.actor("sam"), part=part, operation=step.last.operation)
    assert (kept(), again(world, part)) == (["Coffee"], None)
    assert undoable(world, part)[0] == "You changed “Tea” to “Coffee”"


def test_the_same_press_sent_twice_undoes_once(world: World, part: Part) -> None:
    item = say(world, part, "Tea")
    changed = say(world, part, "Coffee", item=item)
    for _ in range(2):
        assert actions.undo_step(by=world.actor("sam"), part=part, operation=changed.operation)
    assert (kept(), Item.objects.get().version) == (["Tea"], 3)


def test_words_that_came_after_from_somebody_else_are_not_taken_away(world: World, part: Part) -> None:
    item = say(world, part, "Tea")
    step = say(world, part, "Milky tea", item=item).operation
    say(world, part, "Tea with milk", who="mum", item=Item.objects.get())
    assert undoable(world, part) == []
    assert not actions.undo_step(by=world.actor("sam"), part=part, operation=step)
    assert kept() == ["Tea with milk"]


def test_a_step_is_undone_by_the_one_who_took_it(world: World, part: Part) -> None:
    step = say(world, part, "Tea").operation
    assert undoable(world, part, "mum") == []
    assert not actions.undo_step(by=world.actor("mum"), part=part, operation=step)
    assert kept() == ["Tea"]


def test_choosing_one_of_two_versions_can_be_undone(world: World, part: Part) -> None:
    item = say(world, part, "Tea")
    say(world, part, "Milky tea", item=Item.objects.get())
    item.version = 1
    clash = say(world, part, "Black tea", item=item)
    actions.keep_this(by=world.actor("sam"), item=clash)
    assert undoable(world, part)[0] == "You chose “Black tea”"
    undo(world, part)
    assert set(Item.objects.kept().values_list("text", flat=True)) == {"Milky tea", "Black tea"}
    assert Item.objects.get(pk=clash.pk).beside_id == item.pk


def test_a_move_is_no_step(world: World, part: Part) -> None:
    for words in ("one", "two"):
        item = say(world, part, words)
    actions.move_item(by=world.actor("sam"), item=item, up=True)
    assert undoable(world, part) == ["You wrote “two”", "You wrote “one”"]


def test_the_last_20_steps_can_be_undone(world: World, part: Part) -> None:
    item = say(world, part, "0")
    for number in range(1, MOST_STEPS + 5):
        item = say(world, part, str(number), item=item)
    assert undoable(world, part)[0] == "You changed “23” to “24”"
    for _ in range(MOST_STEPS):
        undo(world, part)
    assert kept() == ["4"]


def test_undo_reads_the_history_once_however_long_it_is(
    world: World, part: Part, django_assert_num_queries: object
) -> None:
    for words in ("one", "two", "three"):
        say(world, part, words)
    actor = world.actor("sam")
    now = Item.objects.in_part(actor, part).in_bulk()
    with django_assert_num_queries(1):
        assert next(step.words for step in steps_of(actor, part, now)) == "You wrote “three”"


def test_the_page_says_what_it_undoes_and_works_without_a_script(world: World, part: Part, sign_in) -> None:
    item = say(world, part, "Tea")
    client, url = sign_in("sam"), f"/part/{part.pk}/undo/"
    assert "You wrote “Tea”" in client.get(url).content.decode()
    answer = client.post(url, {"operation": str(item.operation), "field": "support"})
    assert answer.url == f"/part/{part.pk}/support/#answers"
    assert kept() == []
    assert "Do it again" in client.get(url).content.decode()
    assert "changed this after you" in client.post(url, {"operation": "nonsense"}, follow=True).content.decode()


def test_undo_is_for_those_who_may_write(world: World, part: Part, sign_in) -> None:
    say(world, part, "Tea")
    url = f"/part/{part.pk}/undo/"
    assert sign_in("mum").get(url).status_code == 404
    mum = {"by": world.actor("sam"), "person": world.sam, "connection": world.connections["mum"]}
    sharing.give(**mum, part_ids=[part.pk], level=Level.SEE)
    assert sign_in("mum").get(url).status_code == 403
    assert sign_in("mum").post(url).status_code == 403


def test_what_was_undone_after_30_days_is_still_in_the_history(world: World, part: Part) -> None:
    item = say(world, part, "Tea")
    undo(world, part)
    Item.objects.update(taken_out_at=timezone.now() - timezone.timedelta(days=40))
    assert not Item.objects.taken_out_lately().exists()
    assert "Tea" in item.history.values_list("text", flat=True)
