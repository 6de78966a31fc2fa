"""A file that arrives in pieces goes on after a cut, is kept once, belongs to who sends it, and is let go after a day."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from documents import pieces, store
from documents.errors import KindError, NoRoomError, PiecesMissingError
from documents.models import Piece, Upload

pytestmark = pytest.mark.django_db
JO = SimpleNamespace(audit_id="11111111-1111-4111-8111-111111111111")
KIM = SimpleNamespace(audit_id="22222222-2222-4222-8222-222222222222")


def send(upload_id, number, content=b"abc", by=JO, **more):
    pieces.keep_piece(upload_id=upload_id, number=number, content=content, by=by, **more)


def whole(upload_id, size, by=JO):
    with transaction.atomic(), pieces.whole(upload_id=upload_id, size=size, by=by) as file:
        return file.read()


def test_pieces_in_any_order_and_twice_are_one_file_kept_once(private_store):
    upload = uuid.uuid4()
    for number in (2, 0, 0, 1, 2):
        send(upload, number, bytes([number]) * 3)
    assert pieces.arrived(upload_id=upload, by=JO) == [0, 1, 2]
    assert whole(upload, 9) == b"\0\0\0\1\1\1\2\2\2"
    assert len([path for path in private_store.rglob("*") if path.is_file()]) == 3


def test_a_cut_is_told_and_the_pieces_stay():
    upload = uuid.uuid4()
    send(upload, 0)
    send(upload, 2)
    with pytest.raises(PiecesMissingError) as told:
        whole(upload, 9)
    assert told.value.have == [0, 2]
    send(upload, 1)
    assert whole(upload, 9) == b"abc" * 3


def test_the_end_may_be_missing_too():
    upload = uuid.uuid4()
    send(upload, 0)
    with pytest.raises(PiecesMissingError):
        whole(upload, 6)


@pytest.mark.parametrize(
    ("number", "content", "more"),
    [(0, b"", {}), (0, b"a" * (1024 * 1024 + 1), {}), (200, b"a", {}), (0, b"a", {"sha256": "0" * 64})],
)
def test_a_piece_that_did_not_arrive_well_is_asked_for_again(number, content, more):
    with pytest.raises(KindError, match="again"):
        send(uuid.uuid4(), number, content, **more)
    assert not Piece.objects.exists()


def test_another_file_under_the_same_id_is_refused():
    upload = uuid.uuid4()
    send(upload, 0)
    with pytest.raises(KindError, match="another file"):
        send(upload, 0, b"xyz")


def test_an_upload_is_its_senders_alone():
    upload = uuid.uuid4()
    send(upload, 0)
    with pytest.raises(Upload.DoesNotExist):
        send(upload, 1, by=KIM)
    assert pieces.arrived(upload_id=upload, by=KIM) == []
    with pytest.raises(PiecesMissingError):
        whole(upload, 3, by=KIM)


def test_sixty_uploads_an_hour_are_enough():
    for _turn in range(60):
        send(uuid.uuid4(), 0)
    with pytest.raises(KindError, match="many things"):
        send(uuid.uuid4(), 0)
    Upload.objects.update(created_at=timezone.now() - timedelta(hours=2))
    send(uuid.uuid4(), 0)


def test_what_is_on_its_way_has_a_limit(monkeypatch):
    monkeypatch.setattr(pieces, "ON_THE_WAY", 5)
    send(uuid.uuid4(), 0)
    with pytest.raises(KindError, match="on its way"):
        send(uuid.uuid4(), 0)


def test_after_a_day_an_upload_is_let_go(private_store, django_capture_on_commit_callbacks):
    old, young = uuid.uuid4(), uuid.uuid4()
    send(old, 0)
    send(young, 0)
    Upload.objects.filter(pk=old).update(created_at=timezone.now() - timedelta(hours=25))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("sweep_documents")
    assert list(Upload.objects.values_list("pk", flat=True)) == [young]
    assert len([path for path in private_store.rglob("*") if path.is_file()]) == 1


def test_a_full_disk_keeps_what_is_here(monkeypatch):
    def full(*_names):
        raise OSError(28, "No space left on device")

    upload = uuid.uuid4()
    send(upload, 0)
    with monkeypatch.context() as patch:
        patch.setattr(store.os, "fsync", full)
        with pytest.raises(NoRoomError):
            send(upload, 1)
    assert pieces.arrived(upload_id=upload, by=JO) == [0]
