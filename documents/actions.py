"""Keep and remove photos; ask for, claim, keep and give back prints."""

import hashlib
import json
import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import BinaryIO, Protocol

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from documents import photos, store
from documents.enums import PrintState
from documents.errors import KindError
from documents.models import Piece, RecordingToMake, RenderedDocument, StoredFile

DESCRIPTION_MAX = 300  # characters
TRIES = 5
LEASE = timedelta(minutes=5)
REST = timedelta(seconds=30)
ORPHAN_AGE = timedelta(days=1)
LEASE_RAN_OUT = "the worker did not come back"


class Actor(Protocol):
    """Who does it, as the other apps describe them."""

    audit_id: str


@transaction.atomic
def store_photo(*, upload: BinaryIO, description: str, by: Actor | None) -> StoredFile:
    """Keep a photo, made anew from its pixels, and return its row; the upload itself is not kept.

    `upload` is an open file, such as a form's. `description` is said in place of the photo. Raises KindError
    with words for the person. The entry in the record is written by the caller, who knows whose photo it is.
    """
    if len(description) > DESCRIPTION_MAX:
        raise KindError(_("Say what is in the photo in fewer words."))
    photo = photos.clean_photo(upload)
    full_name, paper_name, small_name = (store.new_name("photos", "jpg") for _size in range(3))
    store.keep(full_name, photo.full)
    store.keep(paper_name, photo.paper)
    store.keep(small_name, photo.small)
    return StoredFile.objects.create(
        sha256=hashlib.sha256(photo.full).hexdigest(),
        content_type=photo.content_type,
        bytes=len(photo.full),
        width=photo.width,
        height=photo.height,
        storage_name=full_name,
        paper_storage_name=paper_name,
        small_storage_name=small_name,
        description=description.strip(),
        added_by=str(by.audit_id or "") if by else "",
    )


@transaction.atomic
def remove_files(*, files: Iterable[StoredFile]) -> None:
    """Remove photos and recordings for good: the rows now, the bytes once that is certain."""
    found = list(files)
    names = [name for file in found for name in file.names]
    names += RecordingToMake.objects.filter(file__in=found).values_list("storage_name", flat=True)
    StoredFile.objects.with_ids([file.pk for file in found]).delete()
    transaction.on_commit(lambda: _delete(names))


def content_hash(*parts: object) -> str:
    """One name for everything a print depends on (version, audience, language, template), in this order."""
    text = json.dumps([str(part) for part in parts], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def ask_for_print(*, template: str, template_version: str, language: str, content_hash: str) -> RenderedDocument:
    """The print with this hash; asked for the first time it begins to wait, later it is the same row.

    A print that was stopped after five tries gets five more when somebody asks again.
    """
    document, _made = RenderedDocument.objects.get_or_create(
        content_hash=content_hash,
        defaults={"template": template, "template_version": template_version, "language": language},
    )
    if document.state == PrintState.STOPPED:
        document.state, document.attempts, document.lease_until = PrintState.WAITING, 0, None
        document.save(update_fields=["state", "attempts", "lease_until"])
    return document


@transaction.atomic
def claim_waiting(*, template: str, limit: int = 1, lease: timedelta = LEASE) -> list[RenderedDocument]:
    """Take up to `limit` prints of `template` for `lease`; no other worker gets them until then.

    A print whose worker never came back is taken again; after five tries it is stopped, with a reason.
    """
    now = timezone.now()
    claimed = []
    for document in RenderedDocument.objects.free_to_claim(template).locked_for_me()[:limit]:
        if document.attempts >= TRIES:
            _stop(document, LEASE_RAN_OUT)
            continue
        document.state, document.claim, document.lease_until = PrintState.CLAIMED, uuid.uuid4(), now + lease
        document.attempts += 1
        document.save(update_fields=["state", "claim", "lease_until", "attempts"])
        claimed.append(document)
    return claimed


def keep_rendered(*, document: RenderedDocument, pdf: bytes) -> RenderedDocument:
    """Keep the finished PDF and mark the print ready. Done twice it is kept once.

    Two workers that made the same print made the same thing: the first one's file stays.
    """
    name = store.new_name("prints", "pdf")
    store.keep(name, pdf)
    with transaction.atomic():
        kept = RenderedDocument.objects.select_for_update().get(pk=document.pk)
        if kept.state == PrintState.READY:
            transaction.on_commit(lambda: _delete([name]))
            return kept
        kept.state, kept.storage_name, kept.bytes, kept.ready_at = PrintState.READY, name, len(pdf), timezone.now()
        kept.lease_until, kept.claim, kept.failed_reason = None, None, ""
        kept.save()
    return kept


@transaction.atomic
def give_back(*, document: RenderedDocument, reason: str) -> RenderedDocument:
    """A claimed print could not be made. It rests, longer each time, and is stopped after five tries.

    `reason` is a short plain word for those who run the system, never words of the person. A worker whose
    claim was taken over changes nothing.
    """
    held = RenderedDocument.objects.select_for_update().get(pk=document.pk)
    if held.state != PrintState.CLAIMED or held.claim != document.claim:
        return held
    if held.attempts >= TRIES:
        return _stop(held, reason)
    held.state, held.claim, held.failed_reason = PrintState.WAITING, None, reason[:120]
    held.lease_until = timezone.now() + REST * held.attempts**2
    held.save(update_fields=["state", "claim", "failed_reason", "lease_until"])
    return held


@transaction.atomic
def remove_prints(*, documents: Iterable[RenderedDocument]) -> None:
    """Remove prints for good, such as when a plan is erased: the rows now, the bytes once that is certain."""
    found = list(documents)
    names = [document.storage_name for document in found if document.storage_name]
    RenderedDocument.objects.filter(pk__in=[document.pk for document in found]).delete()
    transaction.on_commit(lambda: _delete(names))


def sweep_orphans(*, older_than: timedelta = ORPHAN_AGE) -> int:
    """Delete files that no row knows, older than `older_than`, and say how many.

    They are left when a process dies between writing its file and its row.
    """
    before = timezone.now() - older_than
    known = {
        name
        for file in StoredFile.objects.only("storage_name", "paper_storage_name", "small_storage_name")
        for name in file.names
    }
    known |= set(RenderedDocument.objects.ready().values_list("storage_name", flat=True))
    known |= set(RecordingToMake.objects.values_list("storage_name", flat=True))
    known |= set(Piece.objects.values_list("storage_name", flat=True))
    orphans = [name for name, changed_at in store.everything() if changed_at < before and name not in known]
    _delete(orphans)
    return len(orphans)


def _stop(document: RenderedDocument, reason: str) -> RenderedDocument:
    document.state, document.claim, document.lease_until = PrintState.STOPPED, None, None
    document.failed_reason = reason[:120]
    document.save(update_fields=["state", "claim", "lease_until", "failed_reason"])
    return document


def _delete(names: Iterable[str]) -> None:
    for name in names:
        default_storage.delete(name)
