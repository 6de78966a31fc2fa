"""One person on my rings: closer or further out, and what I want. None of it lets them see anything."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from documents.errors import KindError
from people.actions import change_connection
from people.enums import Ring
from people.faces import face_of
from people.models import Connection
from people.policy import decide, require
from plans import actions
from plans.forms.lines import cells_of
from plans.models import Item, Part
from plans.tools import TOOLS
from plans.tools.declaration import FieldKind, Question
from plans.views.parts import part_or_404, record_look
from row_security import acting


def _circle_question(part: Part) -> Question:
    found = next((each for each in TOOLS[part.tool].questions if each.kind == FieldKind.CIRCLE), None)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def ring_person(request: HttpRequest, part_id: uuid.UUID, connection_id: uuid.UUID) -> HttpResponse:
    """Somebody's sheet: moved by pressing a word, never only by dragging (WCAG 2.2, 2.5.7)."""
    part = part_or_404(request.actor, part_id)
    asked = _circle_question(part)
    circle = Connection.objects.live().filter(circle_id=part.plan_id)
    # Somebody who helps with this page is shown everybody on it, one sheet at a time.
    with acting.on_behalf_of(part.plan_id, "the people on the rings of a part that is shared"):
        connection = get_object_or_404(circle.select_related("photo"), pk=connection_id)
    if request.method == "POST":
        return _change(request, part, asked, connection)
    return _sheet(request, part, asked, connection, "")


def _change(request: HttpRequest, part: Part, asked: Question, connection: Connection) -> HttpResponse:
    do = request.POST.get("do", "")
    list_url = reverse("question", args=[part.pk, asked.key])
    if do in ("closer", "further"):
        require(request.actor, "people.change_circle", part.plan.person)
        ring = connection.ring + (-1 if do == "closer" else 1)
        if ring in Ring.values:
            change_connection(by=request.actor, connection=connection, ring=ring)
        return redirect(f"{list_url}#p-{connection.pk}")
    require(request.actor, "plans.write", part)
    try:
        _keep_row(request, part, asked, connection)
    except KindError as fix:
        return _sheet(request, part, asked, connection, str(fix))
    return redirect(f"{list_url}#p-{connection.pk}")


def _keep_row(request: HttpRequest, part: Part, asked: Question, connection: Connection) -> None:
    """What the person says about this tie is one answer, found again by the tie's id in its cells."""
    cells = {**(cells_of(request.POST, asked) or {}), "person": str(connection.pk)}
    row = _row(request, part, asked, connection)
    actions.save_item(
        by=request.actor, part=part, field=asked.key, cells=cells, item_id=row.pk if row else None,
        base_version=row.version if row else 0, operation=_operation(request), for_me=True,
    )  # fmt: skip


def _operation(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("operation", ""))
    except ValueError:
        return uuid.uuid4()


def _row(request: HttpRequest, part: Part, asked: Question, connection: Connection) -> Item | None:
    rows = Item.objects.visible_to(request.actor).kept().main().filter(part=part, field=asked.key)
    return rows.filter(cells__person=str(connection.pk)).first()


def _sheet(request: HttpRequest, part: Part, asked: Question, connection: Connection, fix: str) -> HttpResponse:
    record_look(request.actor, part.plan.person, obj=part, part_key=part.tool)
    row = _row(request, part, asked, connection)
    mine = request.actor.is_person(part.plan.person)
    given = (cells_of(request.POST, asked) if request.method == "POST" else row.cells if row else {}) or {}
    context = {
        "part": part, "person": part.plan.person, "connection": connection, "who": face_of(connection), "mine": mine,
        "can_write": bool(decide(request.actor, "plans.write", part)), "fix": fix, "operation": uuid.uuid4(),
        "cells": [{"cell": cell, "value": given.get(cell.key, ""), "ask": _ask(cell, mine, part)} for cell in asked.cells],
        "ring_words": _("Ring %(number)s of 4: %(name)s") % {
            "number": connection.ring, "name": Ring(connection.ring).label
        },
        "closest": connection.ring == Ring.CLOSEST, "furthest": connection.ring == Ring.PAID,
        "back_url": reverse("question", args=[part.pk, asked.key]) if mine else reverse("part", args=[part.pk]),
    }  # fmt: skip
    return render(request, "plans/ring_person.html", context, status=422 if fix else 200)


def _ask(cell: object, mine: bool, part: Part) -> str:
    return str(cell.you) if mine else str(cell.named) % {"name": part.plan.person.preferred_name}
