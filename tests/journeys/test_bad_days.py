"""Bad days in a real browser: the connection goes, two tabs are open, the photo is far too big. No word is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from plans.models import Item, Part
from tests.journeys.walking import Walker
from tests.scenarios import World, build_people
from tests.scenarios.plan import add_plan

QUESTION = "appreciate"
NOT_YET = "Not saved yet. Kept on this page only"
SIGNED_IN_BY = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def sam(transactional_db: None) -> World:
    world = build_people()
    add_plan(world)
    return world


@pytest.fixture
def at_the_question(sam: World, walk: Callable[..., Walker], live_server: object) -> tuple[Walker, str]:
    """Sam, signed in, with the first question open."""
    walker = walk("sam")
    client = Client()
    client.force_login(sam.users["sam"], backend=SIGNED_IN_BY)
    cookie = client.cookies["sessionid"]
    walker.page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
    part = Part.objects.get(plan=sam.sam.pk, tool="one_page_profile")
    path = f"/part/{part.pk}/{QUESTION}"
    walker.go(path)
    return walker, path


def first_line(page: Page) -> object:
    return page.locator("#answers [data-line] textarea").first


def state_of(page: Page) -> object:
    return page.locator("#answers [data-line] [data-state]").first


def kept_words() -> set[str]:
    return set(Item.objects.filter(field=QUESTION, taken_out_at=None).values_list("text", flat=True))


def test_words_typed_with_no_connection_stay_and_are_saved_when_it_is_back(at_the_question: tuple[Walker, str]) -> None:
    walker, _path = at_the_question
    context: BrowserContext = walker.page.context
    context.set_offline(True)
    first_line(walker.page).fill("I play the drums. Ŵy a llŷn. 🥁")
    expect(state_of(walker.page)).to_contain_text(NOT_YET, timeout=15_000)
    assert "I play the drums. Ŵy a llŷn. 🥁" not in kept_words()
    context.set_offline(False)
    expect(state_of(walker.page)).to_contain_text("Saved", timeout=30_000)
    assert "I play the drums. Ŵy a llŷn. 🥁" in kept_words()


def test_two_tabs_with_the_same_answer_keep_both(at_the_question: tuple[Walker, str]) -> None:
    walker, path = at_the_question
    other = walker.page.context.new_page()
    other.goto(path)
    first_line(walker.page).fill("I make people laugh on Mondays.")
    expect(state_of(walker.page)).to_contain_text("Saved")
    first_line(other).fill("I make people laugh at home.")
    expect(state_of(other)).to_contain_text("Saved")
    assert {"I make people laugh on Mondays.", "I make people laugh at home."} <= kept_words()


def test_leaving_with_words_that_are_not_saved_asks_once(at_the_question: tuple[Walker, str]) -> None:
    walker, _path = at_the_question
    asked: list[str] = []
    walker.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    walker.page.context.set_offline(True)
    first_line(walker.page).press_sequentially(" and more")
    expect(state_of(walker.page)).to_contain_text(NOT_YET, timeout=15_000)
    walker.page.close(run_before_unload=True)
    walker.page.wait_for_timeout(500)
    assert asked == ["beforeunload"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("holiday.jpg", b"\xff\xd8\xff" + b"0" * (40 * 1024 * 1024), "That photo is very big. Choose one under 20 MB."),
        ("notes.jpg", b"These are words and no picture.", "We cannot open that as a photo."),
    ],
    ids=["40 MB", "text"],
)
def test_a_file_that_is_no_photo_of_ours_gets_kind_words_and_the_typed_ones_stay(
    at_the_question: tuple[Walker, str], tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    walker, _path = at_the_question
    file = tmp_path / name
    file.write_bytes(content)
    walker.page.get_by_role("button", name="Add a photo").click()
    walker.page.locator("#photo").set_input_files(file)
    walker.page.locator("#photo_words").fill("Me on the beach")
    walker.page.get_by_role("button", name="Keep this picture").click()
    expect(walker.page.locator("#photo-way [data-sent]")).to_contain_text(words, timeout=30_000)
    expect(walker.page.locator("#photo_words")).to_have_value("Me on the beach")
