"""Hand out private bytes, after the caller has decided that this reader may have them."""

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from documents.enums import FileKind, PhotoVariant, PrintState
from documents.models import RenderedDocument, StoredFile
from documents.ranges import ranged_response

PHOTO_TYPE = "image/jpeg"
PRINT_TYPE = "application/pdf"
RECORDING_TYPE = {FileKind.SOUND: "audio/mp4", FileKind.FILM: "video/mp4"}


def file_response(stored: StoredFile, variant: PhotoVariant | str = PhotoVariant.FULL) -> HttpResponseBase:
    """The photo in one size, shown in the page. Call only after the right to see it was asked.

    `variant` is "full" or "small". Raises Http404 for another variant or when the bytes are gone.
    """
    if variant not in PhotoVariant.values or not stored.name_of(PhotoVariant(variant)):
        raise Http404
    # Only what we made ourselves from pixels is ever shown in the page; its type is ours, never the sender's.
    response = _bytes_of(stored.name_of(PhotoVariant(variant)), PHOTO_TYPE)
    response["Content-Disposition"] = 'inline; filename="photo.jpg"'
    return response


def recording_response(stored: StoredFile, *, wanted: str = "") -> HttpResponseBase:
    """A sound or film to be played in the page; `wanted` is the Range header. Call only after the right was asked.

    Raises Http404 while it is not ready, or when the bytes are gone.
    """
    if not stored.is_ready or stored.kind not in (FileKind.SOUND, FileKind.FILM):
        raise Http404
    # Only what we made ourselves is ever played in the page; its type is ours, never the sender's.
    response = _bytes_of(stored.storage_name, RECORDING_TYPE[FileKind(stored.kind)], wanted=wanted)
    response["Content-Disposition"] = "inline"
    return response


def print_response(document: RenderedDocument, *, filename: str) -> HttpResponseBase:
    """The PDF as a download called `filename`. Call only after the right to see it was asked.

    Raises Http404 while the print is not ready.
    """
    if document.state != PrintState.READY:
        raise Http404
    response = _bytes_of(document.storage_name, PRINT_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, filename) or "attachment"
    return response


def file_to_keep(name: str, content_type: str, *, filename: str) -> HttpResponseBase:
    """A file that we made, by its name in the private store, as a download. Call only after the right was asked.

    Raises Http404 when the bytes are gone.
    """
    response = _bytes_of(name, content_type)
    response["Content-Disposition"] = content_disposition_header(True, filename) or "attachment"
    return response


def photo_bytes(stored: StoredFile, variant: PhotoVariant | str = PhotoVariant.FULL) -> tuple[bytes, str]:
    """The bytes of a photo and their type, for a print. Raises FileNotFoundError when they are gone."""
    with default_storage.open(stored.name_of(PhotoVariant(variant))) as file:
        return file.read(), PHOTO_TYPE


def _bytes_of(name: str, content_type: str, *, wanted: str | None = None) -> HttpResponseBase:
    internal = getattr(settings, "PRIVATE_FILES_INTERNAL_URL", "")
    if internal:
        # The reverse proxy reads the file itself; a reader never learns this address.
        response: HttpResponseBase = HttpResponse(content_type=content_type)
        response["X-Accel-Redirect"] = f"{internal.rstrip('/')}/{name}"
    else:
        response = _from_disk(name, content_type, wanted)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _from_disk(name: str, content_type: str, wanted: str | None) -> HttpResponseBase:
    try:
        if wanted is not None:
            return ranged_response(name, content_type, wanted)
        return FileResponse(default_storage.open(name), content_type=content_type)
    except FileNotFoundError as gone:
        raise Http404 from gone
