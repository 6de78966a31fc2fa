"""One stretch of a file, as players ask for it (RFC 9110, section 14): Safari plays nothing without."""

import re
from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

BLOCK = 64 * 1024
ASKED = re.compile(r"^bytes=(\d{0,18})-(\d{0,18})$")


def ranged_response(name: str, content_type: str, wanted: str) -> HttpResponseBase:
    """The file, or the stretch that the `Range` header names: 206, or 416 for one outside of the file.

    A header that asks for several stretches, or that cannot be read, gets the whole. Raises FileNotFoundError.
    """
    size = default_storage.size(name)
    found = ASKED.match(wanted.strip())
    if found is None or found.groups() == ("", ""):
        return _stretch(name, content_type, 0, size, size, status=200)
    start, end = _limits(*found.groups(), size)
    if start >= size or end < start:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = _stretch(name, content_type, start, end + 1, size, status=206)
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response


def _limits(first: str, last: str, size: int) -> tuple[int, int]:
    if not first:  # the last so many bytes
        return (max(0, size - int(last)), size - 1) if int(last) else (size, size)
    return int(first), min(int(last), size - 1) if last else size - 1


def _stretch(name: str, content_type: str, start: int, stop: int, size: int, *, status: int) -> HttpResponseBase:
    response = StreamingHttpResponse(_blocks(name, start, stop), status=status, content_type=content_type)
    response["Content-Length"] = str(stop - start)
    response["Accept-Ranges"] = "bytes"
    return response


def _blocks(name: str, start: int, stop: int) -> Iterator[bytes]:
    with default_storage.open(name) as file:
        file.seek(start)
        left = stop - start
        while left > 0 and (block := file.read(min(BLOCK, left))):
            left -= len(block)
            yield block
