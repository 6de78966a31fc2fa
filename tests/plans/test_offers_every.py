"""Whatever a tool says that an answer may feed is really offered, in every tool: yes makes it, no is never asked again."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from people.enums import Ring
from people.models import Connection
from plans import actions
from plans.actions.offers import IN_THE_WAY, MY_PEOPLE, OUTCOME, SEEN_OFTEN, TARGETS, Target, at_home
from plans.actions.private import let_them_see
from plans.enums import SuggestionState
from plans.models import Barrier, Item, Outcome, Part, Suggestion
from plans.tools import TOOLS
from plans.tools.declaration import Cell, Feeds, FieldKind, Question, RowFeed, Tool
from tests.plans.test_sharing_views import SignIn
from tests.scenarios import World


@dataclass(frozen=True)
class Case:
    """One feed that one question declares, and how: of its words, of a cell, of a row, seen often, or when lost."""

    tool: Tool
    asked: Question
    feed: Feeds
    by: Cell | RowFeed | str

    @property
    def name(self) -> str:
        how = self.by if isinstance(self.by, str) else self.by.key if isinstance(self.by, Cell) else "row"
        return f"{self.tool.key}.{self.asked.key}.{how}.{self.feed.value}"

    @property
    def is_often(self) -> bool:
        return isinstance(self.by, Cell) and self.feed in self.by.feeds_when_often


def cases_of(tool: Tool, asked: Question) -> Iterator[Case]:
    yield from (Case(tool, asked, feed, "words") for feed in asked.feeds)
    for cell in asked.cells:
        yield from (Case(tool, asked, feed, cell) for feed in (*cell.feeds, *cell.feeds_when_often))
    yield from (Case(tool, asked, row.feed, row) for row in asked.row_feeds)
    yield from (Case(tool, asked, feed, "lost") for feed in asked.feeds_when_lost)


EVERY = [case for tool in TOOLS.values() for asked in tool.questions for case in cases_of(tool, asked)]
OFFERED = [each for each in EVERY if not at_home(each.tool.key, each.asked.key, TARGETS[each.feed])]
AT_HOME = [each for each in EVERY if each not in OFFERED]


def say(world: World, case: Case, words: str) -> Item:
    """An answer to the question, with these words where they are to be offered from."""
    part = Part.objects.filter(plan=world.sam.pk, tool=case.tool.key).first() or actions.start_part(
        by=world.actor("sam"), plan=world.sam.plan, tool=case.tool.key
    )
    cells = None
    if isinstance(case.by, Cell):
        cells = {case.by.key: words}
    elif isinstance(case.by, RowFeed):
        cells = row_that_says(world, case.asked, case.by, words)
    times = SEEN_OFTEN if case.is_often else 1
    for _time in range(times):
        item = actions.save_item(
            by=world.actor("sam"), part=part, field=case.asked.key, operation=uuid.uuid4(), cells=cells,
            text="" if cells else words,
        ).item  # fmt: skip
    if case.asked.private:
        assert not Suggestion.objects.filter(source_item=item).exists(), "offered while it is for the person alone"
        let_them_see(by=world.actor("sam"), item=item)
    if case.by == "lost":
        Item.objects.filter(pk=item.pk).update(created_at=item.created_at - timedelta(days=2))
        item.refresh_from_db()
        actions.take_out(by=world.actor("sam"), item=item)
    return item


def row_that_says(world: World, asked: Question, row: RowFeed, words: str) -> dict[str, str]:
    known = {cell.key: cell for cell in asked.cells}
    more = {key: known[key].options[0][0] if known[key].options else "Ann" for key in row.needs}
    chosen = {row.when[0]: row.when[1][0]} if row.when else {}
    first = words
    if asked.kind == FieldKind.CIRCLE and row.cells[0] == "person":
        first = str(Connection.objects.create(circle_id=world.sam.pk, name=words, ring=Ring.FRIENDS).pk)
    return {**more, **chosen, row.cells[0]: first}


def offers_of(case: Case, words: str) -> list[Suggestion]:
    keys = [target.key for target in TARGETS[case.feed]]
    return list(Suggestion.objects.filter(text__icontains=words, field__in=keys, kind="offer"))


@pytest.mark.parametrize("case", OFFERED, ids=lambda case: case.name)
def test_what_an_answer_may_feed_is_offered_a_no_is_never_asked_again_and_yes_makes_it(
    world: World, sign_in: SignIn, case: Case
) -> None:
    client = sign_in("sam")
    item = say(world, case, "Red kite")
    (offer,) = offers_of(case, "Red kite")
    client.post(f"/suggestion/{offer.pk}/", {"answer": "refused"})
    say_it_again(world, case, item)
    assert [each.state for each in offers_of(case, "Red kite")] == [SuggestionState.REFUSED]
    assert not is_there(world, Target.of(offer.field), "Red kite")

    Suggestion.objects.open().delete()  # a page shows two at a time: what else this very answer offers is not asked here
    say(world, case, "Blue whale")
    (offer,) = offers_of(case, "Blue whale")
    Suggestion.objects.open().exclude(pk=offer.pk).delete()
    assert f's-{offer.pk}"' in client.get(f"/part/{offer.part_id}/").content.decode()
    assert client.post(f"/suggestion/{offer.pk}/", {"answer": "accepted"}).status_code == 302
    assert is_there(world, Target.of(offer.field), "Blue whale")


def say_it_again(world: World, case: Case, item: Item) -> None:
    """The same answer is saved once more, or put back and lost once more."""
    item.refresh_from_db()
    item = Item.objects.select_related("part__plan__person").get(pk=item.pk)
    if case.by == "lost":
        actions.bring_back(by=world.actor("sam"), item=item)
        actions.take_out(by=world.actor("sam"), item=Item.objects.get(pk=item.pk))
        return
    actions.save_item(
        by=world.actor("sam"), part=item.part, field=item.field, operation=uuid.uuid4(), item_id=item.pk,
        base_version=item.version, text=item.text, cells=item.cells if item.cells else None,
    )  # fmt: skip


def is_there(world: World, target: Target, words: str) -> bool:
    mine = Outcome.objects.kept().filter(part__plan=world.sam.pk)
    if target == IN_THE_WAY:
        return Barrier.objects.filter(outcome__in=mine, in_my_words__icontains=words, tell_the_board=False).exists()
    if target == Target(OUTCOME):
        return mine.filter(in_my_words__icontains=words).exists()
    if target == MY_PEOPLE:
        return Connection.objects.live().filter(circle=world.sam.pk, name=words).exists()
    said = Item.objects.kept().filter(part__plan=world.sam.pk, part__tool=target.tool, field=target.field)
    return any(words in " ".join((each.text, *each.cells.values())) for each in said)


@pytest.mark.parametrize("case", AT_HOME, ids=lambda case: case.name)
def test_what_is_at_home_already_is_the_thing_itself(world: World, case: Case) -> None:
    """A tool may feed "directly": then its question is the very place where such words belong, and nothing is asked."""
    assert Target(case.tool.key, case.asked.key) in TARGETS[case.feed] or case.tool.key == OUTCOME, case.name
    if case.tool.key != OUTCOME:
        say(world, case, "Green tea")
        assert offers_of(case, "Green tea") == []


def test_every_feed_of_every_tool_is_among_these_cases() -> None:
    asked = [(tool.key, each) for tool in TOOLS.values() for each in tool.questions]
    declared = {(tool, each.key, feed) for tool, each in asked for feed in each.all_feeds}
    assert declared == {(each.tool.key, each.asked.key, each.feed) for each in EVERY}
