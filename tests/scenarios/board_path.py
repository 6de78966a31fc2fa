"""The board's PATHs: one drawn a year ago, published and looked back on; one the doing group has just begun. Invented."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.utils import timezone

from partnership_boards import path_actions as actions
from partnership_boards.actions import move_stage
from partnership_boards.enums import PathKind, Stage, Stream
from partnership_boards.models import BoardPath, PathEntry, SubGroup
from tests.scenarios.people import World

K = PathKind
DRAWN_DAYS_AGO, LEADS_DAYS = 376, 480
SAID: tuple[tuple[PathKind, dict[str, object]], ...] = (
    (K.MEMBER, {"words": "Tom Hughes", "pick": "citizens", "may_be_named": True}),
    (K.MEMBER, {"words": "Megan Parry", "pick": "citizens", "may_be_named": True}),
    (K.MEMBER, {"words": "Gwil Rees", "pick": "citizens"}),
    (K.MEMBER, {"words": "Rita Blake", "pick": "families", "may_be_named": True}),
    (K.MEMBER, {"words": "Sian Powell", "pick": "staff", "may_be_named": True}),
    (K.MEMBER, {"words": "Alun Price", "pick": "commissioners", "may_be_named": True}),
    (K.PRINCIPLE, {"words": "Nothing about us without us."}),
    (K.PRINCIPLE, {"words": "Plain words first, in both languages."}),
    (K.DREAM, {"words": "Everybody in Hafren lives where they want, with whom they want."}),
    (K.DREAM, {"words": "Nobody has to leave home for the help they need."}),
    (K.GOALS_YEAR, {"words": "Thirty people chose their own flatmates."}),
    (K.GOALS_YEAR, {"words": "Every street has a bus until eleven at night."}),
    (K.GOALS_YEAR, {"words": "People teach new staff on their first day."}),
    (K.NOW, {"words": "The sports hall evening: new friends every week.", "pick": "worked"}),
    (K.NOW, {"words": "People who lead meetings are listened to.", "pick": "worked"}),
    (K.NOW, {"words": "We ask people after the house is built.", "pick": "not_worked"}),
    (K.NOW, {"words": "Long papers that come the day before.", "pick": "not_worked"}),
    (K.ENROL, {"name": "The bus company", "words": "Run one later bus", "asks": "Tom Hughes", "pick": "yes"}),
    (K.ENROL, {"name": "Two housing groups", "words": "Show us their plans early", "asks": "Alun Price", "pick": "not_asked"}),
    (K.STAY_STRONG, {"words": "Cake, and a walk by the river after each meeting."}),
    (K.STAY_STRONG, {"words": "Stop meetings before ten."}),
    (K.THREE_SIX, {"words": "We have met both housing groups", "name": "Alun Price", "pick": "3"}),
    (K.THREE_SIX, {"words": "The first people have met to choose flatmates", "name": "Rita Blake", "pick": "6"}),
    (K.WORDS, {"words": "Brave"}),
    (K.WORDS, {"words": "Loud and hopeful"}),
)  # fmt: skip
LATER: tuple[tuple[PathKind, dict[str, object]], ...] = (
    (K.WORKING, {"words": "The late bus runs on Fridays.", "pick": "citizens"}),
    (K.WORKING, {"words": "We hear about new flats early.", "pick": "families"}),
    (K.WORKING, {"words": "New staff learn from people on day one.", "pick": "staff"}),
    (K.NOT_WORKING, {"words": "It still takes too long to find a flatmate.", "pick": "citizens"}),
    (K.NOT_WORKING, {"words": "We need more homes without stairs.", "pick": "commissioners"}),
)


def add_board_paths(world: World) -> None:
    """Adds things board_path (published), board_path_draft, and their words path_words and path_step."""
    drawn_on = timezone.localdate() - timedelta(days=DRAWN_DAYS_AGO)
    path = _start(world, "A home of our own in Hafren", drawn_on, None)
    for kind, cells in SAID:
        _say(world, path, kind, cells)
    _add_first_steps(world, path, drawn_on)
    actions.publish_path(by=world.actor("board"), path=path)
    for kind, cells in LATER:
        _say(world, path, kind, cells)
    group = SubGroup.objects.get(board=world.things["board"], name="The doing group")
    draft = _start(world, "Work that pays", timezone.localdate() - timedelta(days=7), group)
    world.things["path_words"] = _say(world, draft, K.DREAM, {"words": "Anybody who wants a paid job has one."})
    first = {"words": "Ask the market for two Saturday jobs", "name": "Tom Hughes"}
    world.things["path_step"] = _say(world, draft, K.FIRST_STEPS, first)
    world.things |= {"board_path": path, "board_path_draft": draft}


def _start(world: World, name: str, drawn_on: date, group: SubGroup | None) -> BoardPath:
    return actions.start_path(
        by=world.actor("board"), board=world.things["board"], name=name, vision_owner="Tom Hughes",
        drawn_on=drawn_on, horizon=drawn_on + timedelta(days=LEADS_DAYS), sub_group=group,
    )  # fmt: skip


def _say(world: World, path: BoardPath, kind: PathKind, cells: dict[str, object]) -> PathEntry:
    return actions.say(by=world.actor("board"), path=path, kind=kind, operation=uuid.uuid4(), cells=cells)


def _add_first_steps(world: World, path: BoardPath, drawn_on: date) -> None:
    steps = (
        ("Ask the bus company to meet us", "Tom Hughes", 6, "There is a date in the diary, and we tell everybody."),
        ("Walk round one empty house together", "Rita Blake", 9, "Four people can say what they want to change."),
    )
    for what, owner, days, notice in steps:
        day = drawn_on + timedelta(days=days)
        cells = {"words": what, "name": owner, "by_when": day, "notice": notice}
        entry = _say(world, path, K.FIRST_STEPS, cells)
    planned = actions.put_on_the_plan(
        by=world.actor("board"), entry=entry, what=what, owner=owner, by_when=day, stream=Stream.POWER, barrier="HOU"
    )  # fmt: skip
    move_stage(by=world.actor("board"), action=planned, stage=Stage.DONE, words="Five of us went. It was cold.")
