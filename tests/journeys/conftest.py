"""Whole stories in real Chromium against a real server, database, broker and worker."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, BrowserContext

from tests import stores
from tests.journeys.story import LATER
from tests.journeys.walking import Walker
from tests.scenarios import World, build_world

QUEUE = settings.CELERY_TASK_DEFAULT_QUEUE
ROOT = Path(__file__).resolve().parents[2]
PATIENCE_MS = 15_000
# The browser driver keeps an event loop in this thread; Django's ORM is called beside it, never inside it.
MOVED_CLOCK = "import time_machine; time_machine.travel('{moment}', tick=True).start(); "
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


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: Any) -> Any:
    """The server of pytest-django, made after the test database, so that it has let go of it when that is dropped."""
    return live_server


@pytest.fixture
def outbox(settings: Any, live_server: Any) -> None:
    """Letters are kept on the outbox page, and the links in them lead to this server."""
    settings.LOCAL_OUTBOX = True
    settings.EMAIL_BACKEND = "people.outbox.LocalOutboxBackend"
    settings.SITE_URL = live_server.url


@pytest.fixture
def start_worker(transactional_db: None, live_server: Any) -> Iterator[Callable[..., None]]:
    """Start real Celery workers on the test database: `start_worker()`, or one whose clock stands `at` a moment."""
    name = connection.settings_dict["NAME"]
    url = urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}").geturl()
    told = {"DATABASE_URL": url, "C_FORCE_ROOT": "1", "PRIVATE_FILES": str(settings.PRIVATE_FILES)}
    told |= {"LOCAL_OUTBOX": "1", "SITE_URL": live_server.url}
    running: list[subprocess.Popen[bytes]] = []

    def start(at: datetime | None = None, queue: str = QUEUE) -> None:
        code = MOVED_CLOCK.format(moment=at.isoformat()) if at else ""
        celery = [
            "-A",
            "pcp",
            "worker",
            "-c",
            "1",
            "-P",
            "solo",
            "--loglevel",
            "ERROR",
            "-Q",
            queue,
            "-n",
            f"{queue}@test",
        ]
        command = [sys.executable, "-c", code + "from celery.__main__ import main; main()", *celery]
        running.append(subprocess.Popen(command, cwd=ROOT, env=os.environ | told))

    yield start
    for process in running:
        process.terminate()
    for process in running:
        process.wait(timeout=20)


@pytest.fixture
def worker(start_worker: Callable[..., None]) -> None:
    """A real Celery worker on the test database."""
    stores.broker().delete(QUEUE, LATER, "unacked", "unacked_index")  # what an interrupted run left behind
    start_worker()


@pytest.fixture
def walk(browser: Browser, live_server: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Open a window for somebody: `walk("sam")` is a person at a desk, `walk("mum", phone=True)` one with a phone."""
    contexts: list[BrowserContext] = []

    def somebody(name: str, *, phone: bool = False, **options: Any) -> Walker:
        size = {"width": 390, "height": 844} if phone else {"width": 1280, "height": 900}
        # Colours are measured where they come to rest, not while a card is still changing.
        options.setdefault("reduced_motion", "reduce")
        context = browser.new_context(viewport=size, locale="en-GB", base_url=live_server.url, **options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        return Walker(name, context.new_page(), request.node.name)

    yield somebody
    for context in contexts:
        context.close()
