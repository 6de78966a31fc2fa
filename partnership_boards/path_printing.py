"""A published PATH on paper: the arrow on a page of its own, then the seven steps as a list."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from documents.models import RenderedDocument
from documents.printing import NoLongerWantedError, Page
from partnership_boards import path_page
from partnership_boards.enums import PathKind
from partnership_boards.models import PathPrint, PublishedPath

TEMPLATE = "partnership_boards.path"
TEMPLATE_VERSION = "1"
TYPEFACE = "<style>text{font-family:'Atkinson Hyperlegible Next','Atkinson Hyperlegible Next Wider',sans-serif}</style>"


def draw(document: RenderedDocument) -> Page:
    """The page of a waiting print. Raises NoLongerWantedError when no path asks for it."""
    wanted = PathPrint.objects.filter(document=document).select_related("published__path__board").first()
    if wanted is None:
        raise NoLongerWantedError
    with translation.override(wanted.language):
        svg = _arrow(wanted.published.content)
        return Page(_html(wanted), {"arrow": lambda: (svg.encode(), "image/svg+xml")})


def file_name(published: PublishedPath) -> str:
    """A name for the file, in plain letters."""
    return f"{slugify(published.content['name']) or 'path'}.pdf"


def _arrow(content: path_page.Content) -> str:
    """The arrow lying down, for a page that lies too, with its typeface written in."""
    drawn = {"sheet": path_page.drawn(content)["wide"], "kind": "wide", "label": content["name"]}
    return render_to_string("plans/drawings/_sheet.html", drawn).strip().replace(">", f">{TYPEFACE}", 1)


def _html(path_print: PathPrint) -> str:
    published = path_print.published
    content = published.content
    page = {
        "language": path_print.language,
        "title": content["name"],
        "name": published.path.board.name,
        "about": path_page.facts(content),
        "steps": path_page.steps(content),
        "closing": path_page.asked(content, PathKind.WORDS),
        "principles": path_page.asked(content, PathKind.PRINCIPLE),
        "members": path_page.members(content, all_names=False),
        "for_whom": _("everybody"),
        "made_on": published.published_at,
        "version": "1",
    }
    return render_to_string("partnership_boards/path_paper.html", page)
