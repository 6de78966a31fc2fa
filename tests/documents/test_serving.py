"""Private bytes leave with headers that keep them private, and orphans are swept."""

import os
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import Http404

from documents import actions, serving, store
from documents.models import StoredFile
from tests.documents import photos_for_tests as given

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo():
    upload = SimpleUploadedFile("me.jpg", given.saved(given.picture(), "JPEG"))
    return actions.store_photo(upload=upload, description="Me", by=None)


@pytest.mark.parametrize("variant", ["full", "small"])
def test_a_photo_is_shown_in_the_page_and_kept_nowhere(photo, variant):
    response = serving.file_response(photo, variant)
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8")
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Disposition"].startswith("inline")


def test_behind_a_proxy_the_proxy_reads_the_file(photo, settings):
    settings.PRIVATE_FILES_INTERNAL_URL = "/private/"
    response = serving.file_response(photo, "small")
    assert response["X-Accel-Redirect"] == f"/private/{photo.small_storage_name}"
    assert response.content == b""
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("variant", ["", "original", "../full"])
def test_another_size_is_not_found(photo, variant):
    with pytest.raises(Http404):
        serving.file_response(photo, variant)


def test_a_photo_whose_bytes_are_gone_is_not_found(photo, private_store):
    (private_store / photo.storage_name).unlink()
    with pytest.raises(Http404):
        serving.file_response(photo)


def test_names_in_the_store_cannot_be_guessed(photo):
    names = {store.new_name("photos", "jpg") for _turn in range(200)}
    assert len(names) == 200
    assert str(photo.pk).replace("-", "") not in photo.storage_name


def test_removing_a_photo_removes_its_bytes(photo, private_store, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_files(files=[photo])
    assert not StoredFile.objects.exists()
    assert not any(path.is_file() for path in private_store.rglob("*"))


def test_the_sweep_deletes_old_orphans_and_nothing_else(photo, private_store, capsys):
    old, young, half = (private_store / "photos/00" / name for name in ("old.jpg", "young.jpg", "half.jpg.part"))
    old.parent.mkdir(parents=True, exist_ok=True)
    for path in (old, young, half):
        path.write_bytes(b"x")
    two_days_ago = time.time() - 2 * 24 * 3600
    for path in (old, half, private_store / photo.storage_name, private_store / photo.small_storage_name):
        os.utime(path, (two_days_ago, two_days_ago))
    call_command("sweep_documents")
    assert "Deleted: 2" in capsys.readouterr().out
    assert young.exists()
    assert serving.photo_bytes(photo)[0]
    assert not old.exists()
    assert not half.exists()


def test_a_death_half_way_leaves_no_half_photo(private_store, monkeypatch):
    def die(_from, _to):
        raise KeyboardInterrupt

    monkeypatch.setattr(store.Path, "replace", die)
    with pytest.raises(KeyboardInterrupt):
        store.keep("photos/aa/whole.jpg", b"bytes")
    (left,) = [path.name for path in private_store.rglob("*") if path.is_file()]
    assert left.startswith("whole.jpg.") and left.endswith(".part")
