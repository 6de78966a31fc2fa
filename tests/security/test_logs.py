"""T-LOG: what production writes down holds no words, no query strings, and no values that went to the database."""

from __future__ import annotations

import io
import logging
import logging.config
import sys
from collections.abc import Iterator

import pytest
from celery import current_app
from django.conf import settings
from django.db import DataError, IntegrityError, connection, transaction
from django.test import Client, RequestFactory
from django.views.debug import get_exception_reporter_class

from people.models import Person
from tests.access.knocking import client_for
from tests.scenarios import World

pytestmark = pytest.mark.django_db
SECRET = "cnry-i-am-afraid-of-dad"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the handler of the settings prints, formatted as in production."""
    configured = logging.config.DictConfigurator(settings.LOGGING)
    handler = logging.StreamHandler(out := io.StringIO())
    handler.setFormatter(configured.configure_formatter(dict(settings.LOGGING["formatters"]["line"])))
    logging.getLogger().addHandler(handler)
    yield out
    logging.getLogger().removeHandler(handler)


def broken_statement(*_a: object, **_k: object) -> None:
    """A statement that the database refuses with the words it was given in its message."""
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SELECT CAST(%s AS integer)", [SECRET])


def test_the_database_would_tell() -> None:
    with pytest.raises(DataError, match=SECRET):
        broken_statement()


def test_under_row_security_the_database_tells_no_row(db: None) -> None:
    """A save that it refuses: elsewhere its message holds the whole row."""
    with transaction.atomic(), pytest.raises(IntegrityError) as refused:
        Person.objects.create(preferred_name=SECRET, full_name=SECRET, jurisdiction=None)
    assert SECRET not in str(refused.value)


def test_a_request_that_breaks_writes_where_and_nothing_of_what(
    whole_world: World, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its body, what stands behind the question mark, its cookies, the words that the database refused."""
    sam = client_for(whole_world, "sam")
    sam.raise_request_exception = False
    monkeypatch.setattr("pcp.views.MigrationExecutor", broken_statement)
    answer = sam.get(f"/ready?words={SECRET}", headers={"Cookie": f"x={SECRET}"})
    sam.get(f"/no/such/page?words={SECRET}")
    sam.post(f"/easier/?words={SECRET}", {"theme": SECRET, "words": SECRET})
    assert answer.status_code == 500 and SECRET not in answer.content.decode()
    assert SECRET not in written.getvalue()
    assert "DataError at " in written.getvalue() and "test_logs.py" in written.getvalue()


def test_work_that_breaks_writes_where_and_nothing_of_what(written: io.StringIO) -> None:
    """The line that Celery writes, and the handler that it would put in the place of ours."""
    assert current_app.conf.worker_hijack_root_logger is False
    try:
        broken_statement()
    except DataError as fault:
        told = {
            "name": "plans.tasks.x",
            "id": "1",
            "description": "raised unexpected",
            "exc": repr(fault),
            "args": SECRET,
        }
        words = "Task %(name)s[%(id)s] %(description)s: %(exc)s %(args)s"
        logging.getLogger("celery.app.trace").error(words, told, exc_info=sys.exc_info())
        logging.getLogger("plans.tasks").warning("it broke: %s", fault)
    assert SECRET not in written.getvalue()
    assert "plans.tasks.x" in written.getvalue() and "it broke: DataError" in written.getvalue()


def test_statements_and_their_values_are_never_logged(written: io.StringIO) -> None:
    assert settings.DEBUG is False and connection.force_debug_cursor is False
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s", [SECRET])
    assert SECRET not in written.getvalue()
    assert settings.LOGGING["root"]["level"] == "WARNING", "Django writes statements at a finer level than this"


def test_no_handler_sends_anything_away() -> None:
    """Mail to administrators would carry the request: there are none, and one handler, which prints."""
    assert set(settings.LOGGING["handlers"]) == {"console"} and list(settings.ADMINS) == []


def test_a_report_of_a_fault_holds_no_request_and_no_values(rf: RequestFactory) -> None:
    request = rf.post(f"/note/?words={SECRET}", {"words": SECRET, "code": SECRET}, headers={"Cookie": f"x={SECRET}"})
    try:
        words = SECRET
        int(words[:0])
    except ValueError:
        report = get_exception_reporter_class(request)(request, *sys.exc_info())
    shown = report.get_traceback_text() + report.get_traceback_html()
    assert (
        "ValueError" in shown
        and f"words={SECRET}" not in shown
        and f"{SECRET!r}" not in shown.replace('SECRET = "', "")
    )
    for key in ("SECRET_KEY", "AUDIT_KEY", "REPORT_SECRET"):
        assert getattr(settings, key) not in shown


def test_nobody_signed_out_learns_why_a_page_broke(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pcp.views.MigrationExecutor", broken_statement)
    answer = Client(raise_request_exception=False).get("/ready")
    assert answer.status_code == 500 and SECRET not in answer.content.decode()
