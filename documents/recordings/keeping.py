"""Keep a recording as it was sent, at once; make it anew after; then let the first file go."""

import hashlib
import logging
import uuid
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from documents import photos, store
from documents.actions import DESCRIPTION_MAX, LEASE_RAN_OUT, REST, TRIES, Actor
from documents.enums import FileKind, FileState
from documents.errors import NoRoomError
from documents.models import RecordingToMake, StoredFile
from documents.recordings import boxed

logger = logging.getLogger(__name__)
LEASE = timedelta(seconds=boxed.MAKE_SECONDS + 120)
NEW_TYPE = {FileKind.SOUND: "audio/mp4", FileKind.FILM: "video/mp4"}


@transaction.atomic
def store_recording(*, upload: BinaryIO, kind: FileKind, description: str, by: Actor | None) -> StoredFile:
    """Keep a sound or a film as it was sent, and its row, WAITING to be made anew. `upload` is an open file.

    Raises KindError, in words for the person, for one that is empty, silent, broken, too long (10 minutes of sound,
    5 of film), too big (30 MB, 200 MB) or nothing that can be played. The entry in the record is the caller's.
    """
    if len(description) > DESCRIPTION_MAX:
        description = description[:DESCRIPTION_MAX]
    seen = boxed.look(upload, kind)
    sent = store.new_name("sent", "raw")
    counted = _Counted()
    store.keep_file(sent, counted.over(store.blocks_of(upload)))
    file = StoredFile.objects.create(
        kind=kind, state=FileState.WAITING, sha256=counted.digest.hexdigest(), bytes=counted.bytes,
        content_type=NEW_TYPE[kind], seconds=max(1, round(seen.seconds)), description=description.strip(),
        storage_name=store.new_name("recordings", "mp4"), added_by=str(by.audit_id or "") if by else "",
    )  # fmt: skip
    RecordingToMake.objects.create(file=file, storage_name=sent)
    return file


class _Counted:
    """Counts and hashes blocks on their way."""

    def __init__(self) -> None:
        self.digest, self.bytes = hashlib.sha256(), 0

    def over(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        for block in blocks:
            self.digest.update(block)
            self.bytes += len(block)
            yield block


def make_waiting(*, limit: int = 10) -> int:
    """Claim and make up to `limit` waiting recordings, one after another; how many are ready now."""
    made = 0
    for _turn in range(limit):
        claimed = claim_waiting()
        if claimed is None:
            break
        made += _make(claimed)
    return made


@transaction.atomic
def claim_waiting() -> RecordingToMake | None:
    """Take the oldest waiting recording for a while; no other worker gets it until then."""
    waiting = RecordingToMake.objects.free_to_claim().select_related("file").locked_for_me().first()
    if waiting is None:
        return None
    if waiting.attempts >= TRIES:
        _stop(waiting, LEASE_RAN_OUT)
        return None
    waiting.claim, waiting.lease_until = uuid.uuid4(), timezone.now() + LEASE
    waiting.attempts += 1
    waiting.save(update_fields=["claim", "lease_until", "attempts"])
    return waiting


def _make(waiting: RecordingToMake) -> bool:
    kind = FileKind(waiting.file.kind)
    with TemporaryDirectory(prefix="recording-") as folder:
        try:
            seen, new, poster = boxed.make(waiting.storage_name, kind, Path(folder))
            return keep_made(waiting=waiting, seen=seen, new=new, poster=poster if kind == FileKind.FILM else None)
        except (NoRoomError, OSError) as fault:
            # Nothing is wrong with the recording: it waits for room, and no try is counted.
            logger.error("recording %s waits: %s", waiting.pk, type(fault).__name__)
            give_back(waiting=waiting, reason="no room", count=False)
        except boxed.CannotMakeError as why:
            logger.error("recording %s: %s", waiting.pk, why)
            give_back(waiting=waiting, reason=str(why))
    return False


def keep_made(*, waiting: RecordingToMake, seen: boxed.Seen, new: Path, poster: Path | None) -> bool:
    """Keep what was made, let what was sent go. Done twice it is kept once, under the one name it has had all along."""
    with new.open("rb") as file:
        store.keep_file(waiting.file.storage_name, store.blocks_of(file))
    fields = {"seconds": max(1, round(seen.seconds)), "width": seen.width, "height": seen.height}
    fields |= {"bytes": new.stat().st_size, "sha256": hashlib.sha256(new.read_bytes()).hexdigest()}
    fields |= _kept_poster(poster) if poster else {}
    with transaction.atomic():
        held = RecordingToMake.objects.select_for_update().filter(pk=waiting.pk, claim=waiting.claim).first()
        if held is None:
            return False
        StoredFile.objects.filter(pk=waiting.pk).update(state=FileState.READY, **fields)
        held.delete()
        transaction.on_commit(lambda: default_storage.delete(waiting.storage_name))
    return True


def _kept_poster(poster: Path) -> dict[str, str]:
    with poster.open("rb") as file:
        photo = photos.clean_photo(file)
    paper, small = store.new_name("photos", "jpg"), store.new_name("photos", "jpg")
    store.keep(paper, photo.paper)
    store.keep(small, photo.small)
    return {"paper_storage_name": paper, "small_storage_name": small}


@transaction.atomic
def give_back(*, waiting: RecordingToMake, reason: str, count: bool = True) -> None:
    """A recording could not be made. It rests, longer each time, and is stopped after five tries; what was sent stays.

    `reason` is a short plain word for those who run the system. A worker whose claim was taken over changes nothing.
    """
    held = RecordingToMake.objects.select_for_update().filter(pk=waiting.pk, claim=waiting.claim).first()
    if held is None:
        return
    if not count:
        held.attempts -= 1
    elif held.attempts >= TRIES:
        _stop(held, reason)
        return
    held.claim, held.failed_reason = None, reason[:120]
    held.lease_until = timezone.now() + REST * max(1, held.attempts) ** 2
    held.save()


def _stop(waiting: RecordingToMake, reason: str) -> None:
    StoredFile.objects.filter(pk=waiting.pk).update(state=FileState.STOPPED)
    waiting.claim, waiting.lease_until, waiting.failed_reason = None, None, reason[:120]
    waiting.save()
