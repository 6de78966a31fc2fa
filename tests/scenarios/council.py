"""A council's worth of invented people, so that a report has enough to show; and its partnership board.

Everybody is made from a seed: the same seed gives the same people, wishes and figures.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.utils import timezone

from partnership_boards import actions
from partnership_boards.enums import Seat, Stage, Stream
from partnership_boards.models import PartnershipBoard
from partnership_boards.reports import quarter_before
from people.enums import Language
from people.models import Circle, Person, User
from plans.enums import OutcomeNow
from plans.models import Barrier, Outcome, OutcomeChange, Part, Plan
from tests.scenarios.board_path import add_board_paths
from tests.scenarios.people import World, email_of
from tests.scenarios.wishes import (
    BARRIER_WORDS,
    CHANGE_WORDS,
    FIRST_NAMES,
    LAST_NAMES,
    LIKELY,
    LIKELY_BEFORE,
    ORDER,
    WISHES,
    Wish,
)

SAYS_YES_TO_THE_BOARD = 0.86
A_WELSH_SPEAKER = 0.16


@dataclass
class _Crowd:
    """Rows to save, kind by kind."""

    people: list[Person] = field(default_factory=list)
    circles: list[Circle] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    changes: list[OutcomeChange] = field(default_factory=list)
    barriers: list[Barrier] = field(default_factory=list)

    def save(self) -> None:
        # Through actions this would be some 15,000 transactions, each with its audit row; nobody did these
        # things, so no record of doing them is missed. In every other file of this folder actions do it.
        for rows in vars(self).values():
            type(rows[0]).objects.bulk_create(rows, batch_size=1000)
        # The tables grew a hundredfold in a second: the planner must not go by their old size. Each is named, for
        # a plain ANALYZE also holds the tables that all databases of a server share, until its transaction ends.
        tables = ", ".join(type(rows[0])._meta.db_table for rows in vars(self).values())
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")


def add_council(world: World, people: int = 620, seed: int = 20261122) -> None:
    """Invented people who plan, and a board with two reports out. Adds users board, family_rep, commissioner."""
    chance = random.Random(seed)
    starts_on, ends_on = quarter_before(timezone.localdate())
    crowd = _Crowd()
    for _each in range(people):
        _add_person(crowd, world, chance, ends_on)
    crowd.save()
    for barrier in crowd.barriers:  # saving set it to now; they were told over the year
        day = ends_on - timedelta(days=chance.randint(0, 240))
        barrier.created_at = timezone.make_aware(datetime.combine(day, time(12)))
    Barrier.objects.bulk_update(crowd.barriers, ["created_at"], batch_size=1000)
    world.things["board"] = _add_board(world, starts_on, ends_on)
    add_board_paths(world)


def _add_person(crowd: _Crowd, world: World, chance: random.Random, ends_on: date) -> None:
    welsh = chance.random() < A_WELSH_SPEAKER
    name = chance.choice(FIRST_NAMES)
    age = chance.choices([chance.randint(18, 34), chance.randint(35, 64), chance.randint(65, 92)], [4, 5, 3])[0]
    person = Person(
        preferred_name=name, full_name=f"{name} {chance.choice(LAST_NAMES)}", organisation=world.council,
        jurisdiction=world.council.jurisdiction, language=Language.WELSH if welsh else Language.ENGLISH,
        born_on=ends_on - timedelta(days=365 * age + chance.randint(0, 364)), face=chance.randint(0, 12),
    )  # fmt: skip
    plan = Plan(person=person)
    part = Part(plan=plan, tool="outcome", place="dreams", position=1)
    crowd.people.append(person)
    crowd.circles.append(Circle(person=person))
    crowd.plans.append(plan)
    crowd.parts.append(part)
    tells = chance.random() < SAYS_YES_TO_THE_BOARD
    wishes = [wish for wish in WISHES if wish.welsh == welsh] or list(WISHES)
    for position, wish in enumerate(chance.sample(wishes, chance.choice([1, 2, 2, 3, 3, 4])), start=1):
        _add_wish(crowd, part, wish, position, chance, tells, ends_on)


def _add_wish(
    crowd: _Crowd, part: Part, wish: Wish, position: int, chance: random.Random, tells: bool, ends_on: date
) -> None:
    now = OutcomeNow(chance.choices(ORDER, LIKELY[wish.place])[0])
    language = Language.WELSH if wish.welsh else Language.ENGLISH
    outcome = Outcome(
        part=part, in_my_words=wish.words, why=wish.why, place=wish.place, now=now, position=position, language=language
    )
    crowd.outcomes.append(outcome)
    before = OutcomeNow(chance.choices(ORDER, LIKELY_BEFORE)[0])
    for told, days_ago in ((before, chance.randint(100, 260)), (now, chance.randint(0, 80))):
        crowd.changes.append(
            OutcomeChange(
                outcome=outcome, now=told, in_my_words=chance.choice(CHANGE_WORDS[told]), tell_the_board=tells,
                told_on=ends_on - timedelta(days=days_ago),
            )
        )  # fmt: skip
    for code in {code for code in wish.barriers if chance.random() < 0.5}:
        crowd.barriers.append(
            Barrier(
                outcome=outcome, code=code, in_my_words=chance.choice(BARRIER_WORDS.get(code, ("",))),
                confirmed_by_person=True, tell_the_board=tells,
            )
        )  # fmt: skip


MEMBERS = (
    # key, name, seat, leads the board with somebody else
    ("board", "Tom Hughes", Seat.PERSON, True),
    ("family_rep", "Rita Blake", Seat.FAMILY, False),
    ("commissioner", "Alun Price", Seat.COMMISSIONER, True),
)
PLAN = (
    # what, why, owner, days from the end of the quarter, stream, barrier, stages gone through
    ("Ask the bus company for a later bus", "The last bus leaves before clubs end.", "Tom Hughes", 90,
     Stream.MAINSTREAM, "TRN", (Stage.AGREED, Stage.DOING)),
    ("Train 20 travel buddies", "Many people want to travel with a friend first.", "Rita Blake", 150,
     Stream.POWER, "TRN", (Stage.AGREED,)),
    ("Let people meet staff before they start", "People want to choose who helps them.", "Alun Price", 120,
     Stream.SUPPORT, "STA", (Stage.AGREED, Stage.DOING)),
    ("Open the sports hall one evening for everybody", "There is little to do near home.", "Rita Blake", 60,
     Stream.MAINSTREAM, "PLA", (Stage.AGREED, Stage.DOING, Stage.DONE)),
    ("Write our letters again in easy words", "People cannot read our letters.", "Tom Hughes", 30,
     Stream.LEADERSHIP, "COM", (Stage.AGREED, Stage.DOING, Stage.DONE)),
    ("Ask for a paid work coach", "People want a job and fear for their money.", "Alun Price", 200,
     Stream.MAINSTREAM, "JOB", ()),
    ("Ask who I want to live with, before a move", "People want to choose who they live with.", "Alun Price", 180,
     Stream.SUPPORT, "HOU", (Stage.AGREED,)),
)  # fmt: skip


def _add_board(world: World, starts_on: date, ends_on: date) -> PartnershipBoard:
    by = world.actor("olu")
    board = actions.start_board(by=by, organisation=world.council, name="Hafren Partnership Board")
    seats = {}
    for key, name, seat, co_chair in MEMBERS:
        world.users[key] = User.objects.create_user(email_of(key), name=name)
        seats[key] = actions.give_seat(by=by, board=board, user=world.users[key], seat=seat, co_chair=co_chair)
    _add_framework(world, board, [seats["board"], seats["family_rep"]], ends_on)
    maker, checker = world.actor("commissioner"), world.actor("board")
    for day in (starts_on, ends_on + timedelta(days=1)):
        period = actions.make_report(by=maker, board=board, day=day)
        actions.check_report(by=checker, period=period)
        report = actions.release_report(by=checker, period=period)
    world.things["report"] = report
    actions.tell_what_we_did(
        by=checker, board=board, barrier="COM", report=report, you_said="The letters are too hard.",
        we_did="Six people wrote the 4 letters again that most people get.",
    )  # fmt: skip
    actions.tell_what_we_did(
        by=checker, board=board, barrier="PLA", report=report, you_said="There is nothing to do near us in the evening.",
        we_did="The sports hall is open to everybody on Thursdays.",
    )  # fmt: skip
    return board


def _add_framework(world: World, board: PartnershipBoard, group: list, ends_on: date) -> None:
    by = world.actor("board")
    actions.publish_purpose(
        by=by, board=board,
        easy_read="We listen to what people say about their lives.\nWe find what gets in the way.\nWe change it, and we tell you what we did.",
        full_text=(
            "The board brings together people with learning disabilities, older people, families, carers, the council "
            "and providers. It learns from what people choose to tell out of their plans, so that money and services "
            "in Hafren follow the lives that people want: a home of their own, work, friends, health and a say. "
            "Each quarter the board reads what changed and what gets in the way, agrees what to do, and answers."
        ),
    )  # fmt: skip
    actions.form_sub_group(
        by=by, board=board, name="The doing group", what_for="We meet each month and see that things get done.",
        members=group,
    )  # fmt: skip
    for what, why, owner, days, stream, barrier, stages in PLAN:
        action = actions.add_board_action(
            by=by, board=board, what=what, why=why, owner=owner, by_when=ends_on + timedelta(days=days),
            stream=stream, barrier=barrier,
        )  # fmt: skip
        for stage in stages:
            actions.move_stage(by=by, action=action, stage=stage)
