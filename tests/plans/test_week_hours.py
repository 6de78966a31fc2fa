"""How the help fits a good week: sums by kind, the gap in words, and a week that stays whole."""

from __future__ import annotations

import uuid
from fractions import Fraction

import pytest

from people import sharing
from people.enums import Level
from plans.models import Item, Part
from plans.reading import line_of
from plans.tools import TOOLS
from plans.week_hours import fits_of, hours_in_words, movable, short_of
from tests.scenarios import World
from tests.scenarios.tools_1 import WEEK, add_tools_1


def rows(field: str, *answers: dict[str, str]) -> list:
    question = TOOLS["perfect_week"].question(field)
    return [line_of(Item(field=field, cells=cells), question) for cells in answers]


def week(*answers: dict[str, str]) -> list:
    return rows("week", *answers)


def there_is(**hours: str) -> list:
    return rows("hours_there_are", *({"help": kind, "hours": many} for kind, many in hours.items()))


@pytest.mark.parametrize(
    ("how_often", "hours"),
    [("weekly", 6), ("fortnightly", 3), ("monthly", Fraction(18, 13)), ("seasonal", Fraction(6, 13)), ("", 6),
     ("not_sure", 6)],
)  # fmt: skip
def test_hours_are_those_of_an_average_week(how_often: str, hours: Fraction) -> None:
    fits = fits_of(week({"help": "own_staff", "hours": "6", "how_often": how_often}), [])
    assert [fit.takes for fit in fits] == [hours]


def test_hours_are_told_for_each_kind_of_help_in_the_order_in_which_help_is_looked_for() -> None:
    mine = week(
        {"help": "own_staff", "hours": "2.5"}, {"help": "friend_family", "hours": "1"}, {"help": "own_staff", "hours": "3"},
        {"help": "none", "hours": "4"}, {"hours": "1"}, {"help": "kit"},
    )  # fmt: skip
    fits = fits_of(mine, there_is(shared_staff="2"))
    assert [(fit.kind, fit.takes) for fit in fits] == [
        ("none", 4), ("friend_family", 1), ("shared_staff", 0), ("own_staff", Fraction(11, 2)), ("not_sure", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("takes", "has", "words", "short"),
    [
        ("5.5", "4", "Your week needs 1 hour 30 minutes more of this help.", True),
        ("4", "4", "The hours fit.", False),
        ("4.05", "4", "The hours fit.", False),
        ("1", "3", "There is 2 hours more than your week needs.", False),
    ],
)
def test_the_gap_is_told_in_words(takes: str, has: str, words: str, short: bool) -> None:
    fit = fits_of(week({"help": "own_staff", "hours": takes}), there_is(own_staff=has))[0]
    assert (fit.gap_words, fit.is_short) == (words, short)


def test_no_help_is_never_short_and_what_nobody_has_said_is_no_gap() -> None:
    fits = fits_of(week({"help": "none", "hours": "9"}, {"help": "kit", "hours": "1"}), there_is(none="1"))
    assert short_of(fits) == [] and fits[1].there_is is None


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (Fraction(0), "0 hours"),
        (Fraction(1), "1 hour"),
        (Fraction(3, 4), "45 minutes"),
        (Fraction(9, 4), "2 hours 15 minutes"),
    ],
)
def test_hours_are_said_as_people_say_them(hours: Fraction, words: str) -> None:
    assert hours_in_words(hours) == words


def test_only_what_the_person_says_can_move_is_named() -> None:
    mine = week(
        {"what": "Swim", "how_much_it_matters": "can_move"}, {"what": "Sing", "how_much_it_matters": "must_have"}
    )
    assert movable(mine) == ["Swim"]


@pytest.fixture
def part(world: World) -> Part:
    add_tools_1(world)
    return world.things["parts"]["perfect_week"]


def test_the_panel_changes_nothing_in_the_week(world: World, part: Part, sign_in) -> None:
    before = list(Item.objects.filter(part=part).order_by("pk").values())
    client = sign_in("sam")
    page = client.get(f"/part/{part.pk}/week-hours").content.decode()
    assert "Your week needs 1 hour 30 minutes more of this help." in page and "What could move?" in page
    client.post(f"/part/{part.pk}/week-hours", {"text": "Who else?", "operation": uuid.uuid4()})
    assert list(Item.objects.filter(part=part).order_by("pk").values()) == before
    week_page = client.get(f"/part/{part.pk}/").content.decode()
    assert all(each[0] in week_page for each in WEEK)


def test_a_gap_may_become_a_question_in_the_persons_words(world: World, part: Part, sign_in) -> None:
    operation = uuid.uuid4()
    for _ in range(2):
        answer = sign_in("sam").post(f"/part/{part.pk}/week-hours", {"text": "Who could swim?", "operation": operation})
        assert answer.status_code == 302
    kept = Item.objects.get(part__tool="to_for_balance")
    assert (kept.field, kept.text, kept.said_by) == ("need_to_find_out", "Who could swim?", None)
    empty = sign_in("sam").post(f"/part/{part.pk}/week-hours", {"text": "", "operation": uuid.uuid4()})
    assert empty.status_code == 422 and "Write what you want to find out." in empty.content.decode()


def test_the_panel_opens_for_whoever_sees_the_week_and_only_the_person_keeps_a_question(
    world: World, part: Part, sign_in
) -> None:
    url = f"/part/{part.pk}/week-hours"
    assert sign_in("dev").get(url).status_code == 404
    sharing.give(
        by=world.actor("sam"), person=world.sam, connection=world.connections["dev"], part_ids=[part.pk],
        level=Level.HELP_WRITE,
    )  # fmt: skip
    assert "Keep my question" not in sign_in("dev").get(url).content.decode()
    assert sign_in("dev").post(url, {"text": "x", "operation": uuid.uuid4()}).status_code == 403
    other = world.things["parts"]["places"]
    assert sign_in("sam").get(f"/part/{other.pk}/week-hours").status_code == 404
