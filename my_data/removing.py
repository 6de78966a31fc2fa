"""Taking rows out for good, past the triggers that keep them, and the bytes of what they showed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.db.models import QuerySet

from documents import store
from documents.actions import remove_files, remove_prints
from documents.models import Piece, RenderedDocument, StoredFile, Upload
from my_data.holdings import Holding
from people.models import Person
from row_security import acting
from row_security.functions import FORGETTING

SPOKEN = "speech"


@contextmanager
def past_the_triggers(*tables: type[models.Model]) -> Iterator[None]:
    """Until the end of the block the keeping triggers of these tables stand aside, for this transaction alone.

    They do so for this one name of work and for no other (`row_security.functions`). The setting is made in a
    statement of its own: a prepared statement cannot hold two.
    """
    names = []
    for table in tables:
        for trigger in getattr(table._meta, "triggers", []):
            pgid = trigger.get_pgid(table)
            names += [pgid, f"{table._meta.db_table}:{pgid}"]
    with acting.system(FORGETTING):
        _let_aside(names)
        try:
            yield
        finally:
            if not connection.needs_rollback:
                _let_aside([])


def _let_aside(names: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', %s, true)", ["{" + ",".join(names) + "}" if names else ""]
        )


def take_out(rows: QuerySet[Any], holding: Holding) -> int:
    """Delete rows of one kind with every earlier version of them. Returns how many rows went."""
    keys = list(rows.values_list("pk", flat=True))
    history = holding.history
    if not keys:
        return 0
    with past_the_triggers(holding.table, *([history] if history else [])):
        holding.table._default_manager.filter(pk__in=keys).delete()
        if history is not None:
            _forget(history, "pgh_obj_id", keys)
    return len(keys)


def take_out_lost_history(holding: Holding, person: Person) -> None:
    """Versions of rows that went before this: they are known by the part or the plan that they name."""
    history = holding.history
    if history is None:
        return
    column = holding.path.split("__")[0]
    parts = apps.get_model("plans.Part")._default_manager.filter(plan=person.pk).values_list("pk", flat=True)
    keys = list(parts) if column == "part" else [person.pk]
    with past_the_triggers(history):
        _forget(history, f"{column}_id", keys)


def _forget(history: type[models.Model], column: str, keys: list[UUID]) -> None:
    """The application has no right to take history away: the owner's function does, for whoever is past the triggers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pcp_forget_history(%s, %s, %s)", [history._meta.db_table, column, keys])


def files_of(holdings: Iterable[Holding], person: Person) -> set[UUID]:
    """The photos, sounds and films that the person's rows show now or showed before."""
    found: set[UUID] = {person.photo_id} if person.photo_id else set()
    for holding in holdings:
        rows = holding.rows(person)
        for column in _file_columns(holding.table):
            found.update(rows.exclude(**{column: None}).values_list(column, flat=True))
            if holding.history is not None:
                versions = holding.history._default_manager.filter(pgh_obj_id__in=rows.values("pk"))
                found.update(versions.exclude(**{f"{column}_id": None}).values_list(f"{column}_id", flat=True))
    return found


def remove_files_nobody_shows(ids: set[UUID]) -> int:
    """Delete those files that no row of anybody shows any more: rows now, bytes once that is certain."""
    shown: set[UUID] = set()
    for model in apps.get_models():
        for column in _file_columns(model):
            if model is StoredFile or model._meta.model_name == "recordingtomake":
                continue
            shown.update(
                model._default_manager.filter(**{f"{column}_id__in": ids}).values_list(f"{column}_id", flat=True)
            )
    files = list(StoredFile.objects.with_ids(ids - shown))
    remove_files(files=files)
    return len(files)


def prints_of(person: Person) -> list[RenderedDocument]:
    documents = apps.get_model("plans.PlanPrint")._default_manager.filter(plan=person.pk).values("document")
    return list(RenderedDocument.objects.filter(pk__in=documents))


def remove_prints_nobody_holds(documents: list[RenderedDocument]) -> None:
    """Paper is stored by what it holds: somebody else's row may show the same sheet."""
    held = (
        apps.get_model("plans.PlanPrint")
        ._default_manager.filter(document__in=documents)
        .values_list("document", flat=True)
    )
    keep = set(held)
    remove_prints(documents=[each for each in documents if each.pk not in keep])


def copies_of(person: Person) -> list[str]:
    """Where the files to take away lie."""
    rows = apps.get_model("plans.TakeAway")._default_manager.filter(plan=person.pk).exclude(storage_name="")
    return list(rows.values_list("storage_name", flat=True))


def remove_uploads(user_id: object) -> None:
    """Pieces of files that were on their way."""
    pieces = Piece.objects.filter(upload__added_by=str(user_id))
    names = list(pieces.values_list("storage_name", flat=True))
    Upload.objects.of(user_id).delete()
    delete_bytes_later(names)


def forget_spoken_words() -> None:
    """Sounds of words read aloud lie by their sound and not by their writer: all of them go, and are made anew."""
    delete_bytes_later([name for name, _changed in store.everything() if name.startswith(f"{SPOKEN}/")])


def delete_bytes_later(names: Iterable[str]) -> None:
    """Once it is certain that the rows are gone."""
    gone = list(names)
    transaction.on_commit(lambda: [default_storage.delete(name) for name in gone])


def _file_columns(model: type[models.Model]) -> list[str]:
    return [
        column.name for column in model._meta.concrete_fields
        if column.is_relation and column.related_model is StoredFile
    ]  # fmt: skip
