"""A part's drawing for paper: the picture of its page alone, with nothing to press and nothing to fetch from outside.

Links become plain groups, photos are named by the file that the print was given, and pictures of the site's sprite are
left out, for the words stand beside them. Colours that a page takes from its stylesheet come from the one for paper.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree  # what is read here was just written by our own template

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from plans.reading import PartView

SVG = "http://www.w3.org/2000/svg"
STYLES = "print/drawings.css"
DRAWN = re.compile(r"<svg\b[^>]*\bviewBox=[^>]*\brole=[^>]*>|</?svg\b[^>]*>")
PHOTO = re.compile(r"/item/([0-9a-f-]{36})/photo")
FACE = re.compile(r"faces/face-(\d+)\.")


@dataclass(frozen=True)
class PaperDrawing:
    """The picture as svg, the words that stand for it, and the photos in it by the id of their file.

    A `wide` one has a page on its side. `key` says what each letter in the picture stands for. `more` are the further
    sheets of a picture that is too large for one page.
    """

    svg: str
    words: str
    photos: tuple[str, ...]
    wide: bool = False
    key: tuple[str, ...] = ()
    more: tuple[str, ...] = ()


def drawing_on_paper(view: PartView) -> PaperDrawing | None:
    """The drawing of a part, or None for a tool whose drawing is made of words alone.

    Of wide and tall ones the wide ones are taken: on a page on its side their words are larger.
    """
    if not view.tool.drawing or view.is_empty:
        return None
    page = render_to_string(view.tool.drawing, {"view": view, "part": view.part, "drawing": view.drawing})
    pictures = _pictures_in(page)
    if not pictures:
        return None
    wide = [each for each in pictures if "--wide" in each.split(">", 1)[0]]
    files = {
        str(line.item.pk): str(line.item.photo_id)
        for lines in view.lines.values()
        for line in lines
        if line.item.photo_id
    }
    first, *more = [
        _for_paper(ElementTree.fromstring(each), files, wide=bool(wide))  # noqa: S314  (our own template wrote it)
        for each in wide or pictures[:1]
    ]
    photos = (photo for each in (first, *more) for photo in each.photos)
    return replace(first, photos=tuple(photos), more=tuple(each.svg for each in more))


def _pictures_in(page: str) -> list[str]:
    """Every svg of the page that is a picture in its own right (it says what it is), whole, in order."""
    found, depth, start = [], 0, -1
    for tag in DRAWN.finditer(page):
        if tag[0].startswith("</"):
            depth -= 1
            if depth == 0 and start >= 0:
                found.append(page[start : tag.end()])
                start = -1
        else:
            if depth == 0 and "role=" in tag[0] and "aria-hidden" not in tag[0]:
                start = tag.start()
            depth += 1
    return found


def _for_paper(root: ElementTree.Element, files: Mapping[str, str], *, wide: bool = False) -> PaperDrawing:
    words, photos, key = root.attrib.pop("aria-label", ""), list[str](), list[str]()
    _without_use(root)
    for element in root.iter():
        kind = element.tag.removeprefix(f"{{{SVG}}}")
        if kind == "a":
            element.tag = f"{{{SVG}}}g"
            element.attrib.clear()
        elif kind == "image":
            photos += _name_file(element, files)
        if stands_for := element.attrib.pop("data-key", ""):
            key.append(stands_for)
    style = ElementTree.Element(f"{{{SVG}}}style")
    style.text = _styles()
    root.insert(0, style)
    ElementTree.register_namespace("", SVG)  # each time: another library may have taken the name since
    return PaperDrawing(ElementTree.tostring(root, encoding="unicode"), words, tuple(photos), wide, tuple(key))


def _without_use(parent: ElementTree.Element) -> None:
    for child in list(parent):
        if child.tag.endswith("}use"):
            parent.remove(child)
        else:
            _without_use(child)


def _name_file(image: ElementTree.Element, files: Mapping[str, str]) -> list[str]:
    """Point an image at a file of the print or one of ours; anything else shows nothing."""
    address = image.attrib.pop("href", "")
    photo, face = PHOTO.search(address), FACE.search(address)
    if photo and photo[1] in files:
        image.set("href", f"file-id:{files[photo[1]]}")
        return [files[photo[1]]]
    if face:
        image.set("href", f"static:img/faces/face-{face[1]}.svg")
    return []


@lru_cache(maxsize=1)
def _styles() -> str:
    path = finders.find(STYLES)
    return Path(path).read_text("utf-8") if path else ""


def drawing_name(part_id: uuid.UUID | str, sheet: int = 1) -> str:
    """Under which name a print is given the drawing of a part, or one of its further sheets."""
    return f"drawing-{part_id}" if sheet == 1 else f"drawing-{part_id}-{sheet}"
