"""Answering with a picture that was found by a word: tap a symbol, and it is an answer whose word can be changed."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans import actions
from plans.actions.items import may_change_words
from plans.models import Item, Part
from plans.pictures import Picture, all_pictures, find_pictures
from plans.tools.declaration import CellKind, FieldKind, Question
from plans.views.keeping import Kept, id_or_new

# A choice is taps already, and people on rings have faces.
PICTURED = (FieldKind.LIST, FieldKind.ROWS, FieldKind.WORDS, FieldKind.PHOTO)
WRITTEN = (CellKind.WORDS, CellKind.STORY)


def keep_found_pictures(request: HttpRequest, part: Part, asked: Question, kept: Kept) -> None:
    """The picture that was tapped, as an answer in the writer's language. The same page sent twice keeps it once."""
    do, _sep, name = request.POST.get("do", "").partition(":")
    picture = all_pictures().get(name)
    if do != "picture" or picture is None or asked.kind not in PICTURED:
        return
    there = _the_answer(request, part, asked)
    operation = uuid.uuid5(id_or_new(request.POST.get("picture_operation", "")), name)
    actions.save_item(
        by=request.actor, part=part, field=asked.key, operation=operation, for_me="for_me" in request.POST,
        **(_changed(there, name) if there else _added(asked, picture)),
    )  # fmt: skip


def _the_answer(request: HttpRequest, part: Part, asked: Question) -> Item | None:
    """The answer to a question that has one, if it is this writer's to change: the picture goes with its words."""
    if not asked.takes_one:
        return None
    items = Item.objects.visible_to(request.actor).filter(part=part, field=asked.key).kept().main()
    there = items.select_related("said_by").first()
    return there if there is not None and may_change_words(request.actor, part, there) else None


def _changed(there: Item, name: str) -> dict[str, Any]:
    cells = {**there.cells, "picture": name}
    return {"item_id": there.pk, "base_version": there.version, "text": there.text, "cells": cells}


def _added(asked: Question, picture: Picture) -> dict[str, Any]:
    """A new answer. In a row the word stands in the first cell that takes words."""
    written = next((cell.key for cell in asked.cells if cell.kind in WRITTEN), None)
    cells = {"picture": picture.name}
    if written is None:
        return {"text": picture.word(), "cells": cells}
    return {"cells": {**cells, written: picture.word()}}


def picture_context(request: HttpRequest, asked: Question) -> dict[str, Any]:
    """`find_picture` for `_find_picture.html`: what was looked for and found; nothing where pictures are no answer."""
    if asked.kind not in PICTURED:
        return {"find_picture": None}
    asking = request.POST if request.method == "POST" else request.GET
    return {
        "find_picture": {
            "open": "find" in request.GET,
            "operation": str(uuid.uuid4()),
            **_found(asking.get("find", "")),
        }
    }


@require_safe
def find_picture(request: HttpRequest) -> HttpResponse:
    """The pictures for some words, as buttons of the page that asks. With no script the page itself is asked."""
    return render(request, "plans/_found_pictures.html", {"find_picture": _found(request.GET.get("find", ""))})


def _found(words: str) -> dict[str, Any]:
    found = find_pictures(words) if words.strip() else []
    pictures = [{"name": picture.name, "words": picture.word()} for picture in found]
    return {"words": words.strip(), "found": pictures}
