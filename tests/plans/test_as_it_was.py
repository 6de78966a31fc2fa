"""A part left as it was for somebody: later words never reach them, and the person says when it ends. ADR 0016."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people import actions as people_actions
from people import sharing
from people.actors import seeing_as
from people.enums import Level
from people.models import Slip
from plans import actions
from plans.actions.as_it_was import forget_torn_copies, leave_as_it_was
from plans.actions.prints import ask_for_print
from plans.models import Item, Part, PartAsItWas, Suggestion
from plans.prints import content_for, still_allowed
from plans.sharing_changes import choice_now, door_now
from plans.sharing_words import CIRCLE, JUST_ME, SOME
from plans.views.play import slides_of
from tests.scenarios import World
from tests.scenarios.plan import drawn_photo

SignIn = Callable[[str], Client]


@pytest.fixture
def part(world: World) -> Part:
    """A profile with a photo and one line, that Dev may suggest on."""
    sam = world.actor("sam")
    made = actions.start_part(by=sam, plan=world.sam.plan, tool="one_page_profile")
    say(world, made, "I like the sea.")
    actions.save_photo(
        by=sam, part=made, field="photo", operation=uuid.uuid4(), upload=drawn_photo(), description="The beach"
    )
    share(world, made, "dev", level=Level.SUGGEST)
    return made


def share(world: World, part: Part, name: str, **fields: Any) -> Slip:
    return sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections[name], part_ids=[part.pk], **fields
    )


def say(world: World, part: Part, words: str) -> Item:
    return actions.save_item(
        by=world.actor("sam"), part=part, field="appreciate", operation=uuid.uuid4(), text=words
    ).item


def leave(world: World, part: Part, name: str = "dev") -> PartAsItWas | None:
    return leave_as_it_was(by=world.actor("sam"), part=part, connection=world.connections[name])


def send(client: Client, part: Part, door: str, *people: uuid.UUID, **more: str) -> None:
    data = {"door": door, "people": [str(each) for each in people], "step": "done", **more}
    assert client.post(reverse("part_sharing", args=[part.pk]), data).status_code == 302


def reads(client: Client, part: Part) -> str:
    return client.get(reverse("part", args=[part.pk])).content.decode()


def test_the_choice_leaves_the_old_words_and_the_person_reads_it_on_the_door(
    world: World, sign_in: SignIn, part: Part
) -> None:
    sam, dev = sign_in("sam"), sign_in("dev")
    send(sam, part, JUST_ME, then="leave")
    say(world, part, "I am leaving home.")
    assert "I like the sea." in reads(dev, part) and "I am leaving home." not in reads(dev, part)
    today = timezone.localdate().strftime("%-d %B %Y")
    assert door_now(part).sentence == f"Dev can see it as it was on {today}. Nobody else."
    page = sam.get(reverse("part_sharing", args=[part.pk])).content.decode()
    assert "Dev does not read your new words here, and cannot tell." in page
    person = sam.get(reverse("who_can_see_person", args=[world.connections["dev"].pk])).content.decode()
    assert f"(as it was on {today})" in person


def test_what_is_left_is_only_what_they_saw(world: World, part: Part) -> None:
    private = say(world, part, "I am afraid of him.")
    Item.objects.filter(pk=private.pk).update(only_me=True)
    kept = leave(world, part)
    assert kept is not None and "I like the sea." in str(kept.content) and "afraid" not in str(kept.content)


def test_photos_paper_and_play_stay_as_they_were(world: World, sign_in: SignIn, part: Part) -> None:
    photo = Item.objects.select_related("part__plan__person").get(part=part, photo__isnull=False)
    dev, me = world.connections["dev"], world.actor("sam")
    print_before = ask_for_print(by=me, plan=world.sam.plan, audience=dev, language="en-gb")
    leave(world, part)
    first = Item.objects.get(part=part, field="appreciate")
    actions.save_item(
        by=me,
        part=part,
        field="appreciate",
        operation=uuid.uuid4(),
        text="I hate it.",
        item_id=first.pk,
        base_version=1,
    )
    actions.take_out(by=me, item=photo)
    assert sign_in("dev").get(reverse("photo", args=[photo.pk])).status_code == 200
    assert content_for(world.sam, dev, "en-gb")["chapters"] == print_before.content["chapters"]
    assert still_allowed(print_before), "their paper says what they see"
    world.sam.plan.played = [str(first.pk)]
    assert [slide.line.words for slide in slides_of(world.sam.plan, seeing_as(dev), me)] == ["I like the sea."]


def test_a_suggestion_on_it_reaches_the_person_as_any_other(world: World, sign_in: SignIn, part: Part) -> None:
    leave(world, part)
    question = reverse("question", args=[part.pk, "appreciate"])
    assert sign_in("dev").post(question, {"text": "You sing well.", "operation": str(uuid.uuid4())}).status_code == 302
    assert Suggestion.objects.visible_to(world.actor("sam")).get().text == "You sing well."


def test_whoever_helped_to_write_may_suggest_and_write_no_more(world: World, sign_in: SignIn, part: Part) -> None:
    share(world, part, "mum", level=Level.HELP_WRITE)
    body = sign_in("sam").post(reverse("part_sharing", args=[part.pk]), {"door": JUST_ME, "step": "check"})
    assert "Ann can help you write this now. That stops in any case" in body.content.decode()
    leave(world, part, "mum")
    item = Item.objects.get(part=part, field="appreciate")
    change = {"version": "1", "text": "Mine", "operation": str(uuid.uuid4())}
    assert sign_in("mum").post(reverse("item", args=[item.pk]), change).status_code == 403
    item.refresh_from_db()
    assert item.text == "I like the sea."


def test_no_copy_is_left_with_paid_helpers(world: World, sign_in: SignIn, part: Part) -> None:
    share(world, part, "jo")
    send(sign_in("sam"), part, JUST_ME, then="leave")
    assert not Part.objects.visible_to(world.actor("jo")).exists()
    assert Part.objects.visible_to(world.actor("dev")).exists()


def test_the_readers_list_does_not_move_when_new_words_come(world: World, part: Part) -> None:
    leave(world, part)
    before = Slip.objects.get(connection=world.connections["dev"])
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        say(world, part, "Later words.")
    after = Slip.objects.get(connection=world.connections["dev"])
    assert (after.pk, after.changed_at, after.given_at) == (before.pk, before.changed_at, before.given_at)


@pytest.mark.parametrize("door", [SOME, CIRCLE])
def test_a_change_for_others_lets_nobody_further_in(world: World, sign_in: SignIn, part: Part, door: str) -> None:
    leave(world, part)
    say(world, part, "Later words.")
    send(sign_in("sam"), part, door, *([world.connections["mum"].pk] if door == SOME else []))
    assert "Later words." not in reads(sign_in("dev"), part) and "Later words." in reads(sign_in("mum"), part)
    assert [each.name for each in door_now(part).as_it_was] == ["Dev"]


def test_picking_them_by_name_shows_it_as_it_is(world: World, sign_in: SignIn, part: Part) -> None:
    leave(world, part)
    say(world, part, "Later words.")
    sam, dev = sign_in("sam"), world.connections["dev"].pk
    told = sam.post(reverse("part_sharing", args=[part.pk]), {"door": SOME, "people": [str(dev)], "step": "check"})
    assert "Dev will see it as it is now." in told.content.decode()
    send(sam, part, SOME, dev)
    assert "Later words." in reads(sign_in("dev"), part) and not door_now(part).as_it_was
    sam.post(reverse("undo_sharing", args=[part.pk]))
    assert "Later words." not in reads(sign_in("dev"), part)


def test_the_person_ends_it_when_they_like_and_undo_brings_the_same_copy_back(
    world: World, sign_in: SignIn, part: Part
) -> None:
    leave(world, part)
    say(world, part, "Later words.")
    sam, dev, slip = sign_in("sam"), world.connections["dev"].pk, Slip.objects.get()
    sam.post(reverse("stop_seeing", args=[dev, slip.pk]), {"part": str(part.pk)})
    assert not Part.objects.visible_to(world.actor("dev")).exists()
    sam.post(reverse("undo_stop_seeing", args=[dev]))
    assert "I like the sea." in reads(sign_in("dev"), part) and "Later words." not in reads(sign_in("dev"), part)


def test_undo_of_leaving_shows_it_as_it_is_again(world: World, sign_in: SignIn, part: Part) -> None:
    sam = sign_in("sam")
    send(sam, part, JUST_ME, then="leave")
    say(world, part, "Later words.")
    sam.post(reverse("undo_sharing", args=[part.pk]))
    assert "Later words." in reads(sign_in("dev"), part)
    assert choice_now(part).levels == {world.connections["dev"]: Level.SUGGEST}


def test_stopping_and_coming_back_keeps_it_as_it_was(world: World, sign_in: SignIn, part: Part) -> None:
    leave(world, part)
    say(world, part, "Later words.")
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        people_actions.stop_and_close(by=world.actor("sam"), person=world.sam)
    with time_machine.travel(timezone.now() + timedelta(days=90)):
        assert forget_torn_copies() == 0
        people_actions.start_again(by=world.actor("sam"), person=world.sam, open_doors=True)
        assert "I like the sea." in reads(sign_in("dev"), part) and "Later words." not in reads(sign_in("dev"), part)


def test_a_copy_that_nobody_reads_is_forgotten_a_day_later(world: World, part: Part) -> None:
    leave(world, part)
    people_actions.end_connection(by=world.actor("sam"), connection=world.connections["dev"])
    assert forget_torn_copies() == 0
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert forget_torn_copies() == 1


def test_only_whoever_may_share_leaves_a_copy(world: World, part: Part) -> None:

    with pytest.raises(PermissionDenied):
        leave_as_it_was(by=world.actor("dev"), part=part, connection=world.connections["dev"])
