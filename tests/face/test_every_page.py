"""Every page of the example world, opened by those who may: it looks as they chose from the first paint on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser

import pytest
from django.http import HttpResponse
from django.test import Client

from people.display import CHOICES, COOKIE, to_cookie
from tests.access.conftest import whole_world  # noqa: F401  (a fixture)
from tests.access.knocking import client_for, path_to
from tests.access.personas import ANONYMOUS
from tests.access.table import DOORS
from tests.scenarios import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
READERS = (ANONYMOUS, "sam", "mum", "nia", "priya", "ravi", "olu", "board")
# The last of each list is never the usual one.
CHOSEN = {name: values[-1] for name, values in CHOICES.items()}
Walked = Callable[[str], dict[str, str]]
# Addresses that are not in the table of doors.
OTHERS = ("/no-such-page", "/account/login/", "/account/sessions/", "/account/2fa/")
# Words that tell somebody they are behind, and words of offices (UX sections 3 and 6.2).
BANNED = re.compile(
    r"\b(incomplete|overdue|streaks?|per ?cent|\d+ of \d+ (done|complete\w*)|to-?do list|service users?|clients?|stakeholders?"
    r"|indicative|provision|submit\w*|authenticat(?:e|es|ed|ing|ion)|invalid|mandatory|non-compliant|failed|oops|challenging behaviou?r)\b",
    re.IGNORECASE,
)
PERCENTAGE = re.compile(r"\d\s?%")
# What shows a state by a warning colour, or measures how much is filled in.
MEASURES = re.compile(
    r'<(progress|meter)\b|class="[^"]*\b(danger|warning|alert|red|overdue|badge)\b|role="progressbar"'
)
# The builders' page of components; programs' addresses and tokens are for those who write programs.
NOT_OF_A_PERSON = {"components", "tokens", "api_schema"}


def is_page(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html") and b"<html" in response.content


def pages(world: World, client: Client) -> Iterator[tuple[str, str]]:
    """Each page that somebody may open, by the name of its address."""
    routes = [route for route in sorted(DOORS) if "GET" in DOORS[route][0].methods]
    for route, path in [*((route, path_to(world, route)) for route in routes), *((path, path) for path in OTHERS)]:
        response = client.get(path)
        if is_page(response):
            yield route, response.content.decode()


def root_of(page: str) -> str:
    return page[page.index("<html") : page.index("<head")]


def choose(world: World, client: Client, name: str) -> None:
    """Somebody signed in has chosen on their account, and somebody signed out on this device."""
    if name == ANONYMOUS:
        client.cookies[COOKIE] = to_cookie(CHOSEN)
        return
    world.users[name].display = CHOSEN
    world.users[name].save(update_fields=["display"])


@pytest.fixture(scope="module")
def walked(whole_world: World) -> Callable[[str], dict[str, str]]:  # noqa: F811  (pytest hands it in by its name)
    """Every page of somebody, with what they chose; each is walked once."""

    @cache
    def walk(name: str) -> dict[str, str]:
        client = client_for(whole_world, name)
        choose(whole_world, client, name)
        found = dict(pages(whole_world, client))
        assert len(found) > 5
        return found

    return walk


@pytest.mark.parametrize("name", READERS)
def test_the_first_paint_of_every_page_carries_what_was_chosen(walked: Walked, name: str) -> None:
    seen = {}
    for route, page in walked(name).items():
        seen[route] = [
            f"{choice}={value}" for choice, value in CHOSEN.items() if f'data-{choice}="{value}"' not in root_of(page)
        ]
    assert {route: missing for route, missing in seen.items() if missing} == {}


@pytest.mark.parametrize("name", READERS)
def test_every_page_leads_to_make_this_easier(walked: Walked, name: str) -> None:
    assert [route for route, page in walked(name).items() if 'href="/easier/' not in page] == []


# --- nothing measures a person -----------------------------------------------------------------------------


class Said(HTMLParser):
    """What a page of ours says aloud: its text, and what is read out of its pictures; not what is typed into it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.quiet = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.quiet += tag in {"script", "style", "textarea"}
        self.words += [
            words for name, words in attrs if name in {"alt", "title", "aria-label", "placeholder"} and words
        ]

    def handle_endtag(self, tag: str) -> None:
        self.quiet -= tag in {"script", "style", "textarea"}

    def handle_data(self, data: str) -> None:
        if not self.quiet:
            self.words.append(" ".join(data.split()))


def told(page: str) -> list[str]:
    """Every saying of a page that measures, hurries or blames."""
    said = [words for words in Said(page).words if BANNED.search(words) or PERCENTAGE.search(words)]
    return said + [found.group(0) for found in MEASURES.finditer(page)]


@pytest.mark.parametrize("name", [ANONYMOUS, "sam", "mum", "dev", "jo", "bea", "other"])
def test_no_page_of_a_person_measures_hurries_or_blames(walked: Walked, name: str) -> None:
    found = {route: told(page) for route, page in walked(name).items() if route not in NOT_OF_A_PERSON}
    assert {route: words for route, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "page",
    [
        "<p>Your plan is 40% done</p>", "<p>This part is incomplete</p>", '<p><img alt="overdue"></p>', "<progress value=3>",
        '<b class="tag red">Not yet</b>', "<p>Three day streak</p>", "<p>Submit for approval</p>", "<p>3 of 8 done</p>",
    ],
)  # fmt: skip
def test_the_walk_hears_each_of_these(page: str) -> None:
    assert told(page)


@pytest.mark.parametrize(
    "page",
    [
        "<p>You changed this today</p>",
        "<textarea>I am 100% sure</textarea>",
        '<rect width="40%"/>',
        "<p>My red coat</p>",
    ],
)
def test_the_walk_lets_these_pass(page: str) -> None:
    assert told(page) == []
