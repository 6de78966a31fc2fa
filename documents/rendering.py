"""HTML to a tagged PDF (PDF/UA-1). The only importer of WeasyPrint; it is slow to import, so workers do it.

Nothing here can reach a network or a path: a print knows only the photos it was given and our own static
files, and one wish for anything else stops it.
"""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from email.message import EmailMessage
from functools import lru_cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from urllib.request import OpenerDirector

import pikepdf
from django.contrib.staticfiles import finders
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from documents.errors import PrintError, RefusedAddressError

STYLESHEET = "print/print.css"
STATIC_FOLDERS = ("print", "fonts", "img")
TYPES = {".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}

Photo = Callable[[], tuple[bytes, str]]


class OwnFiles(URLFetcher):
    """Answers `file-id:<id>` from the photos of this print and `static:<path>` from our own files.

    Anything else is refused for good. What was refused is also remembered: a drawing swallows even a fatal
    error while it is painted, so the caller looks here afterwards.
    """

    def __init__(self, files: Mapping[str, Photo]) -> None:
        # Past URLFetcher's own start, which installs handlers for http, ftp, file, data and proxies.
        OpenerDirector.__init__(self)
        self._fail_on_errors = False
        self._files = files
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The bytes behind `url`. Raises FatalURLFetchingError for an address that is not ours."""
        scheme, _, name = url.partition(":")
        if scheme == "file-id" and name in self._files:
            return _response(url, *self._files[name]())
        if scheme == "static" and _is_ours(name):
            return _response(url, *_static(name))
        self.refused.append(url)
        raise FatalURLFetchingError("A print asked for an address that is not its own.")


def render_pdf(*, html: str, language: str, files: Mapping[str, Photo]) -> bytes:
    """The PDF of a whole page of `html` (made by our templates) in `language` ("en-gb" or "cy").

    `files` gives the bytes and type of each photo the page may show, by id, read only when it is drawn; the
    page names one as `file-id:<id>`. Raises RefusedAddressError when the page asks for anything else, and
    PrintError when it has no title (PDF/UA-1, 7.1).
    """
    own = OwnFiles(files)
    pictures = dict(_shared_pictures())
    try:
        # Photos come in at the size of paper, so nothing is encoded again here.
        with _no_rubbish_collection():
            pdf = HTML(string=html, url_fetcher=own).write_pdf(
                stylesheets=[_stylesheet()],
                font_config=_fonts(),
                pdf_variant="pdf/ua-1",
                cache=pictures,
            )
    except FatalURLFetchingError as refused:
        raise RefusedAddressError(str(refused)) from None
    if own.refused:
        raise RefusedAddressError("A drawing in a print asked for an address that is not its own.")
    _remember(pictures)
    return _finished(pdf, language)


@contextmanager
def _no_rubbish_collection() -> Iterator[None]:
    """A print makes half a million small objects that live until it ends; looking through them costs a sixth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@lru_cache(maxsize=1)
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@lru_cache(maxsize=1)
def _stylesheet() -> CSS:
    text = _static(STYLESHEET)[0].decode()
    return CSS(string=text, font_config=_fonts(), url_fetcher=OwnFiles({}))


@lru_cache(maxsize=1)
def _shared_pictures() -> dict[str, object]:
    return {}


def _remember(pictures: Mapping[str, object]) -> None:
    """Keep decoded pictures for the next print: ours only. A person's photo must be asked for each time."""
    _shared_pictures().update({url: made for url, made in pictures.items() if url.startswith("static:")})


def _is_ours(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return bool(parts) and parts[0] in STATIC_FOLDERS and ".." not in parts and "\\" not in name


def _static(name: str) -> tuple[bytes, str]:
    """Raises FileNotFoundError; a print without one of its pictures or fonts is better than no print."""
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(name)
    return Path(path).read_bytes(), TYPES.get(Path(name).suffix, "application/octet-stream")


def _response(url: str, content: bytes, content_type: str) -> URLFetcherResponse:
    headers = EmailMessage()
    headers["Content-Type"] = content_type
    return URLFetcherResponse(url, content, headers)


def _finished(pdf: bytes, language: str) -> bytes:
    """Say the language of the whole, and for each table header whether it heads a column or a row."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        if not str(document.docinfo.get("/Title", "")).strip():
            raise PrintError("A print needs a title.")
        document.Root.Lang = pikepdf.String(_as_tag(language))
        for header, scope in _table_headers(document.Root.StructTreeRoot, "/Row"):
            header.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name(scope))
        document.save(out)
    return out.getvalue()


def _table_headers(element: pikepdf.Object, scope: str) -> Iterator[tuple[pikepdf.Object, str]]:
    """Each TH below `element`: a column's within THead, a row's elsewhere (ISO 14289-1, 7.5)."""
    kind = str(element.get("/S", ""))
    if kind == "/TH":
        yield element, scope
        return
    within = "/Column" if kind == "/THead" else scope
    children = element.get("/K")
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            yield from _table_headers(child, within)


def _as_tag(language: str) -> str:
    """ "en-gb" as documents spell it: "en-GB"."""
    first, _, region = language.partition("-")
    return f"{first}-{region.upper()}" if region else first
