"""Answers that are not typed: a photo or a drawing."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest

from documents.errors import KindError
from plans import actions
from plans.forms import PostedLine
from plans.models import Part
from plans.tools.declaration import FieldKind, Question
from plans.views.keeping import Kept, id_or_new


def keep_media(request: HttpRequest, part: Part, asked: Question, kept: Kept) -> None:
    upload = request.FILES.get("photo")
    description = request.POST.get("photo_words", "")
    if upload is None:
        return
    try:
        actions.save_photo(
            by=request.actor, part=part, field=asked.key, upload=upload, description=description,
            operation=id_or_new(request.POST.get("photo_operation", "")),
        )  # fmt: skip
    except KindError as fix:
        kept.fixes["photo"] = str(fix)
        kept.typed["photo"] = PostedLine(uuid.uuid4(), 0, uuid.uuid4(), description)


def media_context(request: HttpRequest, asked: Question, kept: Kept) -> dict[str, Any]:
    """What the page needs for these ways of answering."""
    return {
        "photo": _photo_line(kept),
        "wants_photo": asked.kind == FieldKind.PHOTO or "photo" in kept.fixes or request.GET.get("way") == "photo",
    }


def _photo_line(kept: Kept) -> dict[str, str]:
    typed = kept.typed.get("photo")
    return {"operation": str(uuid.uuid4()), "words": typed.text if typed else "", "fix": kept.fixes.get("photo", "")}
