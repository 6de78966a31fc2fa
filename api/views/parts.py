"""Parts of a plan, and suggestions for them."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from api.enums import Scope
from api.errors import NeedsAnotherLook
from api.serializers.plans import (
    PartRead,
    PartShown,
    PartStart,
    SuggestionAnswer,
    SuggestionNew,
    SuggestionShown,
)
from api.views.base import ApiView, door, given, page, person_or_404
from people.policy import require
from plans import actions
from plans.enums import SuggestionKind, SuggestionState
from plans.models import Item, Part, Plan, Suggestion
from plans.reading import read_part
from plans.tools import TOOLS
from plans.tools.declaration import FieldKind, Question
from plans.views.parts import part_or_404, record_look


def question_or_404(part: Part, key: str) -> Question:
    """A question of the part's tool."""
    question = TOOLS[part.tool].question(key)
    if question is None:
        raise Http404
    return question


class PartsView(ApiView):
    """The parts of somebody's plan that the actor may see, and starting one in one's own."""

    scopes = {"GET": Scope.PLAN_READ, "POST": Scope.PLAN_WRITE}

    @door(PartShown, listed=True)
    def get(self, request: Request, person_id: uuid.UUID) -> Response:
        person = person_or_404(request, person_id)
        parts = Part.objects.visible_to(request.actor).with_reader_level(request.actor).filter(plan=person.pk)
        return page(
            request, parts, lambda rows: PartShown(rows, many=True).data,
            lambda rows: record_look(request.actor, person, parts=[part.pk for part in rows]),
        )  # fmt: skip

    @door(PartShown, takes=PartStart, status=201)
    def post(self, request: Request, person_id: uuid.UUID) -> Response:
        """Start a part: it is born just me. Started twice it is the same part."""
        plans = Plan.objects.visible_to(request.actor).select_related("person")
        plan = get_object_or_404(plans, pk=person_id)
        require(request.actor, "plans.start_part", plan)
        wanted = given(request, PartStart)
        if wanted["tool"] not in TOOLS:
            raise NeedsAnotherLook({"tool": _("We do not know a tool of this name.")})
        part = actions.start_part(by=request.actor, plan=plan, **wanted)
        return Response(PartShown(part_or_404(request.actor, part.pk)).data, status=201)


class PartView(ApiView):
    """One part: its questions as this reader is asked them, and what was said."""

    scopes = {"GET": Scope.PLAN_READ}

    @door(PartRead)
    def get(self, request: Request, part_id: uuid.UUID) -> Response:
        part = part_or_404(request.actor, part_id)
        require(request.actor, "plans.see_part", part)
        record_look(request.actor, part.plan.person, obj=part, part_key=part.tool)
        return Response(PartRead(read_part(request.actor, part)).data)


def shown(request: Request, rows: Any, *, many: bool = False) -> Any:
    return SuggestionShown(rows, many=many, context={"actor": request.actor}).data


class SuggestionsView(ApiView):
    """Suggestions on a plan: all to the person, to anybody else the ones that they made."""

    scopes = {"GET": Scope.PLAN_READ}

    @door(SuggestionShown, listed=True)
    def get(self, request: Request, person_id: uuid.UUID) -> Response:
        person = person_or_404(request, person_id)
        rows = Suggestion.objects.visible_to(request.actor).filter(part__plan=person.pk)
        return page(request, rows.select_related("part__plan__person"), lambda found: shown(request, found, many=True))


class PartSuggestionsView(ApiView):
    """Suggest words for one question of a part, in one's own voice."""

    scopes = {"POST": Scope.PLAN_SUGGEST}

    @door(SuggestionShown, takes=SuggestionNew, status=201)
    def post(self, request: Request, part_id: uuid.UUID) -> Response:
        part = part_or_404(request.actor, part_id)
        require(request.actor, "plans.suggest", part)
        words = given(request, SuggestionNew)
        if question_or_404(part, words["question"]).kind != FieldKind.LIST:
            raise NeedsAnotherLook({"question": _("Words cannot be suggested for this question.")})
        made = actions.suggest(
            by=request.actor, part=part, field=words["question"], text=words["text"], operation=words["operation"]
        )
        made.part = part
        return Response(shown(request, made), status=201)


class SuggestionAnswerView(ApiView):
    """Yes, keep it beside, or no: the person answers, or somebody by law. Answered twice nothing changes."""

    scopes = {"POST": Scope.PLAN_WRITE}

    @door(SuggestionShown, takes=SuggestionAnswer)
    def post(self, request: Request, suggestion_id: uuid.UUID) -> Response:
        rows = Suggestion.objects.visible_to(request.actor)
        rows = rows.select_related("part__plan__person", "said_by__user", "source_item")
        suggestion = get_object_or_404(rows, pk=suggestion_id)
        require(request.actor, "plans.own_part", suggestion.part)
        answer = given(request, SuggestionAnswer)
        record_look(request.actor, suggestion.part.plan.person, obj=suggestion.part, part_key=suggestion.part.tool)
        _answer(request, suggestion, answer["answer"], answer["text"])
        return Response(shown(request, get_object_or_404(rows, pk=suggestion_id)))


def _answer(request: Request, suggestion: Suggestion, answer: str, text: str) -> None:
    def save(part: Part, field: str, words: str) -> Item:
        return actions.save_item(by=request.actor, part=part, field=field, operation=uuid.uuid4(), text=words).item

    if answer == SuggestionState.ACCEPTED:
        actions.accept_suggestion(by=request.actor, suggestion=suggestion, text=text, save=save)
    elif answer == SuggestionState.REFUSED:
        actions.refuse_suggestion(by=request.actor, suggestion=suggestion)
    elif suggestion.kind == SuggestionKind.OFFER:
        raise NeedsAnotherLook({"answer": _("These are your own words already. Say yes or no.")})
    else:
        actions.keep_beside(by=request.actor, suggestion=suggestion)
