"""Words with no connection, in real Chromium: kept locked on one's own device, sent from any page, wiped on leaving.

A device that is not only its owner's keeps nothing: the words stay in the open page.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable

from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from plans import actions
from plans.models import Item, Part
from tests.plans.a_device import SHELF, shut, wait_until
from tests.scenarios import World

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser driver keeps a loop in this thread, as in the journeys
WORDS = "I play the drums. Ŵy a llŷn. 🥁"


def type_offline(context: BrowserContext, question: str, words: str = WORDS, kept: str = "on this device") -> Page:
    page = context.pages[0]
    page.goto(question)
    context.set_offline(True)
    page.locator("#more textarea").fill(words)
    expect(page.locator("#more [data-state]")).to_contain_text(f"Kept {kept}")
    expect(page.locator("[data-unsent]")).to_contain_text("1 thing is waiting to send.")
    return page


def kept_words() -> list[str]:
    return sorted(Item.objects.kept().values_list("text", flat=True))


def test_words_are_kept_locked_on_ones_own_device(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    page = type_offline(context, question)
    shelf = page.evaluate(SHELF)
    assert (shelf["things"], shelf["keys"]) == (1, [False])
    assert "drums" not in shelf["text"]
    context.set_offline(False)
    expect(page.locator("#more [data-state]")).to_contain_text("Saved", timeout=30_000)
    assert kept_words() == [WORDS]
    wait_until(lambda: page.evaluate(SHELF)["things"] == 0, page)


def test_words_are_sent_from_another_page_after_the_browser_was_closed(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    type_offline(context, question)
    shut(context)
    assert kept_words() == []
    again = open_browser()
    again.pages[0].goto("/plan/")
    expect(again.pages[0].locator("[data-unsent]")).to_contain_text("Everything is sent and saved.", timeout=15_000)
    assert kept_words() == [WORDS]


def test_words_stand_in_their_place_again_after_a_reload(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    page = type_offline(context, question)
    page.on("dialog", lambda dialog: dialog.accept())
    context.route("**/item/**", lambda route: route.abort())
    context.set_offline(False)
    page.goto(question)
    expect(page.locator("#more textarea")).to_have_value(WORDS)
    context.unroute("**/item/**")
    expect(page.locator("#more [data-state]")).to_contain_text("Saved", timeout=30_000)
    assert kept_words() == [WORDS]


def test_two_things_wait_and_both_are_sent(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str, people: World
) -> None:
    part = Part.objects.get(tool="one_page_profile")
    first = actions.save_item(
        by=people.actor("sam"), part=part, field="support", text="Tea", operation=uuid.uuid4()
    ).item
    context = open_browser()
    sign_in_on(context)
    page = context.pages[0]
    page.goto(question)
    context.set_offline(True)
    page.locator(f"[data-line='{first.pk}'] textarea").fill("Milky tea")
    page.locator("#more textarea").fill(WORDS)
    expect(page.locator("[data-unsent]")).to_contain_text("2 things are waiting to send.")
    context.set_offline(False)
    wait_until(lambda: kept_words() == sorted(["Milky tea", WORDS]), page)
    assert Item.objects.count() == 2


def test_a_shared_device_keeps_nothing(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context, only_mine=False)
    page = type_offline(context, question, kept="on this page")
    assert page.evaluate(SHELF)["things"] == 0
    context.set_offline(False)
    expect(page.locator("#more [data-state]")).to_contain_text("Saved", timeout=30_000)
    assert kept_words() == [WORDS]


def test_signing_out_asks_and_wipes(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    asked: list[str] = []
    page = type_offline(context, question)
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    context.route("**/item/**", lambda route: route.abort())
    context.set_offline(False)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/")
    assert "Something is not sent yet." in asked[0]
    assert page.evaluate(SHELF)["things"] == 0


def test_a_device_signed_out_from_another_one_is_wiped_at_its_next_page(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str, people: World
) -> None:
    context = open_browser()
    client = sign_in_on(context)
    type_offline(context, question)
    shut(context)
    client.session.flush()
    again = open_browser()
    again.pages[0].goto("/plan/")
    wait_until(lambda: again.pages[0].evaluate(SHELF)["things"] == 0, again.pages[0])
    sign_in_on(again)
    again.pages[0].goto(question)
    again.pages[0].wait_for_timeout(1500)
    assert kept_words() == []


def test_somebody_elses_sign_in_never_sends_or_finds_these_words(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    type_offline(context, question)
    shut(context)
    again = open_browser()
    sign_in_on(again, "mum")
    again.pages[0].goto("/shared/")
    wait_until(lambda: again.pages[0].evaluate(SHELF)["things"] == 0, again.pages[0])
    assert kept_words() == []


def test_words_older_than_seven_days_go(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    type_offline(context, question)
    shut(context)
    again = open_browser()
    page = again.pages[0]
    later = "Date.now = ((now) => () => now() + 8 * 24 * 60 * 60 * 1000)(Date.now)"
    again.add_init_script(later)
    page.goto("/plan/")
    wait_until(lambda: page.evaluate(SHELF)["things"] == 0, page)
    assert kept_words() == []


def test_a_sign_in_lost_in_the_middle_opens_above_and_the_same_words_are_saved_after(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    client = sign_in_on(context)
    page = context.pages[0]
    page.goto(question)
    client.session.flush()
    page.locator("#more textarea").fill(WORDS)
    expect(page.locator("#more [data-state]")).to_contain_text("You are signed out.")
    with context.expect_page() as above:
        page.locator("#more [data-state] a").click()
    expect(above.value.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.locator("#more textarea")).to_have_value(WORDS)
    sign_in_on(context)  # as the number in the email would
    above.value.close()
    page.bring_to_front()
    expect(page.locator("#more [data-state]")).to_contain_text("Saved", timeout=30_000)
    assert kept_words() == [WORDS]


def test_a_page_left_open_while_somebody_else_signs_in_saves_nothing_as_them(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    page = context.pages[0]
    page.goto(question)
    sign_in_on(context, "mum")
    page.locator("#more textarea").fill(WORDS)
    expect(page.locator("#more [data-state]")).to_contain_text("Somebody else is signed in")
    assert kept_words() == []
    expect(page.locator("#more textarea")).to_have_value(WORDS)
