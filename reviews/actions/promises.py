"""What we will do: each promise has one name and one day."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from audit import record
from documents.errors import KindError
from people.actors import Actor
from people.models import Connection
from people.policy import require
from plans.actions import begin_plan
from plans.actions.items import clean_words
from plans.models import Action
from plans.once import keep_once
from reviews.models import Review, ReviewAction

# "Ann and Jo" is two names, and then nobody does it.
TWO_NAMES = (",", "&", "/", "+", ";", " and ", " or ", " a'r ", " neu ")


def is_one_name(who: str) -> bool:
    """Whether a name is one name: somebody who can be asked how it went."""
    said = f" {who.strip().lower()} "
    return bool(who.strip()) and not any(mark in said for mark in TWO_NAMES)


@transaction.atomic
def agree_action(
    *, by: Actor, review: Review, operation: uuid.UUID, what: str, who: str, by_when: date | None,
    who_connection: Connection | None = None, how_we_will_know: str = "",
) -> ReviewAction:  # fmt: skip
    """Write down a promise of the meeting. Sent twice it is kept once.

    Raises KindError when there is no thing, not exactly one name, or no day: a promise without them is nobody's.
    """
    require(by, "reviews.plan", review)
    if not what.strip():
        raise KindError(_("Say what will be done."))
    if not is_one_name(who):
        raise KindError(_("Give one name. One person keeps a promise best."))
    if by_when is None:
        raise KindError(_("Choose a day."))
    plan = begin_plan(by=by, person=review.person)
    tie = who_connection if who_connection and who_connection.circle_id == review.person_id else None
    action, made = keep_once(Action.objects, operation, {
            "plan": plan, "what": clean_words(what)[:300], "who": clean_words(who), "who_connection": tie,
            "by_when": by_when, "how_we_will_know": clean_words(how_we_will_know)[:300],
        },
    )  # fmt: skip
    if not made:
        return ReviewAction.objects.get(action=action, review=review)
    kept = ReviewAction.objects.create(review=review, action=action)
    record.write(actor=by, action="reviews.action_agreed", about_person=review.person_id, obj=kept, by_when=by_when)
    return kept
