"""Pages as bytes that can be compared: without the token that differs on every visit."""

from __future__ import annotations

import re

from django.test import Client

TOKEN = re.compile(r'(name="csrf-token"\s+content|name="csrfmiddlewaretoken"\s+value)="[^"]*"')


def page(client: Client, path: str) -> str:
    """The body of a page, whatever its status, without its token."""
    return TOKEN.sub("", client.get(path).content.decode())
