"""Photos with a place, a name and a device written into every corner where a file can hold them."""

import struct
import zlib
from io import BytesIO

import pillow_heif
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

pillow_heif.register_heif_opener()
CANARY = "CANARY-10-Downing-Street"


def picture(width=400, height=300, mode="RGB"):
    """Red on the left, blue on the right, so that a turn can be seen."""
    image = Image.new(mode, (width, height), "blue" if mode == "RGB" else (0, 0, 255, 0))
    ImageDraw.Draw(image).rectangle((0, 0, width // 2, height), fill="red" if mode == "RGB" else (255, 0, 0, 255))
    return image


def telling_exif(orientation=1):
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = CANARY
    exif[0x0110] = f"Camera of {CANARY}"
    exif.get_ifd(0x8769)[0x9286] = CANARY.encode()
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 12.0), 3: "W", 4: (0.0, 7.0, 39.0), 29: CANARY})
    return exif.tobytes()


def xmp():
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><p>{CANARY}</p></x:xmpmeta>'.encode()


def saved(image, kind, **options):
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def telling_jpeg(orientation=1):
    plain = saved(
        picture(), "JPEG", exif=telling_exif(orientation), comment=CANARY.encode(), xmp=xmp(), icc_profile=icc()
    )
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(CANARY) + 5)
    iptc += b"\x1c\x02\x78" + struct.pack(">H", len(CANARY)) + CANARY.encode()
    thumbnail = b"JFXX\x00\x10" + saved(picture(40, 30), "JPEG", comment=CANARY.encode())
    return plain[:2] + segment(0xED, iptc) + segment(0xE0, thumbnail) + plain[2:] + CANARY.encode()


def segment(marker, body):
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def telling_png():
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", CANARY)
    text.add_text("Comment", CANARY, zip=True)
    text.add_itxt("XML:com.adobe.xmp", xmp().decode())
    return saved(picture(mode="RGBA"), "PNG", pnginfo=text, exif=telling_exif(), icc_profile=icc())


def telling_webp():
    return saved(picture(), "WEBP", exif=telling_exif(6), xmp=xmp(), icc_profile=icc())


def telling_heic():
    return saved(picture(), "HEIF", exif=telling_exif(), xmp=xmp())


def icc():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + CANARY.encode()


def huge_png(width=50_000, height=50_000):
    """A few bytes that claim to be 2,500 million pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def text_bomb_png():
    """A PNG whose compressed text swells to 200 MB."""
    plain = saved(picture(), "PNG")
    bomb = b"Comment\x00\x00" + zlib.compress(b"\0" * 200_000_000, 9)
    return plain[:33] + chunk(b"zTXt", bomb) + plain[33:]


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
