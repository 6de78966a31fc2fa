"""A photo is made anew: nothing but the picture is kept, and a hostile file costs little."""

import io
import tracemalloc
import zipfile
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from documents import actions, photos
from documents.errors import KindError
from documents.models import StoredFile
from tests.documents import photos_for_tests as given

pytestmark = pytest.mark.django_db
JO = SimpleNamespace(audit_id="11111111-1111-4111-8111-111111111111")


def stored(content, name="IMG_1234 at home.jpg", description="The sea"):
    return actions.store_photo(upload=SimpleUploadedFile(name, content), description=description, by=JO)


def everything_kept(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def opened(folder, name):
    return Image.open(folder / name)


@pytest.mark.parametrize(
    "content",
    [given.telling_jpeg(), given.telling_png(), given.telling_webp(), given.telling_heic()],
    ids=["jpeg", "png", "webp", "heic"],
)
def test_no_place_name_or_device_survives(content, private_store):
    assert given.CANARY.encode() in content or given.CANARY.encode()[:8] in content
    file = stored(content)
    kept = everything_kept(private_store)
    assert len(kept) == 3
    for path, photo in kept.items():
        assert b"CANARY" not in photo
        assert "IMG_1234" not in path.name
        with Image.open(io.BytesIO(photo)) as image:
            assert image.format == "JPEG"
            assert not image.getexif()
            assert set(image.info) <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "progressive",
                "progression",
            }
    assert file.content_type == "image/jpeg"
    assert file.added_by == JO.audit_id
    assert file.description == "The sea"


@pytest.mark.parametrize("orientation", [1, 2, 3, 4, 5, 6, 7, 8])
def test_a_turned_photo_is_turned_upright(orientation, private_store):
    file = stored(given.telling_jpeg(orientation))
    assert (file.width, file.height) == ((400, 300) if orientation < 5 else (300, 400))
    upright = opened(private_store, file.storage_name)
    red_corner = {1: (9, 9), 2: (390, 9), 3: (390, 290), 4: (9, 290), 5: (9, 9), 6: (9, 9), 7: (9, 390), 8: (9, 390)}
    red, _green, blue = upright.getpixel(red_corner[orientation])
    assert red > 200 > 60 > blue


def test_a_large_photo_is_made_smaller_and_has_a_square(private_store):
    file = stored(given.saved(given.picture(4000, 3000), "JPEG"))
    assert (file.width, file.height) == (1600, 1200)
    assert opened(private_store, file.storage_name).size == (1600, 1200)
    assert opened(private_store, file.small_storage_name).size == (320, 320)
    assert file.bytes == (private_store / file.storage_name).stat().st_size


def test_see_through_parts_become_white(private_store):
    file = stored(given.saved(given.picture(mode="RGBA"), "PNG"))
    assert min(opened(private_store, file.storage_name).getpixel((390, 150))) > 240


@pytest.mark.parametrize("mode", ["L", "P", "LA", "CMYK", "1", "I;16"])
def test_other_kinds_of_colour_are_read(mode):
    image = Image.new(mode, (50, 50)) if mode == "I;16" else given.picture(50, 50).convert(mode)
    assert stored(given.saved(image, "JPEG" if mode == "CMYK" else "PNG")).width == 50


def hidden_page():
    return given.saved(given.picture(), "JPEG") + b"<html><script>alert('CANARY')</script></html>"


def hidden_archive():
    out = io.BytesIO(given.saved(given.picture(), "PNG"))
    out.seek(0, 2)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("run.sh", "CANARY")
    return out.getvalue()


@pytest.mark.parametrize("content", [hidden_page(), hidden_archive()], ids=["page", "archive"])
def test_what_hides_behind_a_photo_is_left_behind(content, private_store):
    stored(content)
    assert not any(b"CANARY" in photo or b"PK\x03\x04" in photo for photo in everything_kept(private_store).values())


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED = {
    "nothing": (b"", "nothing in that photo"),
    "words": (b"I am a letter, not a photo.", "cannot open"),
    "svg": (SVG, "cannot open"),
    "page": (b"<!doctype html><script>alert(1)</script>", "cannot open"),
    "gif": (given.saved(given.picture(), "GIF"), "cannot open"),
    "tiff": (given.saved(given.picture(), "TIFF"), "cannot open"),
    "bmp": (given.saved(given.picture(), "BMP"), "cannot open"),
    "pdf": (given.saved(given.picture(), "PDF"), "cannot open"),
    "half a jpeg": (given.saved(given.picture(900, 900), "JPEG")[:2500], "missing"),
    "half a png": (given.saved(given.picture(), "PNG")[:200], "missing"),
    "half a webp": (given.saved(given.picture(), "WEBP")[:60], "missing|cannot open"),
    "half a heic": (given.saved(given.picture(), "HEIF")[:300], "missing|cannot open"),
    "too many pixels": (given.huge_png(), "very big"),
    "just too many pixels": (given.huge_png(10_000, 5_001), "very big"),
    "swelling text": (given.text_bomb_png(), "missing|very big"),
    "only the first bytes": (b"\xff\xd8\xff\xe0", "cannot open|missing"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_whole_photo_is_refused_in_kind_words(case, private_store):
    content, words = REFUSED[case]
    with pytest.raises(KindError, match=words) as refused:
        stored(content, name="holiday.jpg")
    assert len(str(refused.value).split()) < 20
    assert not everything_kept(private_store)
    assert not StoredFile.objects.exists()


def test_a_40_mb_photo_is_refused_before_it_is_read(settings, tmp_path):
    path = tmp_path / "big.jpg"
    with path.open("wb") as file:
        file.write(given.saved(given.picture(), "JPEG"))
        file.truncate(40 * 1024 * 1024)
    tracemalloc.start()
    with path.open("rb") as upload, pytest.raises(KindError, match="under 20 MB"):
        actions.store_photo(upload=upload, description="", by=None)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2 * 1024 * 1024


def test_pixels_are_counted_before_they_are_read():
    tracemalloc.start()
    with pytest.raises(KindError, match="very big"):
        photos.clean_photo(io.BytesIO(given.huge_png()))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5 * 1024 * 1024


def test_a_damaged_photo_never_crashes():
    import random

    chance = random.Random(7)
    for content in (given.telling_jpeg(), given.telling_png(), given.telling_webp(), given.telling_heic()):
        for _turn in range(40):
            broken = bytearray(content)
            for _byte in range(chance.randint(1, 40)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            try:
                photos.clean_photo(io.BytesIO(bytes(broken)))
            except KindError as kind:
                assert str(kind)


def test_a_long_description_is_refused_kindly():
    with pytest.raises(KindError, match="fewer words"):
        stored(given.saved(given.picture(), "JPEG"), description="a" * 301)
