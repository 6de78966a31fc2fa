"""The record refuses to be emptied; between tests with real commits it must let itself be."""

from collections.abc import Iterator
from unittest import mock

import pgtrigger
import pytest
from django.db import connection
from django.test import TransactionTestCase

from people import sharing
from row_security.functions import FORGETTING

NEVER_EMPTIED = ("audit.AuditEntry:never_emptied", "audit.AuditSeal:never_emptied")


@pytest.fixture(autouse=True, scope="session")
def record_may_be_emptied_between_tests() -> Iterator[None]:
    """Wraps the emptying that Django does after a transactional test.

    The exception is set in a statement of its own: pgtrigger.ignore puts it before each statement, and a
    prepared statement cannot hold two.
    """
    empty = TransactionTestCase._fixture_teardown

    def empty_all(case: TransactionTestCase) -> None:
        triggers = pgtrigger.registered(*NEVER_EMPTIED)
        known = [(model._meta.db_table, trigger.get_pgid(model)) for model, trigger in triggers]
        names = [name for table, trigger in known for name in (trigger, f"{table}:{trigger}")]
        _ignoring("{" + ",".join(names) + "}")
        with connection.as_owner():  # the application may empty nothing
            empty(case)
        _ignoring("")
        # Django makes the permissions anew, with other keys than the ones remembered.
        sharing._permission_ids.clear()

    with mock.patch.object(TransactionTestCase, "_fixture_teardown", empty_all):
        yield


def _ignoring(names: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, false)", [names])
        cursor.execute("SELECT set_config('pcp.work', %s, false)", [FORGETTING if names else ""])
