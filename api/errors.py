"""What did not go, in words that can be shown: {"message": …, "fields": {name: [what to put right]}}."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, status
from rest_framework.exceptions import ErrorDetail
from rest_framework.response import Response
from rest_framework.views import exception_handler

from documents.errors import KindError

MESSAGES: dict[int, str | Promise] = {
    400: _("Some of this needs another look."),
    401: _("Please sign in, or send a token."),
    403: _("You can see this, but you cannot do that here."),
    404: _("We cannot find that here."),
    405: _("That cannot be done here."),
    406: _("We answer in JSON only."),
    415: _("Please send this as JSON, or a file as a form."),
    429: _("That was a lot at once. Please wait a little."),
}
# What to put right, by the code that the check gives.
FIXES: dict[str, str | Promise] = {
    "required": _("Please give this."),
    "null": _("Please give this."),
    "blank": _("Please write something here."),
    "empty": _("Please give at least one."),
    "max_length": _("Please make this shorter."),
    "max_value": _("Please give a smaller number."),
    "min_value": _("Please give a bigger number."),
    "invalid": _("We cannot read this. Please check how it is written."),
    "invalid_choice": _("Please choose one that is on offer."),
    "null_characters_not_allowed": _("There is a sign in these words that we cannot keep."),
    "surrogate_characters_not_allowed": _("There is a sign in these words that we cannot keep."),
    "unknown": _("This cannot be set here."),
    "not_a_list": _("Please give a list."),
}


class NeedsAnotherLook(exceptions.ValidationError):
    """Input that needs another look, with kind words for each field."""

    def __init__(self, fields: Mapping[str, str | Promise]) -> None:
        super().__init__({name: [ErrorDetail(str(words), code="kind")] for name, words in fields.items()})


def kind_errors(exc: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to anything that a view raised; None (and so 500) only for our own mistakes."""
    if isinstance(exc, KindError):
        return Response({"message": str(exc), "fields": {}}, status=status.HTTP_400_BAD_REQUEST)
    response = exception_handler(exc, context)
    if response is None:
        return None
    fields = _fields(exc.detail) if isinstance(exc, exceptions.ValidationError) else {}
    message = exc.detail if isinstance(exc, exceptions.AuthenticationFailed) else MESSAGES[response.status_code]
    response.data = {"message": str(message), "fields": fields}
    return response


def _fields(detail: Any) -> dict[str, list[str]]:
    """Every field that needs another look; nested ones by a dotted name."""
    found: dict[str, list[str]] = {}
    for name, each in _leaves(detail, ""):
        words = str(each) if each.code == "kind" else str(FIXES.get(each.code, FIXES["invalid"]))
        found.setdefault(name or "body", []).append(words)
    return found


def _leaves(detail: Any, name: str) -> list[tuple[str, ErrorDetail]]:
    if isinstance(detail, Mapping):
        pairs = [(f"{name}.{key}".strip("."), value) for key, value in detail.items()]
        return [leaf for key, value in pairs for leaf in _leaves(value, key)]
    if isinstance(detail, list):
        return [leaf for value in detail for leaf in _leaves(value, name)]
    return [(name.removesuffix(".non_field_errors").removesuffix("non_field_errors"), detail)]
