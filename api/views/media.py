"""Photos, sounds and films as answers: sent as a form, read as bytes by whoever may read the answer."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import MultiPartParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.enums import Scope
from api.errors import NeedsAnotherLook
from api.serializers.base import Given
from api.serializers.plans import ItemShown, MediaNew
from api.views.base import PROBLEMS, ApiView, door, given
from api.views.items import look_unless_sent
from api.views.parts import question_or_404
from documents.enums import FileKind, PhotoVariant
from documents.serving import file_response, recording_response
from people.policy import require
from plans.actions.items import Saved, save_photo
from plans.actions.media_on_answers import add_media
from plans.actions.recordings import save_recording
from plans.enums import ItemKind
from plans.models import Item, Part
from plans.tools.declaration import FieldKind, Question
from plans.views.media import item_with_media
from plans.views.media_beside import takes_media
from plans.views.parts import part_or_404, record_look

PLAYED = {(200, kind): OpenApiTypes.BINARY for kind in ("audio/mp4", "video/mp4", "image/jpeg")}


class PartMediaView(ApiView):
    """Answer a question with a photo, a sound or a film. A recording can be played once it is made ready."""

    scopes = {"POST": Scope.PLAN_WRITE}
    parser_classes = [MultiPartParser]

    @door(ItemShown, takes=MediaNew, status=201)
    def post(self, request: Request, part_id: uuid.UUID) -> Response:
        part = part_or_404(request.actor, part_id)
        require(request.actor, "plans.write", part)
        sent = _whole(request)
        question = question_or_404(part, sent.pop("question"))
        if question.kind == FieldKind.CIRCLE:
            raise NeedsAnotherLook({"question": _("This question takes people, not files.")})
        with transaction.atomic():
            try:
                saved = _keep(request, part, question, **sent)
            except Item.DoesNotExist:
                raise Http404 from None
            look_unless_sent(request, part, saved, {"text": sent["words"]})
        return Response(ItemShown(saved.item).data, status=201)


def _whole(request: Request) -> dict[str, Any]:
    """The checked form. A file that was too big, or found no room, says so in its own words."""
    request.data  # noqa: B018  (reading the form is what finds out)
    lost = getattr(request, "files_not_kept", {})
    if "file" in lost:
        raise NeedsAnotherLook({"file": lost["file"]})
    return given(request, MediaNew)


def _keep(
    request: Request, part: Part, question: Question, *, operation: uuid.UUID, kind: str, file: Any, words: str, for_me: bool,
    item: uuid.UUID | None = None, version: int = 0,
) -> Saved:  # fmt: skip
    about: dict[str, Any] = {
        "by": request.actor, "part": part, "operation": operation, "upload": file, "for_me": for_me
    }  # fmt: skip
    if item is not None:
        there = Item.objects.visible_to(request.actor).get(pk=item, part=part, field=question.key)
        if not takes_media(question, there):
            raise NeedsAnotherLook({"item": _("A picture that was pressed takes no files.")})
        return add_media(**about, item=there, base_version=version, kind=FileKind[kind.upper()], words=words)
    about["field"] = question.key
    if kind == ItemKind.PHOTO:
        return save_photo(**about, description=words)
    return save_recording(**about, kind=FileKind[kind.upper()], words=words)


class AsItIs(DefaultContentNegotiation):
    """Bytes have the type that they have, whatever was asked for; what goes wrong is told in JSON."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type


class PhotoAsked(Given):
    """Which size: the whole photo, or `small`, a square of 320 pixels."""

    size = serializers.ChoiceField(["small"], required=False)


class RecordingAsked(Given):
    """`poster` is the picture that a film shows before it plays."""

    poster = serializers.BooleanField(default=False)


class ItemPhotoView(ApiView):
    """The photo of an answer."""

    scopes = {"GET": Scope.PLAN_READ}
    content_negotiation_class = AsItIs

    @extend_schema(parameters=[PhotoAsked], responses={(200, "image/jpeg"): OpenApiTypes.BINARY, **PROBLEMS})
    def get(self, request: Request, item_id: uuid.UUID) -> HttpResponseBase:
        asked, found = _asked(request, PhotoAsked), _looked_at(request, item_id)
        if found.photo is None:
            raise Http404
        return file_response(found.photo, asked.get("size", PhotoVariant.FULL))


class ItemRecordingView(ApiView):
    """The sound or film of an answer, whole or the stretch that a Range header asks for."""

    scopes = {"GET": Scope.PLAN_READ}
    content_negotiation_class = AsItIs

    @extend_schema(parameters=[RecordingAsked], responses={**PLAYED, **PROBLEMS})
    def get(self, request: Request, item_id: uuid.UUID) -> HttpResponseBase:
        asked, found = _asked(request, RecordingAsked), _looked_at(request, item_id)
        if found.recording is None:
            raise Http404
        if asked["poster"]:
            return file_response(found.recording, PhotoVariant.PAPER)
        return recording_response(found.recording, wanted=request.headers.get("Range", ""))


def _asked(request: Request, shape: type[Given]) -> dict[str, Any]:
    asked = shape(data=request.query_params.dict())
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)


def _looked_at(request: Request, item_id: uuid.UUID) -> Item:
    """The answer, once it is recorded that somebody else opens it: a program may come here past its part."""
    found = item_with_media(request.actor, item_id)
    record_look(request.actor, found.part.plan.person, obj=found.part, part_key=found.part.tool)
    return found
