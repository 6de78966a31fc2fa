"""One person on my rings: closer or further out, and what I want. None of it lets them see anything."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from people.actions import change_connection
from people.enums import Ring
from people.faces import face_of
from people.models import Connection
from people.policy import decide, require
from plans.models import Item, Part
from plans.reading import lines_of
from plans.saying import ring_words
from plans.tools import TOOLS
from plans.tools.declaration import FieldKind, Question
from plans.views.keeping import ON_RINGS, Kept, keep_lines
from plans.views.parts import part_or_404, record_look
from plans.views.questions import agree, new_line, own_and_others, set_who_sees, take_out_or_move
from row_security import acting


def _circle_question(part: Part) -> Question:
    found = next((each for each in TOOLS[part.tool].questions if each.kind == FieldKind.CIRCLE), None)
    if found is None:
        raise Http404
    return found


def tie_or_404(part: Part, connection_id: uuid.UUID) -> tuple[Question, Connection]:
    """The question about the rings, and somebody on them. `part` is one that the reader may see."""
    asked = _circle_question(part)
    circle = Connection.objects.live().filter(circle_id=part.plan_id)
    # Somebody who helps with this page is shown everybody on it, one sheet at a time.
    with acting.on_behalf_of(part.plan_id, ON_RINGS):
        return asked, get_object_or_404(circle.select_related("photo"), pk=connection_id)


@require_http_methods(["GET", "HEAD", "POST"])
def ring_person(request: HttpRequest, part_id: uuid.UUID, connection_id: uuid.UUID) -> HttpResponse:
    """Somebody's sheet: moved by pressing a word, never only by dragging (WCAG 2.2, 2.5.7).

    What was written on it is kept first, whatever was pressed.
    """
    part = part_or_404(request.actor, part_id)
    asked, connection = tie_or_404(part, connection_id)
    kept = Kept()
    if request.method == "POST":
        if request.POST.get("do") not in ("closer", "further") or decide(request.actor, "plans.write", part):
            require(request.actor, "plans.write", part)
            keep_lines(request, part, asked, kept, connection)
        if not kept.fixes:
            return _done(request, part, asked, connection)
    return _sheet(request, part, asked, connection, kept)


def _done(request: HttpRequest, part: Part, asked: Question, connection: Connection) -> HttpResponse:
    """Do what was pressed, and go to where it shows."""
    do, _sep, about = request.POST.get("do", "").partition(":")
    sheet = reverse("ring_person", args=[part.pk, connection.pk])
    if do in ("closer", "further"):
        require(request.actor, "people.change_circle", part.plan.person)
        ring = connection.ring + (-1 if do == "closer" else 1)
        if ring in Ring.values:
            change_connection(by=request.actor, connection=connection, ring=ring)
    elif do in ("me", "them"):
        set_who_sees(request, part, asked, do, about)
        return redirect(sheet)
    elif do == "out":
        take_out_or_move(request, part, asked, do, about)
        return redirect(sheet)
    elif do == "agree":
        agree(request, part, asked, about)
        return redirect(sheet)
    if _rows(request, part, asked, connection).filter(beside__isnull=False).exists():
        return redirect(f"{sheet}#answers")  # there are two versions to choose from
    return redirect(f"{reverse('question', args=[part.pk, asked.key])}#p-{connection.pk}")


def _rows(request: HttpRequest, part: Part, asked: Question, connection: Connection) -> Any:
    """What this reader sees of what was said about a tie: rows found by the tie's id in their cells."""
    rows = Item.objects.in_part(request.actor, part).kept()
    return rows.filter(field=asked.key, cells__contains={"person": str(connection.pk)})


def row_about(request: HttpRequest, part: Part, asked: Question, connection: Connection) -> Item | None:
    """The first thing that this reader sees said of a tie: what is read out with their name."""
    return _rows(request, part, asked, connection).filter(beside__isnull=True).first()


def _sheet(request: HttpRequest, part: Part, asked: Question, connection: Connection, kept: Kept) -> HttpResponse:
    record_look(request.actor, part.plan.person, obj=part, part_key=part.tool)
    mine = request.actor.is_person(part.plan.person)
    name = "" if mine else part.plan.person.preferred_name
    lines = lines_of(_rows(request, part, asked, connection), TOOLS[part.tool]).get(asked.key, ())
    can_write = bool(decide(request.actor, "plans.write", part))
    own, theirs = own_and_others(request, part, asked, lines, kept, name) if can_write else ([], lines)
    # A helper may type in the person's row, and has one of their own beside it.
    has_row = any(mine or line["line"].item.said_by_id is not None for line in own)
    row = row_about(request, part, asked, connection)
    said = row.cells if row else {}
    context = {
        "part": part, "person": part.plan.person, "connection": connection, "who": face_of(connection), "mine": mine,
        "can_write": can_write, "asked": asked, "has_fixes": bool(kept.fixes), "others": theirs,
        "lines": [{**line, "folds": False} for line in own],
        "new": None if has_row else new_line(asked, kept, own, name),
        "ring_words": ring_words(connection), "read_url": reverse("question_aloud", args=[part.pk, asked.key]),
        "cells": [{"cell": cell, "value": said.get(cell.key, "")} for cell in asked.cells],
        "closest": connection.ring == Ring.CLOSEST, "furthest": connection.ring == Ring.PAID,
        "back_url": reverse("question", args=[part.pk, asked.key]) if mine else reverse("part", args=[part.pk]),
    }  # fmt: skip
    return render(request, "plans/ring_person.html", context, status=422 if kept.fixes else 200)
