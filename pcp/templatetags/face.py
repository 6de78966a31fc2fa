"""The pieces of the look that a template draws by name: pictures, shapes, faces, doors.

Loaded as a builtin, so templates need no `{% load %}`. `docs/look.md` lists what each one takes.
"""

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.template.base import NodeList, Parser, Token
from django.template.loader import render_to_string
from django.template.loader_tags import BlockNode
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from people.display import CHOICES

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
SHEET = "img/pictures.svg"
NOTHING = SafeString("")
# How a page looks for somebody who has chosen nothing.
DISPLAY = {name: usual for name, (usual, *_others) in CHOICES.items()}
VOWELS = frozenset("aeiouâêîôûáéíóú")
DOOR_PICTURES = {"just_me": "door-shut", "some": "door-ajar", "circle": "door-open"}


@cache
def picture_names() -> dict[str, str]:
    """Every idea that has a picture, with the file it is in: the sheet of the interface, or a file of its own."""
    listed = json.loads((Path(settings.BASE_DIR) / "static" / "img" / "pictures.json").read_text("utf-8"))
    return {name: f"img/found/{name}.svg" if about.get("found") else SHEET for name, about in listed.items()}


@cache
def symbol_address(name: str) -> str:
    """Where one picture is: the address of its file and the name of the symbol in it."""
    return f"{static(picture_names().get(name, SHEET))}#{name}"


@register.simple_tag
def picture(name: str, size: str = "", label: str = "") -> SafeString:
    """One picture. In: the idea (`home`), a size (s, m, l, xl; the place it stands in decides when left out),
    and a label only when no words stand beside it. Out: an svg, or nothing for an idea without a picture."""
    if name not in picture_names():
        return NOTHING
    if not label:
        return _silent_picture(name, size)
    return format_html(
        '<svg class="pic{}" role="img" aria-label="{}"><use href="{}"/></svg>',
        _sized("pic", size), label, symbol_address(name),
    )  # fmt: skip


# Pictures and the signs of parts are the same for everybody, so each is drawn once in a process.
@cache
def _silent_picture(name: str, size: str) -> SafeString:
    return format_html(
        '<svg class="pic{}" aria-hidden="true" focusable="false"><use href="{}"/></svg>',
        _sized("pic", size), symbol_address(name),
    )  # fmt: skip


def _sized(piece: str, size: str) -> SafeString:
    return format_html(" {}--{}", piece, size) if size else NOTHING


@register.simple_tag
def shape(part: str, picture: str = "", who: Any = None, size: str = "") -> SafeString:
    """The sign of a part. In: the part's key, another picture to stand in it, or (for `me`) whose face it holds."""
    shown = _portrait(who) if who and part == "me" and not picture else ""
    if not shown:
        return _sign(part, picture or PART_PICTURES[part], size)
    return _with_face(part, size, shown)


@lru_cache(maxsize=1024)
def _with_face(part: str, size: str, address: str) -> SafeString:
    return _framed(part, size, format_html('<img class="shape__face" src="{}" alt="">', address))


@cache
def _sign(part: str, idea: str, size: str) -> SafeString:
    return _framed(part, size, format_html('<span class="shape__picture">{}</span>', picture(idea)))


def _framed(part: str, size: str, inside: SafeString) -> SafeString:
    return format_html(
        '<span class="shape shape--{}{}" aria-hidden="true"><svg class="shape__ground" focusable="false">'
        '<use href="{}"/></svg>{}</span>',
        part, _sized("shape", size), symbol_address(f"shape-{part}"), inside,
    )  # fmt: skip


def _of(thing: Any, name: str) -> Any:
    """One value of a thing, as a template would look it up; nothing when it is not there."""
    return (thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)) or ""


def _portrait(who: Any) -> str:
    """The address of somebody's photo, or else of their drawn face; nothing when they have neither."""
    return _of(who, "photo_url") or face_image(_of(who, "face"))


@cache
def _plain_tile(part: str) -> tuple[str, str, str]:
    """A tile with a name and nothing else, as what stands before its address, before its name and after it."""
    sign = _sign(part, PART_PICTURES[part], "")
    return (
        f'<a class="tile part-{part}" href="',
        f'">{sign}<span class="tile__words"><span class="tile__name">',
        "</span></span></a>",
    )


@register.simple_tag
def tile(tile: Any) -> SafeString:
    """One part on the quilt, as a link. In: a thing with part, url, name, words (its state), sharing, who, picture.

    Only part and url must be there. It is written here, not as a template, because a page holds a dozen.
    """
    part, words, sharing = _of(tile, "part"), _of(tile, "words"), _of(tile, "sharing")
    name, idea, who = _of(tile, "name") or part_name(part), _of(tile, "picture"), _of(tile, "who")
    if not (words or sharing or idea or who):
        opening, middle, end = _plain_tile(part)
        return SafeString(f"{opening}{escape(str(_of(tile, 'url')))}{middle}{escape(str(name))}{end}")
    sign = shape(part, idea, who)
    return format_html(
        '<a class="tile part-{}" href="{}">{}<span class="tile__words"><span class="tile__name">{}</span>{}</span>{}</a>',
        part,
        _of(tile, "url"),
        sign,
        name,
        format_html('<span class="tile__state">{}</span>', words) if words else NOTHING,
        render_to_string("components/door.html", door(sharing)) if sharing else NOTHING,
    )


@register.simple_tag
def quilt(tiles: Any, small: bool = False) -> SafeString:
    """The parts of a plan as one list of tiles. In: things as `tile` takes them."""
    drawn = "".join(f"<li>{tile(each)}</li>" for each in tiles)
    return SafeString(f'<ul class="quilt{" quilt--small" if small else ""}">{drawn}</ul>')


@register.simple_tag
def display_marks(display: Any) -> SafeString:
    """How the page looks for this reader, as attributes of its root. In: their choices, all or some of them."""
    return _display_marks(tuple(_of(display, name) or usual for name, usual in DISPLAY.items()))


@lru_cache(maxsize=1024)
def _display_marks(chosen: tuple[str, ...]) -> SafeString:
    return format_html_join("", ' data-{}="{}"', zip(DISPLAY, chosen, strict=True))


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
    return _face_address(int(str(number))) if known else ""


@cache
def _face_address(number: int) -> str:
    return static(f"img/faces/face-{number}.svg")


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
    return {
        **json.loads(beside.read_text("utf-8")),
        "pictures": sorted(name for name, file in picture_names().items() if file == SHEET),
    }


class OnceNode(template.Node):
    """What `{% once %}` holds, kept for each language (and, in tests, for each set of addresses)."""

    # No block is inside, so a page that extends this one need not look for one here.
    child_nodelists = ()

    def __init__(self, nodelist: NodeList, name: str = "") -> None:
        self.nodelist, self.name = nodelist, name
        self.drawn: dict[tuple[str | None, str], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        key = (get_language(), settings.ROOT_URLCONF)
        if key not in self.drawn:
            # An empty context: nothing of this reader can stand in what the next one gets.
            empty = template.Context()
            with empty.bind_template(context.template):
                self.drawn[key] = self.nodelist.render(empty)
        if not self.name:
            return self.drawn[key]
        context[self.name] = self.drawn[key]
        return NOTHING


@register.tag
def once(parser: Parser, token: Token) -> OnceNode:
    """`{% once %}…{% endonce %}`: addresses and words that are the same on every page, drawn once in a process.

    `{% once as name %}` keeps it in a variable instead. Inside there is no variable of the page. Raises
    TemplateSyntaxError for a block, which a page could fill.
    """
    _tag, *words = token.split_contents()
    if words and (words[0] != "as" or len(words) != 2):
        raise template.TemplateSyntaxError("Write {% once %} or {% once as name %}.")
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    if nodelist.get_nodes_by_type(BlockNode):
        raise template.TemplateSyntaxError("A block cannot stand inside {% once %}.")
    return OnceNode(nodelist, *words[1:])
