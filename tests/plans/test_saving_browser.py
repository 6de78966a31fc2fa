"""Words and photos with no connection, in real Chromium: kept locked on one's own device, sent from any page, wiped on leaving.

A device that is not only its owner's keeps nothing: the words stay in the open page.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, BrowserType, Error, Page, expect

from plans import actions
from plans.models import Item, Part
from tests.documents.photos_for_tests import telling_jpeg
from tests.scenarios import World, build_people

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser driver keeps a loop in this thread, as in the journeys
WORDS = "I play the drums. Ŵy a llŷn. 🥁"
SIGNED_IN_BY = "allauth.account.auth_backends.AuthenticationBackend"
# What stands on the shelf: the rows, whether the key can be taken out, and every text that can be read in it.
SHELF = """async () => {
  const open = await new Promise((done) => { const r = indexedDB.open("unsent"); r.onsuccess = () => done(r.result); });
  if (!open.objectStoreNames.contains("things")) { open.close(); return { things: 0, keys: [], text: "" }; }
  const all = (name) => new Promise((done) => {
    const r = open.transaction(name).objectStore(name).getAll(); r.onsuccess = () => done(r.result); });
  const things = await all("things"), keys = await all("keys");
  open.close();
  const text = (box) => (box ? new TextDecoder().decode(box) : "");
  return { things: things.length, keys: keys.map((row) => row.key.extractable), files: things.map((row) => Boolean(row.file)),
    text: things.map((row) => Object.values(row).join() + text(row.box) + text(row.file?.box)).join() };
}"""


@pytest.fixture
def people(transactional_db: None) -> World:
    return build_people()


@pytest.fixture
def question(people: World) -> str:
    part = actions.start_part(by=people.actor("sam"), plan=people.sam.plan, tool="one_page_profile")
    return f"/part/{part.pk}/support/"


@pytest.fixture
def open_browser(
    browser_type: BrowserType, people: World, live_server: Any, tmp_path: Path
) -> Iterator[Callable[..., BrowserContext]]:
    """Open the browser of a device, whose profile stays when the browser is shut."""
    opened: list[BrowserContext] = []

    def device(name: str = "tablet") -> BrowserContext:
        context = browser_type.launch_persistent_context(
            tmp_path / name, executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu"], base_url=live_server.url, locale="en-GB",
        )  # fmt: skip
        context.set_default_timeout(15_000)
        opened.append(context)
        return context

    yield device
    for context in opened:
        context.close()


@pytest.fixture
def sign_in_on(people: World, live_server: Any) -> Callable[..., Client]:
    def somebody(context: BrowserContext, who: str = "sam", *, only_mine: bool = True) -> Client:
        client = Client()
        client.force_login(people.users[who], backend=SIGNED_IN_BY)
        if only_mine:
            client.post("/account/sessions/only-mine/", {"only_mine": "yes"})
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        context.add_cookies([cookie | {"expires": 4_000_000_000}])
        return client

    return somebody


def type_offline(context: BrowserContext, question: str, words: str = WORDS, kept: str = "on this device") -> Page:
    page = context.pages[0]
    page.goto(question)
    context.set_offline(True)
    page.locator("#more textarea").fill(words)
    expect(page.locator("#more [data-state]")).to_contain_text(f"Kept {kept}")
    expect(page.locator("[data-unsent]")).to_contain_text("1 thing is waiting to send.")
    return page


def shut(context: BrowserContext) -> None:
    """Shut the browser at once, as a flat battery does: nothing is asked, and nothing is sent by a page that closes
    and has its connection back for a moment."""
    for page in context.pages:
        with suppress(Error):
            page.goto("chrome://crash")
    context.close()


def kept_words() -> list[str]:
    return sorted(Item.objects.kept().values_list("text", flat=True))


def wait_until(holds: Callable[[], bool], page: Page) -> None:
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(150)
    assert holds()


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


def choose_photo(page: Page, question: str, *, content: bytes | None = None) -> None:
    """On the page of a question: choose a photo of Ben, say what is in it, and press "Keep this picture"."""
    if question not in page.url:
        page.goto(f"{question}?way=photo")
    photo = {"name": "ben in the bath.jpg", "mimeType": "image/jpeg", "buffer": content or telling_jpeg()}
    page.locator("#photo").set_input_files([photo])
    page.locator("#photo_words").fill("Ben, my dog")
    page.get_by_role("button", name="Keep this picture").click()


def photo_offline(context: BrowserContext, question: str, kept: str = "Kept on this device", **more: Any) -> Page:
    page = context.pages[0]
    page.goto(f"{question}?way=photo")
    context.set_offline(True)
    choose_photo(page, question, **more)
    expect(page.locator("p[data-sent]")).to_contain_text(kept)
    return page


def kept_photos() -> list[str]:
    return sorted(Item.objects.kept().filter(kind="photo").values_list("text", flat=True))


def test_a_photo_is_kept_locked_and_sent_from_another_page_after_the_browser_was_closed(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    sign_in_on(context)
    page = photo_offline(context, question)
    expect(page.locator("[data-unsent]")).to_contain_text("1 thing is waiting to send.")
    shelf = page.evaluate(SHELF)
    assert (shelf["things"], shelf["keys"], shelf["files"]) == (1, [False], [True])
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
    bar.get_by_role("button", name="Take it off this device").click()
    expect(bar).to_be_hidden()
    assert page.evaluate(SHELF)["things"] == 0 and kept_photos() == []


def test_a_photo_outlives_a_sign_in_that_was_lost(
    open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client], question: str
) -> None:
    context = open_browser()
    client = sign_in_on(context)
    page = context.pages[0]
    page.goto(f"{question}?way=photo")
    client.session.flush()
    choose_photo(page, question)
    expect(page.locator("p[data-sent]")).to_contain_text("You are signed out.")
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
    expect(page.locator("p[data-sent]")).to_contain_text("Somebody else is signed in")
    assert kept_photos() == [] and page.evaluate(SHELF)["things"] == 0
