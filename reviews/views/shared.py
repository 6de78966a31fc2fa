"""What every page of a meeting begins with."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from people.faces import face_of_person
from people.policy import decide
from plans import looking
from plans.staff_enums import Purpose
from reviews.models import Review
from reviews.reading import when_words

READ_OR_SEND = ["GET", "HEAD", "POST"]
PART_KEY = "meeting"


def review_or_404(request: HttpRequest, review_id: uuid.UUID) -> Review:
    """A meeting that the actor may know; for anybody else it does not exist."""
    return get_object_or_404(Review.objects.visible_to(request.actor).with_people(), pk=review_id)


def record_look(request: HttpRequest, review: Review, *, unless_within: timedelta | None = None) -> None:
    """A look by anybody but the person is written down before the page leaves, and told to the person.

    With `unless_within` the same reader's look at the same meeting so shortly before stands for this one too.
    """
    if unless_within is not None and looking.looked_lately(request.actor, review.person_id, review, unless_within):
        return
    looking.look(
        actor=request.actor, person=review.person, action="reviews.looked", obj=review, part_key=PART_KEY,
        purpose=Purpose.MEETING,
    )  # fmt: skip


def about(request: HttpRequest, review: Review) -> dict[str, Any]:
    """The values that all templates of a meeting take."""
    actor = request.actor
    mine, name = actor.is_person(review.person), review.person.preferred_name
    return {
        "review": review,
        "person": review.person,
        "who": face_of_person(review.person),
        "mine": mine,
        "kicker": "" if mine else _("%(name)s’s meeting") % {"name": name},
        "runs": bool(decide(actor, "reviews.plan", review)),
        "when": when_words(review),
    }
