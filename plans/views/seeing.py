"""Seeing my plan as somebody else sees it, and reading who looked at it."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from people.actors import seeing_as
from people.faces import face_of
from people.models import Connection
from people.policy import require
from plans import looks
from plans.models import Outcome, Part
from plans.reading import read_part
from plans.shared_plan import shared_tiles
from plans.sharing_changes import circle_to_pick
from plans.tools import TOOLS
from plans.views.parts import part_context
from plans.views.sharing import own_connection, own_person


def _faces_to_switch(now: Connection) -> list[dict[str, object]]:
    return [
        {"connection": each, "who": face_of(each), "current": each == now} for each in circle_to_pick(now.circle_id)
    ]


@require_safe
def see_as(request: HttpRequest, connection_id: uuid.UUID) -> HttpResponse:
    """My plan through somebody else's eyes: read only, by the same rows that they get. Nothing is recorded.

    No session is made for them and no look of theirs is written: they did not look.
    """
    connection = own_connection(request, connection_id)
    person = connection.circle.person
    require(request.actor, "people.see_as", person)
    tiles = shared_tiles(
        seeing_as(connection), person.pk, lambda part: reverse("see_as_part", args=[connection.pk, part.pk])
    )
    context = {"connection": connection, "who": face_of(connection), "person": person, "tiles": tiles}
    return render(request, "plans/sharing/see_as.html", {**context, "switch": _faces_to_switch(connection)})


@require_safe
def see_as_part(request: HttpRequest, connection_id: uuid.UUID, part_id: uuid.UUID) -> HttpResponse:
    """One part through somebody else's eyes. A part that they cannot see is not here."""
    connection = own_connection(request, connection_id)
    person = connection.circle.person
    require(request.actor, "people.see_as", person)
    eyes = seeing_as(connection)
    parts = Part.objects.visible_to(eyes).with_reader_level(eyes).with_person().filter(plan=person.pk)
    part = get_object_or_404(parts, pk=part_id)
    if part.tool not in TOOLS:
        raise Http404
    context = {
        **part_context(eyes, read_part(eyes, part)),
        "connection": connection,
        "who": face_of(connection),
        "wishes": Outcome.objects.visible_to(eyes).kept().filter(part=part),
        "switch": _faces_to_switch(connection),
    }
    return render(request, "plans/sharing/see_as_part.html", context)


@require_safe
def who_looked(request: HttpRequest) -> HttpResponse:
    """Who opened something of mine, by day: the last 14 days, then older ones a page at a time."""
    person = own_person(request)
    require(request.actor, "people.see_looks", person)
    page = looks.page_of(person, before=_whole_number(request.GET.get("before", "")))
    return render(request, "plans/sharing/who_looked.html", {"page": page, "person": person})


@require_safe
def unexpected_look(request: HttpRequest, entry_id: int) -> HttpResponse:
    """I did not expect this: the look again, and whom to talk to about it."""
    person = own_person(request)
    require(request.actor, "people.see_looks", person)
    entry = get_object_or_404(looks.entries_told_to(person), pk=entry_id)
    context = {
        "look": looks.told(person, [entry])[0],
        "advocates": [face_of(each) for each in circle_to_pick(person.pk) if each.voice == "advocate"],
        "organisation": person.organisation,
    }
    return render(request, "plans/sharing/unexpected_look.html", context)


def _whole_number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None
