"""T-LOOKLOG, where a page is drawn while its look goes to the disk: nothing leaves before the look is kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import contextmanager, suppress

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.signals import template_rendered
from django.urls import reverse

from audit import record
from audit.models import AuditEntry
from people import sharing
from people.actors import system
from plans.models import Part
from row_security import acting
from tests.scenarios import World
from tests.scenarios.plan import add_plan

pytestmark = pytest.mark.django_db(transaction=True)

LOCK = 4207
# Fires when the transaction ends, after its rows were handed over.
AT_COMMIT = """
CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {what}; RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON audit_auditentry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION at_commit();
"""
NO_MORE = "DROP TRIGGER at_commit ON audit_auditentry; DROP FUNCTION at_commit();"
BREAKS = "RAISE EXCEPTION 'the disk is full'"
WAITS = f"PERFORM pg_advisory_xact_lock({LOCK})"


def owner_says(words: str) -> None:
    with connection.as_owner(), connection.cursor() as cursor:
        cursor.execute(words)


@contextmanager
def at_commit(what: str) -> Iterator[None]:
    owner_says(AT_COMMIT.format(what=what))
    try:
        yield
    finally:
        with suppress(DatabaseError):
            connection.wait_for_commit()
        owner_says(NO_MORE)


@pytest.fixture
def mum_reads(world: World, sign_in: Callable[[str], Client]) -> Callable[[], HttpResponse]:
    """Mum opens Sam's plan, of which she sees one part. An error becomes a page, as it does outside of tests."""
    add_plan(world)
    part = Part.objects.filter(plan=world.sam.pk).values_list("pk", flat=True)[0]
    sharing.give(by=system("test"), person=world.sam, connection=world.connections["mum"], part_ids=[part])
    mum = sign_in("mum")
    mum.raise_request_exception = False
    path = reverse("plan", args=[world.sam.pk])
    assert mum.get(path).status_code == 200
    return lambda: mum.get(path)


def looks() -> int:
    return AuditEntry.objects.looks().count()


def test_a_look_that_fails_when_it_is_committed_is_not_shown(
    world: World, mum_reads: Callable[[], HttpResponse]
) -> None:
    before = looks()
    with at_commit(BREAKS):
        page = mum_reads()
    assert page.status_code == 500 and world.sam.preferred_name not in page.content.decode() and looks() == before
    assert "no-store" in page["Cache-Control"] and "default-src" in page["Content-Security-Policy"], "as every page has"
    assert mum_reads().status_code == 200 and looks() == before + 1


def test_a_page_is_drawn_while_its_look_is_on_its_way_and_leaves_when_it_is_kept(
    mum_reads: Callable[[], HttpResponse],
) -> None:
    before, drawn = looks(), threading.Event()

    def read() -> HttpResponse:
        try:
            return mum_reads()
        finally:
            connection.close()

    def hear(**_said: object) -> None:
        drawn.set()

    template_rendered.connect(hear)
    try:
        with at_commit(WAITS), ThreadPoolExecutor(1) as reader:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT pg_advisory_lock({LOCK})")
                page = reader.submit(read)
                try:
                    assert drawn.wait(20), "the page was not drawn before the look was committed"
                    with pytest.raises(NotYet):
                        page.result(timeout=0.5)
                finally:
                    cursor.execute(f"SELECT pg_advisory_unlock({LOCK})")
            assert page.result(timeout=20).status_code == 200 and looks() == before + 1
    finally:
        template_rendered.disconnect(hear)


def keep(action: str) -> list[tuple[str]]:
    """One entry of the record, whose row is handed over before it is committed."""
    values = record.look_in_passing(actor=None, action=action, about_person="", object_type="", object_id="")
    return connection.rows_before_commit(f"{record.LOOK_IN_PASSING} RETURNING action", values)


NEXT_THINGS = {
    "waiting": lambda: connection.wait_for_commit(),
    "a statement": looks,
    "a transaction": transaction.atomic(looks),
    "closing": lambda: connection.close(),
}


@pytest.mark.parametrize("next_thing", NEXT_THINGS.values(), ids=NEXT_THINGS)
def test_whatever_comes_next_waits_and_says_what_failed(world: World, next_thing: Callable[[], object]) -> None:
    with acting.request(), acting.system("test"):
        assert keep("plans.looked") == [("plans.looked",)]
        assert connection._committing is not None, "it was waited for at once"
        next_thing()
        assert connection._committing is None and looks() == 1
        with at_commit(BREAKS):
            keep("plans.looked")
            with pytest.raises(DatabaseError, match="the disk is full"):
                next_thing()
        assert looks() == 1


def test_a_statement_that_fails_hands_over_nothing_and_the_connection_goes_on(world: World) -> None:
    with acting.request(), acting.system("test"):
        with pytest.raises(DatabaseError, match="division"):
            connection.rows_before_commit("SELECT 1 / %s", [0])
        assert looks() == 0 and keep("plans.looked") and looks() == 1


def test_a_commit_that_fails_says_why_and_leaves_the_connection_in_order(world: World) -> None:
    """The same outside of a request, where nothing is put off: a constraint that is checked last of all."""
    with at_commit(BREAKS):
        for _ in range(2):
            with pytest.raises(DatabaseError, match="the disk is full"):
                keep("plans.looked")
    assert looks() == 0


def test_outside_of_a_request_and_in_a_transaction_nothing_is_put_off(world: World) -> None:
    keep("plans.looked")
    assert connection._committing is None
    with acting.request(), acting.system("test"), transaction.atomic():
        keep("plans.looked")
        assert connection._committing is None
