"""No word is lost: each save is stored once, two writers both keep their words, and nothing is somebody else's to change."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from audit.models import AuditEntry
from documents.errors import KindError
from documents.models import StoredFile
from plans import actions
from plans.models import Item, Part
from tests.scenarios import World


@pytest.fixture
def part(world: World) -> Part:
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")


def say(world: World, part: Part, text: str, who: str = "sam", **more: object) -> actions.Saved:
    more = {"operation": uuid.uuid4(), **more}
    return actions.save_item(by=world.actor(who), part=part, field="support", text=text, **more)


def change(
    world: World, part: Part, item: Item, text: str, base: int, who: str = "sam", **more: object
) -> actions.Saved:
    return say(world, part, text, who, item_id=item.pk, base_version=base, **more)


def test_the_same_save_sent_twice_makes_one_answer(world: World, part: Part) -> None:
    operation = uuid.uuid4()
    first, again = (say(world, part, "Give me time.", operation=operation) for _ in range(2))
    assert first.item.pk == again.item.pk == operation
    assert Item.objects.count() == 1
    assert AuditEntry.objects.filter(action="plans.item_saved").count() == 1


def test_a_change_sent_twice_makes_one_version(world: World, part: Part) -> None:
    item, operation = say(world, part, "Give me time.").item, uuid.uuid4()
    for _ in range(2):
        saved = change(world, part, item, "Give me lots of time.", 1, operation=operation)
    assert (saved.version, saved.beside) == (2, None)
    later = change(world, part, item, "Wait for me.", 2)
    replay = change(world, part, item, "Give me lots of time.", 1, operation=operation)
    assert (replay.version, replay.item.text) == (later.version, "Wait for me.")
    assert Item.objects.count() == 1


def test_an_operation_id_of_another_part_tells_nothing_of_it(world: World, part: Part) -> None:
    item = say(world, part, "Secret").item
    other = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="to_for_balance")
    with pytest.raises(Item.DoesNotExist):
        actions.save_item(by=world.actor("sam"), part=other, field="to", text="Hello", operation=item.pk)
    with pytest.raises(Item.DoesNotExist):
        actions.save_item(
            by=world.actor("sam"),
            part=other,
            field="to",
            text="x",
            item_id=item.pk,
            base_version=1,
            operation=uuid.uuid4(),
        )


def test_two_writers_of_one_answer_both_keep_their_words(world: World, part: Part) -> None:
    item = say(world, part, "Tea").item
    change(world, part, item, "Milky tea", 1)
    clash = change(world, part, item, "Tea in my blue mug", 1, who="mum")
    assert clash.beside is not None and clash.beside.pk == item.pk
    assert set(Item.objects.kept().values_list("text", flat=True)) == {"Milky tea", "Tea in my blue mug"}


def test_the_same_words_from_two_writers_are_no_clash(world: World, part: Part) -> None:
    item = say(world, part, "Tea").item
    change(world, part, item, "Milky tea", 1)
    assert change(world, part, item, "Milky tea", 1, who="mum").beside is None
    assert Item.objects.count() == 1


def test_words_written_on_after_a_lost_answer_are_kept(world: World, part: Part) -> None:
    """The page sent a new answer, never heard back, and sends longer words under the same operation."""
    operation = uuid.uuid4()
    say(world, part, "Knock", operation=operation)
    saved = say(world, part, "Knock, then wait", operation=operation)
    assert (saved.item.text, saved.version, Item.objects.count()) == ("Knock, then wait", 2, 1)


def test_one_operation_with_other_words_loses_neither(world: World, part: Part) -> None:
    """A page that was sent, gone back to and changed brings its old operation id again."""
    item, operation = say(world, part, "Tea").item, uuid.uuid4()
    change(world, part, item, "Milky tea", 1, operation=operation)
    change(world, part, item, "Black tea", 1, operation=operation)
    change(world, part, item, "Black tea", 1, operation=operation)
    assert sorted(Item.objects.values_list("text", flat=True)) == ["Black tea", "Milky tea"]


def test_the_person_keeps_one_version_or_both(world: World, part: Part) -> None:
    item = say(world, part, "Tea").item
    change(world, part, item, "Milky tea", 1)
    mine = change(world, part, item, "Black tea", 1, who="mum").item
    actions.keep_this(by=world.actor("sam"), item=mine)
    assert list(Item.objects.kept().main().values_list("text", flat=True)) == ["Black tea"]
    assert Item.objects.get(pk=item.pk).taken_out_at is not None
    other = change(world, part, mine, "Green tea", 1).item
    actions.keep_both(by=world.actor("sam"), item=other)
    assert set(Item.objects.kept().main().values_list("text", flat=True)) == {"Black tea", "Green tea"}


def test_taking_out_one_of_two_versions_keeps_the_other_in_sight(world: World, part: Part) -> None:
    item = say(world, part, "Tea").item
    change(world, part, item, "Milky tea", 1)
    change(world, part, item, "Black tea", 1)
    actions.take_out(by=world.actor("sam"), item=item)
    assert list(Item.objects.kept().main().values_list("text", flat=True)) == ["Black tea"]


def test_bringing_an_old_version_back_leaves_no_words_beside_an_answer_that_is_out(world: World, part: Part) -> None:
    item = say(world, part, "Tea").item
    change(world, part, item, "Milky tea", 1)
    second = change(world, part, item, "Black tea", 1).item
    for each in (second, item):
        actions.take_out(by=world.actor("sam"), item=each)
    actions.restore_version(by=world.actor("sam"), item=second, version=1)
    assert list(Item.objects.kept().main().values_list("text", flat=True)) == ["Black tea"]


def test_words_for_an_answer_that_was_taken_out_become_an_answer(world: World, part: Part) -> None:
    item = say(world, part, "Tea").item
    actions.take_out(by=world.actor("sam"), item=item)
    change(world, part, item, "Tea, please", 1)
    assert list(Item.objects.kept().main().values_list("text", flat=True)) == ["Tea, please"]


def test_an_answer_taken_out_comes_back(world: World, part: Part) -> None:
    item = say(world, part, "Tea").item
    actions.take_out(by=world.actor("sam"), item=item)
    assert list(Item.objects.taken_out_lately()) == [item]
    item.refresh_from_db()
    actions.bring_back(by=world.actor("sam"), item=item)
    assert list(Item.objects.kept()) == [item]


@pytest.mark.parametrize("words", ["ŵy a llŷn", "🎸👩🏽‍🦽", "مرحبا", "a\u200fb", "two\nlines"])
def test_words_are_kept_letter_for_letter(world: World, part: Part, words: str) -> None:
    assert Item.objects.get(pk=say(world, part, words).item.pk).text == words


def test_words_that_cannot_be_kept_are_refused_kindly(world: World, part: Part, settings: object) -> None:
    settings.ANSWER_MAX_CHARACTERS = 10
    for words in ("a\x00b", "x" * 11, "   "):
        with pytest.raises(KindError):
            say(world, part, words)
    assert not Item.objects.exists()


def test_mums_words_stay_mums(world: World, part: Part) -> None:
    item = say(world, part, "Sam is kind.", who="mum").item
    assert (item.said_by, item.typed_by) == (world.connections["mum"], world.users["mum"])
    assert item.agreed_by_me == "not_yet"
    with pytest.raises(PermissionDenied):
        change(world, part, item, "I am kind.", 1)


def test_a_helper_may_type_my_words_and_it_says_so(world: World, part: Part) -> None:
    item = say(world, part, "Wait for me.", who="mum", for_me=True).item
    assert (item.said_by, item.typed_by) == (None, world.users["mum"])


def test_staff_never_rewrite_the_persons_words(world: World, part: Part) -> None:
    item = say(world, part, "Wait for me.").item
    with pytest.raises(PermissionDenied):
        change(world, part, item, "Sam needs time to process.", 1, who="jo", for_me=True)
    change(world, part, item, "Wait for me, please.", 1, who="mum", for_me=True)


def test_answers_move_up_and_down_one_place(world: World, part: Part) -> None:
    items = [say(world, part, words).item for words in ("one", "two", "three")]
    actions.move_item(by=world.actor("sam"), item=items[2], up=True)
    actions.move_item(by=world.actor("sam"), item=items[0], up=True)
    assert list(Item.objects.order_by("position").values_list("text", flat=True)) == ["one", "three", "two"]


def test_writing_in_a_part_that_was_set_aside_takes_it_up_again(world: World, part: Part) -> None:
    actions.set_part_state(by=world.actor("sam"), part=part, state="not_now")
    say(world, part, "Tea")
    part.refresh_from_db()
    assert part.state == "started"


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_moment_lose_nothing(transactional_db: None) -> None:
    """Eight threads save one answer from the same version, and each save is sent twice."""
    from tests.scenarios import build_people

    world = build_people()
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    item = say(world, part, "Tea").item

    def write(number: int) -> None:
        operation = uuid.uuid4()
        try:
            for _ in range(2):
                change(world, part, item, f"Tea {number}", 1, operation=operation)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Item.objects.kept().values_list("text", flat=True)) == [f"Tea {number}" for number in range(8)]


@pytest.mark.django_db(transaction=True)
def test_words_kept_beside_an_answer_that_is_taken_out_at_that_moment_stay_in_sight(transactional_db: None) -> None:
    from tests.scenarios import build_people

    world = build_people()
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    for number in range(10):
        item = say(world, part, f"Tea {number}").item
        change(world, part, item, f"Milky tea {number}", 1)
        both = threading.Barrier(2)

        def write(item: Item = item, number: int = number, both: threading.Barrier = both) -> None:
            both.wait()
            change(world, part, item, f"Black tea {number}", 1)
            connection.close()

        writer = threading.Thread(target=write)
        writer.start()
        both.wait()
        actions.take_out(by=world.actor("sam"), item=item)
        writer.join()
        assert f"Black tea {number}" in Item.objects.kept().main().values_list("text", flat=True)


@pytest.mark.parametrize("kind", ["photo", "sound", "film"])
def test_no_answer_says_that_it_is_a_photo_or_a_recording_and_has_none(world: World, part: Part, kind: str) -> None:
    words = say(world, part, "Give me time.").item
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=words.pk).update(kind=kind)
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.create(part=part, field="support", kind=kind)
    has_it = {"photo" if kind == "photo" else "recording": StoredFile.objects.create(bytes=1, storage_name="a")}
    Item.objects.filter(pk=words.pk).update(kind=kind, **has_it)
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=words.pk).update(**dict.fromkeys(has_it))
    Item.objects.filter(pk=words.pk).update(text="Still here")
