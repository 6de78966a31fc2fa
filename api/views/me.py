"""Who is asking, whom they may know of, and the tools as they are declared."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from rest_framework.request import Request
from rest_framework.response import Response

from api.enums import Scope
from api.permissions import ANY_SCOPE
from api.serializers.plans import Me, PersonShown, ToolDeclared
from api.views.base import ApiView, door, page
from people.models import Person
from plans.tools import TOOLS
from plans.tools.declaration import Cell, Question, Tool


class MeView(ApiView):
    """Whom a program acts for, and what it may do."""

    scopes = {"GET": ANY_SCOPE}

    @door(Me)
    def get(self, request: Request) -> Response:
        actor = request.actor
        scopes = None if actor.token_scopes is None else sorted(actor.token_scopes)
        person = actor.person.pk if actor.person else None
        me = {"name": actor.user.name, "language": actor.user.language, "person": person, "scopes": scopes}
        return Response(Me(me).data)


class PeopleView(ApiView):
    """Everybody whom the actor may know of: themself, and those who have a live tie with them."""

    scopes = {"GET": Scope.PLAN_READ}

    @door(PersonShown, listed=True)
    def get(self, request: Request) -> Response:
        def show(people: list[Person]) -> list[Any]:
            rows = [{"id": each.pk, "name": each.name, "mine": request.actor.is_person(each)} for each in people]
            return PersonShown(rows, many=True).data

        return page(request, Person.objects.visible_to(request.actor), show)


class ToolsView(ApiView):
    """The planning tools: their questions in English and Welsh. They are nobody's, so nothing is asked of the reader."""

    scopes = {"GET": ANY_SCOPE}

    @door(ToolDeclared(many=True))
    def get(self, request: Request) -> Response:
        return Response(ToolDeclared([_tool(tool) for tool in TOOLS.values()], many=True).data)


def both(words: object) -> dict[str, str]:
    """Declared words in both languages."""
    found = {}
    for key, language in (("en", "en-gb"), ("cy", "cy")):
        with translation.override(language):
            found[key] = str(words)
    return found


def _in_both(thing: object, names: tuple[str, ...]) -> dict[str, dict[str, str]]:
    return {name: both(getattr(thing, name)) for name in names}


def _tool(tool: Tool) -> dict[str, Any]:
    return {
        "key": tool.key, "place": tool.place, "sensitive": tool.sensitive,
        **_in_both(tool, ("title", "summary", "credit")), "questions": [_question(each) for each in tool.questions],
    }  # fmt: skip


def _question(question: Question) -> dict[str, Any]:
    return {
        "key": question.key, "takes": question.kind.value, **_in_both(question, ("you", "named", "heading", "hint")),
        "cells": [_cell(cell) for cell in question.cells],
    }  # fmt: skip


def _cell(cell: Cell) -> dict[str, Any]:
    choices = [{"code": code, "words": both(words)} for code, words in cell.choices]
    return {"key": cell.key, "kind": cell.kind.value, **_in_both(cell, ("you", "named", "label")), "choices": choices}
