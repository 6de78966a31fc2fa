"""No page makes anybody scroll sideways: not at 320 pixels, not with words three times their size (WCAG 1.4.4, 1.4.10)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.access.doors import furnish
from tests.access.knocking import client_for, path_to
from tests.access.table import DOORS
from tests.face.test_every_page import is_page
from tests.journeys.conftest import browser_type_launch_args, live_server  # noqa: F401  (fixtures)
from tests.scenarios import World, build_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
SIZES = {
    "phone": (320, 640, "100"),
    "very big words": (1280, 900, "300"),
    "very big words on a phone": (390, 844, "300"),
}
# Everything that stands further right than the window, and is not inside something that scrolls by itself.
SIDEWAYS = """() => {
  const wide = document.scrollingElement.scrollWidth - innerWidth;
  if (wide <= 1) return "";
  const scrolls = (node) => node && node !== document.body && (/auto|scroll|hidden/.test(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
  const over = [...document.querySelectorAll("body *")].filter((node) => node.getBoundingClientRect().right > innerWidth + 1 && !scrolls(node.parentElement));
  const last = over.filter((node) => !over.some((other) => other !== node && node.contains(other)));
  return `${wide}px: ` + last.slice(0, 3).map((node) => `${node.tagName}.${node.getAttribute("class") ?? ""} “${node.textContent.trim().slice(0, 40)}”`).join(", ");
}"""


@pytest.fixture
def lived_in(transactional_db: None) -> World:
    world = build_world()
    furnish(world)
    return world


def in_the_browser(client: Client, browser: Browser, address: str, size: tuple[int, int, str]) -> Page:
    """A window of this size that is signed in as the client is."""
    width, height, _text = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, base_url=address, reduced_motion="reduce"
    )
    context.add_cookies([{"name": name, "value": each.value, "url": address} for name, each in client.cookies.items()])
    return context.new_page()


def addresses(world: World, client: Client) -> Iterator[tuple[str, str]]:
    for route in sorted(DOORS):
        if "GET" in DOORS[route][0].methods:
            path = path_to(world, route)
            response = client.get(path)
            if response.status_code == 200 and is_page(response):
                yield route, path


def test_no_page_scrolls_sideways(lived_in: World, live_server: Any, browser: Browser) -> None:  # noqa: F811  (pytest hands it in by its name)
    """For the person, for staff and on a board, in one world: to build it anew for each took as long as the looking."""
    sideways = {}
    for name in ("sam", "nia", "board"):
        client = client_for(lived_in, name)
        found = list(addresses(lived_in, client))
        assert len(found) > 10
        page = in_the_browser(client, browser, live_server.url, SIZES["phone"])
        for route, path in found:
            page.goto(path, wait_until="domcontentloaded")
            sideways |= {f"{name}: {route}, {what}": wide for what, wide in in_each_size(page) if wide}
        page.context.close()
    assert sideways == {}


def in_each_size(page: Page) -> Iterator[tuple[str, str]]:
    """One page, shown in each size: the words are as big as their mark on the page says."""
    for what, (width, height, text) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("text => { document.documentElement.dataset.text = text; }", text)
        yield what, page.evaluate(SIDEWAYS)
