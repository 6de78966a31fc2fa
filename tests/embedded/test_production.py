"""Production refuses to start with a missing, short or demo secret, and says all that is wrong at once."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from embedded.options import ROOT
from pcp.environment import DEMO_AUDIT_KEY, DEMO_SECRET_KEY, refuse_unsafe_production

GOOD = {
    "SECRET_KEY": "s" * 64,
    "AUDIT_KEY": "a" * 64,
    "REPORT_SECRET": "r" * 64,
    "DATABASE_URL": "postgresql://pcp@db/pcp",
    "REDIS_URL": "redis://redis:6379/0",
    "ALLOWED_HOSTS": ["plans.example.gov.uk"],
    "DEBUG": False,
    "LOCAL_OUTBOX": False,
}


def test_good_settings_are_let_through() -> None:
    refuse_unsafe_production(GOOD)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", DEMO_SECRET_KEY),
        ("SECRET_KEY", "short"),
        ("AUDIT_KEY", DEMO_AUDIT_KEY),
        ("REPORT_SECRET", None),
        ("DATABASE_URL", ""),
        ("REDIS_URL", ""),
        ("ALLOWED_HOSTS", []),
        ("ALLOWED_HOSTS", ["*"]),
        ("DEBUG", True),
        ("LOCAL_OUTBOX", True),
    ],
)
def test_production_refuses(name: str, value: object) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        refuse_unsafe_production({**GOOD, name: value})


def check(**settings: str) -> subprocess.CompletedProcess[str]:
    """Really start Django with this environment and no other settings."""
    environment = {"PATH": os.environ["PATH"], **settings}
    words = [sys.executable, "manage.py", "check"]
    return subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.slow
def test_an_empty_environment_is_production_and_does_not_start() -> None:
    done = check()
    assert done.returncode != 0
    for name in ("SECRET_KEY", "AUDIT_KEY", "REPORT_SECRET", "DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS"):
        assert name in done.stderr.splitlines()[-1]


@pytest.mark.slow
def test_production_starts_with_real_looking_secrets() -> None:
    given = {
        name: str(GOOD[name]) for name in ("SECRET_KEY", "AUDIT_KEY", "REPORT_SECRET", "DATABASE_URL", "REDIS_URL")
    }
    done = check(PCP_ENV="production", ALLOWED_HOSTS="plans.example.gov.uk", **given)
    assert done.returncode == 0, done.stderr
