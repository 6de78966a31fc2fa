"""A voice or a short film as an answer: kept as it was sent before anything is done with it, and once."""

from __future__ import annotations

import uuid
from typing import Any, BinaryIO

from django.db import transaction

from documents import pieces
from documents.actions import remove_files
from documents.enums import FileKind
from documents.errors import PiecesMissingError
from documents.recordings.keeping import store_recording
from documents.tasks import wake_the_maker
from people.actors import Actor
from plans.actions.items import Saved, _add, _voices, clean_words, save_photo
from plans.actions.room import require_room
from plans.enums import ItemKind
from plans.helping_hand import among_all_answers
from plans.models import Item, Part

KINDS = {FileKind.SOUND: ItemKind.SOUND, FileKind.FILM: ItemKind.FILM}


@transaction.atomic
@among_all_answers
def save_recording(
    *,
    by: Actor,
    part: Part,
    field: str,
    operation: uuid.UUID,
    kind: FileKind,
    upload: BinaryIO,
    words: str = "",
    for_me: bool = False,
) -> Saved:
    """Keep a sound or a film as an answer. `words` say what is in it, where the writer wants; they are never asked for.

    The operation id becomes the item's: sent twice it is kept once. It can be played when a worker has made it anew.
    Raises KindError, in words for the person, for one that cannot be kept.
    """
    known = _kept(part, field, operation)
    if known is not None:
        return known
    require_room(by=by, plan=part.plan)
    written = clean_words(words)
    stored = store_recording(upload=upload, kind=kind, description=written, by=by)
    fields = {"text": written, "recording": stored, "kind": KINDS[kind]}
    saved = _add(by, part, field, operation, _voices(by, part, None, for_me), fields)
    if saved.item.recording_id != stored.pk:
        remove_files(files=[stored])  # the same one, sent twice at once, was quicker
    transaction.on_commit(wake_the_maker)
    return saved


@transaction.atomic
@among_all_answers
def finish_upload(
    *,
    by: Actor,
    part: Part,
    field: str,
    operation: uuid.UUID,
    kind: FileKind,
    size: int,
    words: str = "",
    for_me: bool = False,
) -> Saved:
    """All pieces of an upload of `size` bytes are here: keep it as an answer, and let the pieces go.

    The upload's id is the operation id. Sent twice, or twenty times at once, it is kept once. Raises
    PiecesMissingError when some are not here, and KindError for what cannot be kept; both keep the pieces.
    """
    known = _kept(part, field, operation)
    if known is not None:
        return known
    try:
        saved = _finish(by, part, field, operation, kind, size, words, for_me)
    except PiecesMissingError:
        # The same end, sent twice at once, may have been waited for: then the pieces are gone and the answer is here.
        known = _kept(part, field, operation)
        if known is None:
            raise
        return known
    pieces.forget(upload_id=operation, by=by)
    return saved


def _finish(
    by: Actor, part: Part, field: str, operation: uuid.UUID, kind: FileKind, size: int, words: str, for_me: bool
) -> Saved:
    with pieces.whole(upload_id=operation, size=size, by=by) as upload:
        about: dict[str, Any] = {"by": by, "part": part, "field": field, "operation": operation, "upload": upload}
        if kind == FileKind.PHOTO:
            return save_photo(**about, description=words, for_me=for_me)
        return save_recording(**about, kind=kind, words=words, for_me=for_me)


def _kept(part: Part, field: str, operation: uuid.UUID) -> Saved | None:
    """The answer that this operation has made already."""
    item = Item.objects.filter(pk=operation, part=part, field=field).first()
    return Saved(item, item.version) if item else None
