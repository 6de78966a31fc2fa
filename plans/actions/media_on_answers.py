"""A photo, a sound or a film that is put with an answer which is there already: a row keeps its words and gains a picture.

It is one more version of the answer, with the history, undo and "how it was before" of any other. An answer has one
photo and one recording: a newer one takes the place of the older, which stays in the history.
"""

from __future__ import annotations

import uuid
from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from documents import pieces
from documents.actions import remove_files, store_photo
from documents.enums import FileKind
from documents.errors import PiecesMissingError
from documents.models import StoredFile
from documents.recordings.keeping import store_recording
from documents.tasks import wake_the_maker
from people.actors import Actor
from plans.actions.items import (
    Saved,
    _add,
    _after_save,
    _keep_beside,
    _may_know,
    _voices,
    clean_words,
    may_change_words,
    stands_as_written,
)
from plans.actions.recordings import KINDS
from plans.actions.room import require_room
from plans.enums import ItemKind
from plans.helping_hand import among_all_answers
from plans.models import Item, Part
from plans.saving import change_this_version


def may_add_media(by: Actor, part: Part, item: Item, types: bool | None = None) -> bool:
    """Who may put a photo or a recording with an answer, in a part that they may write: who may change its words.

    An entry of a log stands as somebody paid wrote it: whoever typed it may add what it has none of, and change nothing.
    """
    if stands_as_written(by, part, item):
        return item.typed_by_id == by.user_id and item.photo_id is None and item.recording_id is None
    return may_change_words(by, part, item, types)


@transaction.atomic
@among_all_answers
def add_media(
    *,
    by: Actor,
    part: Part,
    item: Item,
    base_version: int,
    operation: uuid.UUID,
    kind: FileKind,
    upload: BinaryIO,
    words: str = "",
    for_me: bool = False,
) -> Saved:
    """Put a file with an answer of this part. `words` are said in its place; sent twice it is put there once.

    `base_version` is the answer as the writer saw it. Words that changed since stay as they are now. Where its photo or
    recording changed since, both stay, side by side, until the person chooses. Where the answer was taken out meanwhile,
    or is not the writer's to know of any more, the file becomes an answer of its own. Raises KindError, in words for
    the writer, for a file that cannot be kept, and PermissionDenied for an answer that is not theirs to change.
    """
    known = _put_before(item, operation)
    if known is not None:
        return known
    require_room(by=by, plan=part.plan)
    said = clean_words(words)
    stored = _store(by, kind, upload, said)
    # From here on nobody else changes the answer, which may not be any more what it was when this began.
    now = Item.objects.select_for_update(of=["self"]).select_related("said_by").get(pk=item.pk)
    known = _put_before(now, operation)
    if known is not None:
        remove_files(files=[stored])  # the same one, sent twice at once, was quicker
        return known
    column, voices = _column(kind), _voices(by, part, None, for_me)
    if now.taken_out_at is not None or not _may_know(by, now):
        alone = {"text": said, column: stored, "kind": KINDS.get(kind, ItemKind.PHOTO)}
        return _add(by, part, now.field, operation, voices, alone)
    if not may_add_media(by, part, now):
        raise PermissionDenied("not_your_words")
    if getattr(now, f"{column}_id") != _seen(now, base_version, column):
        both = {"text": now.text, "cells": now.cells, column: stored}
        return _keep_beside(by, part, now, operation, voices, both)
    return _put(by, part, now, {column: stored, "operation": operation, "typed_by": voices.typed_by})


def _put(by: Actor, part: Part, now: Item, changed: dict[str, Any]) -> Saved:
    """One more version of an answer that is held and stands as it is now."""
    kept = {**changed, "done_by": by.user, "changed_at": timezone.now()}
    change_this_version(now.pk, now.version, kept)
    for name, value in {**kept, "version": now.version + 1, "part": part}.items():
        setattr(now, name, value)
    _after_save(by, part, now)
    return Saved(now, now.version)


def _store(by: Actor, kind: FileKind, upload: BinaryIO, words: str) -> StoredFile:
    if kind == FileKind.PHOTO:
        return store_photo(upload=upload, description=words, by=by)
    transaction.on_commit(wake_the_maker)
    return store_recording(upload=upload, kind=kind, description=words, by=by)


def _column(kind: FileKind) -> str:
    return "photo" if kind == FileKind.PHOTO else "recording"


def _seen(now: Item, version: int, column: str) -> uuid.UUID | None:
    """The photo or recording that an answer had when it was at this version."""
    then = now.history.filter(version=version).order_by("-pgh_id").first()
    return getattr(then, f"{column}_id") if then is not None else None


def _put_before(item: Item, operation: uuid.UUID) -> Saved | None:
    """What this very operation has made already: a version of the answer, or an answer beside it or of its own."""
    put = item.history.filter(operation=operation).exists()
    made = Item.objects.filter(pk=item.pk if put else operation, part=item.part_id, field=item.field)
    found = made.select_related("beside").first()
    return Saved(found, found.version, found.beside) if found is not None else None


@transaction.atomic
@among_all_answers
def finish_upload_on(
    *,
    by: Actor,
    part: Part,
    item: Item,
    base_version: int,
    operation: uuid.UUID,
    kind: FileKind,
    size: int,
    words: str = "",
    for_me: bool = False,
) -> Saved:
    """All pieces of an upload of `size` bytes are here: put it with the answer, and let the pieces go.

    As `finish_upload`: sent twice, or twenty times at once, it is put there once.
    """
    known = _put_before(item, operation)
    if known is not None:
        return known
    try:
        with pieces.whole(upload_id=operation, size=size, by=by) as upload:
            saved = add_media(
                by=by, part=part, item=item, base_version=base_version, operation=operation, kind=kind, upload=upload,
                words=words, for_me=for_me,
            )  # fmt: skip
    except PiecesMissingError:
        known = _put_before(item, operation)
        if known is None:
            raise
        return known
    pieces.forget(upload_id=operation, by=by)
    return saved
