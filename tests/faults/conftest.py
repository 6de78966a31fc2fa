"""A real server on the test database, and a page of Sam's that sends saves to it until they are acknowledged."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from plans import actions
from plans.models import Part
from tests.scenarios import World, build_people

ROOT = Path(__file__).resolve().parents[2]
CSRF = "K" * 32
PATIENCE = 60.0  # seconds until a killed worker must be back
LOST = (OSError, http.client.HTTPException)


@dataclass
class Reply:
    status: int
    told: dict[str, Any]
    process: int


@dataclass
class Page:
    """An open page: it sends what a browser sends, and the very same again when it hears nothing."""

    port: int
    session: str
    part: Part
    lost: int = field(default=0)

    def send(self, item: uuid.UUID, version: int, text: str, operation: uuid.UUID, die: str = "") -> Reply:
        words = {"part": self.part.pk, "field": "support", "version": version, "operation": operation, "text": text}
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={CSRF}", "X-CSRFToken": CSRF,
            "Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded", "X-Die": die,
        }  # fmt: skip
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.request("POST", f"/item/{item}/", urlencode(words), headers)
            answer = line.getresponse()
            body = answer.read()
            return Reply(answer.status, json.loads(body), int(answer.headers.get("X-Process", 0)))
        finally:
            line.close()

    def save(self, item: uuid.UUID, version: int, text: str, die: str = "") -> Reply:
        """Send until the server has said that it is kept, as autosave.js does."""
        operation, until = uuid.uuid4(), time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                reply = self.send(item, version, text, operation, die)
                if reply.status == 200:
                    return reply
            except LOST:
                self.lost += 1
            die = ""
            time.sleep(0.2)
        raise AssertionError("the server did not come back")


@pytest.fixture
def people(transactional_db: None) -> World:
    return build_people()


@pytest.fixture
def server(people: World) -> Iterator[int]:
    """Granian with one worker, which its master starts again when it is killed. The port it listens on.

    A master whose worker dies twice in five seconds gives up; it is started again, as a container is.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    over, running = threading.Event(), [start_server(port)]

    def watch() -> None:
        while not over.is_set():
            if running[0].poll() is not None:
                running[0] = start_server(port)
            over.wait(0.1)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        wait_for(port)
        yield port
    finally:
        over.set()
        watcher.join()
        stop(running[0])


def start_server(port: int) -> subprocess.Popen[bytes]:
    url = urlsplit(settings.DATABASE_URL)._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--blocking-threads", "4", "--respawn-failed-workers", "--respawn-interval", "0.1",
        "tests.faults.server:application",
    ]  # fmt: skip
    return subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"DATABASE_URL": url}, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def stop(running: subprocess.Popen[bytes]) -> None:
    running.send_signal(signal.SIGTERM)
    try:
        running.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait(timeout=20)


def wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", "/live")
            if line.getresponse().status == 200:
                return
        except LOST:
            time.sleep(0.2)
        finally:
            line.close()
    raise AssertionError("the server did not start")


@pytest.fixture
def sams(people: World, server: int) -> Page:
    client = Client()
    client.force_login(people.users["sam"], backend="allauth.account.auth_backends.AuthenticationBackend")
    part = actions.start_part(by=people.actor("sam"), plan=people.sam.plan, tool="one_page_profile")
    return Page(server, client.cookies["sessionid"].value, part)
