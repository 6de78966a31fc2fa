"""A path, the people in a life and a communication chart: written on a phone by keys alone, then by touch alone.

Each is looked at on the way, and printed at the end by a real worker.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserType, Locator, expect

from people.models import Connection
from plans.models import Item, Part
from plans.tools import TOOLS
from plans.tools.declaration import Cell, CellKind, Question
from tests.documents import recordings_for_tests as given
from tests.journeys.beginning import photo_that_tells_where
from tests.journeys.hands import Finger, Hand, Keys, arrives, named
from tests.journeys.paper import keep_pictures_of_pages, paper_can_be_read_by_everybody, text_of
from tests.journeys.story import wait_until
from tests.journeys.test_bad_days import SIGNED_IN_BY
from tests.journeys.walking import Walker
from tests.scenarios import World, add_other_person, build_people

CHOSEN = "choice:"
DREAM = "To sing on a big stage with my sister Mari, and everybody claps."
# What Leo says on each step of the path: words, or a picture to press, or rows by their cells.
PATH: dict[str, tuple[str | dict[str, str], ...]] = {
    "dream": (f"{CHOSEN}To make music", DREAM),
    "year_from": ("November 2027",),
    "goals_year": ("I sing in the choir on Tuesdays.",),
    "now": (f"{CHOSEN}I am often bored or tired", "I sing at home. Nobody hears me."),
    "enrol": (
        {"person": "Mari", "ask_them_to": "Come with me the first time", "who_asks": "Me", "answer": "They said yes"},
        {"person": "Owen at the choir", "ask_them_to": "Tell us what to bring", "answer": "Not asked yet"},
    ),
    "stay_strong": (f"{CHOSEN}Breaks and tea", "Tea and a laugh on Fridays."),
    "three_six": (
        {"by_when": "In three months", "what": "I know ten songs", "who": "Me"},
        {"by_when": "In six months", "what": "I go on the bus by myself", "who": "Mari and me"},
    ),
    "first_steps": ({"what": "Ring the choir", "who": "Me", "by_when": "2026-12-01", "who_checks": "Mari"},),
    "words": ("Brave.",),
}
PEOPLE = (
    ("Mari", "My sister", "Closest to me"),
    ("Owen", "He leads the choir", "People I know and see"),
    ("Beth", "My support worker", "People paid to be with me"),
)
ROW = {
    "i_do_this": "I tap the table twice",
    "you_think_it_means": "I want to go now",
    "at_this_time": "In a loud café",
    "you_should": "Ask me: now, or five minutes?",
    "how_sure": "We are sure",
    "how_we_know": "They showed it",
}
PICTURE_WORDS = "My hand tapping"
SOUND_WORDS = "This is my happy hum."


@pytest.fixture(scope="module")
def phone(browser_type: BrowserType, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """A browser that hears a tone where a microphone would be."""
    with tempfile.TemporaryDirectory() as folder:
        heard = Path(folder) / "heard.wav"
        heard.write_bytes(given.wav(seconds=4, level=9000, rate=48_000))
        microphone = [
            "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-audio-capture={heard}",
        ]  # fmt: skip
        told = {**browser_type_launch_args, "args": [*browser_type_launch_args["args"], *microphone]}
        opened = browser_type.launch(**told)
        yield opened
        opened.close()


@pytest.fixture
def leo(transactional_db: None) -> World:
    """Leo has a plan with nothing in it yet, and nobody on his rings."""
    world = build_people()
    add_other_person(world)
    return world


@pytest.fixture
def at_home(
    phone: Browser, leo: World, live_server: Any, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Walker]]:
    """Leo's own page on a phone: `at_home(has_touch=True)`."""
    contexts = []

    def opened(**options: Any) -> Walker:
        context = phone.new_context(
            viewport={"width": 390, "height": 844}, locale="en-GB", base_url=live_server.url, reduced_motion="reduce",
            **options,
        )  # fmt: skip
        context.set_default_timeout(15_000)
        contexts.append(context)
        client = Client()
        client.force_login(leo.users["other"], backend=SIGNED_IN_BY)
        key = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
        return Walker("leo", context.new_page(), request.node.name)

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.slow
@pytest.mark.parametrize(("hand", "options"), [(Keys, {}), (Finger, {"has_touch": True})], ids=["keys", "touch"])
def test_tools_are_written_on_a_phone_and_printed(
    worker: None,
    at_home: Callable[..., Walker],
    tmp_path: Path,
    hand: Callable[[Walker], Hand],
    options: dict[str, Any],
) -> None:
    walker = at_home(**options)
    leo = hand(walker)
    walker.go(reverse("my_plan"))
    writes_a_path(leo)
    puts_people_on_rings(leo)
    makes_a_chart(leo, tmp_path)
    leo.only_this_hand()
    prints_it_all(leo)
    assert walker.problems == []


def test_tool_keys_are_never_under_the_bar_of_words_that_wait(at_home: Callable[..., Walker]) -> None:
    """With no connection a bar stays at the top of the page. Whoever tabs back up still sees where they are."""
    walker = at_home()
    leo = Keys(walker)
    walker.go(reverse("my_plan"))
    start(leo, "My dreams", "path")
    walker.page.context.set_offline(True)
    leo.write(walker.page.get_by_label("Write it here"), DREAM)
    expect(walker.page.locator("[data-unsent]")).to_be_visible(timeout=15_000)
    leo.reach(named(walker.page, "Stop for now", None))
    leo.reach(named(walker.page, "My plan", None))
    walker.page.context.set_offline(False)
    expect(walker.page.locator("#more [data-state]")).to_contain_text("Saved at", timeout=30_000)


# --- the path -------------------------------------------------------------------------------------------


def start(hand: Hand, place: str, tool: str) -> Part:
    """From my plan through a place to the first question of a tool."""
    page, title = hand.walker.page, str(TOOLS[tool].title)
    arrives(page, lambda: hand.press(re.compile(f"^{place}")))
    arrives(page, lambda: hand.press(re.compile(rf"^Start\s*: {title}$")))
    return Part.objects.get(plan__person__preferred_name="Leo", tool=tool)


def home(hand: Hand) -> None:
    arrives(hand.walker.page, lambda: hand.press("My plan"))


def go_on(hand: Hand) -> None:
    arrives(hand.walker.page, lambda: hand.press("Go on"))


def writes_a_path(hand: Hand) -> None:
    part = start(hand, "My dreams", "path")
    for asked in TOOLS["path"].questions:
        expect(hand.walker.heading()).to_have_text(str(asked.you))
        answer(hand, asked, PATH[asked.key])
        hand.look(f"path {asked.key}")
        go_on(hand)
    expect(hand.walker.heading()).to_have_text("My path")
    hand.look("my path")
    said = Item.objects.filter(part=part)
    assert {item.field for item in said} == set(PATH)
    assert said.filter(field="enrol", cells__answer="yes").get().cells["who_asks"] == "Me"
    assert said.get(field="first_steps").cells["by_when"] == "2026-12-01"


def answer(hand: Hand, asked: Question, answers: tuple[str | dict[str, str], ...]) -> None:
    """Give each answer on its own line; a new line is asked for between two."""
    page = hand.walker.page
    for place, given_words in enumerate(answers):
        if isinstance(given_words, str) and given_words.startswith(CHOSEN):
            hand.choose(page.get_by_role("checkbox", name=given_words.removeprefix(CHOSEN)))
            continue
        if place and not isinstance(answers[place - 1], str):
            arrives(page, lambda: hand.press("Keep this and add another"))
        if isinstance(given_words, str):
            hand.write(page.get_by_label("Write it here"), given_words)
        else:
            fill_row(hand, asked, given_words)


def fill_row(hand: Hand, asked: Question, row: dict[str, str]) -> None:
    new = hand.walker.page.locator("#more")
    for cell in asked.cells:
        if cell.key in row:
            fill_cell(hand, cell, new, row[cell.key])


def fill_cell(hand: Hand, cell: Cell, place: Locator, words: str) -> None:
    group = place.get_by_role("group", name=str(cell.you))
    if cell.options:
        hand.choose(group.get_by_label(words, exact=True))
    elif cell.kind == CellKind.DAY:
        hand.write_day(place.get_by_label(str(cell.you)), words)
    else:
        hand.write(place.get_by_label(str(cell.you)), words)


# --- the people in a life -----------------------------------------------------------------------------------


def puts_people_on_rings(hand: Hand) -> None:
    page = hand.walker.page
    home(hand)
    part = start(hand, "My people", "relationship_circle")
    hand.look("nobody on my rings yet")
    for name, relationship, ring in PEOPLE:
        hand.write(page.get_by_label("What do you call them?"), name)
        hand.write(page.get_by_label("Who are they to you?"), relationship)
        hand.choose(page.get_by_label(ring, exact=True))
        arrives(page, lambda: hand.press("Put them on my rings"))
        expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
    hand.look("three people on my rings")
    arrives(page, lambda: hand.press(re.compile(r"^Move closer\s*: Owen$")))
    assert Connection.objects.get(circle=part.plan_id, name="Owen").ring == 2
    arrives(page, lambda: hand.press("Owen"))
    hand.choose(page.get_by_role("group", name="Do you want to see them more?").get_by_label("More", exact=True))
    hand.look("owen on my rings")
    arrives(page, lambda: hand.press("Keep this"))
    assert Item.objects.get(part=part).cells["want_change"] == "closer"
    go_on(hand)
    hand.write(page.get_by_label("Write it here"), "I would like a friend who sings.")
    hand.look("who do you miss")
    go_on(hand)
    hand.look("a gentle page before a hard question")
    arrives(page, lambda: hand.press("Not today"))
    hand.look("my rings")


# --- how I tell you things ------------------------------------------------------------------------------------


def makes_a_chart(hand: Hand, tmp_path: Path) -> None:
    home(hand)
    part = start(hand, "About me", "communication_chart")
    asked = TOOLS["communication_chart"].questions[0]
    fill_row(hand, asked, ROW)
    hand.look("a row of my chart")
    adds_a_photo(hand, tmp_path)
    records_a_sound(hand)
    go_on(hand)
    hand.look("my chart")
    said = Item.objects.filter(part=part).kept()
    assert said.get(cells__i_do_this=ROW["i_do_this"]).cells == ROW | {"how_sure": "sure", "how_we_know": "showed"}
    assert said.get(kind="photo").text == PICTURE_WORDS
    sound = said.get(kind="sound")
    assert sound.text == SOUND_WORDS
    wait_until(lambda: Item.objects.get(pk=sound.pk).recording.is_ready, "the sound to be made by the worker", 90)


def adds_a_photo(hand: Hand, tmp_path: Path) -> None:
    page, photo = hand.walker.page, tmp_path / "hand.jpg"
    photo.write_bytes(photo_that_tells_where())
    arrives(page, lambda: hand.press("Add a photo"))
    hand.give_file(page.get_by_label("Add a photo or a drawing"), photo)
    hand.write(page.get_by_label("What is in the picture?").last, PICTURE_WORDS)
    hand.look("a photo is chosen")
    arrives(page, lambda: hand.press("Keep this picture"))
    expect(page.get_by_alt_text(PICTURE_WORDS)).to_be_visible()


def records_a_sound(hand: Hand) -> None:
    page = hand.walker.page
    arrives(page, lambda: hand.press("Record my voice"))
    hand.write(page.get_by_label("Write what you say, if you like"), SOUND_WORDS)
    hand.press("Record")
    page.locator("[data-recorder][data-state=recording]").wait_for()
    expect(page.locator("[data-say]")).to_have_text("You are recording. We can hear you.")
    hand.press("Stop")
    page.locator("[data-recorder][data-state=listen]").wait_for()
    hand.look("the sound of my voice is recorded")
    arrives(page, lambda: hand.press("Keep it"))
    hand.look("a chart with a photo and a sound")


# --- on paper ---------------------------------------------------------------------------------------------------


def prints_it_all(hand: Hand) -> None:
    page = hand.walker.page
    home(hand)
    arrives(page, lambda: hand.press("My plan on paper"))
    arrives(page, lambda: hand.press("Make it"))
    link = page.get_by_role("link", name="Open it: for Leo")
    expect(link).to_be_visible(timeout=60_000)
    hand.look("my paper is ready")
    paper = page.request.get(link.get_attribute("href")).body()
    keep_pictures_of_pages(paper, hand.walker.folder())
    paper_can_be_read_by_everybody(paper)
    every_word_is_on_it(paper)


def every_word_is_on_it(paper: bytes) -> None:
    words = " ".join(text_of(paper).split())
    rows = [*PATH["enrol"], *PATH["three_six"], *PATH["first_steps"], ROW]
    told = [each for answers in PATH.values() for each in answers if isinstance(each, str)]
    told += [words for row in rows for key, words in row.items() if key != "by_when"]
    told += [name for name, _relationship, _ring in PEOPLE] + [PICTURE_WORDS, SOUND_WORDS, "A recording (0:"]
    assert [each for each in told if each.removeprefix(CHOSEN) not in words] == []
    assert sum(alt.startswith("A big arrow that points at the dream") for alt in alts_of(paper)) == 1
    assert sum(PICTURE_WORDS in alt for alt in alts_of(paper)) == 1


def alts_of(paper: bytes) -> list[str]:
    """What is said of each picture to somebody who cannot see it."""
    with pikepdf.open(io.BytesIO(paper)) as file:
        return [str(each.Alt) for each in file.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
