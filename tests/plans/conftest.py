"""The browser of a device, and who signs in on it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, BrowserType

from documents.speech import Spoken
from plans import actions
from plans.views import aloud
from tests.plans.heard import Said
from tests.scenarios import World, build_people

SIGNED_IN_BY = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def people(transactional_db: None) -> World:
    return build_people()


@pytest.fixture
def question(people: World) -> str:
    part = actions.start_part(by=people.actor("sam"), plan=people.sam.plan, tool="one_page_profile")
    return f"/part/{part.pk}/support/"


@pytest.fixture
def open_browser(
    browser_type: BrowserType, people: World, live_server: Any, tmp_path: Path
) -> Iterator[Callable[..., BrowserContext]]:
    """Open the browser of a device, whose profile stays when the browser is shut."""
    opened: list[BrowserContext] = []

    def device(name: str = "tablet", switches: tuple[str, ...] = ()) -> BrowserContext:
        context = browser_type.launch_persistent_context(
            tmp_path / name, executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu", *switches], base_url=live_server.url, locale="en-GB",
        )  # fmt: skip
        context.set_default_timeout(15_000)
        opened.append(context)
        return context

    yield device
    for context in opened:
        context.close()


@pytest.fixture
def sign_in_on(people: World, live_server: Any) -> Callable[..., Client]:
    def somebody(context: BrowserContext, who: str = "sam", *, only_mine: bool = True) -> Client:
        client = Client()
        client.force_login(people.users[who], backend=SIGNED_IN_BY)
        if only_mine:
            client.post("/account/sessions/only-mine/", {"only_mine": "yes"})
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        context.add_cookies([cookie | {"expires": 4_000_000_000}])
        return client

    return somebody


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    """What the server would say at an address, as words."""
    told: list[str] = []

    def keep(words: str, _language: str) -> Spoken:
        told.append(words)
        return Spoken(b"sound", ())

    monkeypatch.setattr(aloud, "speak", keep)
    monkeypatch.setattr(aloud, "_too_many", lambda _request: False)

    def ask(client: Client, address: str) -> str:
        answer = client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        assert answer["Cache-Control"] == "private, no-store"
        return told[-1]

    return ask
