"""Seeing my plan as somebody else sees it, and reading who looked at it."""

from __future__ import annotations

import uuid
from calendar import monthrange
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from people.actors import seeing_as
from people.faces import face_of
from people.models import Connection, HelpSession
from people.policy import require
from plans import looks
from plans.as_it_was import wishes_in
from plans.models import Part
from plans.reading import read_part
from plans.shared_plan import shared_tiles
from plans.sharing_changes import circle_to_pick
from plans.tools import TOOLS
from plans.views.parts import part_context
from plans.views.sharing import own_connection, own_person

MOST_HELP = 20
PRIVATE_VISITS = "private_visits"


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
        "wishes": wishes_in(eyes, part),
        "switch": _faces_to_switch(connection),
    }
    return render(request, "plans/sharing/see_as_part.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def who_looked(request: HttpRequest) -> HttpResponse:
    """Who opened something of mine, by day: the last 14 days, then older ones a page at a time.

    POST: `visits` "private" leaves out my advocate's on this device until I sign out, anything else shows all again.
    """
    person = own_person(request)
    require(request.actor, "people.see_looks", person)
    if request.method == "POST":
        request.session[PRIVATE_VISITS] = request.POST.get("visits") == "private"
        return redirect("who_looked")
    private, before = bool(request.session.get(PRIVATE_VISITS)), _whole_number(request.GET.get("before", ""))
    page = looks.page_of(person, before=before, private_visits=private)
    helped = HelpSession.objects.visible_to(request.actor).with_people().filter(person=person, starts_at__isnull=False)
    context = {"page": page, "person": person, "private": private, "helped": [] if before else helped[:MOST_HELP]}
    return render(request, "plans/sharing/who_looked.html", context)


@require_safe
def unexpected_look(request: HttpRequest, entry_id: int) -> HttpResponse:
    """I did not expect this: the look again, and whom to talk to about it."""
    person = own_person(request)
    require(request.actor, "people.see_looks", person)
    entry = get_object_or_404(looks.entries_told_to(person), pk=entry_id)
    context = {
        "look": looks.told(person, [entry])[0],
        "look_id": str(entry.pk),
        "advocates": [face_of(each) for each in circle_to_pick(person.pk) if each.voice == "advocate"],
        "organisation": person.organisation,
        "answer_by": _a_month_from(timezone.localdate()),
    }
    return render(request, "plans/sharing/unexpected_look.html", context)


def _a_month_from(day: date) -> date:
    """By when whoever keeps the record must answer a question about it: one month (UK GDPR article 12(3))."""
    month, year = (day.month + 1, day.year) if day.month < 12 else (1, day.year + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _whole_number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None
