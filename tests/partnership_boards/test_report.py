"""The report of a quarter: only shown figures, made once, checked by another person, frozen when out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction
from django.utils import timezone

from partnership_boards import actions
from partnership_boards.disclosure import TooFewPeopleError, percent
from partnership_boards.enums import Change, ReportState
from partnership_boards.models import PartnershipBoard, PublishedReport, ReportPeriod
from partnership_boards.report_words import headline, season, share, short_version
from partnership_boards.reports import CHANGE_OF, check_content, content_of, digest, quarter_before
from plans import counts
from plans.enums import OutcomeNow
from plans.models import Barrier, OutcomeChange
from tests.partnership_boards.conftest import last_day, somebody
from tests.scenarios import World

SECRET = settings.REPORT_SECRET.encode()


def facts(world: World) -> list[counts.Facts]:
    return counts.facts(organisation_id=world.council.pk, until=last_day(), secret=SECRET)


def numbers(value: Any) -> Iterator[int]:
    """Every number anywhere in a report."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from numbers(each)
    elif isinstance(value, int):
        yield value


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from keys(each)


def remake(world: World, board: PartnershipBoard) -> ReportPeriod:
    """The newest quarter made again as if it had never been: only a test may do this."""
    ReportPeriod.objects.filter(board=board, published=None).delete()
    other = actions.start_board(by=world.actor("olu"), organisation=world.council, name="Another try")
    return actions.make_report(by=world.actor("commissioner"), board=other)


def test_a_report_holds_shown_figures_and_no_true_count(council: World) -> None:
    content = council.things["report"].content
    assert all(number >= 10 and number % 5 == 0 for number in numbers(content))
    true = facts(council)
    for row in content["barriers"]:
        count = sum(row["code"] in each.barriers for each in true)
        assert row["people"] is None if count < 10 else row["people"] is None or abs(row["people"] - count) <= 4
    assert set(keys(content)) == {
        "people", "life", "place", "changed", "on_the_way", "stuck", "barriers", "code"
    }  # fmt: skip


def test_the_figures_follow_what_people_told(council: World) -> None:
    content = council.things["report"].content
    true = facts(council)
    for row in content["life"]:
        told = [CHANGE_OF[OutcomeNow(each.changes[row["place"]])] for each in true if row["place"] in each.changes]
        for change in (Change.CHANGED, Change.ON_THE_WAY, Change.STUCK):
            if row[change.value] is not None:
                assert abs(row[change.value] - told.count(change)) <= 4


def test_one_person_more_changes_a_figure_by_one_rounding_step_at_most(council: World, board: PartnershipBoard) -> None:
    for place, now, barrier in (("home", "stuck", "HOU"), ("people", "happened", "TRN"), ("money", "under_way", "MON")):
        before = remake(council, board).content
        somebody(council, place=place, now=now, barrier=barrier)
        after = remake(council, board).content
        moved = [
            (one, two) for one, two in zip(_all(before), _all(after), strict=True)
            if one is not None and two is not None and one != two
        ]  # fmt: skip
        assert all(abs(one - two) == 5 for one, two in moved)


def _all(content: dict[str, Any]) -> list[int | None]:
    life = [row[key] for row in content["life"] for key in ("changed", "on_the_way", "stuck")]
    return [content["people"], *life, *(row["people"] for row in content["barriers"])]


def test_making_it_again_gives_the_very_same_figures(council: World, board: PartnershipBoard) -> None:
    assert remake(council, board).content == remake(council, board).content == council.things["report"].content


def test_opted_out_people_change_nothing(council: World, board: PartnershipBoard) -> None:
    before = remake(council, board).content
    for _each in range(40):
        somebody(council, tells=False)
    assert remake(council, board).content == before


def test_too_few_people_make_no_report(world: World) -> None:
    from people.models import User

    board = actions.start_board(by=world.actor("olu"), organisation=world.council, name="Small")
    user = User.objects.create_user("small@demo.example", name="Small")
    world.users["small"] = user
    for _each in range(99):
        somebody(world)
    with pytest.raises(TooFewPeopleError):
        actions.make_report(by=world.actor("small"), board=board)
    assert not ReportPeriod.objects.exists()


def test_a_quarter_has_one_report(council: World, board: PartnershipBoard) -> None:
    with pytest.raises(actions.ReportExistsError):
        actions.make_report(by=council.actor("board"), board=board)


@pytest.fixture
def draft(council: World) -> ReportPeriod:
    other = actions.start_board(by=council.actor("olu"), organisation=council.council, name="Another")
    return actions.make_report(by=council.actor("commissioner"), board=other)


def test_the_checker_is_not_the_maker(council: World, draft: ReportPeriod) -> None:
    with pytest.raises(PermissionDenied):
        actions.check_report(by=council.actor("commissioner"), period=draft)
    with pytest.raises(Error, match="the_checker_is_not_the_maker"), transaction.atomic():
        ReportPeriod.objects.filter(pk=draft.pk).update(checked_by=draft.made_by)


def test_nothing_goes_out_unchecked(council: World, draft: ReportPeriod) -> None:
    with pytest.raises(PermissionDenied):
        actions.release_report(by=council.actor("board"), period=draft)
    with pytest.raises(Error, match="a_report_out_was_checked"), transaction.atomic():
        ReportPeriod.objects.filter(pk=draft.pk).update(state=ReportState.RELEASED)


@pytest.mark.parametrize("wrong", [9, 12, 3, "Sam", 15.0, True])
def test_the_automatic_check_refuses_a_figure_that_may_not_be_shown(council: World, wrong: object) -> None:
    content = json.loads(json.dumps(council.things["report"].content))
    check_content(content)
    content["life"][0]["changed"] = wrong
    with pytest.raises(ValueError, match="may not be shown"):
        check_content(content)


def test_the_automatic_check_refuses_anything_beside_the_declared_figures(council: World) -> None:
    for extra in ({"people": 100, "plans": 40}, {"people": 100, "quote": "hello"}):
        with pytest.raises(ValueError, match="may not be shown"):
            check_content({**council.things["report"].content, **extra})


def test_a_released_report_cannot_be_changed_or_deleted(council: World) -> None:
    report = council.things["report"]
    assert report.sha256 == digest(report.content)
    for write in (lambda rows: rows.update(sha256="x"), lambda rows: rows.delete()):
        with pytest.raises(Error), transaction.atomic():
            write(PublishedReport.objects.filter(pk=report.pk))
    assert PublishedReport.objects.get(pk=report.pk).content == report.content


def next_report(council: World, board: PartnershipBoard) -> ReportPeriod:
    """The quarter after the newest report, made and checked."""
    day = last_day() + timedelta(days=100)
    period = actions.make_report(by=council.actor("commissioner"), board=board, day=day)
    actions.check_report(by=council.actor("board"), period=period)
    return period


def hold_still(council: World) -> None:
    """Everybody told what they told on a day that both quarters count."""
    OutcomeChange.objects.update(told_on=last_day())


def test_too_little_change_keeps_the_last_report(council: World, board: PartnershipBoard) -> None:
    hold_still(council)
    period = ReportPeriod.objects.get(board=board, state=ReportState.RELEASED, ends_on=last_day())
    from partnership_boards.reports import fingerprints_of

    ReportPeriod.objects.filter(pk=period.pk).update(fingerprints=fingerprints_of(facts(council), SECRET))
    for _each in range(9):
        somebody(council)
    held = next_report(council, board)
    assert actions.release_report(by=council.actor("board"), period=held) is None
    held.refresh_from_db()
    assert (held.state, held.content, held.fingerprints) == (ReportState.NOTHING_NEW, {}, {})
    assert PublishedReport.objects.filter(board=board).first() == council.things["report"]


def test_ten_changed_people_let_the_next_report_out(council: World, board: PartnershipBoard) -> None:
    hold_still(council)
    period = ReportPeriod.objects.get(board=board, state=ReportState.RELEASED, ends_on=last_day())
    from partnership_boards.reports import fingerprints_of

    ReportPeriod.objects.filter(pk=period.pk).update(fingerprints=fingerprints_of(facts(council), SECRET))
    for _each in range(10):
        somebody(council)
    assert actions.release_report(by=council.actor("board"), period=next_report(council, board)) is not None
    period.refresh_from_db()
    assert period.fingerprints == {}, "an older report keeps nothing about pseudonyms"


def test_a_report_links_to_nobody(council: World, board: PartnershipBoard) -> None:
    """Neither the published row nor its content names a person, a maker or a pseudonym."""
    fields = {field.name for field in PublishedReport._meta.get_fields() if not field.auto_created}
    assert fields == {"id", "board", "period", "content", "sha256", "released_at"}
    text = json.dumps(council.things["report"].content)
    assert not any(each.pseudonym in text for each in facts(council))


def test_shares_come_from_shown_figures_and_are_hidden_with_them() -> None:
    row = {"place": "home", "changed": 35, "on_the_way": 75, "stuck": 85}
    assert share(row, Change.CHANGED) == percent(35, 195) == 18
    assert share({**row, "stuck": None}, Change.CHANGED) is None
    assert share({"place": "home", "changed": 10, "on_the_way": 10, "stuck": None}, Change.CHANGED) is None


def test_the_short_version_is_eight_sentences_at_most(council: World) -> None:
    content = council.things["report"].content
    lines = short_version(content)
    assert 4 <= len(lines) <= 8
    assert all(len(line["words"].split()) <= 15 for line in lines)
    nothing = {
        "people": None, "life": [{**row, "changed": None, "stuck": None} for row in content["life"]],
        "barriers": [{**row, "people": None} for row in content["barriers"]],
    }  # fmt: skip
    assert [line["words"] for line in short_version(nothing)] == ["We hide small numbers so nobody can be found."]
    assert headline(nothing)


def test_a_quarter_ends_before_its_report_is_made() -> None:
    from datetime import date

    assert quarter_before(date(2026, 11, 22)) == (date(2026, 7, 1), date(2026, 9, 30))
    assert quarter_before(date(2026, 1, 1)) == (date(2025, 10, 1), date(2025, 12, 31))
    assert season(date(2026, 7, 1)) == "Summer 2026"


def test_a_person_counts_once_for_a_barrier(world: World) -> None:
    person = somebody(world)
    from plans.models import Outcome

    again = Outcome.objects.create(part=Outcome.objects.get(part__plan=person.pk).part, in_my_words="Another")
    row = Barrier.objects.create(outcome=again, code="HOU", tell_the_board=True, confirmed_by_person=True)
    Barrier.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=200))
    assert [each.barriers for each in facts(world)] == [{"HOU"}]


def test_content_is_made_from_the_facts_given_and_nothing_else(council: World) -> None:
    assert content_of(facts(council), SECRET) == council.things["report"].content
