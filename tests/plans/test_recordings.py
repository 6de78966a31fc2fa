"""A recorded voice or a film as an answer: kept once, by pieces or by a plain form, and played to whom it is shown."""

import hashlib
import io
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from documents import store
from documents.enums import FileKind
from documents.models import Piece, StoredFile, Upload
from documents.recordings import keeping
from people import sharing
from people.enums import Level
from plans import actions
from plans.actions.recordings import finish_upload, save_recording
from plans.enums import ItemKind
from plans.models import Item, Part
from tests.documents import photos_for_tests as photos
from tests.documents import recordings_for_tests as given
from tests.scenarios import World

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture(autouse=True)
def private_store(settings, tmp_path):
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path / "p")}}
    settings.STORAGES = settings.STORAGES | {"default": options}
    settings.FILE_UPLOAD_HANDLERS = ["documents.receiving.BoundedFiles"]
    return tmp_path / "p"


@pytest.fixture
def part(world: World) -> Part:
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")


def recorded(world: World, part: Part, content: bytes | None = None, **more) -> Item:
    about = {"kind": FileKind.SOUND, "operation": uuid.uuid4()} | more
    upload = io.BytesIO(content or given.wav())
    return save_recording(by=world.actor("sam"), part=part, field="support", upload=upload, **about).item


def give(world: World, who: str, part: Part, level: Level) -> None:
    sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections[who], part_ids=[part.pk], level=level
    )


def send(client: Client, part: Part, upload: uuid.UUID, content: bytes, size: int = 1024 * 1024) -> None:
    for number, start in enumerate(range(0, len(content), size)):
        answer = piece(client, part, upload, number, content[start : start + size])
        assert answer.status_code == 200, answer.content


def piece(client: Client, part: Part, upload: uuid.UUID, number: int, content: bytes):
    url = f"/part/{part.pk}/upload/{upload}/{number}"
    sign = hashlib.sha256(content).hexdigest()
    return client.post(url, content, content_type="application/octet-stream", HTTP_X_PIECE_HASH=sign, **JSON)


def finish(client: Client, part: Part, upload: uuid.UUID, size: int, kind: str = "SOUND", **more):
    fields = {"field": "support", "kind": kind, "bytes": size, **more}
    return client.post(f"/part/{part.pk}/upload/{upload}/", fields, **JSON)


def test_a_voice_is_an_answer_with_no_words_forced(world: World, part: Part) -> None:
    item = recorded(world, part)
    assert (item.kind, item.text, item.said_by) == (ItemKind.SOUND, "", None)
    assert item.recording.state == "WAITING"


def test_the_same_recording_sent_again_is_kept_once(world: World, part: Part) -> None:
    operation = uuid.uuid4()
    first, again = (recorded(world, part, operation=operation) for _turn in range(2))
    assert first.pk == again.pk == operation
    assert StoredFile.objects.count() == 1


def test_a_film_in_pieces_goes_on_after_a_cut_and_is_kept_once(world: World, part: Part, sign_in) -> None:
    client, upload, content = sign_in("sam"), uuid.uuid4(), given.film()
    cut = len(content) // 3
    piece(client, part, upload, 0, content[:cut])
    piece(client, part, upload, 2, content[2 * cut :])
    told = finish(client, part, upload, len(content), "FILM")
    assert told.status_code == 409 and told.json()["have"] == [0, 2]
    assert client.get(f"/part/{part.pk}/upload/{upload}/", **JSON).json() == {"have": [0, 2]}
    piece(client, part, upload, 1, content[cut : 2 * cut])
    piece(client, part, upload, 1, content[cut : 2 * cut])
    told = [finish(client, part, upload, len(content), "FILM", words="I dance").json() for _turn in range(3)]
    assert {each["item"] for each in told} == {str(upload)} and told[0]["saved"].startswith("Saved at ")
    item = Item.objects.get(pk=upload)
    assert (item.kind, item.text) == (ItemKind.FILM, "I dance")
    assert not Upload.objects.exists() and not Piece.objects.exists()


def test_a_photo_may_come_in_pieces_too(world: World, part: Part, sign_in) -> None:
    client, upload, content = sign_in("sam"), uuid.uuid4(), photos.telling_heic()
    send(client, part, upload, content, size=2000)
    assert finish(client, part, upload, len(content), "PHOTO", words="The sea").status_code == 200
    assert Item.objects.get(pk=upload).photo.description == "The sea"


@pytest.mark.django_db(transaction=True)
def test_the_end_sent_twenty_times_at_once_is_kept_once(world: World, part: Part, sign_in) -> None:
    upload, content, sam = uuid.uuid4(), given.wav(), world.actor("sam")
    send(sign_in("sam"), part, upload, content)

    def end(_turn: int) -> uuid.UUID:
        try:
            about = {"field": "support", "operation": upload, "kind": FileKind.SOUND, "size": len(content)}
            return finish_upload(by=sam, part=part, **about).item.pk
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as many:
        assert set(many.map(end, range(20))) == {upload}
    assert StoredFile.objects.count() == Item.objects.filter(part=part).count() == 1


@pytest.mark.parametrize(
    ("kind", "make", "words"),
    [
        ("SOUND", lambda: given.wav(level=0), "could not hear"),
        ("SOUND", lambda: b"a letter", "cannot play"),
        ("FILM", lambda: given.film()[:3000], "missing"),
        ("PHOTO", photos.huge_png, "very big"),
        ("PHOTO", lambda: b"a letter", "cannot open"),
    ],
)
def test_what_cannot_be_kept_gets_kind_words_and_no_answer(
    world: World, part: Part, sign_in, kind: str, make, words: str
) -> None:
    client, upload, content = sign_in("sam"), uuid.uuid4(), make()
    send(client, part, upload, content)
    told = finish(client, part, upload, len(content), kind)
    assert told.status_code == 422 and words in told.json()["fix"]
    assert not Item.objects.exists()


def test_a_full_disk_is_told_kindly_and_the_pieces_stay(world: World, part: Part, sign_in, monkeypatch) -> None:
    client, upload, content = sign_in("sam"), uuid.uuid4(), given.wav()
    send(client, part, upload, content)

    def full(*_names):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(store.os, "fsync", full)
        told = finish(client, part, upload, len(content))
        assert told.status_code == 507 and "no room" in told.json()["fix"]
        assert piece(client, part, upload, 1, b"more").status_code == 507
    assert Piece.objects.count() == 1
    assert finish(client, part, upload, len(content)).status_code == 200


@pytest.mark.parametrize(("level", "status"), [(None, 404), (1, 403), (2, 403), (3, 200)])
def test_only_who_may_write_sends_pieces(world: World, part: Part, sign_in, level: int | None, status: int) -> None:
    if level:
        give(world, "mum", part, Level(level))
    client, upload = sign_in("mum"), uuid.uuid4()
    assert piece(client, part, upload, 0, given.wav()).status_code == status
    assert client.get(f"/part/{part.pk}/upload/{upload}/", **JSON).status_code == status
    assert finish(client, part, upload, len(given.wav())).status_code == status


def test_somebody_elses_upload_is_not_there(world: World, part: Part, sign_in) -> None:
    give(world, "mum", part, Level(3))
    upload = uuid.uuid4()
    send(sign_in("sam"), part, upload, given.wav())
    mum = sign_in("mum")
    assert piece(mum, part, upload, 1, b"x").status_code == 404
    assert mum.get(f"/part/{part.pk}/upload/{upload}/", **JSON).json() == {"have": []}
    assert finish(mum, part, upload, len(given.wav())).status_code == 409


def test_a_recording_is_played_to_whom_it_is_shown_until_it_is_not(world: World, part: Part, sign_in) -> None:
    item = recorded(world, part)
    url, sam, mum = f"/item/{item.pk}/recording", sign_in("sam"), sign_in("mum")
    assert sam.get(url).status_code == 404  # it is not ready yet
    keeping.make_waiting()
    assert mum.get(url).status_code == 404
    give(world, "mum", part, Level.SEE)
    answer = mum.get(url, HTTP_RANGE="bytes=0-9")
    assert answer.status_code == 206 and len(b"".join(answer.streaming_content)) == 10
    assert "private" in answer["Cache-Control"] and answer["Content-Type"] == "audio/mp4"
    Item.objects.filter(pk=item.pk).update(only_me=True)
    assert mum.get(url).status_code == 404 and sam.get(url).status_code == 200
    Item.objects.filter(pk=item.pk).update(only_me=False)
    actions.take_out(by=world.actor("sam"), item=item)
    assert mum.get(url).status_code == 404 and sam.get(url).status_code == 200
    assert sign_in("stranger").get(url).status_code == 404


def test_a_film_has_a_poster(world: World, part: Part, sign_in) -> None:
    item = recorded(world, part, given.film(), kind=FileKind.FILM)
    url, client = f"/item/{item.pk}/recording", sign_in("sam")
    assert client.get(f"{url}?poster=yes").status_code == 404
    keeping.make_waiting()
    assert client.get(f"{url}?poster=yes")["Content-Type"] == "image/jpeg"
    assert client.get(url)["Content-Type"] == "video/mp4"


def posted(client: Client, part: Part, **fields):
    line = uuid.uuid4()
    typed = {f"version-{line}": "0", f"text-{line}": "Tea", "do": "keep", **fields}
    return client.post(f"/part/{part.pk}/support/", typed)


def test_with_no_script_a_plain_file_is_kept_with_the_words_beside_it(world: World, part: Part, sign_in) -> None:
    sound = SimpleUploadedFile("me.wav", given.wav())
    film = SimpleUploadedFile("me.mp4", given.film())
    answer = posted(sign_in("sam"), part, sound=sound, film=film, sound_words="Good morning")
    assert answer.status_code == 302
    assert set(Item.objects.values_list("kind", "text")) == {("words", "Tea"), ("sound", "Good morning"), ("film", "")}


def test_with_no_script_a_silent_file_gets_kind_words_and_no_word_is_lost(world: World, part: Part, sign_in) -> None:
    sound = SimpleUploadedFile("me.wav", given.wav(level=0))
    answer = posted(sign_in("sam"), part, sound=sound, sound_words="Good morning")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "could not hear" in page and "Good morning" in page
    assert Item.objects.get().text == "Tea"


def test_a_file_that_is_far_too_big_costs_no_word_beside_it(world: World, part: Part, sign_in, monkeypatch) -> None:
    monkeypatch.setattr("documents.receiving.MOST", 1000)
    answer = posted(sign_in("sam"), part, film=SimpleUploadedFile("me.mp4", given.film()))
    assert answer.status_code == 422 and "Try 5 minutes or less" in answer.content.decode()
    assert Item.objects.get().text == "Tea"


def test_no_room_for_a_file_costs_no_word_beside_it(world: World, part: Part, sign_in, monkeypatch) -> None:
    from django.core.files.uploadhandler import TemporaryFileUploadHandler

    def full(*_what):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", full)
    answer = posted(sign_in("sam"), part, sound=SimpleUploadedFile("me.wav", given.wav()))
    assert answer.status_code == 422 and "no room" in answer.content.decode()
    assert Item.objects.get().text == "Tea"


def test_every_way_is_offered_and_opens_with_no_script(world: World, part: Part, sign_in) -> None:
    client = sign_in("sam")
    page = client.get(f"/part/{part.pk}/support/").content.decode()
    for way in ("photo", "sound", "film"):
        assert f'value="{way}"' in page
        opened = client.get(f"/part/{part.pk}/support/?way={way}").content.decode()
        assert f'type="file" id="{way}"' in opened and f'name="{way}_operation"' in opened


def a_file(way: str) -> SimpleUploadedFile:
    made = {"photo": photos.telling_heic, "sound": given.wav, "film": given.film}
    return SimpleUploadedFile(f"it.{way}", made[way]())


@pytest.mark.parametrize("way", ["photo", "sound", "film"])
@pytest.mark.parametrize("for_me", [True, False])
@pytest.mark.parametrize("in_pieces", [True, False])
def test_what_a_helper_gives_for_the_person_is_theirs_and_what_they_give_alone_is_their_own(
    world: World, part: Part, sign_in, way: str, for_me: bool, in_pieces: bool
) -> None:
    give(world, "mum", part, Level(3))
    client, file, more = sign_in("mum"), a_file(way), {"for_me": "on"} if for_me else {}
    if in_pieces:
        upload, content = uuid.uuid4(), file.read()
        send(client, part, upload, content)
        assert finish(client, part, upload, len(content), way.upper(), **more).status_code == 200
    else:
        assert client.post(f"/part/{part.pk}/support/", {way: file, "do": "keep", **more}).status_code == 302
    item = Item.objects.get(part=part, kind=way)
    assert item.said_by == (None if for_me else world.connections["mum"])
    assert item.typed_by == world.users["mum"]
