"""Who acts, as the database is told it with every statement: nobody, a user, or named work of the system.

Nobody is what holds when nothing was said, and nobody sees no row of anybody's life.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple


class Acting(NamedTuple):
    """`user` and `person` are ids as text, the person being the one who is that user; `work` is the name of
    something that the system itself does, which sees all rows. All three are empty for nobody."""

    user: str = ""
    person: str = ""
    work: str = ""


NOBODY = Acting()

_in_request: ContextVar[Acting | None] = ContextVar("acting in this request", default=None)
_in_span: ContextVar[Acting | None] = ContextVar("acting in this span", default=None)
_in_process = [NOBODY]


def now() -> Acting:
    """Who acts at this moment: what a span says, else the request, else the whole process."""
    return _in_span.get() or _in_request.get() or _in_process[0]


def whole_process(work: str) -> None:
    """Everything that this process does outside of requests is the system's work, such as a command."""
    _in_process[0] = Acting(work=work)


@contextmanager
def request() -> Iterator[None]:
    """A request begins as nobody, whatever the process does otherwise, and leaves nothing behind."""
    span, base = _in_span.set(None), _in_request.set(NOBODY)
    try:
        yield
    finally:
        _in_request.reset(base)
        _in_span.reset(span)


def in_request() -> bool:
    """Whether a request is being answered here."""
    return _in_request.get() is not None


def known(user: object, person: object = None) -> None:
    """From here on the request acts as this user, who is this person (ids; None = no person). Outside: nothing."""
    if in_request():
        _in_request.set(_user(user, person))


def gone() -> None:
    """From here on the request acts as nobody again. Outside of a request: nothing."""
    if in_request():
        _in_request.set(NOBODY)


@contextmanager
def system(work: str) -> Iterator[None]:
    """Inside, all rows are seen: for one named thing that the user may have done and may not look at.

    Keep it around the one statement or call that needs it. A queryset is read where it is used, not where it is made.
    """
    with _span(Acting(work=work)):
        yield


@contextmanager
def on_behalf_of(person: object, work: str) -> Iterator[None]:
    """Inside, the person themself acts as always; anybody else, whom the policy let do this, as named work."""
    if now().person == str(person):
        yield
        return
    with _span(Acting(work=work)):
        yield


@contextmanager
def as_user(user: object, person: object = None) -> Iterator[None]:
    """Inside, this user acts: for work that is done later on somebody's behalf."""
    with _span(_user(user, person)):
        yield


@contextmanager
def _span(acting: Acting) -> Iterator[None]:
    token = _in_span.set(acting)
    try:
        yield
    finally:
        _in_span.reset(token)


def _user(user: object, person: object) -> Acting:
    return Acting(user=str(user), person="" if person is None else str(person))
