"""What the line beside an answer says is true: of a line that was emptied, and of where words are kept meanwhile."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page, expect

from plans import actions
from plans.models import Item, Part
from tests.plans.a_device import SHELF, shut, wait_until
from tests.scenarios import World

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser driver keeps a loop in this thread, as in the journeys
WORDS = "I like tea."
# A shelf that takes nothing more, as one that is full; and one that the browser does not give at all.
FULL = "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); }"
REFUSED = "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); }"


@pytest.fixture
def item(people: World, question: str) -> Item:
    part = Part.objects.get(tool="one_page_profile")
    return actions.save_item(
        by=people.actor("sam"), part=part, field="support", text=WORDS, operation=uuid.uuid4()
    ).item


def line_of(page: Page, item: Item) -> Locator:
    return page.locator(f"[data-line='{item.pk}']")


def standing() -> list[str]:
    return sorted(Item.objects.kept().values_list("text", flat=True))


def test_an_emptied_line_says_so_at_once_asks_before_leaving_and_is_taken_out(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str, item: Item
) -> None:
    context = open_browser()
    sign_in_on(context)
    page, asked = context.pages[0], []
    page.goto(question)
    line = line_of(page, item)
    state = line.locator("[data-state]")
    line.locator("textarea").fill(f"{WORDS} Lots.")
    expect(state).to_contain_text("Saved at", timeout=15_000)
    context.route("**/item/**", lambda route: route.abort())
    line.locator("textarea").fill("")
    assert state.inner_text() == "Not saved yet."
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("location.reload()")
    wait_until(lambda: asked == ["beforeunload"], page)
    expect(state).to_contain_text("Not saved yet. Kept on this device.", timeout=15_000)
    context.unroute("**/item/**")
    expect(state).to_have_text("Taken out. You can get it back.", timeout=30_000)
    assert standing() == []
    page.goto("/plan/taken-out/")
    expect(page.get_by_text(f"{WORDS} Lots.").first).to_be_visible()
    assert asked == ["beforeunload"]


def test_words_typed_again_in_an_emptied_line_stand_once(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str, item: Item
) -> None:
    context = open_browser()
    sign_in_on(context)
    page = context.pages[0]
    page.goto(question)
    line = line_of(page, item)
    state = line.locator("[data-state]")
    line.locator("textarea").fill("")
    expect(state).to_have_text("Taken out. You can get it back.", timeout=15_000)
    line.locator("textarea").fill("I like milky tea.")
    assert state.inner_text() == "Not saved yet."
    expect(state).to_contain_text("Saved at", timeout=15_000)
    assert standing() == ["I like milky tea."] and Item.objects.get().pk == item.pk
    page.get_by_role("button", name="Go on").click()
    page.wait_for_load_state()
    assert standing() == ["I like milky tea."] and Item.objects.count() == 1


def test_a_new_line_emptied_while_its_words_are_on_their_way_leaves_nothing_standing(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    page = context.pages[0]
    page.goto(question)
    context.set_offline(True)
    page.locator("#more textarea").fill("A slip of the hand")
    expect(page.locator("#more [data-state]")).to_contain_text("Kept on this device", timeout=15_000)
    page.locator("#more textarea").fill("")
    context.set_offline(False)
    expect(page.locator("#more [data-state]")).to_have_text("Taken out. You can get it back.", timeout=30_000)
    assert standing() == []


def test_a_line_that_was_emptied_with_no_connection_is_taken_out_from_another_page(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str, item: Item
) -> None:
    context = open_browser()
    sign_in_on(context)
    page = context.pages[0]
    page.goto(question)
    context.set_offline(True)
    line_of(page, item).locator("textarea").fill("")
    expect(line_of(page, item).locator("[data-state]")).to_contain_text("Kept on this device", timeout=15_000)
    shut(context)
    assert standing() == [WORDS]
    again = open_browser()
    again.pages[0].goto("/plan/")
    wait_until(lambda: standing() == [], again.pages[0])


@pytest.mark.parametrize("shelf", [FULL, REFUSED], ids=["full", "refused"])
def test_words_that_the_shelf_did_not_take_are_said_to_be_on_this_page_only(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str, shelf: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    page = context.pages[0]
    page.goto("/plan/")
    page.goto(question)
    page.evaluate(f"() => {{ {shelf} }}")
    context.set_offline(True)
    page.locator("#more textarea").fill(WORDS)
    state = page.locator("#more [data-state]")
    expect(state).to_contain_text("Kept on this page only: leave it open.", timeout=15_000)
    page.wait_for_timeout(1500)  # and it does not say otherwise later
    assert "device" not in state.inner_text()
    context.set_offline(False)
    expect(state).to_contain_text("Saved at", timeout=30_000)
    assert standing() == [WORDS]


def test_words_are_said_to_be_on_the_device_when_they_are(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    page = context.pages[0]
    page.goto(question)
    context.set_offline(True)
    page.locator("#more textarea").fill(WORDS)
    expect(page.locator("#more [data-state]")).to_contain_text("Kept on this device", timeout=15_000)
    assert page.evaluate(SHELF)["things"] == 1
