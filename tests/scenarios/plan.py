"""Sam's plan: what Sam, mum and staff have said, two wishes, and who is shown what. Built only through actions."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

from django.utils import timezone
from PIL import Image

from people import sharing
from people.enums import Level
from plans import actions
from plans.barriers import Barrier
from plans.enums import HowWeKnow, OutcomeNow, PartState
from plans.models import Part
from tests.scenarios.people import World

PROFILE = {
    "appreciate": ("I make people laugh, even on a Monday.", "I remember every birthday.", "I keep trying. 🎸"),
    "important_to": (
        "Tea first thing. Milky, two sugars, my blue mug.",
        "Band practice with Dev on Thursdays.",
        "Seeing the sea. Any weather.",
    ),
    "support": (
        "Give me time. Do not finish my words for me.",
        "Tell me the day before if a plan changes.",
        "Knock, then wait for me to say come in.",
    ),
}
CHART = (
    ("I hum one low note", "I am happy. Leave me be.", "When I listen to records", "Sit with me, or let me be", "sure"),
    ("I tap the table", "I want to go now", "In a café or a meeting", "Ask me: now or five minutes?", "sure"),
    ("I go very quiet", "It is too loud or I hurt", "In a crowd", "Find a quiet place, then ask if it hurts", "a_bit"),
)
BALANCE = {
    "to": ("Chips on the pier on Fridays", "Playing bass, loud", "Ten minutes on my own after work"),
    "for": ("I take my epilepsy tablets at eight", "Somebody knows where I am at night", "Enough sleep"),
}
WORKING = {
    "working": ("My job at the garden centre.", "Jo knows how I like my tea."),
    "not_working": ("The bus stops at six. I miss band practice.", "New helpers come and nobody tells me."),
}


def add_plan(world: World) -> None:
    """Write Sam's plan and share some of it: mum may suggest, Dev and Jo may look. The rest is just Sam's."""
    parts = {tool: _start(world, tool) for tool in _writers()}
    for tool, write in _writers().items():
        write(world, parts[tool])
    world.things["parts"] = parts
    actions.set_part_state(by=world.actor("sam"), part=parts["one_page_profile"], state=PartState.HAPPY)
    _share(world, parts)
    actions.suggest(
        by=world.actor("mum"), part=parts["one_page_profile"], field="appreciate", operation=uuid.uuid4(),
        text="You are kind to your gran. You ring her every Sunday.",
    )  # fmt: skip


def _writers() -> dict[str, Callable[[World, Part], None]]:
    return {
        "one_page_profile": _profile, "relationship_circle": _circle, "communication_chart": _chart,
        "to_for_balance": _balance, "working_not_working": _working, "outcome": _wishes,
    }  # fmt: skip


def _start(world: World, tool: str) -> Part:
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool=tool)


def _say(world: World, part: Part, field: str, words: str = "", who: str = "sam", **more: object) -> None:
    actions.save_item(by=world.actor(who), part=part, field=field, operation=uuid.uuid4(), text=words, **more)


def drawn_photo() -> BytesIO:
    """A picture to upload: striped marigold and blue, 480 pixels square."""
    picture = Image.new("RGB", (480, 480), "#f6b93b")
    picture.paste("#1d3f7a", (0, 300, 480, 480))
    picture.paste("#fff3d6", (330, 40, 430, 140))
    out = BytesIO()
    picture.save(out, "PNG")
    out.seek(0)
    return out


def _profile(world: World, part: Part) -> None:
    actions.save_photo(
        by=world.actor("sam"), part=part, field="photo", operation=uuid.uuid4(), upload=drawn_photo(),
        description="The sea on a sunny day. My favourite place.",
    )  # fmt: skip
    for field, lines in PROFILE.items():
        for words in lines:
            _say(world, part, field, words)


def _circle(world: World, part: Part) -> None:
    gran = str(world.connections["gran"].pk)
    _say(
        world, part, "people",
        cells={"person": gran, "how_often": "Every other Sunday", "keep_in_touch": "I ring her", "want_change": "closer"},
    )  # fmt: skip
    _say(world, part, "missing", "My cousin Ellie. She moved to Leeds.")
    _say(world, part, "gone", "Grandad Huw. We fed the ducks.")


def _chart(world: World, part: Part) -> None:
    keys = ("i_do_this", "you_think_it_means", "at_this_time", "you_should", "how_sure")
    for row in CHART:
        _say(world, part, "rows", cells=dict(zip(keys, row, strict=True)))


def _balance(world: World, part: Part) -> None:
    for field, lines in BALANCE.items():
        for words in lines:
            _say(world, part, field, words)
    _say(
        world, part, "balance",
        cells={"to": "Band practice ends late", "for": "Enough sleep", "how_we_do_both": "No early shift on Fridays"},
    )  # fmt: skip
    _say(world, part, "need_to_find_out", "Why do I get so tired after lunch?")


def _working(world: World, part: Part) -> None:
    for field, lines in WORKING.items():
        for words in lines:
            _say(world, part, field, words)
    _say(world, part, "working", "Sam is happier since the garden centre.", who="mum")
    _say(world, part, "not_working", "I worry when the phone is flat.", who="mum")
    _say(world, part, "working", "Sam tells us the plan for the day now.", who="jo")
    _say(world, part, "not_working", "The rota changes too late.", who="jo", how_we_know=HowWeKnow.SEEN)


def _wishes(world: World, part: Part) -> None:
    sam, today = world.actor("sam"), timezone.localdate()
    band = actions.save_outcome(
        by=sam, part=part, operation=uuid.uuid4(), in_my_words="I get to band practice every Thursday.",
        why="Playing with Dev is the best bit of my week.", good_looks_like="I am there at seven with my bass.",
        check_on=today + timedelta(days=90),
    )  # fmt: skip
    actions.set_barriers(
        by=sam, outcome=band, codes=[Barrier.GETTING_AROUND, Barrier.STAFF], tell_the_board=True,
        in_my_words="The last bus goes at six.",
    )  # fmt: skip
    actions.promise(
        by=sam, outcome=band, operation=uuid.uuid4(), what="Ask Dev's dad about a lift", who="Dev",
        by_when=today + timedelta(days=10), who_connection=world.connections["dev"],
    )  # fmt: skip
    actions.promise(
        by=sam, outcome=band, operation=uuid.uuid4(), what="Change the Thursday rota to end at nine", who="Jo",
        by_when=today + timedelta(days=21), who_connection=world.connections["jo"],
    )  # fmt: skip
    tea = actions.save_outcome(
        by=sam, part=part, operation=uuid.uuid4(), in_my_words="I cook my own tea twice a week.",
        why="I choose what I eat.", good_looks_like="A photo of my plate.",
    )  # fmt: skip
    actions.set_barriers(by=sam, outcome=tea, codes=[Barrier.ATTITUDES], in_my_words="They think I will burn it.")
    actions.promise(
        by=sam, outcome=tea, operation=uuid.uuid4(), what="Cook chilli with me on Tuesday", who="Jo",
        by_when=today + timedelta(days=5), who_connection=world.connections["jo"],
    )  # fmt: skip
    actions.tell_change(
        by=sam, outcome=tea, operation=uuid.uuid4(), now=OutcomeNow.SOME_CHANGE, in_my_words="I made beans on toast. On my own.",
        tell_the_board=True, photo=drawn_photo(), photo_words="Beans on toast on my blue plate.",
    )  # fmt: skip


def _share(world: World, parts: dict[str, Part]) -> None:
    sam = world.actor("sam")
    shown = (
        ("mum", Level.SUGGEST, ("one_page_profile", "working_not_working", "to_for_balance")),
        ("dev", Level.SEE, ("one_page_profile", "relationship_circle")),
        ("jo", Level.SEE, ("one_page_profile", "communication_chart", "working_not_working")),
    )
    for who, level, tools in shown:
        sharing.give(
            by=sam, person=world.sam, connection=world.connections[who], level=level,
            part_ids=[parts[tool].pk for tool in tools],
        )  # fmt: skip
