"""Answers that are not typed: a photo or a drawing, a recorded voice, a short film."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from documents.enums import FileKind
from documents.errors import KindError
from plans.actions.items import save_photo
from plans.actions.recordings import save_recording
from plans.models import Part
from plans.tools.declaration import FieldKind, Question
from plans.views.keeping import Kept, id_or_new

WAYS = {"photo": FileKind.PHOTO, "sound": FileKind.SOUND, "film": FileKind.FILM}


def keep_media(request: HttpRequest, part: Part, asked: Question, kept: Kept) -> None:
    """Keep whatever files came with the page. What cannot be kept is said beside its field."""
    for way, upload in files_of(request):
        try:
            _keep(request, part, asked, way, upload)
        except KindError as fix:
            kept.fixes[way] = str(fix)


def files_of(request: HttpRequest) -> list[tuple[str, UploadedFile | None]]:
    """The files that came with a page, by their way; None for one that was not taken in (`files_not_kept` says why)."""
    not_kept = getattr(request, "files_not_kept", {})
    return [(way, request.FILES.get(way)) for way in WAYS if way in request.FILES or way in not_kept]


def _keep(request: HttpRequest, part: Part, asked: Question, way: str, upload: UploadedFile | None) -> None:
    if upload is None:
        raise KindError(request.files_not_kept[way])
    operation, words = id_or_new(request.POST.get(f"{way}_operation", "")), request.POST.get(f"{way}_words", "")
    about: dict[str, Any] = {
        "by": request.actor, "part": part, "field": asked.key, "operation": operation, "upload": upload,
        "for_me": "for_me" in request.POST,
    }  # fmt: skip
    if way == "photo":
        save_photo(**about, description=words)
    else:
        save_recording(**about, kind=WAYS[way], words=words)


def media_context(request: HttpRequest, asked: Question, kept: Kept) -> dict[str, Any]:
    """What the page needs for these ways of answering."""
    ways = {way: _way(request, kept, way) for way in WAYS}
    asks_photo = asked.kind == FieldKind.PHOTO
    return {
        **ways,
        "wants_photo": asks_photo or _wants(request, kept, "photo"),
        "wants_sound": _wants(request, kept, "sound"),
        "wants_film": _wants(request, kept, "film"),
        "media_fixes": [(way, kept.fixes[way]) for way in WAYS if way in kept.fixes],
        "file_words": _words_for_files(),
    }


def _wants(request: HttpRequest, kept: Kept, way: str) -> bool:
    return way in kept.fixes or request.GET.get("way") == way


def _way(request: HttpRequest, kept: Kept, way: str) -> dict[str, str]:
    fix = kept.fixes.get(way, "")
    words = request.POST.get(f"{way}_words", "") if fix else ""
    return {"operation": str(uuid.uuid4()), "words": words, "fix": fix}


def _words_for_files() -> dict[str, str]:
    """What the script says while a file is on its way."""
    return {
        "sending": _("Saving… Please stay on this page."),
        "again": _("Not saved yet. It is safe on this page. We will try again."),
        "ask_photo": _("Your photo is not kept yet. Stay, or leave it out?"),
        "ask_sound": _("Your recording is not kept yet. Stay, or leave it out?"),
        "ask_film": _("Your film is not kept yet. Stay, or leave it out?"),
    }
