"""Sam's next meeting: whom Sam asked, what they say, and one promise. Built only through the actions that pages use."""

from __future__ import annotations

import uuid
from datetime import date, time, timedelta

from django.utils import timezone

from people.models import Connection
from reviews import actions
from reviews.enums import InvitationAnswer, TakingPart
from reviews.models import Review
from tests.scenarios.people import World

ASKED = ("mum", "dev", "jo", "nia")
CARDS = (
    # who says it, which sheet, the words
    ("sam", "admire", "I am funny. I sing well."),
    ("mum", "admire", "Sam is kind and makes everybody laugh."),
    ("jo", "admire", "Sam remembers every song."),
    ("sam", "to_now", "Choir on Mondays. My own front door key."),
    ("sam", "to_future", "I want to go home on the bus by myself."),
    ("mum", "for_support", "Sam needs somebody to ring if the bus does not come."),
    ("sam", "working", "I go to choir on Monday now. I sing at the front."),
    ("mum", "working", "He sleeps well and he is proud."),
    ("jo", "working", "Two helpers now know how Sam likes his mornings."),
    ("sam", "not_working", "The bus on Sundays. Nobody asks me about tea."),
    ("jo", "not_working", "The rota changes too late for Sam to know who comes."),
    ("sam", "questions", "Who can teach me the bus?"),
)


def next_working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend: nobody meets on a Sunday."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def add_reviews(world: World) -> None:
    """A planned meeting in three weeks, kept as `world.things["review"]`, after one in spring with its promise."""
    _add_last_meeting(world)
    sam = world.actor("sam")
    review = actions.ask_for_review(by=sam, person=world.sam)
    actions.plan_meeting(
        by=sam, review=review, meets_on=next_working_day(timezone.localdate() + timedelta(days=21)),
        meets_at=time(14), where="The back room of the chapel",
    )  # fmt: skip
    actions.say_how(
        by=sam, review=review, taking_part=[TakingPart.ALL, TakingPart.BEFORE],
        taking_part_words="I want to sit by the door. I say stop with my red card.",
        off_limits="Do not talk about my dad.", food_and_music="Cake. The choir's recording first.",
    )  # fmt: skip
    actions.invite(by=sam, review=review, connections=[world.connections[key] for key in ASKED])
    actions.choose_champion(by=sam, review=review, champion=world.connections["dev"])
    for key in ("mum", "jo"):
        answer(world, review, key, InvitationAnswer.YES)
    for who, sheet, words in CARDS:
        actions.add_view(by=world.actor(who), review=review, sheet=sheet, text=words, operation=uuid.uuid4())
    promise(world, review, "jo", "Ring the bus company about Sundays.", timezone.localdate() + timedelta(days=28))
    review.refresh_from_db()
    world.things["review"] = review


def answer(world: World, review: Review, key: str, said: InvitationAnswer) -> None:
    invitation = review.invitations.select_related("connection", "review").get(connection=world.connections[key])
    actions.answer_invitation(by=world.actor(key), invitation=invitation, answer=said)


def promise(world: World, review: Review, key: str, what: str, by_when: date) -> None:
    tie: Connection = world.connections[key]
    actions.agree_action(
        by=world.actor("nia"), review=review, operation=uuid.uuid4(), what=what, who=tie.name, who_connection=tie,
        by_when=by_when,
    )  # fmt: skip


def _add_last_meeting(world: World) -> None:
    """The meeting before: held in spring, with what Dev promised then."""
    sam, spring = world.actor("sam"), timezone.localdate() - timedelta(days=200)
    review = actions.ask_for_review(by=sam, person=world.sam)
    actions.hold_review(by=sam, review=review, held_on=spring)
    promise(world, review, "dev", "Go to the choir with Sam the first time.", spring + timedelta(days=14))
    actions.close_review(by=sam, review=review)
    world.things["last_review"] = review
