"""Hand out private bytes, after the caller has decided that this reader may have them."""

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from documents.enums import PhotoVariant, PrintState
from documents.models import RenderedDocument, StoredFile

PHOTO_TYPE = "image/jpeg"
PRINT_TYPE = "application/pdf"


def file_response(stored: StoredFile, variant: PhotoVariant | str = PhotoVariant.FULL) -> HttpResponseBase:
    """The photo in one size, shown in the page. Call only after the right to see it was asked.

    `variant` is "full" or "small". Raises Http404 for another variant or when the bytes are gone.
    """
    if variant not in PhotoVariant.values:
        raise Http404
    # Only what we made ourselves from pixels is ever shown in the page; its type is ours, never the sender's.
    response = _bytes_of(stored.name_of(PhotoVariant(variant)), PHOTO_TYPE)
    response["Content-Disposition"] = 'inline; filename="photo.jpg"'
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


def photo_bytes(stored: StoredFile, variant: PhotoVariant | str = PhotoVariant.FULL) -> tuple[bytes, str]:
    """The bytes of a photo and their type, for a print. Raises FileNotFoundError when they are gone."""
    with default_storage.open(stored.name_of(PhotoVariant(variant))) as file:
        return file.read(), PHOTO_TYPE


def _bytes_of(name: str, content_type: str) -> HttpResponseBase:
    internal = getattr(settings, "PRIVATE_FILES_INTERNAL_URL", "")
    if internal:
        # The reverse proxy reads the file itself; a reader never learns this address.
        response: HttpResponseBase = HttpResponse(content_type=content_type)
        response["X-Accel-Redirect"] = f"{internal.rstrip('/')}/{name}"
    else:
        response = _from_disk(name, content_type)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _from_disk(name: str, content_type: str) -> FileResponse:
    try:
        return FileResponse(default_storage.open(name), content_type=content_type)
    except FileNotFoundError as gone:
        raise Http404 from gone
