"""T-2WORLD: somebody in the circle cannot tell a plan with something hidden from one without it.

World A is world B in which something happened that this reader must not know of. All GET routes of the table, and
the doors that only say no, are walked as the reader in both, with their browser and with a program of theirs, and the
paper made for them is gathered. Status, headers and body must be the same, byte for byte.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from api.actions import make_token
from api.enums import Days, Scope
from audit import record
from people import actions as people_actions
from people import sharing
from people.enums import Level, Ring
from plans import actions
from plans.actions import private
from plans.actions.as_it_was import leave_as_it_was
from plans.barriers import Barrier
from plans.enums import ActionState, OutcomeNow, PartState
from plans.models import Action, Item, Outcome, OutcomeChange, Part
from plans.prints import canonical, content_for
from tests.access.knocking import client_for, path_to
from tests.access.routes import all_routes
from tests.access.table import DOORS, OUTSIDE_THE_TABLE
from tests.scenarios import World
from tests.scenarios.plan import drawn_photo

pytestmark = pytest.mark.django_db

READER = "dev"
SHOWN_TO_THEM = ("one_page_profile", "relationship_circle", "outcome", "working_not_working")
# Signing out ends the walk; a heartbeat of a stream has no end; a fresh worker's health says how long it took.
NOT_WALKED = re.compile(r"sign_out|account_logout|live|ready|health")
# What differs from visit to visit in one and the same world: tokens against forgery, the id that a new save will have.
VARIES = re.compile(rb'(csrfmiddlewaretoken" value|csrf-token"\s+content|operation" value|data-session)="[^"]*"')
NOT_COMPARED = {"Date"}
FIRST_MORNING = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=2)
Change = Callable[[World], None]


@dataclass(frozen=True)
class Walk:
    """Where the reader goes: addresses are fixed before anything happens, so that both worlds are asked the same."""

    pages: tuple[str, ...]
    doors: tuple[tuple[str, str, str], ...]
    api: tuple[str, ...]
    secret: str


@pytest.fixture(scope="module")
def walk(whole_world: World) -> Iterator[Walk]:
    """The reader is shown four parts, one of them to suggest on, and has a program of their own."""
    sam, dev = whole_world.actor("sam"), whole_world.connections[READER]
    # The rings on a slip of their own, so that they can be shut in both worlds.
    _shut_the_rings(whole_world)
    for tool, level in (
        ("relationship_circle", Level.SEE), ("outcome", Level.SEE), ("working_not_working", Level.SUGGEST),
    ):  # fmt: skip
        part = Part.objects.get(plan=whole_world.sam.pk, tool=tool)
        sharing.give(by=sam, person=whole_world.sam, connection=dev, part_ids=[part.pk], level=level)
    gone = Item.objects.filter(part=_part(whole_world, "one_page_profile"), field="important_to").last()
    actions.take_out(by=sam, item=gone)
    user = whole_world.users[READER]
    _token, secret = make_token(
        by=whole_world.actor(READER), user=user, name="All", scopes=list(Scope), days=Days.MONTH
    )
    with time_machine.travel(FIRST_MORNING, tick=False):
        yield Walk(_pages(whole_world), _doors(whole_world), _api(whole_world), secret)


def _part(world: World, tool: str) -> Part:
    return Part.objects.select_related("plan__person").get(plan=world.sam.pk, tool=tool, setting="")


def _items(world: World) -> list[Item]:
    items = Item.objects.filter(part__plan=world.sam.pk, part__tool__in=SHOWN_TO_THEM)
    return list(items.select_related("part").order_by("pk"))


def _pages(world: World) -> tuple[str, ...]:
    """Every GET route, and those of parts, answers and wishes for each that there is."""
    routes = [route for route, doors in DOORS.items() if any("GET" in door.methods for door in doors)]
    paths = {path_to(world, name) for name in routes if not OUTSIDE_THE_TABLE.match(name)}
    parts, wishes = Part.objects.filter(plan=world.sam.pk), Outcome.objects.filter(part__plan=world.sam.pk)
    items, changes = _items(world), OutcomeChange.objects.filter(outcome__part__plan=world.sam.pk)
    paths |= {reverse("part", args=[each.pk]) for each in parts}
    paths |= {reverse("question", args=[each.pk, "working"]) for each in parts}
    paths |= {reverse("outcome", args=[each.pk]) for each in wishes} | {
        reverse("place", args=[world.sam.pk, place]) for place in ("me", "people", "day", "dreams", "health")
    }
    paths |= {reverse(name, args=[each.pk]) for each in items for name in ("photo", "recording", "item_history")}
    paths |= {reverse("item_aloud", args=[each.pk]) for each in items[:4]}
    paths |= {reverse("change_photo", args=[each.pk]) for each in changes}
    return tuple(sorted(path for path in paths if not path.startswith("/api/") and not NOT_WALKED.search(path)))


def _doors(world: World) -> tuple[tuple[str, str, str], ...]:
    """What the reader may not do must be refused in the same way, whatever is behind it."""
    form, body = "application/x-www-form-urlencoded", f"version=1&text=Hello&operation={uuid.UUID(int=9)}"
    names = ("item", "choose_version", "who_sees", "bring_back", "item_history")
    items = [each for each in _items(world) if each.part.tool in ("one_page_profile", "outcome")]
    found = [(reverse(name, args=[each.pk]), body, form) for each in items for name in names]
    put = json.dumps({"operation": str(uuid.UUID(int=9)), "base_version": 1, "text": "Hello"})
    return tuple(found + [(reverse("api_item", args=[each.pk]), put, "application/json") for each in items])


def _api(world: World) -> tuple[str, ...]:
    routes = [name for name, doors in DOORS.items() if name.startswith("api_") and "GET" in doors[0].methods]
    paths = {path_to(world, name) for name in routes if name != "api_schema" and name in all_routes()}
    paths |= {reverse("api_part", args=[each.pk]) for each in Part.objects.filter(plan=world.sam.pk)}
    paths |= {reverse("api_outcome", args=[each.pk]) for each in Outcome.objects.filter(part__plan=world.sam.pk)}
    paths |= {reverse("api_item_photo", args=[each.pk]) for each in _items(world)}
    return tuple(sorted(paths))


def seen_by_reader(world: World, walk: Walk, change: Change | None = None) -> Mapping[str, bytes]:
    """All that the reader can get in the world in which `change` happened, by its address. The world is as before after."""
    with transaction.atomic():
        if change is not None:
            change(world)
        seen = dict(_all_answers(world, walk))
        transaction.set_rollback(True)
    return seen


def _all_answers(world: World, walk: Walk) -> Iterator[tuple[str, bytes]]:
    cache.clear()
    with time_machine.travel(FIRST_MORNING + timedelta(days=1), tick=False):
        client, program = client_for(world, READER), Client(headers={"Authorization": f"Bearer {walk.secret}"})
        for path in walk.pages:
            yield f"GET {path}", _plain(client.get(path))
        for path, body, kind in walk.doors:
            method = "put" if kind.endswith("json") else "post"
            yield f"{method} {path}", _plain(getattr(client, method)(path, body, content_type=kind))
        for path in walk.api:
            yield f"program {path}", _plain(program.get(path))
        tie = world.connections[READER]
        yield "paper", canonical(content_for(world.sam, tie, "en-gb")).encode()
        as_sam = client_for(world, "sam")
        for part in (_part(world, tool) for tool in SHOWN_TO_THEM):
            page = as_sam.get(reverse("see_as_part", args=[tie.pk, part.pk]))
            # What stands in the frame: the other faces on that page are the person's own.
            yield f"as them {part.tool}", page.content.partition(b'class="as-if ')[2]


def _plain(response: HttpResponse) -> bytes:
    """Status, headers and body, without the tokens that differ on every visit; a length is compared for what it is."""
    body = VARIES.sub(rb"\1", b"".join(response.streaming_content) if response.streaming else response.content)
    headers = {name: value for name, value in response.headers.items() if name not in NOT_COMPARED}
    return b"%d %s\n%s" % (response.status_code, json.dumps(headers, sort_keys=True).encode(), body)


@pytest.fixture(scope="module")
def world_b(whole_world: World, walk: Walk, django_db_blocker: object) -> Mapping[str, bytes]:
    """What the reader gets where nothing happened."""
    return seen_by_reader(whole_world, walk)


def differences(world: World, walk: Walk, world_b: Mapping[str, bytes], change: Change) -> list[str]:
    world_a = seen_by_reader(world, walk, change)
    assert world_a.keys() == world_b.keys()
    return [f"{path}\n  {_first(world_a[path], world_b[path])}" for path in world_b if world_a[path] != world_b[path]]


def _first(one: bytes, other: bytes) -> str:
    at = next(
        (n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )
    return f"{one[max(0, at - 60) : at + 90]!r}\n  {other[max(0, at - 60) : at + 90]!r}"


# --- what happens in world A ---------------------------------------------------------------------------


def _shut_the_rings(world: World) -> None:
    sharing.just_me(by=world.actor("sam"), person=world.sam, part_id=_part(world, "relationship_circle").pk)


def something_hidden(world: World) -> None:
    """A part, answers, a note, people, looks, paper and suggestions that the reader is not shown."""
    sam = world.actor("sam")
    _shut_the_rings(world)
    before = Part.objects.filter(plan=world.sam.pk).count()
    hidden = actions.start_part(by=sam, plan=world.sam.plan, tool="working_not_working", setting="With Dad")
    # Every tool is begun already: only one more of a tool that goes by settings is one more part.
    assert Part.objects.filter(plan=world.sam.pk).count() == before + 1
    _say(world, hidden, "working", "Leave home before the summer.")
    profile = _part(world, "one_page_profile")
    _say(world, profile, "appreciate", "I am braver than they think.")
    private.keep_to_myself(by=sam, item=Item.objects.filter(part=profile, text__startswith="I am braver").get())
    private.save_note(by=sam, plan=world.sam.plan, operation=uuid.uuid4(), text="What Dad said on Sunday.")
    zed = people_actions.add_connection(by=sam, person=world.sam, name="Zed", ring=Ring.PAID)
    sharing.give(by=sam, person=world.sam, connection=zed, part_ids=[profile.pk], why="To talk about moving out")
    sharing.share_with_circle(by=sam, person=world.sam, part_id=_part(world, "communication_chart").pk)
    sharing.just_me(by=sam, person=world.sam, part_id=_part(world, "communication_chart").pk)
    people_actions.take_off_circle(by=sam, connection=world.connections["mum"], not_again=True)
    record.look(actor=world.actor("nia"), action="plans.looked", about_person=world.sam.pk, part_key="hopes_dreams")


def left_as_it_was_and_changed(world: World) -> None:
    """All that the reader is shown is left as it was; then everything in it that can change is changed."""
    with time_machine.travel(FIRST_MORNING + timedelta(hours=3), tick=False):
        for tool in SHOWN_TO_THEM:
            part = _part(world, tool)
            assert leave_as_it_was(by=world.actor("sam"), part=part, connection=world.connections[READER])
    with time_machine.travel(FIRST_MORNING + timedelta(hours=7), tick=False):
        for tool in SHOWN_TO_THEM:
            _change_answers(world, _part(world, tool))
        _change_wishes(world, _part(world, "outcome"))
        _change_rings(world)


def _say(world: World, part: Part, field: str, words: str, **more: object) -> None:
    actions.save_item(by=world.actor("sam"), part=part, field=field, operation=uuid.uuid4(), text=words, **more)


def _change_answers(world: World, part: Part) -> None:
    sam = world.actor("sam")
    for item in Item.objects.filter(part=part, cells={}, photo=None, recording=None, said_by=None).kept().main():
        _say(world, part, item.field, f"{item.text} And more.", item_id=item.pk, base_version=item.version)
        _say(world, part, item.field, "A line that is new.")
    for item in Item.objects.filter(part=part).kept().main().select_related("part__plan__person")[:4]:
        actions.move_item(by=sam, item=item, up=False)
    last = Item.objects.filter(part=part).kept().main().select_related("part__plan__person").last()
    if last is not None:
        actions.take_out(by=sam, item=last)
    for item in Item.objects.filter(part=part, photo__isnull=False).select_related("part__plan__person"):
        private.keep_to_myself(by=sam, item=item)
    if part.tool == "one_page_profile":
        actions.save_photo(
            by=sam, part=part, field="photo", operation=uuid.uuid4(), upload=drawn_photo(), description="My new flat."
        )
    actions.set_part_state(by=sam, part=part, state=PartState.NOT_NOW)


def _change_wishes(world: World, part: Part) -> None:
    sam = world.actor("sam")
    band, tea = Outcome.objects.filter(part=part).select_related("part__plan__person").order_by("position")[:2]
    words = {"in_my_words": "I live on my own.", "why": "Nobody shouts.", "operation": uuid.uuid4()}
    actions.save_outcome(by=sam, part=part, outcome=band, **words)
    actions.set_barriers(by=sam, outcome=band, codes=[Barrier.HOME], in_my_words="He says no.")
    jo = world.connections["jo"]
    actions.promise(
        by=sam, outcome=band, operation=uuid.uuid4(), what="Ring the housing team", who="Jo",
        by_when=FIRST_MORNING.date() + timedelta(days=9), who_connection=jo,
    )  # fmt: skip
    kept = Action.objects.filter(outcome=band, who_connection=jo).select_related("plan__person").first()
    actions.close_promise(by=sam, action=kept, state=ActionState.DONE)
    actions.tell_change(
        by=sam,
        outcome=tea,
        operation=uuid.uuid4(),
        now=OutcomeNow.HAPPENED,
        in_my_words="I moved.",
        photo=drawn_photo(),
    )
    actions.take_outcome_out(by=sam, outcome=tea)


def _change_rings(world: World) -> None:
    sam = world.actor("sam")
    people_actions.add_connection(by=sam, person=world.sam, name="Robin", ring=Ring.CLOSEST)
    people_actions.change_connection(by=sam, connection=world.connections["gran"], ring=Ring.KNOWN, name="Gwenllian")


# --- the worlds are the same ---------------------------------------------------------------------------


def test_the_walk_reads_the_plan_and_is_the_same_twice(
    whole_world: World, walk: Walk, world_b: Mapping[str, bytes]
) -> None:
    """A walk that saw nothing would find no difference: it opens parts, photos, programs and paper."""
    opened = [path for path, answer in world_b.items() if answer.startswith(b"200")]
    assert len(opened) > 40 and sum("program" in path for path in opened) > 8
    assert any(path.endswith("/photo") for path in opened) and b"I make people laugh" in world_b["paper"]
    assert differences(whole_world, walk, world_b, lambda world: None) == []
    print(f"two worlds: {len(world_b)} answers compared")


def test_a_reader_cannot_tell_that_something_is_hidden(whole_world: World, walk: Walk) -> None:
    """The rings are shut for it: who is on them is what that part shows."""
    base = seen_by_reader(whole_world, walk, _shut_the_rings)
    assert differences(whole_world, walk, base, something_hidden) == []


def test_a_reader_cannot_tell_that_what_they_see_was_left_as_it_was(
    whole_world: World, walk: Walk, world_b: Mapping[str, bytes]
) -> None:
    assert differences(whole_world, walk, world_b, left_as_it_was_and_changed) == []
