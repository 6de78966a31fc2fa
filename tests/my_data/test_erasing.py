"""Delete: words of mine in every column of every row, erased; then the whole database and the private files searched."""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from api.models import Token
from audit import chain
from audit.actions import seal_all
from audit.models import AuditEntry
from documents.models import StoredFile
from my_data import actions, erasure_list
from my_data.holdings import ALL, HOLDINGS
from my_data.models import Deletion, Erased, LegalHold
from people.models import Connection, Letter, Person, Slip, User
from plans.models import Item, Note, Part, Snapshot, SupportPlan, TakeAway
from tests.documents.conftest import private_store  # noqa: F401  (a fixture)
from tests.scenarios import World, add_other_person, build_people
from tests.scenarios.helping import add_helping
from tests.scenarios.money import add_money
from tests.scenarios.my_data import add_my_data
from tests.scenarios.plan import add_plan
from tests.scenarios.programs import add_programs
from tests.scenarios.reviews import add_reviews

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_store", "list_of_its_own")]

TOKEN = re.compile(r"kanari-[\w.]+-\d+")
WORDS = (models.CharField, models.TextField, models.JSONField)


@pytest.fixture
def list_of_its_own(settings: Any, tmp_path: Path) -> Path:
    settings.ERASURE_LIST = tmp_path / "erasures" / "list.txt"
    return settings.ERASURE_LIST


def plant(world: World) -> set[str]:
    """A canary in every column of words of every row that is about Sam, its history included. Returns the columns.

    Tracked rows are changed as the site changes them, so that their history holds the canary too; then, with every
    trigger aside, the frozen ones.
    """
    planted = set()
    for holding in ALL:
        rows = holding.rows(world.sam)
        for column in holding.table._meta.concrete_fields:
            if not isinstance(column, WORDS) or column.choices or column.primary_key or column.unique:
                continue
            name = f"{holding.model}.{column.name}"
            for number, key in enumerate(rows.values_list("pk", flat=True)):
                token = f"kanari-{name}-{number}"
                value: Any = {"words": token} if isinstance(column, models.JSONField) else token
                try:
                    with transaction.atomic(), connection.cursor() as cursor:
                        cursor.execute(
                            f"SET LOCAL session_replication_role = {'origin' if holding.history else 'replica'}"
                        )
                        holding.table._default_manager.filter(pk=key).update(**{column.name: value})
                        planted.add(name)
                except (IntegrityError, ValueError):
                    continue
                except Exception as fault:
                    if "too long" not in str(fault):
                        raise
                finally:
                    with connection.cursor() as cursor:
                        cursor.execute("SET LOCAL session_replication_role = origin")
    return planted


def everything_in_the_database() -> Iterator[tuple[str, str]]:
    """Every row of every table as one text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            for (text,) in cursor.fetchall():
                yield table, text


def found_in_the_database() -> dict[str, set[str]]:
    """Which columns' canaries are found, by table."""
    found: dict[str, set[str]] = {}
    for table, text in everything_in_the_database():
        for token in TOKEN.findall(text):
            found.setdefault(table, set()).add(token.rsplit("-", 1)[0].removeprefix("kanari-"))
    return found


def files_there() -> set[str]:
    return {
        os.path.relpath(os.path.join(folder, name), default_storage.location)
        for folder, _folders, names in os.walk(default_storage.location)
        for name in names
    }


def wait_30_days(world: World) -> None:
    Deletion.objects.filter(person=world.sam).update(erase_at=timezone.now() - timedelta(minutes=1))


@pytest.fixture
def everybody(db: None, private_store: Path) -> World:  # noqa: F811
    """The whole example world , in which Sam wrote in every kind of place."""
    world = build_people()
    for add in (add_other_person, add_plan, add_helping, add_money, add_reviews, add_programs, add_my_data):
        add(world)
    return world


# What may hold words of Sam's after the erasing: the council's record, and nothing else.
LEGAL = {
    "plans_supportplan", "plans_supportplanentry", "plans_need", "plans_advocacyscreen", "plans_libertyscreen",
    "plans_snapshot", "plans_statechange", "plans_reasonablestep", "plans_secondyes",
    "budgets_costline", "budgets_costlineevent", "budgets_ledgerentry", "budgets_indicativebudget", "budgets_statement",
    "budgets_directpaymentinformation", "reviews_review", "reviews_reviewview", "people_person",
    "my_data_correction", "my_data_legalhold",
}  # fmt: skip


def test_nothing_of_mine_is_left_but_what_the_law_names(
    everybody: World, django_capture_on_commit_callbacks: Any, list_of_its_own: Path
) -> None:
    """UK GDPR Art. 17; security reference section 2, "Life events"."""
    world = everybody
    LegalHold.objects.all().delete()
    before = files_there()
    hers = {name for file in StoredFile.objects.filter(added_by=str(world.users["sam"].pk)) for name in file.names}
    seal_all(key=settings.AUDIT_KEY)
    planted = plant(world)
    assert len(planted) > 80
    leo = {table: text for table, text in everything_in_the_database() if str(world.things["leo"].pk) in text}
    sam_user = world.users["sam"].pk

    actions.ask_to_delete(by=world.actor("sam"), person=Person.objects.get(pk=world.sam.pk))
    assert actions.erase_due() == 0 and Item.objects.filter(part__plan=world.sam.pk).exists()
    wait_30_days(world)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.erase_due() == 1

    found = found_in_the_database()
    assert set(found) <= LEGAL, {table: names for table, names in found.items() if table not in LEGAL}
    assert found["people_person"] <= {"people.Person.preferred_name", "people.Person.full_name"}
    assert not {"reviews.Review.off_limits", "reviews.Review.taking_part_words"} & found.get("reviews_review", set())
    for holding in HOLDINGS:
        if holding.stays is None and not holding.by_user and holding.model != "my_data.Deletion":
            assert not holding.rows(world.sam).exists(), holding.model
            if holding.history is not None:
                column = holding.path.split("__")[0]
                assert (
                    column in {"part", "plan"}
                    and not holding.history.objects.exclude(
                        pgh_obj_id__in=holding.table._default_manager.values("pk")
                    ).exists()
                )
    assert hers and not hers & files_there() and files_there() < before
    assert not User.objects.filter(pk=sam_user, name__gt="").exists()
    assert User.objects.get(pk=sam_user).email.endswith("@erased.invalid")

    # The chain holds what was sealed before and what came after.
    seal_all(key=settings.AUDIT_KEY)
    assert chain.first_break(key=settings.AUDIT_KEY) is None
    assert AuditEntry.objects.about(world.sam.pk).filter(action="my_data.erased").exists()
    # Leo's rows are as they were.
    now = {table: text for table, text in everything_in_the_database() if str(world.things["leo"].pk) in text}
    assert now == leo
    # What stays is read by the data lead alone.
    person = Person.objects.get(pk=world.sam.pk)
    assert person.sealed_at is not None and person.user is None
    for name in ("nia", "priya", "morgan", "ravi", "olu"):
        assert not SupportPlan.objects.visible_to(world.actor(name)).filter(person=person).exists(), name
        assert not Snapshot.objects.visible_to(world.actor(name)).filter(support_plan__person=person).exists(), name
    (line,) = erasure_list.read(list_of_its_own)
    assert (line.person_id, line.user_id) == (world.sam.pk, sam_user)
