"""A file that arrives in pieces, so that a cut loses little: what has arrived is not sent again."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from tempfile import SpooledTemporaryFile
from typing import IO
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from documents import store
from documents.actions import Actor
from documents.errors import KindError, PiecesMissingError
from documents.models import Piece, Upload

MEGABYTE = 1024 * 1024
PIECE_BYTES = MEGABYTE
PIECES = 200  # of one upload: the longest film
UPLOADS_AN_HOUR = 60
ON_THE_WAY = 400 * MEGABYTE  # of one person
KEPT_FOR = timedelta(days=1)


class CameBrokenError(KindError):
    """A piece did not arrive as it was sent: it is sent again by itself."""


def keep_piece(*, upload_id: UUID, number: int, content: bytes, by: Actor, sha256: str = "") -> None:
    """Keep piece `number` (from 0) of an upload; the first one begins it. The same piece again changes nothing.

    `sha256`, where it is told, is what the sender counted. Raises CameBrokenError for a piece that came broken, is
    empty or too big; KindError for one that is other than before, and for too many uploads; Upload.DoesNotExist for
    an upload of somebody else.
    """
    counted = hashlib.sha256(content).hexdigest()
    if not content or len(content) > PIECE_BYTES or not 0 <= number < PIECES or (sha256 and sha256 != counted):
        raise CameBrokenError(_("A piece did not arrive well. We will send it again."))
    upload = _mine_or_new(upload_id, by)
    known = upload.pieces.filter(number=number).first()
    if known is None:
        _refuse_too_much(by, len(content))
        known = _keep(upload, number, content, counted)
    if known.sha256 != counted:
        raise KindError(_("This is another file than before. Please choose it again."))


def arrived(*, upload_id: UUID, by: Actor) -> list[int]:
    """The numbers of the pieces that are here. Nothing of an upload of somebody else."""
    mine = Upload.objects.of(by.audit_id).filter(pk=upload_id)
    return list(Piece.objects.filter(upload__in=mine).order_by("number").values_list("number", flat=True))


@contextmanager
def whole(*, upload_id: UUID, size: int, by: Actor) -> Iterator[IO[bytes]]:
    """The file of `size` bytes, open, once all its pieces are here; its row is locked, so that it ends once.

    Only within a transaction. Raises PiecesMissingError when some are not here.
    """
    upload = Upload.objects.of(by.audit_id).select_for_update().filter(pk=upload_id).first()
    pieces = list(upload.pieces.all()) if upload else []
    numbers = [piece.number for piece in pieces]
    if numbers != list(range(len(pieces))) or sum(piece.bytes for piece in pieces) != size or not pieces:
        raise PiecesMissingError(_("Some of it did not arrive yet. We will send the rest."), numbers)
    with SpooledTemporaryFile(max_size=2 * MEGABYTE) as file:
        for piece in pieces:
            with default_storage.open(piece.storage_name) as part:
                file.writelines(store.blocks_of(part))
        file.seek(0)
        yield file


@transaction.atomic
def forget(*, upload_id: UUID, by: Actor) -> None:
    """Let an upload go: the rows now, the bytes once that is certain."""
    _forget(list(Upload.objects.of(by.audit_id).filter(pk=upload_id)))


@transaction.atomic
def sweep_uploads() -> int:
    """Let go of the uploads that nobody ended within a day, and say how many."""
    old = list(Upload.objects.older_than(timezone.now() - KEPT_FOR).select_for_update(skip_locked=True))
    _forget(old)
    return len(old)


def _mine_or_new(upload_id: UUID, by: Actor) -> Upload:
    mine = Upload.objects.of(by.audit_id)
    upload = mine.filter(pk=upload_id).first()
    if upload is not None:
        return upload
    if mine.since(timezone.now() - timedelta(hours=1)).count() >= UPLOADS_AN_HOUR:
        raise KindError(_("You have sent many things this hour. Please rest a little, then try again."))
    upload, _made = Upload.objects.get_or_create(pk=upload_id, defaults={"added_by": str(by.audit_id)})
    if upload.added_by != str(by.audit_id):
        raise Upload.DoesNotExist
    return upload


def _refuse_too_much(by: Actor, more: int) -> None:
    there = Piece.objects.filter(upload__added_by=str(by.audit_id)).aggregate(all=Sum("bytes"))["all"] or 0
    if there + more > ON_THE_WAY:
        raise KindError(_("A lot is on its way already. Please wait until it is here."))


def _keep(upload: Upload, number: int, content: bytes, counted: str) -> Piece:
    name = store.new_name("pieces", "part")
    store.keep(name, content)
    piece, made = Piece.objects.get_or_create(
        upload=upload, number=number, defaults={"sha256": counted, "bytes": len(content), "storage_name": name}
    )
    if not made:
        default_storage.delete(name)
    return piece


def _forget(uploads: list[Upload]) -> None:
    pieces = Piece.objects.filter(upload__in=uploads)
    names = list(pieces.values_list("storage_name", flat=True))
    Upload.objects.filter(pk__in=[upload.pk for upload in uploads]).delete()
    transaction.on_commit(lambda: [default_storage.delete(name) for name in names])
