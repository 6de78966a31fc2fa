"""A private store of its own for each test."""

import pytest
from django.core.files.storage import storages

from tests.audit.emptying import record_may_be_emptied_between_tests

__all__ = ["private_store", "record_may_be_emptied_between_tests"]


@pytest.fixture(autouse=True)
def private_store(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "private")},
        }
    }
    assert storages["default"].location == str(tmp_path / "private")
    return tmp_path / "private"
