"""My meetings: the next one, asking for one, those that have been. And for others, the ones they are asked to."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people.actors import Actor
from people.enums import Role
from people.faces import face_of_person
from people.models import Person
from people.policy import require
from people.staffing import my_assignments
from reviews import actions
from reviews.enums import OPEN
from reviews.models import Review, ReviewAction
from reviews.reading import Promised, asks_now, promised, when_words
from reviews.views.shared import review_or_404

MOST_PAST = 20


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """The person's own meetings; then those of other people that the reader was asked to, or helps to run."""
    actor = request.actor
    person = actor.person
    rows = Review.objects.visible_to(actor).with_people()
    mine = rows.filter(person=person) if person else rows.none()
    others = [_row(each) for each in (rows.exclude(person=person) if person else rows).open().next_first()]
    context = {
        "person": person,
        "who": face_of_person(person) if person else None,
        "next": [_row(each) for each in mine.open().next_first()],
        "past": _past(actor, list(mine.past()[:MOST_PAST])),
        "others": others,
        "people": _without_one(actor, {row["review"].person_id for row in others}),
    }
    return render(request, "reviews/meetings.html", context)


def _row(review: Review) -> dict[str, Any]:
    return {
        "review": review,
        "who": face_of_person(review.person),
        "when": when_words(review),
        "asks": asks_now(review),
    }


def _without_one(actor: Actor, have_one: set[uuid.UUID]) -> list[dict[str, Any]]:
    """The people a facilitator works with, who have no meeting to come: one can be offered to them."""
    if actor.role != Role.FACILITATOR:
        return []
    people = [work.person for work in my_assignments(actor) if work.person_id not in have_one]
    return [{"person": person, "who": face_of_person(person)} for person in people]


def _past(actor: Actor, reviews: list[Review]) -> list[dict[str, Any]]:
    """Meetings that were held, each with what became of every promise."""
    rows = ReviewAction.objects.visible_to(actor).filter(review__in=reviews).with_people()
    by_review: dict[uuid.UUID, list[Promised]] = {each.pk: [] for each in reviews}
    for each in promised(actor, rows):
        by_review[each.kept.review_id].append(each)
    return [{"review": each, "when": when_words(each), "promises": by_review[each.pk]} for each in reviews]


@require_POST
def ask_for_meeting(request: HttpRequest) -> HttpResponse:
    """One button, no reason. A facilitator names the person whom they help."""
    person = request.actor.person
    if named := request.POST.get("person"):
        person = get_object_or_404(Person.objects.visible_to(request.actor), pk=_uuid(named))
    if person is None:
        raise Http404
    require(request.actor, "reviews.ask", person)
    review = actions.ask_for_review(by=request.actor, person=person)
    return redirect("meeting", review.pk)


def _uuid(words: str) -> uuid.UUID:
    try:
        return uuid.UUID(words)
    except ValueError:
        raise Http404 from None


@require_POST
def not_now(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """The person does not want the meeting now, or wants it after all."""
    review = review_or_404(request, review_id)
    require(request.actor, "reviews.own", review)
    if review.state in OPEN:
        actions.say_not_now(by=request.actor, review=review)
        messages.info(request, _("That is fine. We do not ask again for a while. You can ask at any time."))
        return redirect("meetings")
    return redirect("meeting", actions.say_yes(by=request.actor, review=review).pk)
