"""Requests whose changes are undone, by somebody who stays signed in."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.test import Client


def ask(client: Client, path: str, method: str = "GET", body: Any = "", kind: str = "", **headers: str) -> Any:
    """One answer; a body is a form unless `kind` says otherwise."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = client.generic(method, path, body, kind or "application/x-www-form-urlencoded", headers=headers)
        if answer.streaming:
            answer.whole = b"".join(answer.streaming_content)
        else:
            answer.whole = answer.content
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer
