"""Meetings: which there are, one of them with its cards, and a card more."""

from __future__ import annotations

import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from api.enums import Scope
from api.serializers.reviews import CardNew, CardShown, MeetingRead, MeetingShown
from api.views.base import ApiView, door, given, page, person_or_404
from people.models import Connection, Person
from people.policy import require
from plans import looking
from plans.staff_enums import Purpose
from reviews import actions
from reviews.models import Review, ReviewInvitation, ReviewView


def _record_look(request: Request, person: Person, review: Review | None = None) -> None:
    """Keep that somebody else opens this, before any of it leaves."""
    looking.look(
        actor=request.actor, person=person, action="reviews.looked", obj=review, part_key="meeting",
        purpose=Purpose.MEETING,
    )  # fmt: skip


class MeetingsView(ApiView):
    """The meetings of somebody that the actor may know of."""

    scopes = {"GET": Scope.MEETINGS_READ}

    @door(MeetingShown, listed=True)
    def get(self, request: Request, person_id: uuid.UUID) -> Response:
        person = person_or_404(request, person_id)
        rows = Review.objects.visible_to(request.actor).filter(person=person)
        return page(
            request,
            rows,
            lambda found: MeetingShown(found, many=True).data,
            lambda _rows: _record_look(request, person),
        )


class MeetingView(ApiView):
    """One meeting with its cards."""

    scopes = {"GET": Scope.MEETINGS_READ}

    @door(MeetingRead)
    def get(self, request: Request, review_id: uuid.UUID) -> Response:
        review = get_object_or_404(Review.objects.visible_to(request.actor).with_people(), pk=review_id)
        _record_look(request, review.person, review)
        cards = ReviewView.objects.visible_to(request.actor).filter(review=review).person_first()
        return Response(MeetingRead({"meeting": review, "cards": cards}).data)


class CardsView(ApiView):
    """Put a card on a sheet. Sent twice it is kept once."""

    scopes = {"POST": Scope.MEETINGS_WRITE}

    @door(CardShown, takes=CardNew, status=201)
    def post(self, request: Request, review_id: uuid.UUID) -> Response:
        review = get_object_or_404(Review.objects.visible_to(request.actor).with_people(), pk=review_id)
        require(request.actor, "reviews.write", review)
        card: dict[str, Any] = given(request, CardNew)
        if card["said_by"] is not None:
            card["said_by"] = _asked(request, review, card["said_by"])
        return Response(CardShown(actions.add_view(by=request.actor, review=review, **card)).data, status=201)


def _asked(request: Request, review: Review, connection_id: uuid.UUID) -> Connection:
    """Somebody asked to this meeting, whom the actor may know of; 404 for anybody else."""
    invited = ReviewInvitation.objects.visible_to(request.actor).filter(review=review).in_order()
    return get_object_or_404(invited, connection=connection_id).connection
