"""Answers: each saved by itself, with its operation and the version it was made from. No word is lost."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from api.enums import Scope
from api.errors import NeedsAnotherLook
from api.serializers.plans import Clash, ItemChange, ItemNew, ItemShown
from api.views.base import ApiView, door, given, shows_only
from api.views.parts import question_or_404
from people.policy import require
from plans import actions
from plans.actions.items import Saved
from plans.as_it_was import items_seen
from plans.models import Item, Part
from plans.tools.declaration import Cell, FieldKind, Question
from plans.views.parts import part_or_404, record_look

WITH_CELLS = (FieldKind.ROWS, FieldKind.CIRCLE, FieldKind.PICK)


def item_or_404(request: Request, item_id: uuid.UUID, *, to_change: bool = False) -> Item:
    """An answer that the actor may see, or may change, with its part as `part_or_404` gives it.

    Somebody who helps may go on with the words that they are writing to a private question, and not read others.
    """
    items = Item.objects.writable_by(request.actor) if to_change else Item.objects.visible_to(request.actor)
    found = items_seen(request.actor, items.with_voices(), item_id)
    if found is None:
        raise Http404
    found.part = part_or_404(request.actor, found.part_id)
    return found


class PartItemsView(ApiView):
    """Add an answer to a part."""

    scopes = {"POST": Scope.PLAN_WRITE}

    @door(ItemShown, takes=ItemNew, status=201, clash=Clash)
    def post(self, request: Request, part_id: uuid.UUID) -> Response:
        part = part_or_404(request.actor, part_id)
        require(request.actor, "plans.write", part)
        words = given(request, ItemNew)
        question = question_or_404(part, words.pop("question"))
        if question.kind in (FieldKind.PHOTO, FieldKind.CIRCLE):
            raise NeedsAnotherLook({"question": _("This question does not take words.")})
        return _save(request, part, question, words, status=201)


class ItemView(ApiView):
    """Change the words of an answer."""

    scopes = {"PUT": Scope.PLAN_WRITE}

    @door(ItemShown, takes=ItemChange, clash=Clash)
    def put(self, request: Request, item_id: uuid.UUID) -> Response:
        item = item_or_404(request, item_id, to_change=True)
        require(request.actor, "plans.write", item.part)
        words = given(request, ItemChange)
        question = question_or_404(item.part, item.field)
        declared = {cell.key for cell in question.cells}
        # What no cell of the question holds, such as who it is about on the rings or the picture that was pressed.
        kept = {key: value for key, value in item.cells.items() if key not in declared}
        return _save(request, item.part, question, {**words, "item_id": item.pk}, kept=kept)


class ItemTakeOutView(ApiView):
    """Take an answer out. It can come back for 30 days; nothing is deleted."""

    scopes = {"POST": Scope.PLAN_WRITE}

    @door(None, status=204)
    def post(self, request: Request, item_id: uuid.UUID) -> Response:
        item = item_or_404(request, item_id)
        require(request.actor, "plans.write", item.part)
        actions.take_out(by=request.actor, item=item)
        return Response(status=204)


class ItemBringBackView(ApiView):
    """Put an answer back that was taken out."""

    scopes = {"POST": Scope.PLAN_WRITE}

    @door(ItemShown)
    def post(self, request: Request, item_id: uuid.UUID) -> Response:
        item = item_or_404(request, item_id)
        require(request.actor, "plans.own_part", item.part)
        if not Item.objects.visible_to(request.actor).taken_out_lately().filter(pk=item.pk).exists():
            raise Http404
        record_look(request.actor, item.part.plan.person, obj=item.part, part_key=item.part.tool)
        actions.bring_back(by=request.actor, item=item)
        return Response(ItemShown(item_or_404(request, item_id)).data)


def _save(
    request: Request, part: Part, question: Question, words: dict[str, Any], *, status: int = 200,
    kept: Mapping[str, str] | None = None,
) -> Response:  # fmt: skip
    """One save. 409 with both versions when somebody saved first: both are kept. A replay gives the same answer."""
    said = {**_words_for(question, words, kept or {}), "for_me": words["for_me"]}
    with transaction.atomic():
        try:
            saved = actions.save_item(
                by=request.actor, part=part, field=question.key, operation=words["operation"],
                base_version=words.get("base_version", 0), item_id=words.get("item_id"), **said,
            )  # fmt: skip
        except Item.DoesNotExist:
            raise Http404 from None
        look_unless_sent(request, part, saved, words)
    if saved.beside is None:
        return Response(ItemShown(saved.item).data, status=status)
    message = _("Somebody changed this too. We kept both. You can choose.")
    return Response(Clash({"message": message, "theirs": saved.beside, "yours": saved.item}).data, status=409)


def look_unless_sent(request: Request, part: Part, saved: Saved, words: Mapping[str, Any]) -> None:
    """Keep a look where the answer to a save shows more than was sent: another version, or cells that stood there.

    In the transaction of the save: where the look cannot be kept, or staff have to say why first, nothing is saved.
    """
    cells = set(words.get("cells", {}).values())
    own = shows_only(saved.item, words) and all(not value or value in cells for value in saved.item.cells.values())
    if saved.beside is not None or not own:
        record_look(request.actor, part.plan.person, obj=part, part_key=part.tool)


def _words_for(question: Question, words: Mapping[str, Any], kept: Mapping[str, str]) -> dict[str, Any]:
    """The checked cells of a row, or the text of a statement, which may have cells too where its question has."""
    if question.kind in WITH_CELLS:
        if "text" in words or "cells" not in words:
            raise NeedsAnotherLook({"cells": _("This question takes cells, not text.")})
        return {"cells": {**_cells(question, words["cells"]), **kept}}
    if "text" not in words or ("cells" in words and not question.cells):
        raise NeedsAnotherLook({"text": _("This question takes text, not cells.")})
    said = {"text": words["text"]}
    return said | ({"cells": {**_cells(question, words["cells"]), **kept}} if "cells" in words else {})


def _cells(question: Question, given_cells: Mapping[str, str]) -> dict[str, str]:
    """Every declared cell of a row, and no other."""
    declared = {cell.key: cell for cell in question.cells}
    wrong = {f"cells.{key}": _("This question has no cell of this name.") for key in set(given_cells) - set(declared)}
    for key, value in given_cells.items():
        if key in declared and value and not _fits(declared[key], value):
            wrong[f"cells.{key}"] = _("Please choose one that is on offer.")
    if wrong:
        raise NeedsAnotherLook(wrong)
    return {key: given_cells.get(key, "") for key in declared}


def _fits(cell: Cell, value: str) -> bool:
    return not cell.options or value in {code for code, _words, _picture in cell.options}
