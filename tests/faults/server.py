"""The site as it is, in a process that kills itself at a named point when a request asks for it. For tests alone.

`X-Die: before` dies inside the transaction of a save, once its words are written and before they are committed;
`X-Die: after` dies when the answer is made and before a byte of it has left.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterable
from typing import Any

from pcp.wsgi import application as site  # isort: split

from audit import record  # the site sets Django up first

asked = threading.local()
written = record.write


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def write_and_die(**entry: Any) -> Any:
    """The record of a save is written inside its transaction, as the last thing."""
    made = written(**entry)
    if getattr(asked, "die", "") == "before":
        die()
    return made


record.write = write_and_die


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    asked.die = environ.get("HTTP_X_DIE", "")

    def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        return start_response(status, [*headers, ("X-Process", str(os.getpid()))], *more)

    answer = list(site(environ, start))
    if asked.die == "after":
        die()
    return answer
