"""The recorder in real Chromium, with a microphone that hears a tone, nothing at all, or is not allowed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserType, Page, expect

from documents.models import Piece, Upload
from documents.recordings import keeping
from plans import actions
from plans.models import Item, Part
from tests.documents import recordings_for_tests as given
from tests.scenarios import World

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser driver keeps a loop in this thread, as in the journeys
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FAKE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


@pytest.fixture
def part(world: World) -> Part:
    return actions.start_part(by=world.actor("sam"), plan=world.sam.plan, tool="one_page_profile")


@pytest.fixture
def at_recorder(
    part: Part, live_server: Any, sign_in: Callable[..., Any], browser_type: BrowserType
) -> Iterator[Callable[..., Page]]:
    """Sam's page at the recorder, in a browser with these switches."""
    browsers = []

    def opened(switches: list[str], wide: int = 390) -> Page:
        browser = browser_type.launch(executable_path=CHROMIUM, args=["--no-sandbox", *switches])
        browsers.append(browser)
        context = browser.new_context(viewport={"width": wide, "height": 844}, base_url=live_server.url)
        key = sign_in("sam").cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"/part/{part.pk}/support/?way=sound")
        return page

    yield opened
    for browser in browsers:
        browser.close()


def microphone(tmp_path: Path, level: int) -> list[str]:
    path = tmp_path / "heard.wav"
    path.write_bytes(given.wav(seconds=4, level=level, rate=48_000))
    return [*FAKE, f"--use-file-for-fake-audio-capture={path}"]


def state(page: Page, name: str) -> None:
    page.locator(f"[data-recorder][data-state={name}]").wait_for(timeout=15_000)


def runs(page: Page, past: str) -> None:
    """Wait until the clock of the recording has gone on from the time that stood there."""
    expect(page.locator("[data-time]")).not_to_have_text(past)


def press(page: Page, name: str) -> None:
    page.locator(f"[data-press={name}]").click()


def test_a_voice_is_recorded_paused_heard_again_and_kept(at_recorder, part: Part, tmp_path: Path) -> None:
    page = at_recorder(microphone(tmp_path, 9000))
    page.locator("[name^=text-]").last.fill("I like tea")
    press(page, "start")
    state(page, "count")
    state(page, "recording")
    expect(page.locator("[data-say]")).to_have_text("You are recording. We can hear you.")
    expect(page.locator("[data-level] .is-on").first).to_be_visible()
    press(page, "pause")
    state(page, "paused")
    stood = page.locator("[data-time]").text_content()
    page.wait_for_timeout(1100)  # more than a second of silence, of which the clock may show none
    assert page.locator("[data-time]").text_content() == stood
    press(page, "go_on")
    state(page, "recording")
    runs(page, stood)
    press(page, "stop")
    state(page, "listen")
    assert page.locator("[data-hear]").evaluate("one => one.play().then(() => true)")
    assert not Upload.objects.exists()  # nothing left the device before "Keep it"
    page.locator("#sound_words").fill("Good morning")
    press(page, "keep")
    page.wait_for_url("**#more")
    item = Item.objects.get(kind="sound")
    assert (item.text, item.recording.state) == ("Good morning", "WAITING")
    assert Item.objects.filter(part=part, text="I like tea").count() == 1
    keeping.make_waiting()
    item.recording.refresh_from_db()
    assert item.recording.is_ready and 1 <= item.recording.seconds <= 8
    heard = """url => new Promise((done) => { const one = document.createElement("audio"); one.preload = "auto";
        one.onloadedmetadata = () => done(one.duration); one.onerror = () => done(0); one.src = url; })"""
    assert page.evaluate(heard, f"/item/{item.pk}/recording") > 0.5


def test_no_press_on_the_page_loses_a_recording(at_recorder, part: Part, tmp_path: Path) -> None:
    page = at_recorder(microphone(tmp_path, 9000))
    press(page, "start")
    state(page, "recording")
    runs(page, "0:00")
    page.get_by_role("button", name="Go on", exact=True).click()
    state(page, "listen")
    page.get_by_role("button", name="Go on", exact=True).click()
    page.wait_for_url(lambda url: "/support/" not in url)
    assert Item.objects.get(part=part, kind="sound").text == ""


def test_silence_is_said_while_recording_and_after_and_is_not_sent(at_recorder, tmp_path: Path) -> None:
    page = at_recorder(microphone(tmp_path, 0))
    press(page, "start")
    state(page, "recording")
    expect(page.locator("[data-say]")).to_have_text("We cannot hear you yet. Is the microphone on?", timeout=8000)
    press(page, "stop")
    state(page, "silent")
    expect(page.locator("[data-say]")).to_contain_text("We could not hear anything")
    expect(page.locator("[data-press=keep]")).to_be_hidden()
    press(page, "again")
    state(page, "count")
    assert not Upload.objects.exists()


def test_a_page_that_is_put_away_stops_and_keeps_what_it_has(at_recorder, tmp_path: Path) -> None:
    page = at_recorder(microphone(tmp_path, 9000))
    press(page, "start")
    state(page, "recording")
    runs(page, "0:00")
    page.evaluate(
        """() => { Object.defineProperty(document, "hidden", { value: true, configurable: true });
        document.dispatchEvent(new Event("visibilitychange")); }"""
    )
    state(page, "listen")
    expect(page.locator("[data-say]")).to_contain_text("What you said is here")


def test_a_cut_in_the_middle_goes_on_and_is_kept_once(at_recorder, part: Part, tmp_path: Path) -> None:
    page = at_recorder(FAKE)
    cuts = iter([True, True])

    def sometimes(route: Any) -> None:
        if next(cuts, False):
            route.abort()
        else:
            route.continue_()

    page.route("**/upload/**", sometimes)
    film = tmp_path / "long.wav"
    film.write_bytes(given.wav(seconds=30, rate=48_000))  # 2.9 MB: three pieces
    page.locator("[data-or-file] summary").click()
    page.locator("#sound").set_input_files(film)
    page.get_by_role("button", name="Keep this sound").click()
    page.wait_for_url("**#more", timeout=30_000)
    assert Item.objects.get(part=part, kind="sound").recording.seconds == 30
    assert not Piece.objects.exists()


def test_a_microphone_that_is_not_allowed_gets_kind_words_and_a_file_field(at_recorder) -> None:
    page = at_recorder(["--use-fake-device-for-media-stream", "--deny-permission-prompts"])
    press(page, "start")
    expect(page.locator("[data-say]")).to_contain_text("We may not use the microphone here")
    expect(page.locator("#sound")).to_be_visible()


def test_no_microphone_gets_kind_words(at_recorder) -> None:
    page = at_recorder(FAKE)
    page.evaluate(
        """() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "NotFoundError")); }"""
    )
    press(page, "start")
    expect(page.locator("[data-say]")).to_contain_text("We cannot find a microphone")


def test_a_recording_of_no_bytes_is_said_so(at_recorder, tmp_path: Path) -> None:
    page = at_recorder(microphone(tmp_path, 9000))
    page.evaluate("() => { Object.defineProperty(BlobEvent.prototype, 'data', { get: () => new Blob([]) }); }")
    press(page, "start")
    state(page, "recording")
    press(page, "stop")
    state(page, "silent")
    expect(page.locator("[data-say]")).to_contain_text("There is nothing in that")
