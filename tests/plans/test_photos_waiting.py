"""A photo with no connection, in real Chromium: kept locked on one's own device, sent in pieces from any page."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from plans import actions
from plans.models import Item
from tests.documents.photos_for_tests import telling_jpeg
from tests.plans.a_device import SHELF, shut, wait_until
from tests.scenarios import World

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser driver keeps a loop in this thread, as in the journeys


def choose_photo(page: Page, question: str, *, content: bytes | None = None, file: Path | None = None) -> None:
    """On the page of a question: choose a photo of Ben, say what is in it, and press "Keep this picture"."""
    if question not in page.url:
        page.goto(f"{question}?way=photo")
    photo = {"name": "ben in the bath.jpg", "mimeType": "image/jpeg", "buffer": content or telling_jpeg()}
    page.locator("#photo").set_input_files(file or [photo])
    page.locator("#photo_words").fill("Ben, my dog")
    page.get_by_role("button", name="Keep this picture").click()


def photo_offline(context: BrowserContext, question: str, kept: str = "Kept on this device", **more: Any) -> Page:
    page = context.pages[0]
    page.goto(f"{question}?way=photo")
    context.set_offline(True)
    choose_photo(page, question, **more)
    expect(page.locator("p[data-sent]")).to_contain_text(kept, timeout=15_000)
    return page


def kept_photos() -> list[str]:
    return sorted(Item.objects.kept().filter(kind="photo").values_list("text", flat=True))


def test_a_photo_is_kept_locked_and_sent_from_another_page_after_the_browser_was_closed(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    page = photo_offline(context, question)
    expect(page.locator("[data-unsent]")).to_contain_text("1 thing is waiting to send.", timeout=15_000)
    shelf = page.evaluate(SHELF)
    assert (shelf["things"], shelf["keys"], shelf["files"]) == (1, [False], 1)
    assert not any(words in shelf["text"] for words in ("Ben", "bath", "JFIF", "Exif"))
    shut(context)
    page = open_browser().pages[0]
    page.goto("/plan/")
    expect(page.locator("[data-unsent]")).to_contain_text("Everything is sent and saved.", timeout=30_000)
    assert kept_photos() == ["Ben, my dog"]
    wait_until(lambda: page.evaluate(SHELF)["things"] == 0, page)


def test_a_photo_is_sent_by_its_own_page_when_the_connection_is_back_and_kept_once(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    page = photo_offline(context, question)
    context.set_offline(False)
    page.wait_for_url("**#more", timeout=30_000)
    expect(page.get_by_alt_text("Ben, my dog").first).to_be_visible()
    assert kept_photos() == ["Ben, my dog"]
    wait_until(lambda: page.evaluate(SHELF)["things"] == 0, page)


def test_a_shared_device_keeps_no_photo(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context, only_mine=False)
    page = photo_offline(context, question, kept="It is safe on this page")
    assert page.evaluate(SHELF)["things"] == 0


def test_a_photo_that_waited_and_cannot_be_kept_is_said_so_and_can_be_taken_off(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    photo_offline(context, question, content=b"These are no colours.")
    shut(context)
    page = open_browser().pages[0]
    page.goto("/plan/")
    bar = page.locator("[data-unsent]")
    expect(bar).to_contain_text("Ben, my dog", timeout=30_000)
    expect(bar.get_by_role("link", name="Open the page")).to_have_attribute("href", f"{question}?way=photo")
    page.once("dialog", lambda dialog: dialog.dismiss())
    take_off = bar.get_by_role("button", name="Take it off this device: Ben, my dog")
    take_off.click()
    assert page.evaluate(SHELF)["things"] == 1, "it was asked first, and not pressed"
    page.once("dialog", lambda dialog: dialog.accept())
    take_off.click()
    expect(bar).to_contain_text("It is off this device now.")
    shelf = page.evaluate(SHELF)
    assert (shelf["things"], shelf["files"], kept_photos()) == (0, 0, [])


def test_a_refused_photo_is_not_sent_again_from_every_page_and_is_tried_again_when_asked(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    photo_offline(context, question, content=b"These are no colours.")
    shut(context)
    again = open_browser()
    asked: list[str] = []
    again.on("request", lambda request: asked.append(request.method) if "/upload/" in request.url else None)
    page = again.pages[0]
    page.goto("/plan/")
    bar = page.locator("[data-unsent]")
    expect(bar).to_contain_text("Ben, my dog", timeout=30_000)
    first = len(asked)
    page.goto("/money/")
    expect(bar).to_contain_text("Ben, my dog", timeout=30_000)
    assert len(asked) == first > 0
    bar.get_by_role("button", name="Try again: Ben, my dog").click()
    wait_until(lambda: len(asked) > first, page)
    expect(bar).to_contain_text("Ben, my dog", timeout=30_000)


def test_the_same_photo_chosen_again_after_it_was_taken_out_is_a_new_answer(
    open_browser: Callable[..., BrowserContext],
    sign_in_on: Callable[..., Client],
    question: str,
    people: World,
    tmp_path: Path,
) -> None:
    context = open_browser()
    sign_in_on(context)
    file = tmp_path / "ben.jpg"
    file.write_bytes(telling_jpeg())
    photo_offline(context, question, file=file)
    shut(context)
    page = open_browser().pages[0]
    page.goto("/plan/")
    expect(page.locator("[data-unsent]")).to_contain_text("Everything is sent and saved.", timeout=30_000)
    actions.take_out(by=people.actor("sam"), item=Item.objects.get(kind="photo"))
    choose_photo(page, question, file=file)
    page.wait_for_url("**#more", timeout=30_000)
    assert kept_photos() == ["Ben, my dog"]


def test_words_go_before_a_photo_on_a_weak_line(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    page = photo_offline(context, question)
    page.locator("#more textarea").fill("I like tea.")
    expect(page.locator("#more [data-state]")).to_contain_text("Kept on this device", timeout=15_000)
    shut(context)
    again = open_browser()
    again.route("**/upload/**", lambda route: route.abort())
    page = again.pages[0]
    page.goto("/plan/")
    wait_until(lambda: Item.objects.kept().filter(text="I like tea.").exists(), page)


def test_a_photo_that_the_server_has_no_room_for_says_why_it_waits(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    photo_offline(context, question)
    shut(context)
    again = open_browser()
    full = {"status": 507, "content_type": "application/json", "body": '{"fix": "There is no room just now."}'}
    again.route("**/upload/**", lambda route: route.fulfill(**full))
    page = again.pages[0]
    page.goto("/plan/")
    bar = page.locator("[data-unsent]")
    expect(bar).to_contain_text("1 thing is waiting to send.", timeout=30_000)
    expect(bar).to_contain_text("There is no room just now.", timeout=30_000)
    expect(bar.get_by_role("button", name="Take it off this device: Ben, my dog")).to_be_visible()


def test_a_file_whose_pieces_are_all_there_is_tried_less_and_less_often(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.method) if "/upload/" in request.url else None)
    context.route(
        "**/upload/*/", lambda route: route.continue_() if route.request.method == "GET" else route.fulfill(status=500)
    )
    page = context.pages[0]
    choose_photo(page, question)
    page.wait_for_timeout(5_000)
    assert asked.count("GET") <= 3  # after 1 and 2 seconds, and next after 4; it was one each second


def test_a_photo_outlives_a_sign_in_that_was_lost(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    client = sign_in_on(context)
    page = context.pages[0]
    page.goto(f"{question}?way=photo")
    client.session.flush()
    choose_photo(page, question)
    expect(page.locator("p[data-sent]")).to_contain_text("You are signed out.", timeout=15_000)
    expect(page.locator("p[data-sent] a")).to_have_attribute("href", "/account/login/")
    sign_in_on(context)
    page.wait_for_url("**#more", timeout=40_000)
    assert kept_photos() == ["Ben, my dog"]


def test_a_photo_on_a_page_left_open_is_not_sent_as_somebody_else(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    page = context.pages[0]
    page.goto(f"{question}?way=photo")
    sign_in_on(context, "mum")
    choose_photo(page, question)
    expect(page.locator("p[data-sent]")).to_contain_text("Somebody else is signed in", timeout=15_000)
    assert kept_photos() == [] and page.evaluate(SHELF)["things"] == 0


def test_a_photo_that_the_server_cannot_take_now_keeps_no_words_waiting(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    page = photo_offline(context, question)
    page.locator("#more textarea").fill("I like tea.")
    expect(page.locator("#more [data-state]")).to_contain_text("Kept on this device", timeout=15_000)
    shut(context)
    again = open_browser()
    again.route("**/upload/**", lambda route: route.fulfill(status=500))
    page = again.pages[0]
    page.goto("/plan/")
    wait_until(lambda: Item.objects.kept().filter(text="I like tea.").exists(), page)
    expect(page.locator("[data-unsent]")).to_contain_text("1 thing is waiting to send.", timeout=15_000)
    assert page.evaluate(SHELF)["things"] == 1 and kept_photos() == []


def test_a_photo_that_was_refused_on_its_own_page_stays_on_the_device_until_its_owner_says_so(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    page = context.pages[0]
    choose_photo(page, question, content=b"These are no colours.")
    expect(page.locator("p[data-sent]")).to_contain_text("cannot open", timeout=15_000)
    assert page.evaluate(SHELF)["files"] == 1
    shut(context)
    page = open_browser().pages[0]
    page.goto("/plan/")
    expect(page.locator("[data-unsent]")).to_contain_text("Ben, my dog", timeout=30_000)


def test_words_about_a_photo_that_are_written_while_it_waits_go_with_it(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    page = photo_offline(context, question)
    before = page.evaluate(SHELF)["text"]
    page.locator("#photo_words").fill("Ben in the bath")
    wait_until(lambda: page.evaluate(SHELF)["text"] != before, page)
    shut(context)
    page = open_browser().pages[0]
    page.goto("/plan/")
    expect(page.locator("[data-unsent]")).to_contain_text("Everything is sent and saved.", timeout=30_000)
    assert kept_photos() == ["Ben in the bath"]


def test_a_piece_that_came_broken_is_sent_again_by_itself(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    broken = {"X-Piece-Hash": "0" * 64}
    context.route("**/upload/*/0", lambda route: route.continue_(headers={**route.request.headers, **broken}), times=1)
    page = context.pages[0]
    choose_photo(page, question)
    page.wait_for_url("**#more", timeout=30_000)
    assert kept_photos() == ["Ben, my dog"]
