"""What every API view shares: its named scope, strict input, pages of a list, and errors in kind words."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.permissions import NamesItsScope
from api.serializers.base import PageAsked, Problem
from api.throttling import Reads, Writes
from people.models import Person

PROBLEMS = dict.fromkeys((400, 401, 403, 404, 429), Problem)


class ApiView(APIView):
    """A door to the apps' reads and actions. `scopes` names, for each method, the scope that a token needs."""

    permission_classes = [IsAuthenticated, NamesItsScope]
    throttle_classes = [Reads, Writes]
    scopes: Mapping[str, str] = {}


def given(request: Request, shape: type[serializers.Serializer]) -> dict[str, Any]:
    """The checked input: its listed fields and no other. Raises ValidationError (400)."""
    serializer = shape(data=request.data)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


# The fields in which an answer to a write holds somebody's words.
SAID = (
    "text", "in_my_words", "why", "why_again", "good_looks_like", "support", "what", "who", "how_we_will_know",
    "what_happened",
)  # fmt: skip


def shows_only(row: Any, sent: Mapping[str, Any]) -> bool:
    """Whether the words of a row are those that were sent just now: a save sent twice may find it changed since.

    In: the row as it will be shown, and the checked input. What is empty shows nothing.
    """
    said = {name: getattr(row, name, "") for name in SAID}
    return all(not words or _alike(words, sent.get(name)) for name, words in said.items())


def _alike(words: Any, sent: Any) -> bool:
    if isinstance(words, str) and isinstance(sent, str):
        return words == sent.replace("\r\n", "\n").strip()
    return words == sent


def person_or_404(request: Request, person_id: uuid.UUID) -> Person:
    """Somebody whom the actor may know of."""
    return get_object_or_404(Person.objects.visible_to(request.actor), pk=person_id)


def page(
    request: Request, rows: QuerySet[Any], show: Callable[[list[Any]], list[Any]],
    look: Callable[[list[Any]], None] | None = None, beside: Sequence[Any] = (),
) -> Response:  # fmt: skip
    """One page of `rows` by their ids. `next` is sent as `after` for the page that follows; None when there is none.

    `rows` began at visible_to. There is no count: how many there are is nobody's measure. `look` records that
    somebody else reads these rows, before anything leaves; a page with nothing on it is no look. `beside` are rows that the
    actor reads out of a copy, each in the place that its id gives it.
    """
    asked = PageAsked(data=request.query_params.dict())
    asked.is_valid(raise_exception=True)
    limit, after = asked.validated_data["limit"], asked.validated_data.get("after")
    ordered = rows.order_by("pk")
    found = list((ordered.filter(pk__gt=after) if after else ordered)[: limit + 1])
    if beside:
        also = {row.pk: row for row in beside if after is None or row.pk > after} | {row.pk: row for row in found}
        found = sorted(also.values(), key=lambda row: row.pk)[: limit + 1]
    more = len(found) > limit
    if found and look is not None:
        look(found[:limit])
    return Response({"results": show(found[:limit]), "next": str(found[limit - 1].pk) if more else None})


def door(
    shown: Any, *, takes: Any = None, status: int = 200, listed: bool = False, clash: Any = None
) -> Callable[[Any], Any]:
    """Describe a method for the schema: what it takes, what it answers, and which problems it may tell of."""
    answers: dict[int, Any] = {status: page_shape(shown) if listed else shown, **PROBLEMS}
    if clash is not None:
        answers[409] = clash
    parameters = [PageAsked] if listed else None
    return extend_schema(request=takes, responses=answers, parameters=parameters)


def page_shape(shown: type[serializers.Serializer]) -> serializers.Serializer:
    """A page of a list."""
    fields = {"results": shown(many=True), "next": serializers.UUIDField(allow_null=True)}
    return inline_serializer(f"PageOf{shown.__name__}", fields)
