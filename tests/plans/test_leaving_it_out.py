"""What cannot be kept holds nobody, in real Chromium: a refused photo, film or voice is left out, and pages are left."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, Route, expect

from plans.models import Item
from tests.documents import recordings_for_tests as given
from tests.documents.photos_for_tests import telling_jpeg
from tests.plans.a_device import SHELF, wait_until

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser driver keeps a loop in this thread, as in the journeys
FULL = "There is no more room for photos, sounds and films."
LEAVING = ["Back", "Skip this", "Not now"]


@pytest.fixture
def at(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> Callable[..., Page]:
    """Sam at the way to answer that is named; with `switches`, in a browser that has them."""

    def opened(way: str, *, only_mine: bool = True, switches: tuple[str, ...] = ()) -> Page:
        context = open_browser(switches=switches)
        sign_in_on(context, only_mine=only_mine)
        page = context.pages[0]
        page.goto(f"{question}?way={way}")
        return page

    return opened


def choose(page: Page, way: str, content: bytes) -> None:
    kind = {"photo": "image/jpeg", "film": "video/mp4"}[way]
    page.locator(f"#{way}").set_input_files([{"name": f"it.{way}", "mimeType": kind, "buffer": content}])


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def refused_photo(page: Page) -> None:
    choose(page, "photo", b"These are no colours.")
    press(page, "Go on")
    expect(page.locator("p[data-sent]")).to_contain_text("cannot open", timeout=15_000)


def no_room(page: Page, *, on: bool = True) -> None:
    """The server has no room from now on, or has it again."""

    def rests(route: Route) -> None:
        route.fulfill(status=507, json={"fix": "We have no room to keep this just now. Nothing you kept is lost."})

    if on:
        page.context.route("**/upload/**", rests)
    else:
        page.context.unroute("**/upload/**")


def voice(page: Page) -> None:
    """Say something into the microphone, up to where it can be heard."""
    page.locator("[data-press=start]").click()
    page.locator("[data-recorder][data-state=recording]").wait_for(timeout=15_000)
    expect(page.locator("[data-time]")).not_to_have_text("0:00")
    page.locator("[data-press=stop]").click()
    page.locator("[data-recorder][data-state=listen]").wait_for()


def heard_again(page: Page) -> bool:
    return bool(page.locator("[data-hear]").evaluate("one => one.play().then(() => true, () => false)"))


@pytest.fixture
def microphone(tmp_path: Path) -> tuple[str, ...]:
    path = tmp_path / "heard.wav"
    path.write_bytes(given.wav(seconds=4, level=9000, rate=48_000))
    fake = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    return (*fake, f"--use-file-for-fake-audio-capture={path}")


@pytest.mark.parametrize("name", LEAVING)
def test_after_a_refusal_the_page_can_be_left_and_its_words_are_kept(at: Any, name: str) -> None:
    page = at("photo")
    refused_photo(page)
    page.locator("#more textarea").fill("I like tea.")
    press(page, name)
    page.wait_for_url(lambda url: "/support/" not in url)
    assert list(Item.objects.kept().values_list("text", flat=True)) == ["I like tea."]
    wait_until(lambda: page.evaluate(SHELF)["things"] == 0, page)


def test_go_on_after_a_refusal_says_the_message_again_and_keeps_words(at: Any) -> None:
    page = at("photo")
    refused_photo(page)
    expect(page.locator("p[data-sent]")).to_be_focused()
    sends: list[str] = []
    page.on("request", lambda request: sends.append(request.url) if "/upload/" in request.url else None)
    page.locator("#more textarea").fill("I like tea.")
    press(page, "Go on")
    expect(page.locator("p[data-sent]")).to_be_focused()
    expect(page.locator("p[data-sent]")).to_contain_text("cannot open")
    wait_until(lambda: Item.objects.kept().filter(text="I like tea.").exists(), page)
    assert sends == []


def test_a_refused_photo_is_left_out_by_a_button_and_go_on_goes_on(at: Any) -> None:
    page = at("photo")
    refused_photo(page)
    press(page, "Leave it out")
    expect(page.locator("p[data-sent]")).to_be_hidden()
    assert page.locator("#photo").evaluate("one => one.files.length") == 0
    assert page.evaluate(SHELF)["things"] == 0
    press(page, "Go on")
    page.wait_for_url(lambda url: "/support/" not in url)


def test_another_photo_in_place_of_a_refused_one_is_kept(at: Any) -> None:
    page = at("photo")
    refused_photo(page)
    choose(page, "photo", telling_jpeg())
    press(page, "Go on")
    page.wait_for_url(lambda url: "/support/" not in url)
    assert Item.objects.kept().get().kind == "photo"


@pytest.mark.parametrize("name", LEAVING)
def test_a_photo_that_waits_on_the_device_lets_the_page_go_and_is_sent_from_the_next(at: Any, name: str) -> None:
    page = at("photo")
    no_room(page)
    choose(page, "photo", telling_jpeg())
    press(page, "Keep this picture")
    expect(page.locator("p[data-sent]")).to_contain_text("We have no room", timeout=15_000)
    press(page, name)
    page.wait_for_url(lambda url: "/support/" not in url)
    assert page.evaluate(SHELF)["things"] == 1 and not Item.objects.exists()
    no_room(page, on=False)
    page.reload()
    expect(page.locator("[data-unsent]")).to_contain_text("Everything is sent and saved.", timeout=30_000)
    assert Item.objects.kept().get().kind == "photo"


def test_without_a_connection_back_says_that_the_photo_is_kept_on_the_device(at: Any) -> None:
    page = at("photo")
    page.context.set_offline(True)
    choose(page, "photo", telling_jpeg())
    press(page, "Keep this picture")
    expect(page.locator("p[data-sent]")).to_contain_text("Kept on this device", timeout=15_000)
    press(page, "Back")
    expect(page.locator("p[data-sent]")).to_be_focused()
    press(page, "Leave it out")
    wait_until(lambda: page.evaluate(SHELF)["things"] == 0, page)
    expect(page.locator("p[data-sent]")).to_be_hidden()


@pytest.mark.parametrize("way", ["photo", "film"])
def test_a_file_that_waits_in_the_page_alone_asks_first(at: Any, way: str) -> None:
    page = at(way, only_mine=False)
    no_room(page)
    choose(page, way, telling_jpeg() if way == "photo" else given.film())
    press(page, "Go on")
    expect(page.locator("p[data-sent]")).to_contain_text("We have no room", timeout=15_000)
    press(page, "Back")
    asked = page.locator("[data-ask]")
    expect(asked).to_have_text(f"Your {way} is not kept yet. Stay, or leave it out?")
    press(page, "Stay")
    expect(asked).to_be_hidden()
    press(page, "Back")
    expect(page.get_by_role("button", name="Stay", exact=True)).to_be_focused()
    press(page, "Leave it out")
    page.wait_for_url(lambda url: "/support/" not in url)
    assert not Item.objects.exists()


def test_a_refused_recording_can_be_heard_sent_again_and_left_out(at: Any, microphone: Any, settings: Any) -> None:
    page = at("sound", switches=microphone)
    voice(page)
    settings.PLAN_MAX_BYTES = 0
    page.locator("[data-press=keep]").click()
    expect(page.locator("p[data-sent]")).to_contain_text(FULL, timeout=15_000)
    page.locator("[data-recorder][data-state=listen]").wait_for()
    assert heard_again(page)
    press(page, "Go on")
    expect(page.locator("p[data-sent]")).to_be_focused()
    assert heard_again(page)
    page.locator("[data-press=keep]").click()
    expect(page.locator("[data-say]")).to_contain_text("It is not kept.", timeout=15_000)
    press(page, "Leave it out")
    page.locator("[data-recorder][data-state=ready]").wait_for()
    expect(page.locator("[data-hear]")).to_be_hidden()
    press(page, "Go on")
    page.wait_for_url(lambda url: "/support/" not in url)
    assert not Item.objects.exists()


def test_a_refused_recording_is_kept_when_there_is_room_again(at: Any, microphone: Any, settings: Any) -> None:
    page = at("sound", switches=microphone)
    voice(page)
    settings.PLAN_MAX_BYTES, before = 0, settings.PLAN_MAX_BYTES
    page.locator("[data-press=keep]").click()
    expect(page.locator("p[data-sent]")).to_contain_text(FULL, timeout=15_000)
    settings.PLAN_MAX_BYTES = before
    page.locator("[data-press=keep]").click()
    page.wait_for_url("**#more", timeout=15_000)
    assert Item.objects.kept().get().kind == "sound"


@pytest.mark.parametrize("name", LEAVING)
def test_a_recording_that_is_not_kept_asks_kindly_before_the_page_is_left(
    at: Any, microphone: Any, settings: Any, name: str
) -> None:
    page = at("sound", switches=microphone)
    voice(page)
    settings.PLAN_MAX_BYTES = 0
    press(page, name)  # it is kept first, as no press loses a recording
    expect(page.locator("p[data-sent]")).to_contain_text(FULL, timeout=15_000)
    press(page, name)
    expect(page.locator("[data-ask]")).to_have_text("Your recording is not kept yet. Stay, or leave it out?")
    press(page, "Stay")
    assert heard_again(page)
    press(page, name)
    press(page, "Leave it out")
    page.wait_for_url(lambda url: "/support/" not in url)
    assert not Item.objects.exists()


def test_a_recording_that_waits_can_be_left_out(at: Any, microphone: Any) -> None:
    page = at("sound", switches=microphone)
    voice(page)
    no_room(page)
    page.locator("[data-press=keep]").click()
    expect(page.locator("p[data-sent]")).to_contain_text("We have no room", timeout=15_000)
    press(page, "Leave it out")
    page.locator("[data-recorder][data-state=ready]").wait_for()
    press(page, "Back")
    page.wait_for_url(lambda url: "/support/" not in url)
