"""Leaving fast in real Chromium: afterwards Back shows no plan, by keys, by a press, and with no script."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserType, Page, expect

from tests.scenarios import World, build_people

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser driver keeps a loop in this thread, as in the journeys
SIGNED_IN_BY = "allauth.account.auth_backends.AuthenticationBackend"
PLAN = re.compile("Hello Sam|My circle|The parts of my plan|You are Sam")


@pytest.fixture
def people(transactional_db: None) -> World:
    return build_people()


@pytest.fixture
def browser(browser_type: BrowserType) -> Iterator[Browser]:
    opened = browser_type.launch(
        executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox", "--disable-gpu"]
    )
    yield opened
    opened.close()


@pytest.fixture
def open_as_sam(browser: Browser, people: World, live_server: Any) -> Callable[[bool], Page]:
    def opened(script: bool) -> Page:
        client = Client()
        client.force_login(people.users["sam"], backend=SIGNED_IN_BY)
        context = browser.new_context(base_url=live_server.url, java_script_enabled=script)
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
        # Nobody's weather page is fetched by a test.
        context.route(
            "https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<h1>Weather</h1>", content_type="text/html")
        )
        return context.new_page()

    return opened


def test_after_leaving_fast_back_shows_no_plan(open_as_sam: Callable[[bool], Page]) -> None:
    for way in ("keys", "press", "no script"):
        page = open_as_sam(way != "no script")
        page.goto("/plan/")
        page.goto("/circle/")
        if way == "keys":
            for _press in range(3):
                page.keyboard.press("Escape")
        else:
            page.get_by_role("button", name="Leave this page fast").click()
        expect(page.get_by_role("heading", name="Weather")).to_be_visible()
        page.wait_for_timeout(300)  # the server is told meanwhile
        for _back in range(2):
            page.go_back()
            page.wait_for_load_state()
            assert not PLAN.search(page.locator("body").inner_text()), f"{way}: {page.url}"
