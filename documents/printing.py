"""Make the prints that wait. An app calls this from its own task, with a function that draws its pages."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from documents import actions, serving
from documents.enums import PhotoVariant
from documents.errors import PrintError, RefusedAddressError
from documents.models import RenderedDocument, StoredFile

logger = logging.getLogger(__name__)

Photo = Callable[[], tuple[bytes, str]]


@dataclass(frozen=True)
class Page:
    """What a print is made from: a whole HTML page and the photos it may show, by id."""

    html: str
    files: Mapping[str, Photo] = field(default_factory=dict)


class NoLongerWantedError(Exception):
    """Raised by a drawing function when rights have ended or the plan is gone since the print was asked for."""


def photos_for_print(files: Mapping[UUID, StoredFile]) -> dict[str, Photo]:
    """`Page.files` for these stored photos; each is read only when the page draws it."""
    return {str(key): _reader(stored) for key, stored in files.items()}


def make_waiting(*, template: str, draw: Callable[[RenderedDocument], Page], limit: int = 10) -> int:
    """Claim and make up to `limit` waiting prints of `template`, one after another; returns how many.

    `draw` reloads what the print shows, asks again whether its reader may see it, and returns the page. It
    raises NoLongerWantedError to let the print go. A fault costs one of five tries and stops no other print.
    """
    made = 0
    for _turn in range(limit):
        claimed = actions.claim_waiting(template=template, limit=1)
        if not claimed:
            break
        made += _make(claimed[0], draw)
    return made


def _make(document: RenderedDocument, draw: Callable[[RenderedDocument], Page]) -> bool:
    # Imported here: WeasyPrint takes seconds to load, and only a worker draws.
    from documents.rendering import render_pdf

    try:
        page = draw(document)
        pdf = render_pdf(html=page.html, language=document.language, files=page.files)
    except NoLongerWantedError:
        actions.remove_prints(documents=[document])
        return False
    except (RefusedAddressError, PrintError) as fault:
        logger.error("print %s refused: %s", document.pk, fault)
        actions.give_back(document=document, reason=str(fault))
        return False
    except Exception as fault:  # the worker goes on with the next print whatever happens to this one
        logger.error("print %s: %s", document.pk, type(fault).__name__)
        actions.give_back(document=document, reason=type(fault).__name__)
        return False
    actions.keep_rendered(document=document, pdf=pdf)
    return True


def _reader(stored: StoredFile) -> Photo:
    return lambda: serving.photo_bytes(stored, PhotoVariant.PAPER)
