"""A wish in a real browser: it saves itself, survives a lost connection and a lost sign-in, and takes in others' words."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from plans import actions
from plans.models import Outcome, Part
from tests.plans.a_device import SHELF, shut, wait_until
from tests.scenarios import World

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser driver keeps a loop in this thread, as in the journeys
WORDS = "I cook my own tea."


@pytest.fixture
def part(people: World) -> Part:
    return actions.start_part(by=people.actor("sam"), plan=people.sam.plan, tool="outcome")


@pytest.fixture
def wish(people: World, part: Part) -> Outcome:
    return actions.save_outcome(by=people.actor("sam"), part=part, operation=uuid.uuid4(), in_my_words=WORDS)


@pytest.fixture
def context(open_browser: Callable[..., BrowserContext], sign_in_on: Callable[..., Client]) -> BrowserContext:
    opened = open_browser()
    sign_in_on(opened)
    return opened


def write(page: Page, name: str, words: str) -> None:
    page.locator(f"[name={name}]").fill(words)


def expect_said(page: Page, words: str) -> None:
    expect(page.locator("[data-state]")).to_contain_text(words, timeout=30_000)


def whys() -> list[str]:
    return sorted(Outcome.objects.kept().values_list("why", flat=True))


def test_a_new_wish_saves_itself_and_a_press_makes_no_second_one(context: BrowserContext, part: Part) -> None:
    page = context.pages[0]
    page.goto(f"/part/{part.pk}/new-wish")
    write(page, "why", "I choose.")
    expect_said(page, "First say what you want to be different.")
    write(page, "in_my_words", WORDS)
    expect_said(page, "Saved at")
    made = Outcome.objects.get()
    assert (made.in_my_words, made.why) == (WORDS, "I choose.") and page.url.endswith(f"/wish/{made.pk}/change/")
    write(page, "good_looks_like", "A pan of my own.")
    wait_until(lambda: Outcome.objects.get().good_looks_like == "A pan of my own.", page)
    expect_said(page, "Saved at")
    page.get_by_role("button", name="Keep this").click()
    page.wait_for_url(f"**/wish/{made.pk}/")
    assert Outcome.objects.count() == 1 and page.evaluate(SHELF)["things"] == 0


def test_a_wish_written_with_no_connection_stands_in_its_form_again_and_is_kept_once(
    open_browser: Callable[..., BrowserContext], context: BrowserContext, part: Part
) -> None:
    page = context.pages[0]
    page.goto(f"/part/{part.pk}/new-wish")
    context.set_offline(True)
    write(page, "in_my_words", WORDS)
    page.locator("summary", has_text="How much").click()
    page.locator("label[for=id_matters_7]").click()
    expect_said(page, "Kept on this device")
    shut(context)
    assert Outcome.objects.count() == 0
    again = open_browser()
    again.pages[0].goto(f"/part/{part.pk}/new-wish")
    expect(again.pages[0].locator("[name=in_my_words]")).to_have_value(WORDS)
    assert again.pages[0].locator("[name=matters][value='7']").is_checked()
    expect_said(again.pages[0], "Saved at")
    assert Outcome.objects.get().matters == "7"


def test_a_wish_is_asked_for_before_it_is_left_and_saved_after_a_lost_sign_in(
    context: BrowserContext, sign_in_on: Callable[..., Client], wish: Outcome
) -> None:
    client, page, asked = sign_in_on(context), context.pages[0], []
    page.goto(f"/wish/{wish.pk}/change/")
    client.session.flush()
    write(page, "why", "I choose.")
    expect_said(page, "You are signed out.")
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("location.reload()")
    wait_until(lambda: asked == ["beforeunload"], page)
    sign_in_on(context)
    expect_said(page, "Saved at")
    assert whys() == ["I choose."]


def test_what_somebody_else_wrote_meanwhile_comes_into_the_page_and_stays(
    context: BrowserContext, people: World, wish: Outcome
) -> None:
    page = context.pages[0]
    page.goto(f"/wish/{wish.pk}/change/")
    actions.save_outcome(
        by=people.actor("sam"), part=wish.part, outcome=wish, operation=uuid.uuid4(), base_version=1,
        in_my_words=WORDS, good_looks_like="A pan of my own.", matters="5",
    )  # fmt: skip
    write(page, "why", "I choose.")
    expect_said(page, "Somebody else changed this too. Their words are here now.")
    expect(page.locator("[name=good_looks_like]")).to_have_value("A pan of my own.")
    write(page, "why", "I choose what.")
    wait_until(lambda: whys() == ["I choose what."], page)
    kept = Outcome.objects.get()
    assert (kept.good_looks_like, kept.matters) == ("A pan of my own.", "5")


def test_two_who_write_the_same_words_of_a_wish_at_once_keep_both(
    context: BrowserContext, people: World, wish: Outcome
) -> None:
    page = context.pages[0]
    page.goto(f"/wish/{wish.pk}/change/")
    actions.save_outcome(
        by=people.actor("sam"), part=wish.part, outcome=wish, operation=uuid.uuid4(), base_version=1,
        in_my_words=WORDS, why="Theirs",
    )  # fmt: skip
    write(page, "why", "Mine")
    expect_said(page, "Both are kept.")
    write(page, "why", "Mine, and more")
    wait_until(lambda: whys() == ["Mine, and more", "Theirs"], page)
    page.get_by_role("button", name="Keep this").click()
    page.wait_for_load_state()
    assert whys() == ["Mine, and more", "Theirs"]


def test_words_for_the_same_field_typed_while_a_save_is_on_its_way_are_both_kept(
    context: BrowserContext, people: World, wish: Outcome
) -> None:
    """The answer tells of somebody else's words where this writer has written on: neither is written over."""
    page = context.pages[0]
    page.goto(f"/wish/{wish.pk}/change/")
    context.route("**/change/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    write(page, "in_my_words", f"{WORDS} And lunch.")
    expect_said(page, "Kept on this device")
    write(page, "why", "Mine")
    actions.save_outcome(
        by=people.actor("sam"), part=wish.part, outcome=wish, operation=uuid.uuid4(), base_version=1,
        in_my_words=WORDS, why="Theirs",
    )  # fmt: skip
    context.unroute("**/change/")
    wait_until(lambda: whys() == ["Mine", "Theirs"], page)
    assert f"{WORDS} And lunch." in set(Outcome.objects.values_list("in_my_words", flat=True))
