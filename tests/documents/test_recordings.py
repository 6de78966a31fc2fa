"""A sound or a film is kept as sent, made anew without its metadata, and only then let go; a hostile one costs little."""

import io
import random
import zipfile
from datetime import timedelta
from types import SimpleNamespace

import av
import pytest
from django.core.files.storage import default_storage
from django.http import Http404
from django.utils import timezone

from documents import serving, store
from documents.enums import FileKind, FileState
from documents.errors import KindError, NoRoomError
from documents.models import RecordingToMake, StoredFile
from documents.recordings import boxed, keeping
from tests.documents import photos_for_tests as photos
from tests.documents import recordings_for_tests as given

pytestmark = pytest.mark.django_db
JO = SimpleNamespace(audit_id="11111111-1111-4111-8111-111111111111")
SOUND, FILM = FileKind.SOUND, FileKind.FILM


def kept(content, kind):
    return keeping.store_recording(upload=io.BytesIO(content), kind=kind, description="", by=JO)


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


SOUNDS = {
    "wav": given.wav,
    "m4a": given.sound,
    "webm": lambda: given.sound("webm", "libopus"),
    "ogg": lambda: given.sound("ogg", "libopus"),
    "mp3": lambda: given.sound("mp3", "libmp3lame"),
    "flac": lambda: given.sound("flac", "flac"),
}


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_is_made_anew_without_names_and_the_first_file_goes(
    name, private_store, django_capture_on_commit_callbacks
):
    content = SOUNDS[name]()
    file = kept(content, SOUND)
    assert (file.state, file.seconds) == (FileState.WAITING, 1)
    assert [path.read_bytes() for path in files(private_store)] == [
        content
    ]  # acknowledged: it is here before it is made
    with django_capture_on_commit_callbacks(execute=True):
        assert keeping.make_waiting() == 1
    file.refresh_from_db()
    (made,) = files(private_store)
    assert file.state == FileState.READY
    assert b"CANARY" not in made.read_bytes()
    assert made.stat().st_size == file.bytes
    with av.open(str(made)) as new:
        assert [stream.codec_context.name for stream in new.streams] == ["aac"]
        assert not {"title", "artist", "location", "comment"} & set(new.metadata)
    assert not RecordingToMake.objects.exists()


@pytest.mark.parametrize(
    ("kind", "codec", "sound"),
    [("mp4", "libx264", "aac"), ("mov", "libx265", "aac"), ("webm", "libvpx-vp9", "libopus"), ("mp4", "libx264", None)],
)
def test_a_film_is_made_small_upright_and_nameless_with_a_poster(
    kind, codec, sound, private_store, django_capture_on_commit_callbacks
):
    file = kept(given.film(kind, codec, sound, size=(1920, 1080)), FILM)
    with django_capture_on_commit_callbacks(execute=True):
        keeping.make_waiting()
    file.refresh_from_db()
    assert (file.state, file.width, file.height) == (FileState.READY, 1280, 720)
    assert len(files(private_store)) == 3
    assert not any(b"CANARY" in path.read_bytes() or b"+51.5" in path.read_bytes() for path in files(private_store))
    with av.open(str(private_store / file.storage_name)) as new:
        assert new.streams.video[0].codec_context.name == "h264"
        assert len(new.streams.audio) == bool(sound)
    assert serving.photo_bytes(file, "paper")[0].startswith(b"\xff\xd8")


def half(content):
    return content[: len(content) // 3]


def zipped():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("film.mp4", b"\0" * 50_000_000)
    return out.getvalue()


REFUSED = {
    "nothing": (SOUND, lambda: b"", "nothing in that"),
    "silence": (SOUND, lambda: given.wav(level=0), "could not hear"),
    "silence in webm": (SOUND, lambda: given.sound("webm", "libopus", level=0), "could not hear"),
    "no samples": (SOUND, lambda: given.wav(seconds=0), "nothing in that|could not hear"),
    "words": (SOUND, lambda: b"I am a letter, not a sound.", "cannot play"),
    "svg": (FILM, lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "cannot play"),
    "page": (FILM, lambda: b"<!doctype html><script>alert(1)</script>", "cannot play"),
    "photo": (FILM, lambda: photos.saved(photos.picture(), "JPEG"), "cannot play"),
    "zip": (FILM, zipped, "cannot play"),
    "playlist": (FILM, lambda: given.playlist("/etc/passwd"), "cannot play"),
    "sound as film": (FILM, given.sound, "cannot play"),
    "half a film": (FILM, lambda: half(given.film()), "missing"),
    "head only": (FILM, lambda: given.film()[:40], "missing"),
    "too long a sound": (SOUND, lambda: given.wav(seconds=605, rate=8000), "10 minutes or less"),
    "a very big picture": (FILM, lambda: given.film(seconds=0.1, size=(4096, 2304), sound_codec=None), "very big"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_kept_gets_kind_words_and_leaves_nothing(case, private_store):
    kind, make, words = REFUSED[case]
    with pytest.raises(KindError, match=words) as refused:
        kept(make(), kind)
    assert len(str(refused.value).split()) < 20
    assert not files(private_store) and not StoredFile.objects.exists()


def test_a_film_of_six_minutes_is_too_long_whatever_its_head_says():
    with pytest.raises(KindError, match="5 minutes or less"):
        kept(given.film(seconds=310, size=(64, 64), sound_codec=None), FILM)


def test_a_film_of_five_minutes_and_a_sound_of_ten_are_kept_whole():
    film = kept(given.film(seconds=300, size=(64, 64), sound_codec=None), FILM)
    assert (film.kind, film.seconds) == (FILM, 300)
    assert kept(given.wav(seconds=300), SOUND).seconds == 300
    assert kept(given.wav(seconds=600), SOUND).seconds == 600


def test_a_film_of_201_mb_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "big.mp4"
    with path.open("wb") as file:
        file.truncate(201 * 1024 * 1024)
    with path.open("rb") as upload, pytest.raises(KindError, match="5 minutes or less"):
        keeping.store_recording(upload=upload, kind=FILM, description="", by=JO)


def test_what_hides_behind_a_film_is_left_behind(private_store, django_capture_on_commit_callbacks):
    kept(given.film() + b"<html><script>alert('CANARY')</script></html>", FILM)
    with django_capture_on_commit_callbacks(execute=True):
        keeping.make_waiting()
    assert not any(b"<script>" in path.read_bytes() for path in files(private_store))


@pytest.mark.slow
def test_a_damaged_recording_never_crashes():
    chance = random.Random(7)
    for content, kind in ((given.film(), FILM), (given.sound("webm", "libopus"), SOUND), (given.sound(), SOUND)):
        for _turn in range(12):
            broken = bytearray(content)
            for _byte in range(chance.randint(1, 60)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            try:
                boxed.look(io.BytesIO(bytes(broken)), kind)
            except KindError as kind_words:
                assert str(kind_words)


def test_a_sound_cut_in_the_middle_is_kept_as_far_as_it_goes():
    assert kept(half(given.sound("webm", "libopus", seconds=3)), SOUND).seconds >= 1


def test_two_workers_take_a_recording_once_and_a_late_one_disturbs_nobody(django_capture_on_commit_callbacks):
    file = kept(given.wav(), SOUND)
    late = keeping.claim_waiting()
    assert keeping.claim_waiting() is None
    RecordingToMake.objects.update(lease_until=timezone.now() - timedelta(seconds=1))  # the first one never came back
    with django_capture_on_commit_callbacks(execute=True):
        assert keeping.make_waiting() == 1
    keeping.give_back(waiting=late, reason="late")
    file.refresh_from_db()
    assert file.state == FileState.READY


def test_after_five_tries_it_is_stopped_and_what_was_sent_stays(private_store, monkeypatch):
    def cannot(*_names):
        raise boxed.CannotMakeError("missing")

    file = kept(given.wav(), SOUND)
    monkeypatch.setattr(boxed, "make", cannot)
    for _turn in range(6):
        RecordingToMake.objects.update(lease_until=None)
        assert keeping.make_waiting(limit=1) == 0
    file.refresh_from_db()
    assert file.state == FileState.STOPPED
    assert files(private_store)


def test_a_full_disk_stops_no_recording_for_good(private_store, monkeypatch):
    def full(*_names):
        raise OSError(28, "No space left on device")

    file = kept(given.wav(), SOUND)
    with monkeypatch.context() as patch:
        patch.setattr(store.os, "fsync", full)
        for _turn in range(7):
            RecordingToMake.objects.update(lease_until=None)
            assert keeping.make_waiting(limit=1) == 0
    RecordingToMake.objects.update(lease_until=None)
    assert keeping.make_waiting() == 1
    file.refresh_from_db()
    assert file.state == FileState.READY


def test_a_full_disk_answers_kindly_and_leaves_no_half_file(private_store, monkeypatch):
    def full(*_names):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.os, "fsync", full)
    with pytest.raises(NoRoomError, match="no room"):
        kept(given.wav(), SOUND)
    assert not files(private_store) and not StoredFile.objects.exists()


def ready():
    file = kept(given.wav(seconds=2), SOUND)
    keeping.make_waiting()
    file.refresh_from_db()
    return file


@pytest.mark.parametrize(
    ("asked", "status", "first", "last"),
    [
        ("", 200, 0, None), ("bytes=0-1", 206, 0, 1), ("bytes=100-", 206, 100, None), ("bytes=-50", 206, -50, None),
        ("bytes=10-999999999", 206, 10, None), ("bytes=0-1,5-6", 200, 0, None), ("lines=1-2", 200, 0, None),
        ("bytes=-", 200, 0, None), ("bytes=5-2", 416, None, None), ("bytes=99999999-", 416, None, None),
        ("bytes=-0", 416, None, None),
    ],
)  # fmt: skip
def test_a_player_gets_the_stretch_it_asks_for(asked, status, first, last):
    file = ready()
    whole = default_storage.open(file.storage_name).read()
    response = serving.recording_response(file, wanted=asked)
    assert response.status_code == status
    assert response["Cache-Control"].startswith("private") and response["X-Content-Type-Options"] == "nosniff"
    if status == 416:
        assert response["Content-Range"] == f"bytes */{len(whole)}"
        return
    wanted = whole[first:] if last is None else whole[first : last + 1]
    assert b"".join(response.streaming_content) == wanted
    assert response["Content-Length"] == str(len(wanted)) and response["Accept-Ranges"] == "bytes"
    if status == 206:
        start = first % len(whole) if first < 0 else first
        assert response["Content-Range"] == f"bytes {start}-{start + len(wanted) - 1}/{len(whole)}"


def test_a_recording_that_waits_cannot_be_played():
    with pytest.raises(Http404):
        serving.recording_response(kept(given.wav(), SOUND))
