"""Answers of Sam's that are a photo, a sound or a film."""

from __future__ import annotations

import io
import uuid

from documents.enums import FileKind
from documents.recordings.keeping import make_waiting
from plans.actions.items import save_photo
from plans.actions.recordings import save_recording
from tests.documents.photos_for_tests import telling_jpeg
from tests.documents.recordings_for_tests import film, wav
from tests.scenarios import World

SENT = {FileKind.PHOTO: telling_jpeg, FileKind.SOUND: wav, FileKind.FILM: film}


def media_item(world: World, kind: FileKind, *, made: bool = True) -> uuid.UUID:
    """The id of a new answer in Sam's profile; a recording that is `made` can be played."""
    about = {
        "by": world.actor("sam"), "part": world.things["parts"]["one_page_profile"], "field": "important_to",
        "operation": uuid.uuid4(), "upload": io.BytesIO(SENT[kind]()),
    }  # fmt: skip
    if kind == FileKind.PHOTO:
        return save_photo(**about, description="My dog").item.pk
    item = save_recording(**about, kind=kind, words="My own voice").item
    if made:
        make_waiting()
    return item.pk
