"""Pressed pictures in real Chromium: pressed fast, on two devices, and with no connection."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from plans import actions
from plans.actions.taps import Pressed
from plans.models import Item, Part
from tests.plans.a_device import SHELF, shut, wait_until
from tests.scenarios import World

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser driver keeps a loop in this thread, as in the journeys
CHOICES = {"family": "My family", "friends": "My friends", "music": "My music"}
SAVED = "Saved at"
# What an open page of before pictures said what they showed has put away: all that was pressed on it.
OLD_SET = """async ([address, part]) => {
  const entries = [["do", "choices"], ["choices-here", "yes"], ["choice", "friends"], ["choice", "music"]];
  await window.unsent.keep({
    id: `${part}/important_to`, page: address, part, field: "important_to", saves: [{ url: address, entries }] });
}"""


@pytest.fixture
def part(people: World) -> Part:
    return actions.start_part(by=people.actor("sam"), plan=people.sam.plan, tool="one_page_profile")


@pytest.fixture
def address(part: Part) -> str:
    return f"/part/{part.pk}/important_to/"


@pytest.fixture
def tap(people: World, part: Part) -> Callable[..., None]:
    """Press on another device."""

    def on_another_device(on: str = "", off: str = "") -> None:
        shown = [Pressed.of(item) for item in Item.objects.kept().filter(cells__choice=off)]
        actions.tap_choices(
            by=people.actor("sam"), part=part, field="important_to", choices=CHOICES, on=[on] if on else [], off=shown,
            operation=uuid.uuid4(),
        )  # fmt: skip

    return on_another_device


def pressed() -> list[str]:
    return sorted(Item.objects.kept().values_list("cells__choice", flat=True))


def press(page: Page, words: str) -> None:
    page.get_by_text(words, exact=True).first.click()


def said(page: Page) -> object:
    return expect(page.locator("[data-choices] [data-state]"))


def test_pictures_pressed_and_let_go_fast_are_as_they_stand_at_last(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], address: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    page = context.pages[0]
    page.goto(address)
    held: list[object] = []
    context.route(f"**{address}", lambda route: held.append(route) if not held else route.continue_())
    press(page, "My family")
    press(page, "My music")
    wait_until(lambda: bool(held), page)
    press(page, "My family")  # while the first press is on its way
    press(page, "My friends")
    page.wait_for_timeout(1200)
    held[0].continue_()
    wait_until(lambda: pressed() == ["friends", "music"], page)
    said(page).to_contain_text(SAVED)
    press(page, "My music")
    wait_until(lambda: pressed() == ["friends"], page)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/support/")
    assert pressed() == ["friends"]


def test_a_page_shows_what_was_pressed_on_another_device_and_takes_none_of_it_out(
    open_browser: Callable[..., BrowserContext],
    sign_in_on: Callable[..., Client],
    address: str,
    tap: Callable[..., None],
) -> None:
    context = open_browser()
    sign_in_on(context)
    tap(on="family")
    page = context.pages[0]
    page.goto(address)
    tap(on="music")
    tap(off="family")
    tap(on="family")
    press(page, "My friends")
    press(page, "My family")
    said(page).to_contain_text("One picture stays pressed.")
    for words in ("My family", "My music", "My friends"):
        expect(page.get_by_role("checkbox", name=words)).to_be_checked()
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/support/")
    assert pressed() == ["family", "friends", "music"]


def test_presses_kept_with_no_connection_undo_nothing_that_was_pressed_since(
    open_browser: Callable[..., BrowserContext],
    sign_in_on: Callable[..., Client],
    address: str,
    tap: Callable[..., None],
) -> None:
    context = open_browser()
    sign_in_on(context)
    tap(on="family")
    page = context.pages[0]
    page.goto(address)
    context.set_offline(True)
    press(page, "My family")
    press(page, "My friends")
    said(page).to_contain_text("Kept on this device")
    shut(context)
    tap(on="music")
    tap(off="family")
    tap(on="family")
    again = open_browser()
    again.pages[0].goto("/plan/")
    expect(again.pages[0].locator("[data-unsent]")).to_contain_text("Everything is sent and saved.", timeout=15_000)
    assert pressed() == ["family", "friends", "music"]


def test_presses_kept_with_no_connection_stand_on_the_page_again(
    open_browser: Callable[..., BrowserContext],
    sign_in_on: Callable[..., Client],
    address: str,
    tap: Callable[..., None],
) -> None:
    context = open_browser()
    sign_in_on(context)
    tap(on="family")
    page = context.pages[0]
    page.goto(address)
    context.set_offline(True)
    press(page, "My family")
    press(page, "My friends")
    said(page).to_contain_text("Kept on this device")
    shut(context)
    again = open_browser()
    page = again.pages[0]
    page.goto(address)
    said(page).to_contain_text(SAVED, timeout=15_000)
    expect(page.get_by_role("checkbox", name="My friends")).to_be_checked()
    expect(page.get_by_role("checkbox", name="My family")).not_to_be_checked()
    assert pressed() == ["friends"] and page.evaluate(SHELF)["things"] == 0


@pytest.mark.parametrize("where", ["its own page", "another page"])
def test_a_set_put_away_before_pictures_said_what_they_showed_takes_nothing_out(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], address: str, part: Part,
    tap: Callable[..., None], where: str,
) -> None:  # fmt: skip
    context = open_browser()
    sign_in_on(context)
    tap(on="family")
    tap(on="music")
    tap(off="music")
    page = context.pages[0]
    page.goto("/account/")
    page.evaluate(OLD_SET, [address, str(part.pk)])
    page.goto(address if where == "its own page" else "/plan/")
    wait_until(lambda: page.evaluate(SHELF)["things"] == 0, page)
    assert pressed() == ["family", "friends"]
    if where == "its own page":
        expect(page.get_by_role("checkbox", name="My family")).to_be_checked()
        expect(page.get_by_role("checkbox", name="My music")).not_to_be_checked()
