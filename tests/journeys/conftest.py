"""Whole stories in real Chromium against a real server, database, broker and worker."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, BrowserContext

from tests.journeys.walking import Walker
from tests.scenarios import World, build_world

PATIENCE_MS = 15_000
ROOT = Path(__file__).resolve().parents[2]
# The browser driver keeps an event loop in this thread; Django's ORM is called beside it, never inside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    args = ["--no-sandbox"] if os.geteuid() == 0 else []
    quiet = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
    return {"executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"), "args": args + quiet}


@pytest.fixture
def lived_in(transactional_db: None) -> World:
    """The whole example world, committed, so that server and worker see it."""
    return build_world()


@pytest.fixture
def worker(transactional_db: None) -> Iterator[None]:
    """A real Celery worker on the test database."""
    name = connection.settings_dict["NAME"]
    base, _slash, rest = settings.DATABASE_URL.rpartition("/")
    url = f"{base}/{name}" + (f"?{rest.split('?', 1)[1]}" if "?" in rest else "")
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "pcp", "worker", "-c", "1", "-P", "solo", "--loglevel", "ERROR"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url, "C_FORCE_ROOT": "1", "PRIVATE_FILES": str(settings.PRIVATE_FILES)},
    )
    yield
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture
def walk(browser: Browser, live_server: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Open a window for somebody: `walk("sam")` is a person at a desk, `walk("mum", phone=True)` one with a phone."""
    contexts: list[BrowserContext] = []

    def somebody(name: str, *, phone: bool = False, **options: Any) -> Walker:
        size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 900}
        context = browser.new_context(viewport=size, locale="en-GB", base_url=live_server.url, **options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        return Walker(name, context.new_page(), request.node.name)

    yield somebody
    for context in contexts:
        context.close()
