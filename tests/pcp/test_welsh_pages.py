"""Every page of the example world, read in Welsh by those who may open it: no English of ours is left on any of them."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser

import polib
import pytest
from django.http import HttpResponse
from django.utils.translation import trans_real

from pcp import welsh
from tests.access.conftest import whole_world  # noqa: F401  (a fixture)
from tests.access.knocking import client_for, path_to
from tests.access.personas import ANONYMOUS
from tests.access.table import DOORS
from tests.scenarios import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
READERS = (ANONYMOUS, "sam", "mum", "nia", "priya", "ravi", "olu", "board")
# The builders' page of components is in English. The two languages are each named in their own.
NOT_FOR_PEOPLE = {"components"}
NAMED_IN_THEIR_OWN = {"English"}
# Words that somebody of the example world wrote, which happen to be ours as well: what they wrote stays as they wrote it.
WRITTEN_BY_SOMEBODY = {
    "Administrator", "Advocate", "Team manager", "Panel member", "Mum", "Support worker",
    "Give me time. Do not finish my words for me.", "I remember every birthday.",
    "Tea first thing. Milky, two sugars, my blue mug.", "Tell me the day before if a plan changes.",
}  # fmt: skip
# A copy that was sent to be decided on is fixed: it stays in the language in which it was sent.
FIXED = {
    "sign_off": {"Every week", "Once"},
    "settle_money": {"Every week", "Once"},
    "staff_list": {"Data lead", "Data protection lead", "Safeguarding lead"},  # job titles, as the council wrote them
}
READ_ALOUD = {"alt", "title", "placeholder", "aria-label"}


VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Shown(HTMLParser):
    """What a page says in its own language, in its text and in the attributes that are read out.

    What stands in an element with a language of its own is somebody's words, left as they were written.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.language = ""
        self.open: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        language = dict(attrs).get("lang") or (self.open[-1][1] if self.open else "")
        if tag == "html":
            self.language = language
        if language == self.language:
            self.said += [words for name, words in attrs if name in READ_ALOUD and words]
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][1] == self.language:
            self.said.append(" ".join(data.split()))


@pytest.fixture(scope="module", autouse=True)
def compiled_welsh() -> None:
    """A fresh checkout has no .mo files; Django remembers a language it once found empty."""
    welsh.compile_all()
    trans_real._translations.clear()


@cache
def our_english() -> set[str]:
    """Every string of ours whose Welsh looks different."""
    welsh_of = {entry.msgid: entry.msgstr or entry.msgstr_plural.get(0) for entry in polib.pofile(str(welsh.CATALOGUE))}
    return {msgid for msgid, text in welsh_of.items() if text != msgid} - NAMED_IN_THEIR_OWN - WRITTEN_BY_SOMEBODY


def is_page(response: HttpResponse) -> bool:
    return response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html")


@pytest.mark.parametrize("name", READERS)
def test_a_page_in_welsh_has_no_english_of_ours(whole_world: World, name: str) -> None:  # noqa: F811  (pytest hands it in by its name)
    client = client_for(whole_world, name)
    client.cookies["language"] = "cy"
    routes = [route for route in sorted(DOORS) if "GET" in DOORS[route][0].methods and route not in NOT_FOR_PEOPLE]
    left = {}
    for route in routes:
        response = client.get(path_to(whole_world, route))
        if is_page(response):
            page = Shown(response.content.decode())
            assert page.language in {"cy", ""}, f"{route} says that it is in {page.language}"
            left[route] = sorted(our_english().intersection(page.said) - FIXED.get(route, set()))
    assert left
    assert {route: words for route, words in left.items() if words} == {}
