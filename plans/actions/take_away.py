"""Take my plan away. The row comes first; a worker makes the file; it is deleted after seven days."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from audit import record
from documents import store
from documents.enums import PrintState
from people.actors import Actor
from people.policy import require
from plans import export
from plans.actions.prints import ask_for_print
from plans.models import Plan, TakeAway
from plans.tasks import wake_the_copier
from row_security import acting

logger = logging.getLogger(__name__)
FOLDER = "copies"
KEPT_FOR = timedelta(days=7)
LEASE = timedelta(minutes=15)
RESTS = timedelta(minutes=1)
ASKED_AT_MOST_EVERY = timedelta(minutes=1)


@transaction.atomic
def ask_for_copy(*, by: Actor, plan: Plan, language: str) -> TakeAway:
    """Everything of mine in one file. Pressed twice within a minute it is asked for once."""
    require(by, "plans.print", plan)
    now = timezone.now()
    Plan.objects.select_for_update().get(pk=plan.pk)
    lately = TakeAway.objects.visible_to(by).filter(plan=plan, asked_at__gt=now - ASKED_AT_MOST_EVERY).first()
    if lately is not None:
        return lately
    copy = TakeAway.objects.create(
        plan=plan, asked_by=by.user, language=language, asked_at=now, delete_at=now + KEPT_FOR,
        paper=ask_for_print(by=by, plan=plan, audience=None, language=language),
    )  # fmt: skip
    record.write(actor=by, action="plans.copy_asked", about_person=plan.pk, obj=copy)
    transaction.on_commit(wake_the_copier)
    return copy


def make_waiting_copies(*, at_most: int = 5) -> int:
    """Make the copies that wait, each claimed with a lease, so that two workers never make one. Returns how many."""
    made = 0
    for _turn in range(at_most):
        copy = _claim()
        if copy is None:
            break
        made += _make(copy)
    return made


@transaction.atomic
def _claim() -> TakeAway | None:
    free = TakeAway.objects.to_make().select_for_update(skip_locked=True, of=("self",))
    copy = free.select_related("plan__person__user", "paper__document", "asked_by").first()
    if copy is not None:
        copy.lease_until, copy.attempts = timezone.now() + LEASE, copy.attempts + 1
        copy.save(update_fields=["lease_until", "attempts"])
    return copy


def _make(copy: TakeAway) -> bool:
    # The plan is no longer theirs to take, or their account has ended since they asked.
    if copy.plan.person.user_id != copy.asked_by_id or not copy.asked_by.is_active:
        copy.delete()
        return False
    try:
        with acting.as_user(copy.asked_by_id, copy.plan_id):  # a copy of what they themselves may read
            name, size = _write(copy)
    except Exception as fault:  # the worker goes on with the next one; after five tries this one rests
        logger.error("copy %s: %s", copy.pk, type(fault).__name__)
        TakeAway.objects.filter(pk=copy.pk).update(lease_until=timezone.now() + RESTS)
        return False
    mine = TakeAway.objects.filter(pk=copy.pk, ready_at__isnull=True)
    if not mine.update(storage_name=name, bytes=size, ready_at=timezone.now(), lease_until=None):
        default_storage.delete(name)
        return False
    return True


def _write(copy: TakeAway) -> tuple[str, int]:
    """The file in the private store, under a name nobody can guess. It is written aside first, and whole."""
    with tempfile.TemporaryFile() as book:
        export.write_zip(book, copy.plan, language=copy.language, pdf=_pdf_of(copy))
        size = book.tell()
        book.seek(0)
        return default_storage.save(store.new_name(FOLDER, "zip"), File(book)), size


def _pdf_of(copy: TakeAway) -> Callable[[], bytes] | None:
    """The paper that was asked for with it, where the printer has made it."""
    document = copy.paper.document if copy.paper else None
    if document is None or document.state != PrintState.READY:
        return None

    def read() -> bytes:
        with default_storage.open(document.storage_name) as file:
            return file.read()

    return read


def delete_old_copies() -> int:
    """Delete the copies whose seven days are over: the rows now, the bytes once that is certain. Returns how many.

    A file without a row (its plan was deleted, its worker died) goes by its own age.
    """
    with transaction.atomic():
        over = list(TakeAway.objects.over().select_for_update(skip_locked=True))
        names = [copy.storage_name for copy in over if copy.storage_name]
        TakeAway.objects.filter(pk__in=[copy.pk for copy in over]).delete()
    for name in [*names, *_left_behind(timezone.now() - KEPT_FOR - LEASE)]:
        default_storage.delete(name)
    return len(over)


def _left_behind(before: datetime) -> Iterator[str]:
    try:
        folders, _files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    for folder in folders:
        for file in default_storage.listdir(f"{FOLDER}/{folder}")[1]:
            name = f"{FOLDER}/{folder}/{file}"
            if default_storage.get_modified_time(name) < before:
                yield name
