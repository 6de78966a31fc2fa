"""Cards on the sheets: everybody in their own voice, the person first."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit import record
from people.actors import Actor
from people.enums import Voice
from people.models import Connection
from people.policy import decide, require
from plans import actions as plan_actions
from plans.actions.items import clean_words
from plans.models import Part
from plans.once import keep_once
from reviews.models import Review, ReviewView
from reviews.sheets import BY_KEY


@transaction.atomic
def add_view(
    *, by: Actor, review: Review, sheet: str, text: str, operation: uuid.UUID, said_by: Connection | None = None
) -> ReviewView:
    """Put a card on a sheet. Sent twice it is kept once.

    `said_by` is somebody asked to the meeting, whose words the person or the facilitator types; None is the
    person's own words. Somebody else who was asked writes in their own voice only, whatever is given.
    Raises KindError for words that cannot be kept, PermissionDenied for anybody not asked.
    """
    require(by, "reviews.write", review)
    author = said_by if decide(by, "reviews.plan", review) else _own_tie(by, review)
    if author is not None and author.circle_id != review.person_id:
        raise PermissionDenied("not_in_circle")
    name = author.name if author else review.person.preferred_name
    view, made = keep_once(ReviewView.objects, operation, {
            "review": review, "sheet": BY_KEY[sheet].key, "text": clean_words(text), "author": author,
            "voice": author.voice if author else Voice.ME, "author_name": name, "typed_by": by.user,
        },
    )  # fmt: skip
    if view.review_id != review.pk or view.typed_by_id != by.user_id:
        raise PermissionDenied("not_yours")
    if made:
        _audit(by, "reviews.card_added", view)
    return view


def _own_tie(by: Actor, review: Review) -> Connection:
    """The tie by which the writer was asked to this meeting."""
    live = Connection.objects.live().filter(user=by.user, review_invitations__review=review)
    tie = live.order_by("voice").first()
    if tie is None:
        raise PermissionDenied("not_asked")
    return tie


@transaction.atomic
def hide(*, by: Actor, view: ReviewView) -> None:
    """The person takes a card off the wall. They can show it again."""
    require(by, "reviews.own", view.review)
    _set(by, view, "reviews.card_hidden", hidden_at=timezone.now())


@transaction.atomic
def show_again(*, by: Actor, view: ReviewView) -> None:
    require(by, "reviews.own", view.review)
    _set(by, view, "reviews.card_shown", hidden_at=None)


@transaction.atomic
def cross_out(*, by: Actor, view: ReviewView) -> None:
    """The person crosses a card out. Its words are kept for whoever said them, and for nobody else."""
    require(by, "reviews.own", view.review)
    _set(by, view, "reviews.card_crossed_out", crossed_out_at=timezone.now())


@transaction.atomic
def take_back_crossing(*, by: Actor, view: ReviewView) -> None:
    """The person brings back a card of their own that they crossed out."""
    require(by, "reviews.own", view.review)
    if view.is_persons:
        _set(by, view, "reviews.card_brought_back", crossed_out_at=None)


@transaction.atomic
def offer_to_plan(*, by: Actor, view: ReviewView) -> bool:
    """Take a card's words on to the plan. True when they went there, also when they had gone before.

    The person's own words become their answer; somebody else's become a suggestion in their voice, by themself,
    and only where the person lets them suggest. The card's id is the operation, so pressing twice makes one.
    """
    goes_to = BY_KEY[view.sheet].goes_to
    if goes_to is None:
        return False
    tool, field = goes_to
    if view.is_persons and by.is_person(view.review.person):
        plan = plan_actions.begin_plan(by=by, person=view.review.person)
        part = plan_actions.start_part(by=by, plan=plan, tool=tool)
        plan_actions.save_item(by=by, part=part, field=field, operation=view.pk, text=view.text)
    else:
        part = part_for_suggesting(by, view)
        if part is None:
            return False
        plan_actions.suggest(by=by, part=part, field=field, text=view.text, operation=view.pk)
    _audit(by, "reviews.card_offered", view, tool=tool, field=field)
    return True


def part_for_suggesting(by: Actor, view: ReviewView) -> Part | None:
    """The part to which the author of a card may suggest its words; None where the person does not let them."""
    goes_to = BY_KEY[view.sheet].goes_to
    if goes_to is None or view.author is None or view.author.user_id != by.user_id or by.user_id is None:
        return None
    shared = Part.objects.visible_to(by).with_reader_level(by).filter(plan=view.review.person_id, tool=goes_to[0])
    return next((part for part in shared if decide(by, "plans.suggest", part)), None)


def _set(by: Actor, view: ReviewView, action: str, **fields: object) -> None:
    ReviewView.objects.filter(pk=view.pk).update(**fields)
    _audit(by, action, view)


def _audit(by: Actor, action: str, view: ReviewView, **details: object) -> None:
    record.write(actor=by, action=action, about_person=view.review.person_id, obj=view, sheet=view.sheet, **details)
