"""Make a photo anew from its pixels, so that nothing but the picture is kept. The only importer of Pillow."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

import pillow_heif
from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from documents.errors import KindError

pillow_heif.register_heif_opener(thumbnails=False)

READABLE = ("JPEG", "PNG", "WEBP", "HEIF")
LONGEST_SIDE = 1600  # pixels
PAPER_SIDE = 1000  # pixels: 150 dots an inch over the width of an A4 page
SMALL_SIDE = 320  # pixels
FACE = (0.5, 0.35)  # a square is cut so that a face in the upper part of the photo stays in it
QUALITY = 82
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class CleanPhoto:
    """A photo as it is kept: three JPEG files without any metadata, and its size in pixels."""

    full: bytes
    paper: bytes
    small: bytes
    width: int
    height: int
    content_type: str = "image/jpeg"


def clean_photo(file: BinaryIO) -> CleanPhoto:
    """Decode `file` and make it anew: turned upright, sRGB, at most 1600 pixels, no metadata, plus a square.

    What a file is, is decided by decoding it, never by its name. Size in bytes and pixels is looked at before
    the pixels are read. Raises KindError, with words for the person, for a file that is empty, too big, broken
    or no photo (ASVS 5.2.6).
    """
    _refuse_big_or_empty(file)
    picture = _decoded(file)
    small = ImageOps.fit(picture, (SMALL_SIDE, SMALL_SIDE), centering=FACE)
    paper = picture.copy()
    paper.thumbnail((PAPER_SIDE, PAPER_SIDE))
    return CleanPhoto(_jpeg(picture), _jpeg(paper), _jpeg(small), picture.width, picture.height)


def _refuse_big_or_empty(file: BinaryIO) -> None:
    size = file.seek(0, 2)
    file.seek(0)
    if size > settings.PHOTO_MAX_BYTES:
        most = settings.PHOTO_MAX_BYTES // MEGABYTE
        raise KindError(_("That photo is very big. Choose one under %(size)s MB.") % {"size": most})
    if not size:
        raise KindError(_("There is nothing in that photo. Choose another one."))


def _decoded(file: BinaryIO) -> Image.Image:
    with warnings.catch_warnings(), _whole_images_only():
        warnings.simplefilter("ignore", UserWarning)  # damaged metadata: it is not kept
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return _pixels(file)
        except KindError:
            raise
        except (Image.DecompressionBombWarning, Image.DecompressionBombError, MemoryError):
            raise KindError(_("That photo is very big. Choose a smaller one.")) from None
        except UnidentifiedImageError:
            raise KindError(_("We cannot open that as a photo. Choose a photo from your phone or camera.")) from None
        except Exception:  # a decoder may raise anything at all over a damaged or hostile file
            raise KindError(_("Part of that photo is missing. Choose another one.")) from None


@contextmanager
def _whole_images_only() -> Iterator[None]:
    """Refuse a photo that ends too soon. WeasyPrint, where it is loaded, tells Pillow to let it pass."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _pixels(file: BinaryIO) -> Image.Image:
    with Image.open(file, formats=READABLE) as image:
        if image.width * image.height > settings.PHOTO_MAX_PIXELS:
            raise KindError(_("That photo is very big. Choose a smaller one."))
        # A JPEG can be decoded at an eighth of its size: less memory, and still larger than what is kept.
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        image.load()
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        return _only_pixels(_in_srgb(upright, image.info.get("icc_profile")))


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The same colours without the profile, whose text can name the owner's device."""
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return image
    wanted = image.mode if image.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=wanted) or image
    except ImageCms.PyCMSError:  # a broken profile is no reason to refuse the photo
        return image


def _only_pixels(image: Image.Image) -> Image.Image:
    """A fresh RGB image on white: comments, text and profiles stay behind with the old one."""
    fresh = Image.new("RGB", image.size, "white")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
        fresh.paste(image, mask=image.getchannel("A"))
    else:
        fresh.paste(image.convert("RGB"))
    return fresh


def _jpeg(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()
