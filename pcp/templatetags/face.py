"""The pieces of the look that a template draws by name: pictures, shapes, faces, doors.

Loaded as a builtin, so templates need no `{% load %}`. `docs/look.md` lists what each one takes.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

register = template.Library()

PARTS: dict[str, Promise] = {
    "me": gettext_lazy("About me"),
    "people": gettext_lazy("My people"),
    "day": gettext_lazy("My day"),
    "home": gettext_lazy("My home"),
    "dreams": gettext_lazy("My dreams"),
    "health": gettext_lazy("My health"),
    "meeting": gettext_lazy("My meeting"),
    "money": gettext_lazy("My money"),
}
PART_PICTURES = {
    "me": "person",
    "people": "people",
    "day": "clock",
    "home": "home",
    "dreams": "dream",
    "health": "apple",
    "meeting": "calendar",
    "money": "money",
}
VOICES = {
    "me": gettext_lazy("the person"),
    "family": gettext_lazy("friends and family"),
    "paid": gettext_lazy("paid to help"),
    "advocate": gettext_lazy("independent advocate"),
}
FACES_DRAWN = 12
VOWELS = frozenset("aeiouâêîôûáéíóú")
DOOR_PICTURES = {"just_me": "door-shut", "some": "door-ajar", "circle": "door-open"}


@cache
def picture_names() -> frozenset[str]:
    """Every idea that has a picture, as built into the sprite."""
    listed = json.loads((Path(settings.BASE_DIR) / "static" / "img" / "pictures.json").read_text("utf-8"))
    return frozenset(listed)


def symbol_address(name: str) -> str:
    """Where one picture is: the sprite's address and the name of the symbol in it."""
    return f"{static('img/pictures.svg')}#{name}"


@register.simple_tag
def picture(name: str, size: str = "", label: str = "") -> SafeString:
    """One picture. In: the idea (`home`), a size (s, m, l, xl; the place it stands in decides when left out),
    and a label only when no words stand beside it. Out: an svg, or nothing for an idea without a picture."""
    if name not in picture_names():
        return SafeString("")
    extra = f" pic--{size}" if size else ""
    if label:
        return format_html(
            '<svg class="pic{}" role="img" aria-label="{}"><use href="{}"/></svg>', extra, label, symbol_address(name)
        )
    return format_html(
        '<svg class="pic{}" aria-hidden="true" focusable="false"><use href="{}"/></svg>', extra, symbol_address(name)
    )


@register.inclusion_tag("components/shape.html")
def shape(part: str, picture: str = "", who: Any = None, size: str = "") -> dict[str, Any]:
    """The sign of a part. In: the part's key, another picture to stand in it, or (for `me`) whose face it holds."""
    return {
        "part": part,
        "ground": symbol_address(f"shape-{part}"),
        "picture": picture or PART_PICTURES[part],
        "who": who if part == "me" and not picture else None,
        "size": size,
    }


@register.inclusion_tag("components/face.html")
def face(who: Any, size: str = "", label: bool = False) -> dict[str, Any]:
    """A person's picture in the frame of their voice. In: something with name, voice, and photo_url or face.

    Silent to a screen reader, because the name stands beside it; `label=True` says the name when it does not.
    """
    return {"who": who, "size": size, "label": label}


@register.inclusion_tag("components/who.html")
def who(who: Any, words: str = "", size: str = "") -> dict[str, Any]:
    """A face with the name, and the job of somebody paid (or other words) under it."""
    return {"who": who, "words": words, "size": size}


@register.inclusion_tag("components/door.html")
def door(sharing: Any, change: str = "") -> dict[str, Any]:
    """Who can see a thing, as a door, faces and one sentence.

    In: something with state (`just_me`, `some`, `circle`), names and faces; an address to change it at, if any.
    """
    return {"sharing": sharing, "change": change}


@register.filter
def door_picture(state: str) -> str:
    """The door of a sharing state: shut, ajar or wide open. A state nobody knows is shown as shut."""
    return DOOR_PICTURES.get(state, "door-shut")


@register.filter
def part_name(part: str) -> str:
    """The name of a part in the reader's language."""
    return str(PARTS.get(part, part))


@register.filter
def voice_name(voice: str) -> str:
    """The name of a voice in the reader's language."""
    return str(VOICES.get(voice, ""))


@register.filter
def frame(voice: str) -> str:
    """The frame of a voice. One nobody knows gets the frame of paid help: it claims the least."""
    return voice if voice in VOICES else "paid"


@register.filter
def face_image(number: object) -> str:
    """The address of a drawn face, or nothing when there is no such face."""
    known = str(number).isdecimal() and 1 <= int(str(number)) <= FACES_DRAWN
    return static(f"img/faces/face-{number}.svg") if known else ""


@register.filter
def in_words(names: list[str]) -> str:
    """Names as they are said: "Mum", "Mum and Jo", "Mum, Jo and Dev"; in Welsh "Mam a Jo" but "Mam ac Ann"."""
    said = [str(name) for name in names]
    if len(said) < 2:
        return "".join(said)
    vowel = said[-1][:1].lower() in VOWELS
    joined = pgettext("before a vowel", "%(first)s and %(last)s") if vowel else _("%(first)s and %(last)s")
    return joined % {"first": ", ".join(said[:-1]), "last": said[-1]}


@register.filter
def bar_width(value: float, most: float) -> str:
    """How wide a bar is, in per cent of the widest one, for an svg attribute. In: its value, the greatest value."""
    return f"{min(100.0, 100.0 * float(value) / float(most)):.1f}%" if most else "0%"


@register.filter
def starts_with_letter(name: str) -> str:
    """The first letter of a name, for a frame with no picture."""
    return str(name).strip()[:1].upper()


@register.simple_tag
def example_pieces() -> dict[str, Any]:
    """Invented people and words for the components page, from the file beside its template."""
    beside = Path(settings.BASE_DIR) / "templates" / "components_page.json"
    return {**json.loads(beside.read_text("utf-8")), "pictures": sorted(picture_names())}
