"""My plan: hello, one thing that could be next, eight doors, and three things always there. Nothing measures."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from people import actions as people_actions
from people import sharing
from plans import actions
from plans.enums import PartState
from plans.home import changed_words, next_thing, state_words
from plans.models import Part
from tests.face.test_every_page import told
from tests.scenarios import World

SignIn = Callable[[str], Client]
TEMPLATES = Path(settings.BASE_DIR) / "templates"
# Pages of the council's own work have words of their own trade; the components page shows every piece with examples.
OF_STAFF = re.compile(r"people/staff/|api/|components_page|staff_|plans/support/|budgets/")
TAG = re.compile(
    r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|\{\{.*?\}\}|\{%(?! *(?:translate|trans)\b).*?%\}", re.DOTALL
)


@pytest.fixture
def part(world: World) -> Part:
    plan = actions.begin_plan(by=world.actor("sam"), person=world.sam)
    return actions.start_part(by=world.actor("sam"), plan=plan, tool="one_page_profile")


def home(sign_in: SignIn) -> str:
    return sign_in("sam").get("/plan/").content.decode()


def test_home_says_hello_and_shows_the_eight_places_in_their_order(world: World, sign_in: SignIn, part: Part) -> None:
    page = home(sign_in)
    assert "Hello Sam" in page
    places = re.findall(r'class="tile part-(\w+)"', page)
    assert places == ["me", "people", "day", "home", "dreams", "health", "meeting", "money"]


def test_each_begun_place_shows_its_door_as_it_really_stands(world: World, sign_in: SignIn, part: Part) -> None:
    assert "Only you can see this." in home(sign_in)
    sharing.give(by=world.actor("sam"), person=world.sam, connection=world.connections["mum"], part_ids=[part.pk])
    page = home(sign_in)
    assert "Ann" in page[page.index('class="tile part-me"') : page.index('class="tile part-people"')]


def test_three_things_are_always_there_in_the_same_order(world: World, sign_in: SignIn, part: Part) -> None:
    for path in ("/plan/", f"/part/{part.pk}/", f"/plan/{world.sam.pk}/place/me/", "/plan/taken-out/"):
        page = sign_in("sam").get(path).content.decode()
        dock = page[page.index('<nav class="dock"') :]
        order = [dock.index(words) for words in ("Ask for help", "Who can see", "Stop for now")]
        assert order == sorted(order), path


def test_there_is_one_next_thing_and_never_two(world: World, sign_in: SignIn, part: Part) -> None:
    assert home(sign_in).count('class="next ') == 1
    actions.start_part(by=world.actor("sam"), plan=part.plan, tool="communication_chart")
    assert home(sign_in).count('class="next ') == 1


def test_what_waits_comes_before_what_was_begun_and_the_last_begun_comes_first(world: World, part: Part) -> None:
    other = actions.start_part(by=world.actor("sam"), plan=part.plan, tool="communication_chart")
    mine = next_thing(world.sam, [part, other], None)
    assert mine is not None and str(other.pk) in mine.url
    Part.objects.filter(pk=other.pk).update(state=PartState.NOT_NOW)
    other.refresh_from_db()
    left = next_thing(world.sam, [part, other], None)
    assert left is not None and str(part.pk) in left.url


def test_somebody_who_stopped_for_now_is_asked_for_nothing(world: World, sign_in: SignIn, part: Part) -> None:
    people_actions.stop_for_now(by=world.actor("sam"), person=world.sam)
    assert 'class="next ' not in home(sign_in)


def test_a_place_is_told_in_words_and_nothing_is_counted(part: Part) -> None:
    assert state_words([]) == "Nothing here yet"
    assert state_words([part]) == "You changed this today"
    part.state = PartState.NOT_NOW
    assert state_words([part]) == "Not now"
    part.state = PartState.HAPPY
    assert state_words([part]) == "I am happy with this"


@pytest.mark.parametrize(
    ("ago", "words"),
    [(0, "today"), (1, "yesterday"), (3, "on Thursday"), (40, "in October"), (400, "in October 2025")],
)
def test_when_something_changed_is_said_as_people_say_it(ago: int, words: str) -> None:
    today = date(2026, 11, 22)
    at = datetime.combine(
        date.fromordinal(today.toordinal() - ago), datetime.min.time(), timezone.get_current_timezone()
    )
    with override("en-gb"):
        assert changed_words(at, today) == f"You changed this {words}"


def test_fewer_things_keeps_the_rest_one_press_away(world: World, sign_in: SignIn, part: Part) -> None:
    world.users["sam"].display = {"page": "less"}
    world.users["sam"].save()
    page = home(sign_in)
    more = page[page.index("<details") : page.index("</details>")]
    assert "Things I took out" in more and 'class="next ' not in more and 'class="dock"' not in more
    assert "<details" not in page[: page.index('class="quilt')]


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_template_of_a_persons_page_measures_hurries_or_blames(path: Path) -> None:
    if OF_STAFF.search(str(path.relative_to(TEMPLATES))):
        return
    page = TAG.sub("", path.read_text("utf-8"))
    spoken = re.sub(r'\{% *(?:translate|trans) +(["\'])(.*?)\1.*?%\}', r"\2", page)
    assert told(spoken) == []


def test_home_asks_the_database_the_same_few_times_however_much_there_is(
    world: World, sign_in: SignIn, part: Part, django_assert_max_num_queries
) -> None:
    client = sign_in("sam")
    client.get("/plan/")
    with django_assert_max_num_queries(12):
        client.get("/plan/")
    for tool in ("communication_chart", "working_not_working", "to_for_balance"):
        made = actions.start_part(by=world.actor("sam"), plan=part.plan, tool=tool)
        sharing.give(by=world.actor("sam"), person=world.sam, connection=world.connections["mum"], part_ids=[made.pk])
    actions.save_item(by=world.actor("sam"), part=part, field="appreciate", operation=uuid.uuid4(), text="Kind")
    with django_assert_max_num_queries(12):
        client.get("/plan/")
