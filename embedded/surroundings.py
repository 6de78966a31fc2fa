"""The environment that the apps are started in."""

import json
import os
import secrets
from pathlib import Path

from embedded.places import is_root

SECRET_NAMES = ("SECRET_KEY", "AUDIT_KEY", "REPORT_SECRET")


def kept_secrets(data: Path) -> dict[str, str]:
    """Random secrets of this copy, made at its first start and kept where only its owner can read them."""
    kept = data / "secrets.json"
    if not kept.exists():
        fresh = kept.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            json.dump({name: secrets.token_urlsafe(48) for name in SECRET_NAMES}, out)
        fresh.rename(kept)
    return dict(json.loads(kept.read_text()))


def everywhere(data: Path, servers: dict[str, str]) -> dict[str, str]:
    """What every command gets: our own environment, the servers' addresses and the data folder."""
    surroundings = {**os.environ, **servers, "PCP_DATA": str(data), "PYTHONUNBUFFERED": "1"}
    if is_root():
        surroundings["C_FORCE_ROOT"] = "1"  # Celery otherwise only warns; its messages are JSON, never pickle
    return surroundings


def demo(data: Path, servers: dict[str, str], port: int) -> dict[str, str]:
    """The environment of the demo: its own secrets, its own folders. What is set outside stays, save PCP_ENV."""
    own = {
        **kept_secrets(data),
        "STATIC_ROOT": str(data / "static"),
        "PRIVATE_FILES": str(data / "private"),
        "SITE_URL": f"http://localhost:{port}",
    }
    given = {name: os.environ[name] for name in own if os.environ.get(name)}
    return {**everywhere(data, servers), **own, **given, "PCP_ENV": "demo"}


def tests(data: Path, servers: dict[str, str]) -> dict[str, str]:
    """The environment of the tests: test settings, throw-away folders and, when there is one, a browser."""
    return {
        **everywhere(data, servers),
        # Whoever makes the test databases owns them, and then acts as the other role.
        "DATABASE_URL": servers.get("DATABASE_OWNER_URL", servers["DATABASE_URL"]),
        "DATABASE_OWNER_URL": "",
        "PCP_ENV": "test",
        "STATIC_ROOT": str(data / "static"),
        "PRIVATE_FILES": str(data / "private"),
    }
