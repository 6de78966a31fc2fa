"""Who sees what: slips as sentences, one act of sharing, and the door of a part."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from api.enums import Scope
from api.errors import NeedsAnotherLook
from api.serializers.sharing import DoorPut, DoorShown, SlipNew, SlipShown
from api.views.base import ApiView, door, given, page, person_or_404
from people import sharing
from people.enums import Level
from people.models import Connection, Person, Slip
from people.policy import require
from plans import sharing_changes as changes
from plans.forms.sharing import last_moment
from plans.models import Part
from plans.shared_plan import title_of
from plans.sharing_words import SOME, slip_sentence
from plans.views.parts import part_or_404


def _titles(request: Request, person_id: uuid.UUID) -> dict[uuid.UUID, str]:
    parts = Part.objects.visible_to(request.actor).filter(plan=person_id)
    return {part.pk: title_of(part) for part in parts}


def _slip(slip: Slip, titles: Mapping[uuid.UUID, str]) -> dict[str, Any]:
    """A slip as it is said. Only parts that the reader may see are named."""
    return {
        "id": slip.pk, "words": slip_sentence(slip, slip.connection, titles), "name": slip.connection.name,
        "parts": [each for each in slip.part_ids if each in titles], "level": Level(slip.level).name.lower(),
        "basis": slip.basis, "by_law": slip.authority_id is not None, "given_at": slip.given_at, "ends_at": slip.ends_at,
    }  # fmt: skip


def end_of(day: date | None) -> datetime | None:
    """The midnight after a day that is still to come. Raises NeedsAnotherLook for one that is over."""
    if day is not None and day < timezone.localdate():
        raise NeedsAnotherLook({"ends_on": _("Pick a day that is still to come.")})
    return last_moment(day) if day else None


def circle_of(request: Request, person_id: uuid.UUID, wanted: list[uuid.UUID]) -> dict[uuid.UUID, Connection]:
    """People of one's own circle by their ids; 404 when one of them is not there."""
    rows = Connection.objects.visible_to(request.actor).live().filter(circle=person_id, died=False, pk__in=wanted)
    found = {each.pk: each for each in rows}
    if set(found) != set(wanted):
        raise Http404
    return found


class SlipsView(ApiView):
    """Acts of sharing on a plan: all to the person, to anybody else the ones that name them."""

    scopes = {"GET": Scope.SHARING_READ, "POST": Scope.SHARING_WRITE}

    @door(SlipShown, listed=True)
    def get(self, request: Request, person_id: uuid.UUID) -> Response:
        person = person_or_404(request, person_id)
        titles = _titles(request, person.pk)
        rows = Slip.objects.visible_to(request.actor).live().filter(content_object=person)
        return page(
            request, rows.select_related("connection"),
            lambda found: SlipShown([_slip(each, titles) for each in found], many=True).data,
        )  # fmt: skip

    @door(SlipShown, takes=SlipNew, status=201)
    def post(self, request: Request, person_id: uuid.UUID) -> Response:
        """Give somebody of one's circle a level on parts of one's plan."""
        person = person_or_404(request, person_id)
        require(request.actor, "people.share", person)
        wanted = given(request, SlipNew)
        slip = _give(request, person, wanted)
        return Response(SlipShown(_slip(slip, _titles(request, person.pk))).data, status=201)


def _give(request: Request, person: Person, wanted: Mapping[str, Any]) -> Slip:
    connection = circle_of(request, person.pk, [wanted["connection"]])[wanted["connection"]]
    if not set(wanted["parts"]) <= set(_titles(request, person.pk)):
        raise Http404
    return sharing.give(
        by=request.actor, person=person, connection=connection, part_ids=wanted["parts"],
        level=Level[wanted["level"].upper()], ends_at=end_of(wanted["ends_on"]), why=wanted["why"],
    )  # fmt: skip


class SlipTearView(ApiView):
    """Take back one act of sharing, at once."""

    scopes = {"POST": Scope.SHARING_WRITE}

    @door(None, status=204)
    def post(self, request: Request, slip_id: uuid.UUID) -> Response:
        rows = Slip.objects.visible_to(request.actor).select_related("content_object")
        slip = get_object_or_404(rows, pk=slip_id)
        require(request.actor, "people.share", slip.content_object)
        sharing.tear(by=request.actor, slip=slip)
        return Response(status=204)


class PartDoorView(ApiView):
    """The door of one part: who can see it, and choosing that anew."""

    scopes = {"GET": Scope.SHARING_READ, "PUT": Scope.SHARING_WRITE}

    def _part(self, request: Request, part_id: uuid.UUID) -> Part:
        part = part_or_404(request.actor, part_id)
        require(request.actor, "api.see_door", part)
        return part

    @door(DoorShown)
    def get(self, request: Request, part_id: uuid.UUID) -> Response:
        return _door(self._part(request, part_id))

    @door(DoorShown, takes=DoorPut)
    def put(self, request: Request, part_id: uuid.UUID) -> Response:
        """Make the chosen people, and only they, have the part by the person's choice."""
        part = self._part(request, part_id)
        require(request.actor, "plans.share_part", part)
        wanted = given(request, DoorPut)
        changes.choose(by=request.actor, part=part, choice=_choice(request, part, wanted))
        return _door(part)


def _choice(request: Request, part: Part, wanted: Mapping[str, Any]) -> changes.Choice:
    levels = {each["connection"]: Level[each["level"].upper()] for each in wanted["people"]}
    if (wanted["door"] == SOME) != bool(levels):
        raise NeedsAnotherLook({"people": _("Name people for the door “some”, and for no other.")})
    circle = circle_of(request, part.plan_id, list(levels))
    by_connection = {circle[each]: level for each, level in levels.items()}
    return changes.Choice(wanted["door"], by_connection, end_of(wanted["ends_on"]))


def _door(part: Part) -> Response:
    now = changes.door_now(part)
    return Response(DoorShown({"door": now.state, "words": now.sentence, "names": now.names}).data)
