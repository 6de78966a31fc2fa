"""Reads settings from the environment and refuses what production must not run with."""

import os
from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

DEMO_SECRET_KEY = "demo-only-never-in-production-0000000000000000000000000000"  # noqa: S105
DEMO_AUDIT_KEY = "demo-only-audit-key-never-in-production"
DEMO_REPORT_SECRET = "demo-only-report-secret-never-in-production"  # noqa: S105
SHORTEST_SECRET = 50


def flag(name: str, *, default: bool = False) -> bool:
    """True for 1, true, yes or on in the environment variable `name`."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """A comma separated variable as a list without blanks."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def hours(name: str, default: str) -> tuple[int, int]:
    """Two hours of the day, written `7-20`. Raises ImproperlyConfigured for anything else."""
    first, _, last = os.environ.get(name, default).partition("-")
    if not (first.isdecimal() and last.isdecimal() and int(first) < int(last) <= 24):
        raise ImproperlyConfigured(f"{name} is two hours of the day, like 7-20.")
    return int(first), int(last)


def database(url: str) -> dict[str, object]:
    """Django's database settings out of `postgresql://user:password@host:port/name?option=…`.

    A socket folder is given as `?host=/path`. Raises ImproperlyConfigured for another scheme.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "row_security.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
    }


def refuse_unsafe_production(values: Mapping[str, object]) -> None:
    """Raise ImproperlyConfigured when production would start with a missing, short or demo secret.

    `values` are the settings by name. Every fault is named at once, so that one restart mends all.
    """
    demo = {DEMO_SECRET_KEY, DEMO_AUDIT_KEY, DEMO_REPORT_SECRET}
    faults = [
        f"{name} is missing, a demo value or shorter than {SHORTEST_SECRET} characters"
        for name in ("SECRET_KEY", "AUDIT_KEY", "REPORT_SECRET")
        if str(values.get(name) or "") in demo or len(str(values.get(name) or "")) < SHORTEST_SECRET
    ]
    faults += [f"{name} must be set" for name in ("DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS") if not values.get(name)]
    if values.get("DEBUG"):
        faults.append("DEBUG must be off")
    if "*" in (values.get("ALLOWED_HOSTS") or []):
        faults.append("ALLOWED_HOSTS must name your own addresses, not *")
    if values.get("LOCAL_OUTBOX"):
        faults.append("LOCAL_OUTBOX must be off: it shows sign-in codes to anybody")
    if faults:
        raise ImproperlyConfigured("Production will not start: " + "; ".join(faults) + ".")
