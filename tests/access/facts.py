"""The words of policy.yaml, each with what it means. To add one: a function under `@fact("the words")`.

A fact is told the book (the rows as they are), who asks and about what, and whether the action changes something.
It reads rows only: no fact may call a queryset or a rule of the application, which it is there to check.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from people.actors import Actor
from tests.access.book import Book, follow, path_to

DECIDING = ("team_manager", "panel", "finance")
# From being sent on (process reference 1.1); the draft before, and what was said no to, are not theirs to know.
DECIDERS_SEE = frozenset(
    {
        "submitted", "with_panel", "returned", "reaching_agreement", "signed_off", "budget_confirmed", "active",
        "in_review", "paused", "superseded",
    }
)  # fmt: skip
OPEN_TO_WRITING = frozenset({"not_started", "needs_recorded", "indicative_shared", "planning", "returned"})


@dataclass(frozen=True)
class Cell:
    """One question: may this actor do this to this thing?"""

    book: Book
    actor: Actor
    thing: Any
    changes: bool
    action: str = ""

    @cached_property
    def person(self) -> Any:
        return follow(self.thing, path_to_person(type(self.thing)))

    @cached_property
    def part(self) -> Any:
        return self.thing if type(self.thing).__name__ == "Part" else self.thing.part

    @cached_property
    def support_plan(self) -> Any:
        return self.thing if type(self.thing).__name__ == "SupportPlan" else self.thing.support_plan

    @property
    def organisation_id(self) -> Any:
        """The council that it belongs to: its own, or that of its support plan, its concern or its person."""
        kind = type(self.thing).__name__
        if kind in ("Organisation", "LegalHold"):
            return self.thing.pk if kind == "Organisation" else self.thing.person.organisation_id
        if hasattr(self.thing, "organisation_id"):
            return self.thing.organisation_id
        return self.concern.organisation_id if hasattr(self.thing, "concern") else self.support_plan.organisation_id

    @property
    def concern(self) -> Any:
        return self.thing if type(self.thing).__name__ == "Concern" else self.thing.concern

    @property
    def review(self) -> Any:
        return self.thing if type(self.thing).__name__ == "Review" else self.thing.review

    @property
    def board_id(self) -> Any:
        return self.thing.pk if type(self.thing).__name__ == "PartnershipBoard" else self.thing.board_id

    @property
    def me(self) -> Any:
        return self.actor.user.pk if self.actor.user else None

    @cached_property
    def level(self) -> int:
        return self.book.level(self.actor, self.part.plan_id, self.part.pk)

    @cached_property
    def law(self) -> frozenset[str]:
        return self.book.places_in_law(self.actor, self.person.pk)


# What a helper may do meanwhile (ADR 0017): write, suggest, end it, go; and speak for themself in a meeting.
LEFT_TO_HELPERS = frozenset(
    {
        "plans.write", "plans.suggest", "people.ask_to_help", "people.end_help", "people.leave_circle",
        "reviews.answer", "reviews.write",
    }
)  # fmt: skip
Fact = Callable[[Cell], bool]
FACTS: dict[str, Fact] = {}
_PATHS: dict[type, str | None] = {}


def path_to_person(model: type) -> str | None:
    if model not in _PATHS:
        _PATHS[model] = path_to(model, "people.Person")
    return _PATHS[model]


def fact(words: str) -> Callable[[Fact], Fact]:
    def register(meaning: Fact) -> Fact:
        assert words not in FACTS, f"two meanings for: {words}"
        FACTS[words] = meaning
        return meaning

    return register


def meaning_of(words: str) -> Fact:
    """The fact of some words. "state …" and "a program without …" take what follows them."""
    if words.startswith("state "):
        states = frozenset(words.split()[1:])
        return lambda cell: cell.support_plan.state in states
    if words.startswith("a program without "):
        scope = words.rsplit(" ", 1)[1]
        return lambda cell: cell.actor.token_scopes is not None and scope not in cell.actor.token_scopes
    return FACTS[words]


def simple(words: str, meaning: Fact) -> None:
    fact(words)(meaning)


# Who asks, whatever it is about.
simple("everybody else", lambda cell: True)
simple("signed out", lambda cell: cell.me is None and cell.actor.connection is None and not cell.actor.system)
simple("through other eyes", lambda cell: cell.actor.read_only)
simple("a change", lambda cell: cell.changes)
simple(
    "I help them write now",
    lambda cell: cell.me in {helper for helper, _ in cell.book.helping}
    and cell.person is not None and (cell.me, cell.person.pk) in cell.book.helping,
)  # fmt: skip
# Telling that somebody is not safe is never held back.
simple("left to helpers", lambda cell: cell.action in LEFT_TO_HELPERS or cell.action.startswith("safeguarding."))
simple("a program", lambda cell: cell.actor.token_scopes is not None)
simple("the calendar", lambda cell: bool(cell.actor.system))
simple("signs in", lambda cell: cell.me is not None)
simple("staff", lambda cell: cell.actor.user is not None and cell.actor.user.is_staff_member)
simple("in a staff role", lambda cell: cell.actor.staff_role is not None)
simple("a deciding role", lambda cell: cell.actor.role in DECIDING)
simple("facilitator", lambda cell: cell.actor.role == "facilitator")
simple("for myself", lambda cell: cell.thing.pk == cell.me)
simple("it is mine", lambda cell: cell.thing.user_id == cell.me and cell.me is not None)

# Who asks, towards the person that it is about.
simple("the person", lambda cell: cell.me is not None and cell.person.user_id == cell.me and not cell.actor.read_only)
simple("in the circle", lambda cell: cell.me is not None and bool(cell.book.live_ties(cell.actor, cell.person.pk)))
simple("assigned", lambda cell: bool(cell.book.work(cell.actor, cell.person.pk)))
simple(
    "assigned as facilitator",
    lambda cell: any(row.role == "facilitator" for row in cell.book.work(cell.actor, cell.person.pk)),
)
simple("law for some place", lambda cell: bool(cell.law))
simple("law for money", lambda cell: "money" in cell.law)
simple("law for meetings", lambda cell: "meeting" in cell.law)
simple("some live slip", lambda cell: bool(cell.book.slips_of(cell.actor, cell.person.pk)))
simple(
    "live as family or advocate",
    lambda cell: any(
        tie.voice in ("family", "advocate") for tie in cell.book.live_ties(cell.actor, cell.person.pk) if cell.me
    ),
)
simple(
    "once tied by family or friendship",
    lambda cell: any(
        tie.user_id == cell.me and tie.circle_id == cell.person.pk and tie.voice != "paid"
        for tie in cell.book.connections.values()
    ),
)

# Who asks, towards the council that it belongs to.
simple(
    "of this organisation",
    lambda cell: cell.actor.staff_role is not None and cell.actor.staff_role.organisation_id == cell.organisation_id,
)
for _role, _words in {
    "team_manager": "team manager", "panel": "panel", "finance": "finance", "org_admin": "administrator",
    "facilitator": "facilitator", "safeguarding": "safeguarding lead", "data_lead": "data lead",
}.items():  # fmt: skip
    simple(
        f"{_words} of this organisation",
        lambda cell, role=_role: cell.actor.role == role and FACTS["of this organisation"](cell),
    )

# A part and what stands in it.
simple("law for this place", lambda cell: cell.part.place in cell.law)
simple("slip to look", lambda cell: cell.level >= 1)
simple(
    "slip to look at the words of now",
    lambda cell: cell.book.reads_now(cell.actor, cell.part.plan_id, cell.part.pk),
)
simple("private is shut", lambda cell: cell.actor.private_shut)
simple("slip to suggest", lambda cell: cell.level >= 2)
simple("slip to help write", lambda cell: cell.level >= 3)
simple("only for me", lambda cell: cell.thing.only_me)
simple("open or typed by me", lambda cell: not cell.thing.only_me or (cell.me is not None and cell.thing.typed_by_id == cell.me))
simple("asked by me", lambda cell: cell.thing.asked_by_id == cell.me)


@fact("the slip names me")
def _names_me(cell: Cell) -> bool:
    return cell.me is not None and cell.thing.user_id == cell.me


@fact("the slip is not torn")
def _not_torn(cell: Cell) -> bool:
    return cell.thing.torn_at is None


def _mine_alive(cell: Cell, connection_id: Any) -> bool:
    tie = cell.book.connections.get(connection_id)
    return tie is not None and cell.me is not None and tie.user_id == cell.me and cell.book.lives(connection_id)


def _mine(cell: Cell, connection_id: Any) -> bool:
    tie = cell.book.connections.get(connection_id)
    return tie is not None and cell.me is not None and tie.user_id == cell.me


simple("I said it as a live member", lambda cell: _mine_alive(cell, cell.thing.said_by_id))
simple("I promised it as a live member", lambda cell: _mine_alive(cell, cell.thing.who_connection_id))
simple("I promised this as a live member", lambda cell: _mine_alive(cell, cell.thing.action.who_connection_id))
simple("asked of me", lambda cell: _mine(cell, cell.thing.connection_id))
simple(
    "law for the place of its wish", lambda cell: cell.thing.outcome_id and cell.thing.outcome.part.place in cell.law
)


@fact("slip to look at its wish")
def _wish_shown(cell: Cell) -> bool:
    wish = cell.thing.outcome
    return wish is not None and cell.book.reads_now(cell.actor, wish.part.plan_id, wish.part_id)


simple(
    "they are told later", lambda cell: cell.thing.quiet_until is not None and cell.thing.quiet_until > cell.book.now
)
simple("I hold it", lambda cell: _mine(cell, cell.thing.connection_id))
simple("for me to answer", lambda cell: cell.thing.answerer_id == cell.me)
simple("I wrote the note", lambda cell: cell.thing.author_id == cell.me)

# A place in a circle.
simple("this is me", lambda cell: cell.thing.user_id == cell.me and cell.me is not None)
simple("the tie is live", lambda cell: cell.book.lives(getattr(cell.thing, "connection_id", cell.thing.pk)))
simple("the tie has not ended", lambda cell: cell.thing.ended_at is None)
simple("the circle sees each other", lambda cell: cell.person.pk in cell.book.see_each_other)

# The support plan.
simple("deciders see it", lambda cell: cell.support_plan.state in DECIDERS_SEE)
simple("open to writing", lambda cell: cell.support_plan.state in OPEN_TO_WRITING)
simple("sealed", lambda cell: cell.person.sealed_at is not None)
simple("I decided on it", lambda cell: (cell.me, cell.support_plan.pk) in cell.book.decisions)


@fact("too close to decide")
def _too_close(cell: Cell) -> bool:
    plan, me = cell.support_plan, cell.me
    tied = any(tie.user_id == me and tie.circle_id == plan.person_id for tie in cell.book.connections.values())
    made = (me, plan.pk) in cell.book.makers_of_snapshots
    return (
        me is None or tied or made or me in (plan.person.user_id, plan.facilitator_id)
        or me in cell.book.works_for_a_provider
    )  # fmt: skip


# Meetings.
@fact("asked to the meeting")
def _asked(cell: Cell) -> bool:
    for row in cell.book.invitations.get(cell.review.pk, []):
        tie = cell.book.connections[row.connection_id]
        eyes = cell.actor.connection
        me = tie.pk == eyes.pk if eyes else cell.me is not None and tie.user_id == cell.me
        if me and row.state != "no" and cell.book.lives(tie.pk):
            return True
    return False


simple("the invitation is mine", lambda cell: _mine(cell, cell.thing.connection_id))
simple("it was answered no", lambda cell: cell.thing.state == "no")
simple("the meeting is over", lambda cell: cell.thing.state not in ("offered", "planned", "held"))
simple("crossed out", lambda cell: cell.thing.crossed_out_at is not None)
simple("hidden card", lambda cell: cell.thing.hidden_at is not None)
simple("in my own voice", lambda cell: cell.thing.voice == "me")
simple("I wrote the card", lambda cell: _mine_alive(cell, cell.thing.author_id))


@fact("they wrote a card that is shown")
def _wrote(cell: Cell) -> bool:
    return any(
        card.author_id == cell.thing.connection_id and card.review_id == cell.thing.review_id
        and card.hidden_at is None and card.crossed_out_at is None
        for card in cell.book.cards
    )  # fmt: skip


# Boards.
simple("on the board", lambda cell: bool(cell.book.seat(cell.actor, cell.board_id)))
simple("co-chair of the board", lambda cell: any(seat.co_chair for seat in cell.book.seat(cell.actor, cell.board_id)))
simple(
    "makes reports for the board",
    lambda cell: any(
        seat.co_chair or seat.seat == "commissioner" for seat in cell.book.seat(cell.actor, cell.board_id)
    ),
)
simple("the seat is live", lambda cell: cell.book.on(cell.thing.starts_on, cell.thing.ends_on))
simple("the board told its purpose", lambda cell: cell.board_id in cell.book.told_boards)
simple("the path is out", lambda cell: cell.thing.pk in cell.book.paths_out)
simple("I made the report", lambda cell: cell.thing.made_by_id == cell.me)
simple("report is a draft", lambda cell: cell.thing.state == "draft")
simple("report is checked", lambda cell: cell.thing.state == "checked")


# Helping to write.
simple("I am the helper", lambda cell: _mine(cell, cell.thing.connection_id))
simple("their yes is said to somebody", lambda cell: cell.thing.in_front)
simple("I heard their yes", lambda cell: cell.thing.in_front and cell.thing.yes_taken_by_id == cell.me)

# Opened by law (ADR 0020).
simple("waits for an answer", lambda cell: cell.thing.decided_at is None)
simple("agreed", lambda cell: cell.thing.agreed)
simple("looked at again", lambda cell: cell.thing.looked_again_at is not None)
simple(
    "open now",
    lambda cell: cell.thing.agreed and cell.thing.ended_at is None and cell.thing.ends_at > cell.book.now,
)
simple("it is about me", lambda cell: cell.me is not None and cell.person.user_id == cell.me)
simple(
    "on the case",
    lambda cell: any(
        tie.user_id == cell.me and tie.circle_id == cell.person.pk and tie.ended_at is None
        for tie in cell.book.connections.values()
    ),
)

# Concerns, and agreements about a risk (ADR 0019).
simple("named in it", lambda cell: cell.me in cell.book.named[cell.concern.pk])
simple(
    "the concern is about me",
    lambda cell: cell.me is not None and cell.concern.about is not None and cell.concern.about.user_id == cell.me,
)
simple("withheld", lambda cell: cell.concern.pk in cell.book.withheld)
simple("I told it", lambda cell: cell.concern.told_by_id == cell.me)
simple("I handle it", lambda cell: cell.me in cell.book.handlers[cell.concern.pk])
simple("somebody handles it", lambda cell: bool(cell.book.handlers[cell.concern.pk]))
simple("safeguarding lead", lambda cell: cell.actor.role == "safeguarding")
simple("agreement ended", lambda cell: cell.thing.ended_at is not None)


@fact("asked by the person as a live member")
def _asked_to_agree(cell: Cell) -> bool:
    places = [place for place in cell.book.risk_places.get(cell.thing.pk, []) if place.ended_at is None]
    return any(
        _mine_alive(cell, place.connection_id) and not cell.book.connections[place.connection_id].died
        for place in places
    )


@fact("I am their advocate in it now")
def _advocate(cell: Cell) -> bool:
    """The service said yes, the work is not over, and the tie as an advocate lives."""
    row, tie = cell.thing, cell.book.connections.get(cell.thing.connection_id)
    lasts = row.accepted_on is not None and row.ended_at is None and cell.book.on(None, row.ends_on)
    return lasts and tie is not None and tie.voice == "advocate" and _mine_alive(cell, tie.pk)
