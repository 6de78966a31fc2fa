"""Sam's days, week, places and wishes, and how to tell Sam things. Built only through actions."""

from __future__ import annotations

import uuid

from plans import actions
from plans.models import Part
from tests.scenarios.people import World

TELLING = (
    # what people want Sam to know, how to tell, what helps, a good time
    (
        "A plan changes",
        "Show me on my calendar. Then say it once.",
        "My calendar on the fridge",
        "The day before, after tea",
    ),
    ("It is time to go", "Sign it, and point to the clock.", "Dev signs well", "Ten minutes before"),
    ("Somebody is ill or has died", "Say the true word. Sit with me after.", "Mum", ""),
)
GOOD_DAY = (
    ("The radio is on when I wake up.", "wake_up"),
    ("Tea in my blue mug, and nobody rushes me.", "morning"),
    ("Chips on the pier with Dev.", "midday"),
    ("Band practice. I play loud.", "evening"),
    ("Somebody asks me how it went.", ""),
)
BAD_DAY = (
    ("A new helper comes and nobody told me.", "morning"),
    ("The bus stops at six and I cannot get to practice.", "evening"),
    ("People talk over me.", ""),
)
WEEK = (
    # what, day, part, where, with, now or new, how much it matters, how often, help, who helps, hours
    ("Work at the garden centre", "monday", "morning", "Greenfields", "", "now", "must_have", "weekly", "none", "", "4"),
    ("Work at the garden centre", "wednesday", "morning", "Greenfields", "", "now", "must_have", "weekly", "none", "", "4"),
    ("Swimming", "tuesday", "afternoon", "Pool on Mill Lane", "Max", "new", "like", "weekly", "own_staff", "Jo", "2.5"),
    ("Cook a curry for everybody", "tuesday", "evening", "My kitchen", "Mum", "now", "can_move", "fortnightly",
     "friend_family", "Mum", "2"),
    ("Band practice", "thursday", "evening", "The Anchor", "Dev", "now", "must_have", "weekly", "own_staff", "Jo", "3"),
    ("Chips on the pier", "friday", "midday", "The pier", "Dev", "now", "must_have", "weekly", "friend_family", "Dev", "1.5"),
    ("Film night with popcorn", "friday", "night", "Home", "", "new", "like", "monthly", "shared_staff", "", "3"),
    ("Football match", "saturday", "afternoon", "The Oval", "Dad", "new", "can_move", "seasonal", "friend_family", "Dad", "4"),
    ("A lie-in. No visitors before eleven.", "sunday", "morning", "", "", "now", "must_have", "weekly", "kit", "", ""),
    ("Ring Gran", "sunday", "", "", "Gran", "now", "must_have", "weekly", "none", "", ""),
    ("Ten minutes on my own", "", "", "", "", "now", "like", "", "", "", ""),
)  # fmt: skip
HELP_THERE_IS = (("own_staff", "4", "The council"), ("friend_family", "4", "Mum and Dev"))
PLACES = (
    # place, kind, how often, how I get there, with, how it feels, step, what could help
    ("Greenfields garden centre", "ordinary", "Twice a week", "Number 14 bus", "", "5", "5", ""),
    (
        "The Anchor, for band practice",
        "ordinary",
        "Thursdays",
        "Dev drives",
        "Dev",
        "5",
        "3",
        "Play one song at the open mic",
    ),
    ("The pool on Mill Lane", "ordinary", "Sometimes", "Walk", "Max", "4", "1", "Ask Max to show me the lanes"),
    ("Tuesday club", "only_for", "Each week", "Van", "", "2", "2", ""),
    ("Gran's house", "home", "Sundays", "Mum drives", "Mum", "5", "", ""),
)
WISHES = (
    ("play bass on the pier, for everybody to hear", "Feeling like a real musician", "Dev and Bea", "a_little",
     "Ask the café if we can plug in", "In June"),
    ("sleep in a tent by the sea", "Stars. Nobody telling me to go to bed.", "Dad", "a_little", "One night in Mum's garden",
     "When it is warm"),
    ("go to Crewe and see the big trains", "", "", "not_sure", "", ""),
)  # fmt: skip


def add_tools_1(world: World) -> None:
    """What Sam says in five tools; in each, mum or Dev says something too, in their own voice."""
    parts = {
        tool: _start(world, tool)
        for tool in ("receiving_chart", "good_bad_day", "perfect_week", "places", "if_i_could")
    }
    world.things.setdefault("parts", {}).update(parts)
    _telling(world, parts["receiving_chart"])
    _days(world, parts["good_bad_day"])
    _week(world, parts["perfect_week"])
    _places(world, parts["places"])
    _rows(
        world,
        parts["if_i_could"],
        "rows",
        ("if_i_could", "what_it_brings", "who_could_help", "cost", "first_try", "try_date"),
        WISHES,
    )


def _start(world: World, tool: str) -> Part:
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool=tool)


def _say(
    world: World, part: Part, field: str, words: str = "", cells: dict[str, str] | None = None, who: str = ""
) -> None:
    said_by = world.connections[who] if who else None
    actions.save_item(
        by=world.actor("sam"), part=part, field=field, operation=uuid.uuid4(), text=words, cells=cells, said_by=said_by
    )


def _rows(world: World, part: Part, field: str, keys: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    for row in rows:
        _say(world, part, field, cells=dict(zip(keys, row, strict=True)))


def _telling(world: World, part: Part) -> None:
    keys = ("we_want_to_tell", "so_you_should", "helped_by", "best_time")
    _rows(world, part, "rows", keys, TELLING)
    by_mum = {"we_want_to_tell": "A doctor's visit", "so_you_should": "Show the photo of the surgery first."}
    _say(world, part, "rows", cells=by_mum, who="mum")


def _days(world: World, part: Part) -> None:
    for field, lines in (("good_day", GOOD_DAY), ("bad_day", BAD_DAY)):
        for words, part_of_day in lines:
            _say(world, part, field, words, {"part_of_day": part_of_day})
    _say(world, part, "good_day", "He comes home humming.", {"part_of_day": "evening"}, who="mum")
    _say(world, part, "more_good", "A lift home from practice.")
    for words in ("Put a record on. Do not ask me things.", "Tell me what happens next."):
        _say(world, part, "fix_bad", words)


def _week(world: World, part: Part) -> None:
    keys = (
        "what",
        "day",
        "part",
        "where",
        "with",
        "now_or_new",
        "how_much_it_matters",
        "how_often",
        "help",
        "who_helps",
        "hours",
    )
    _rows(world, part, "week", keys, WEEK)
    _say(world, part, "week", cells={"what": "Sunday dinner at ours", "day": "sunday", "part": "midday"}, who="mum")
    for words in ("Going to bed at eight.", "Waiting in a van for other people."):
        _say(world, part, "not_in_my_week", words)
    _rows(world, part, "hours_there_are", ("help", "hours", "from_whom"), HELP_THERE_IS)


def _places(world: World, part: Part) -> None:
    keys = ("place", "kind", "how_often", "how_i_get_there", "with", "feels", "step", "next_step")
    _rows(world, part, "places", keys, PLACES)
    for words in ("The recording studio in town", "A football ground, on match day"):
        _say(world, part, "would_like", words)
    _say(world, part, "stopped", "The skate park. The lights were taken away.")
