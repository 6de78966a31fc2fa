"""Read aloud in a real browser: only when pressed, each word lit, silent on leaving; a picture is found and added."""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from people import actions as people_actions
from plans import actions
from plans.models import Item, Part
from tests.access.knocking import client_for
from tests.face.test_narrow_pages import in_the_browser
from tests.journeys.conftest import browser_type_launch_args, live_server  # noqa: F401  (fixtures)
from tests.scenarios import World, build_people

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# What the page played, paused and spoke, told from inside it. The voices are those a test gives the browser.
EAVESDROP = """
window.heard = [];
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () { heard.push("play " + this.playbackRate); window.sound = this; return play.call(this); };
const pause = HTMLMediaElement.prototype.pause;
HTMLMediaElement.prototype.pause = function () { heard.push("pause"); return pause.call(this); };
"""
VOICES = """
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => %s,
  speak(saying) { heard.push("speak " + saying.lang + " " + saying.text); window.saying = saying; },
  cancel() { heard.push("cancel"); }, addEventListener() {},
}});
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""
NONE = "[]"
OWN = '[{lang: "en-GB", localService: true}]'
REMOTE = '[{lang: "en-GB", localService: false}]'
Open = Callable[..., Page]


@pytest.fixture
def part(transactional_db: None) -> Part:
    world = build_people()
    plan = actions.begin_plan(by=world.actor("sam"), person=world.sam)
    part = actions.start_part(by=world.actor("sam"), plan=plan, tool="one_page_profile")
    actions.save_item(
        by=world.actor("sam"),
        part=part,
        field="important_to",
        operation=uuid.uuid4(),
        text="Tea first thing in my blue mug",
    )
    part.world = world
    return part


@pytest.fixture
def open_page(part: Part, live_server: Any, browser: Browser) -> Iterator[Open]:  # noqa: F811  (pytest hands it in by its name)
    opened: list[Page] = []

    def opening(voices: str = NONE, path: str = "", **display: str) -> Page:
        world: World = part.world
        people_actions.change_display(by=world.actor("sam"), user=world.users["sam"], display=display)
        page = in_the_browser(client_for(world, "sam"), browser, live_server.url, (390, 844, "100"))
        page.set_default_timeout(15_000)
        page.add_init_script(EAVESDROP + VOICES % voices)
        page.goto(path or f"/part/{part.pk}/important_to/", wait_until="load")
        opened.append(page)
        return page

    yield opening
    for page in opened:
        page.context.close()


def heard(page: Page) -> list[str]:
    return page.evaluate("heard")


def test_nothing_is_read_until_it_is_asked_for(open_page: Open) -> None:
    page = open_page(OWN)
    page.wait_for_timeout(500)
    assert heard(page) == []


def test_a_voice_of_the_device_speaks_and_the_words_are_lit_as_they_are_said(open_page: Open) -> None:
    page = open_page(OWN, speed="slow")
    before = page.locator("#question").inner_html()
    page.get_by_role("button", name="Read this to me").click()
    question = " ".join(page.locator(each).inner_text() for each in ("#question", "#question-hint"))
    assert heard(page) == [f"speak en-GB {question}"] and page.evaluate("saying.rate") == 0.75
    second = question.split()[1]
    page.evaluate("saying.onboundary({charIndex: saying.text.indexOf(' ') + 1})")
    expect(page.locator("#question .is-said")).to_have_text([second])
    page.evaluate("saying.onend()")
    expect(page.get_by_role("button", name="Read this to me")).to_be_visible()
    assert page.locator("#question").inner_html() == before


@pytest.mark.parametrize("voices", [NONE, REMOTE], ids=["no voice", "a voice that sends words away"])
def test_the_server_speaks_where_the_device_cannot_keep_words_to_itself(open_page: Open, voices: str) -> None:
    page = open_page(voices, speed="fast")
    page.get_by_role("button", name="Read this to me").click()
    expect(page.locator("#question .is-said")).to_have_count(1)
    assert heard(page) == ["play 1.25"]
    expect(page.locator("#question .is-said")).to_have_count(0, timeout=20_000)
    expect(page.get_by_role("button", name="Read this to me")).to_have_attribute("aria-pressed", "false")


def test_an_answer_has_a_button_of_its_own_and_another_press_stops_the_first(open_page: Open) -> None:
    page = open_page(NONE)
    page.get_by_role("button", name="Read this to me").click()
    expect(page.get_by_role("button", name="Stop reading")).to_have_count(1)
    page.locator("[data-line] [data-read^=text-]:visible").click()
    expect(page.locator(".being-said .is-said")).to_have_count(1)
    expect(page.get_by_role("button", name="Stop reading")).to_have_count(1)
    expect(page.get_by_role("button", name="Read this to me")).to_be_visible()
    page.get_by_role("button", name="Stop reading").click()
    expect(page.locator(".being-said")).to_have_count(0)
    assert page.evaluate("sound.paused")


@pytest.mark.parametrize("leave", ["Escape", "hidden", "pagehide"])
def test_it_falls_silent_on_leaving(open_page: Open, leave: str) -> None:
    page = open_page(OWN)
    page.get_by_role("button", name="Read this to me").click()
    if leave == "Escape":
        page.keyboard.press("Escape")
    elif leave == "hidden":
        page.evaluate(
            "Object.defineProperty(document, 'hidden', {value: true}); document.dispatchEvent(new Event('visibilitychange'))"
        )
    else:
        page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert heard(page)[-1] == "cancel"
    expect(page.locator("#question .is-said")).to_have_count(0)


def test_somebody_who_does_not_want_it_sees_no_buttons(open_page: Open) -> None:
    page = open_page(OWN, reading="off")
    expect(page.locator("[data-read]:visible")).to_have_count(0)


def test_a_sound_that_cannot_be_had_is_told_in_words(open_page: Open) -> None:
    page = open_page(NONE)
    page.route("**/read", lambda route: route.abort())
    page.get_by_role("button", name="Read this to me").click()
    expect(page.get_by_role("button", name="This cannot be read out now.")).to_be_visible()


def test_a_picture_is_found_while_typing_and_one_press_makes_it_an_answer(open_page: Open, part: Part) -> None:
    page = open_page(NONE)
    page.get_by_label("Write it here").fill("A new thing that I wrote")
    page.get_by_role("link", name="Find a picture").click()
    page.keyboard.type("dogs")
    page.get_by_role("button", name="Dog", exact=True).click()
    expect(page.locator("textarea").filter(has_text=re.compile("^Dog$"))).to_have_count(1)
    said = set(Item.objects.filter(part=part, field="important_to").values_list("text", flat=True))
    assert said == {"Tea first thing in my blue mug", "A new thing that I wrote", "Dog"}


def test_each_choice_shows_at_once_and_can_be_put_back(open_page: Open) -> None:
    page = open_page(OWN, "/easier/")
    root = page.locator("html")
    page.get_by_label("Dark", exact=True).check(force=True)
    expect(root).to_have_attribute("data-theme", "dark")
    back = page.get_by_role("button", name="Put it back", exact=True)
    page.get_by_label("Very big", exact=True).check(force=True)
    expect(back).to_have_count(2)
    back.first.click()
    expect(root).to_have_attribute("data-theme", "light")
    expect(root).to_have_attribute("data-text", "200")
    page.get_by_label("I do not want it").check(force=True)
    expect(page.get_by_role("button", name="Read this to me")).to_be_hidden()
