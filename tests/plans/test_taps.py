"""Pressed pictures: each press once and in the voice of whoever pressed, and nothing goes that the presser did not let go."""

from __future__ import annotations

import re
import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from people import sharing
from people.enums import Level
from plans import actions
from plans.actions.taps import Pressed, Tapped
from plans.models import Item, Part
from tests.scenarios import World, build_people

CHOICES = {"sun": "I make people laugh", "ear": "I listen well", "cook": "I am a good cook"}


def begin(world: World) -> Part:
    part = actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")
    for name in ("mum", "jo"):
        sharing.give(
            by=world.actor("sam"), person=world.sam, connection=world.connections[name], part_ids=[part.pk],
            level=Level.HELP_WRITE,
        )  # fmt: skip
    return part


@pytest.fixture
def part(world: World) -> Part:
    return begin(world)


def tap(world: World, part: Part, who: str = "sam", **words: object) -> Tapped:
    words = {"operation": uuid.uuid4(), **words}
    return actions.tap_choices(by=world.actor(who), part=part, field="appreciate", choices=CHOICES, **words)


def pressed() -> list[str]:
    return sorted(Item.objects.kept().values_list("cells__choice", flat=True))


def shown(picture: str) -> list[Pressed]:
    return [Pressed.of(Item.objects.kept().get(cells__choice=picture))]


class Page:
    """A question page as it was opened: what it showed as pressed, and what is pressed on it now."""

    def __init__(self, client: Client, part: Part) -> None:
        self.client, self.address = client, f"/part/{part.pk}/appreciate/"
        page = client.get(self.address).content.decode()
        self.shown = re.findall(r'name="choice-shown" value="([^"]*)"', page)
        self.operation = re.search(r'name="choice-operation" value="([^"]*)"', page)[1]
        boxes = re.findall(r'<input type="checkbox"[^>]*name="choice"[^>]*>', page)
        self.pressed = {re.search(r'value="([^"]*)"', box)[1] for box in boxes if " checked" in box}
        self.still = {re.search(r'value="([^"]*)"', box)[1] for box in boxes if " disabled" in box}

    def send(self, **more: object) -> str:
        """The whole form, as a browser without a script sends it."""
        posted = {
            "choices-here": "yes", "choice-shown": self.shown, "choice-operation": self.operation,
            "choice": sorted(self.pressed - self.still), "do": "keep", **more,
        }  # fmt: skip
        return self.client.post(self.address, posted, follow=True).content.decode()

    def tap(self, *, on: str = "", off: str = "", **more: object) -> dict[str, object]:
        """One press, as a script sends it."""
        letting_go = [each for each in self.shown if off and each.startswith(f"{off}:")]
        posted = {
            "do": "choices",
            "tap-on": [on] if on else [],
            "tap-off": letting_go,
            "operation": uuid.uuid4(),
            **more,
        }
        return self.client.post(self.address, posted, headers={"accept": "application/json"}).json()


def test_pressed_pictures_are_answers_and_unpressed_ones_are_taken_out(world: World, part: Part) -> None:
    tap(world, part, on=["sun", "ear"])
    tap(world, part, off=shown("sun"))
    tap(world, part, on=["sun"], off=shown("ear"))
    assert list(Item.objects.kept().values_list("text", flat=True)) == ["I make people laugh"]
    assert Item.objects.count() == 2


@pytest.mark.parametrize("way", ["form", "script"])
def test_a_page_opened_earlier_takes_out_nothing_that_was_pressed_since(
    way: str, world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    tap(world, part, on=["sun"])
    page = Page(sign_in("sam"), part)
    tap(world, part, on=["ear"])  # on another device
    if way == "form":
        page.pressed = {"cook"}
        page.send()
    else:
        page.tap(on="cook", off="sun")
    assert pressed() == ["cook", "ear"]


@pytest.mark.parametrize("way", ["form", "script"])
def test_what_was_let_go_and_pressed_again_on_another_device_stays_and_it_is_said(
    way: str, world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    tap(world, part, on=["sun"])
    page = Page(sign_in("sam"), part)
    tap(world, part, off=shown("sun"))
    tap(world, part, on=["sun"])
    if way == "form":
        page.pressed = set()
        said = page.send()
    else:
        answer = page.tap(off="sun")
        said = answer["said"]
        assert answer["shown"] == [str(each) for each in shown("sun")]
    assert pressed() == ["sun"] and "One picture stays pressed." in said


@pytest.mark.parametrize("way", ["form", "script"])
def test_a_press_that_is_sent_again_after_days_does_nothing_that_was_undone_since(
    way: str, world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    tap(world, part, on=["ear"])
    page = Page(sign_in("sam"), part)
    again = {"operation": uuid.uuid4()} if way == "script" else {}
    send = (lambda: page.tap(on="sun", off="ear", **again)) if way == "script" else page.send
    page.pressed = {"sun"}
    send()
    assert pressed() == ["sun"]
    tap(world, part, on=["ear"], off=shown("sun"))
    send()
    assert pressed() == ["ear"]


def test_a_whole_set_from_before_the_page_said_what_it_showed_takes_nothing_out_and_brings_nothing_back(
    world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    tap(world, part, on=["sun", "ear"])
    tap(world, part, off=shown("ear"))
    address, old = f"/part/{part.pk}/appreciate/", {"do": "choices", "choices-here": "yes", "choice": ["ear", "cook"]}
    answer = sign_in("sam").post(address, old, headers={"accept": "application/json"}).json()
    assert pressed() == ["cook", "sun"] and answer["saved"]
    sign_in("sam").post(address, {**old, "do": "on"})
    assert pressed() == ["cook", "sun"]


@pytest.mark.parametrize(
    "nonsense", ["", "sun", "sun:1", "sun:not-an-id:1", "sun:00000000-0000-0000-0000-000000000000:one", "::"]
)
def test_what_no_page_of_ours_made_takes_nothing_out(
    nonsense: str, world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    tap(world, part, on=["sun"])
    page = Page(sign_in("sam"), part)
    page.shown, page.pressed = [nonsense], set()
    page.send()
    assert pressed() == ["sun"]


def test_a_press_of_another_question_takes_nothing_out_here(
    world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    item = actions.save_item(
        by=world.actor("sam"), part=part, field="support", operation=uuid.uuid4(), cells={"choice": "sun"}, text="Sun"
    ).item
    page = Page(sign_in("sam"), part)
    page.shown = [str(Pressed.of(item))]
    page.tap(off="sun")
    assert pressed() == ["sun"]


# --- whose press it is ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["mum", "jo"])
@pytest.mark.parametrize("way", ["form", "script"])
def test_a_helpers_press_is_theirs_unless_they_press_for_the_person(
    who: str, way: str, world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    for picture, more in (("sun", {}), ("ear", {"for_me": "on"})):
        page = Page(sign_in(who), part)
        if way == "form":
            page.pressed = page.pressed | {picture}
            page.send(**more)
        else:
            page.tap(on=picture, **more)
    mine, sams = (Item.objects.get(cells__choice=picture) for picture in ("sun", "ear"))
    assert (mine.said_by, mine.typed_by, mine.said_by_name) == (
        world.connections[who], world.users[who], world.connections[who].name,
    )  # fmt: skip
    assert (sams.said_by, sams.typed_by, sams.agreed_by_me) == (None, world.users[who], "not_yet")
    seen = Page(sign_in("sam"), part)
    assert seen.pressed == {"ear"}
    assert f"{world.connections[who].name} said this" in sign_in("sam").get(seen.address).content.decode()


def test_the_person_who_presses_what_a_helper_pressed_says_it_too(
    world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    tap(world, part, "mum", on=["sun"])
    tap(world, part, on=["sun"])
    assert [item.said_by for item in Item.objects.order_by("position")] == [world.connections["mum"], None]
    page = Page(sign_in("mum"), part)
    page.pressed = set()
    page.send()
    assert Item.objects.kept().get().said_by is None, "mum lets go of her own press, and not of Sam's"


def test_staff_see_what_the_person_pressed_and_cannot_let_it_go(
    world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    tap(world, part, on=["sun"])
    page = Page(sign_in("jo"), part)
    assert (page.pressed, page.still, page.shown) == ({"sun"}, {"sun"}, [])
    page.send()
    page.shown = [str(each) for each in shown("sun")]
    assert page.tap(off="sun")["said"] and pressed() == ["sun"]
    family = Page(sign_in("mum"), part)
    assert (family.pressed, family.still) == ({"sun"}, set())


def test_a_picture_that_a_helper_brings_back_for_the_person_says_who_pressed_it(world: World, part: Part) -> None:
    tap(world, part, on=["sun"])
    tap(world, part, off=shown("sun"))
    tap(world, part, "mum", on=["sun"], for_me=True)
    item = Item.objects.get()
    assert (item.typed_by, item.said_by, item.agreed_by_me, item.taken_out_at) == (
        world.users["mum"], None, "not_yet", None,
    )  # fmt: skip


def test_a_press_from_a_page_of_somebody_else_is_not_kept(
    world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    client, address = sign_in("sam"), f"/part/{part.pk}/appreciate/"
    told = client.post(
        address, {"do": "choices", "tap-on": "sun"}, headers={"accept": "application/json", "x-writer": "somebody else"}
    )
    assert told.status_code == 409 and told.json()["other"] and pressed() == []


def test_a_press_of_somebody_who_may_only_suggest_is_refused_in_words(
    world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections["dev"], part_ids=[part.pk],
        level=Level.SUGGEST,
    )  # fmt: skip
    told = sign_in("dev").post(
        f"/part/{part.pk}/appreciate/", {"do": "choices", "tap-on": "sun"}, headers={"accept": "application/json"}
    )
    assert told.status_code == 403 and told.json()["fix"] and pressed() == []


# --- at one moment -------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("again", [True, False], ids=["the same press", "as many pages"])
def test_one_press_sent_twenty_times_at_once_makes_one_answer(again: bool, transactional_db: None) -> None:
    world = build_people()
    part, one, start = begin(world), uuid.uuid4(), threading.Barrier(20)

    def press() -> None:
        try:
            start.wait()
            tap(world, part, on=["sun", "ear"], operation=one if again else uuid.uuid4())
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert pressed() == ["ear", "sun"] and Item.objects.count() == 2


def test_answers_that_were_doubled_before_are_let_go_together(
    world: World, part: Part, sign_in: Callable[[str], Client]
) -> None:
    for _ in range(2):
        actions.save_item(
            by=world.actor("sam"), part=part, field="appreciate", operation=uuid.uuid4(), cells={"choice": "sun"},
            text=CHOICES["sun"],
        )  # fmt: skip
    page = Page(sign_in("sam"), part)
    assert len(page.shown) == 2
    page.pressed = set()
    page.send()
    assert pressed() == [] and Item.objects.filter(taken_out_at__lte=timezone.now()).count() == 2
