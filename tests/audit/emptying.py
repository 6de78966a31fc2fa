"""The record refuses to be emptied; between tests with real commits it must let itself be."""

from collections.abc import Iterator
from unittest import mock

import pgtrigger
import pytest
from django.test import TransactionTestCase


@pytest.fixture(autouse=True, scope="session")
def record_may_be_emptied_between_tests() -> Iterator[None]:
    """Wraps the emptying that Django does after a transactional test."""
    empty = TransactionTestCase._fixture_teardown

    def empty_all(case: TransactionTestCase) -> None:
        with pgtrigger.ignore("audit.AuditEntry:never_emptied", "audit.AuditSeal:never_emptied"):
            empty(case)

    with mock.patch.object(TransactionTestCase, "_fixture_teardown", empty_all):
        yield
