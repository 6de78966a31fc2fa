"""What the pages of a meeting show, read once through the policy. A fixed number of queries, whatever the data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from people.actors import Actor
from people.enums import Voice
from people.faces import Face, face_of, face_of_person
from people.models import Connection, Person
from plans.enums import ActionState
from reviews.enums import InvitationAnswer, ReviewState
from reviews.models import Review, ReviewAction, ReviewInvitation, ReviewView
from reviews.sheets import SHEETS, Sheet


@dataclass(frozen=True)
class Card:
    """A card as it is drawn. `said` tells when somebody else wrote the words down."""

    view: ReviewView
    who: Face
    words: str
    said: str

    @property
    def hidden(self) -> bool:
        return self.view.hidden_at is not None

    @property
    def crossed_out(self) -> bool:
        return self.view.crossed_out_at is not None


@dataclass(frozen=True)
class Promised:
    """A promise as a sentence with a face: who will do what, by which day. Nothing here says "late"."""

    kept: ReviewAction
    who: Face
    what: str
    by_when: str
    state: str
    can_close: bool


@dataclass(frozen=True)
class OnSheet:
    sheet: Sheet
    question: str
    cards: list[Card]


def question(sheet: Sheet, person: Person, *, mine: bool) -> str:
    """The sheet's question: in "you" to the person, with the person's name to anybody else."""
    return str(sheet.ask_me) if mine else str(sheet.ask_others) % {"name": person.preferred_name}


def cards_of(actor: Actor, review: Review, sheet: str = "") -> list[Card]:
    """The cards that the actor may see, the person's first."""
    views = ReviewView.objects.visible_to(actor).filter(review=review)
    views = views.filter(sheet=sheet) if sheet else views
    return [_card(view, review.person) for view in views.person_first()]


def _card(view: ReviewView, person: Person) -> Card:
    if view.is_persons:
        who, speaker = face_of_person(person), person.user_id
    elif view.author is not None:
        who, speaker = face_of(view.author), view.author.user_id
    else:
        who, speaker = Face(view.author_name, view.voice), None
    typed = view.typed_by
    said = _("%(name)s wrote this down.") % {"name": typed.name} if typed and typed.pk != speaker else ""
    return Card(view, who, view.text, said)


def sheets_of(actor: Actor, review: Review, *, mine: bool) -> list[OnSheet]:
    """Every sheet with its cards, for the page of a meeting."""
    cards = cards_of(actor, review)
    return [
        OnSheet(
            sheet, question(sheet, review.person, mine=mine), [card for card in cards if card.view.sheet == sheet.key]
        )
        for sheet in SHEETS
    ]


def promises_of(actor: Actor, review: Review) -> list[Promised]:
    """What was promised at this meeting."""
    rows = ReviewAction.objects.visible_to(actor).filter(review=review).with_people()
    return promised(actor, rows)


def last_promises(actor: Actor, review: Review) -> list[Promised]:
    """What was promised at the meetings before: those still open, and all of the last one."""
    rows = list(
        ReviewAction.objects.visible_to(actor)
        .before(review.person_id, review.created_at)
        .with_people()
        .order_by("-review__created_at")
    )
    newest = rows[0].review_id if rows else None
    return promised(actor, [row for row in rows if row.review_id == newest or row.action.state == ActionState.PROMISED])


def promised(actor: Actor, rows: Iterable[ReviewAction]) -> list[Promised]:
    return [_promised(actor, row) for row in rows]


def _promised(actor: Actor, row: ReviewAction) -> Promised:
    action, person = row.action, row.action.plan.person
    if action.who_connection is not None:
        who = face_of(action.who_connection)
    else:
        who = face_of_person(person) if action.who == person.preferred_name else Face(action.who, Voice.FAMILY)
    open_now = action.state in (ActionState.PROMISED, ActionState.SAID_DONE)
    words = "" if action.state == ActionState.PROMISED else str(ActionState(action.state).label)
    by_when = _("By %(day)s") % {"day": day_words(action.by_when)}
    return Promised(row, who, action.what, by_when, words, open_now and actor.is_person(person))


def invited(actor: Actor, review: Review) -> list[dict[str, Any]]:
    """Who is asked to come, as far as the actor may know, with their answer in words."""
    rows = ReviewInvitation.objects.visible_to(actor).filter(review=review).in_order()
    return [
        {"invitation": row, "who": face_of(row.connection), "answer": _answer_words(row), "connection": row.connection,
         "here": row.state != InvitationAnswer.NO and row.shut_at is None, "asked": row.shut_at is None}
        for row in rows
    ]  # fmt: skip


def _answer_words(row: ReviewInvitation) -> str:
    return _("Cannot see this meeting now") if row.shut_at is not None else row.get_state_display()


def my_invitation(actor: Actor, review: Review) -> ReviewInvitation | None:
    """The actor's own invitation, if somebody asked them."""
    if actor.user is None:
        return None
    mine = ReviewInvitation.objects.visible_to(actor).filter(review=review, connection__user=actor.user)
    return mine.select_related("connection", "review").first()


def may_be_asked(actor: Actor, person: Person) -> Any:
    """Everybody of the person's circle who can be asked to come."""
    return Connection.objects.visible_to(actor).live().filter(circle_id=person.pk, died=False).select_related("photo")


def day_words(day: date) -> str:
    """A day as it is said: "Monday 14 December", with the year when it is another one."""
    said = "l j F" if day.year == timezone.localdate().year else "l j F Y"
    return str(date_format(day, said))


def when_words(review: Review) -> str:
    """When a meeting is, was, or may be. A window that has passed is still an offer, never late."""
    if review.held_on is not None:
        return _("It was on %(day)s.") % {"day": day_words(review.held_on)}
    if review.meets_on is not None:
        day = day_words(review.meets_on)
        if review.meets_at is None:
            return str(day)
        return _("%(day)s at %(time)s") % {"day": day, "time": time_format(review.meets_at, "H:i")}
    if review.window_opens and review.window_opens > timezone.localdate():
        days = {"first": day_words(review.window_opens), "last": day_words(review.window_closes)}
        return _("Some time from %(first)s to %(last)s") % days
    return _("No day yet")


def asks_now(review: Review) -> bool:
    """Whether the offer stands now: its window has opened, or a facilitator offered it. Nobody counts the days."""
    if review.window_opens is not None:
        stands = review.window_opens <= timezone.localdate()
    else:
        stands = review.requested_by != review.person.preferred_name
    return bool(review.state == ReviewState.OFFERED and stands)
