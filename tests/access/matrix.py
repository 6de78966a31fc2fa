"""Asks every cell three times: the reviewed table, `decide()`, and the queryset that lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model

from api.enums import Scope
from people.actors import Actor
from people.policy import RULES, Rule, decide
from plans.models import Part
from tests.access.book import Book
from tests.access.cast import actor_named, everybody
from tests.access.counting import CELLS, count
from tests.access.facts import Cell, path_to_person
from tests.access.policy import Entry, Line, table
from tests.access.variants import Variant
from tests.scenarios import World

# Rules about a part can be asked of hundreds of rows at once, for its level is read with it; others ask the database.
BY_PART = ("plans.Part", "plans.Item", "plans.Outcome")
MOST_ROWS, MOST_OF_THE_CROWD = 6, 1
# A predicate that asks the database costs a statement a row. Where a list has answered for every row of the same line
# of the table, it is asked about this many of them (as it is; in a changed world one).
ASKED_OF_A_LINE = 2


def things_of(world: World, label: str) -> list[Model]:
    """Sam's things of a kind, Leo's, and a few of the crowd's; all of them where they are about nobody."""
    model = apps.get_model(label)
    path = path_to_person(model)
    rows = model._default_manager.order_by("pk")
    if path is None:
        return list(rows[:60])
    if path:
        rows = rows.select_related(path)
    key = f"{path}__pk" if path else "pk"
    most = None if label in BY_PART else MOST_ROWS
    named = [world.sam.pk, world.things["leo"].pk]
    found = [*_varied(rows.filter(**{key: named[0]}), most), *_varied(rows.filter(**{key: named[1]}), most)]
    return [*found, *rows.exclude(**{f"{key}__in": named})[:MOST_OF_THE_CROWD]]


def _varied(rows: Any, most: int | None) -> list[Model]:
    """No more than `most`, those that somebody said, promised or is named in first: there the rules differ."""
    names = ("said_by_id", "author_id", "who_connection_id", "user_id", "connection_id", "torn_at")
    found = list(rows)
    found.sort(key=lambda row: -sum(getattr(row, name, None) is not None for name in names))
    tied: dict[Any, Model] = {}
    for row in found:
        tied.setdefault(tuple(getattr(row, name, None) for name in names), row)
    first = list(tied.values())
    return [*first, *[row for row in found if row not in first]][:most]


@dataclass(frozen=True)
class Question:
    """One action and one actor in a state of the world: what it is asked about, and what the table says of each.

    `lines` and `at_most` (what the list may hold at most) are by the key of the thing; `decided` are those about which
    `decide()` is asked. The list answers for all of them.
    """

    where: str
    name: str
    actor: Actor
    rule: Rule
    entry: Entry
    things: list[Any]
    lines: dict[Any, Line]
    decided: frozenset[Any]
    at_most: dict[Any, Line]

    def anew(self, read: dict[str, dict[Any, Part]]) -> Question:
        """The same for an actor who remembers nothing, and with parts whose level is read again, or in `read`."""
        actor = replace(self.actor)
        return replace(self, actor=actor, things=_with_their_level(self.name, actor, self.entry.of, self.things, read))


def disagreements(world: World, variant: Variant) -> Iterator[str]:
    """One plain line for each cell on which the three do not agree."""
    with changed(world, variant):
        for question in questions(world, variant):
            yield from wrong(question)


@contextmanager
def changed(world: World, variant: Variant) -> Iterator[None]:
    """The world in this state, for a while."""
    with transaction.atomic():
        variant.change(world)
        yield
        transaction.set_rollback(True)


def questions(world: World, variant: Variant) -> Iterator[Question]:
    """Everything that is asked in a state of the world, in which it is by now."""
    book, things, read = Book(), {}, {}
    actors = {name: actor_named(world, name) for name in variant.who or everybody(world) if name != "gran"}
    asked_of_a_line = ASKED_OF_A_LINE if variant.who is None else 1
    for action, entry in table().items():
        if action not in RULES or not variant.concerns(action):
            continue
        if entry.of not in things:
            things[entry.of] = things_of(world, entry.of)
        for name, actor in actors.items():
            if not _is_told_by_another(entry, actor):
                rows = _with_their_level(name, actor, entry.of, things[entry.of], read)
                where = f"{variant.name} · {action} · {name}"
                yield _question(where, name, book, actor, RULES[action], entry, rows, asked_of_a_line)


def _is_told_by_another(entry: Entry, actor: Actor) -> bool:
    """A program with one scope stands for all where no line names a scope: the ones with every and no scope do too."""
    one = actor.token_scopes is not None and len(actor.token_scopes) == 1
    return one and not any("a program without" in line.who for line in entry.lines)


def _question(
    where: str, name: str, book: Book, actor: Actor, rule: Rule, entry: Entry, things: list[Any], asked_of_a_line: int
) -> Question:
    by_part = entry.of in BY_PART and rule.action != "plans.share_part"
    lines = {thing.pk: entry.decide(Cell(book, actor, thing, rule.changes, rule.action)) for thing in things}
    asked: Counter[Any] = Counter()
    decided = set()
    for thing in things:
        alike = (lines[thing.pk].who, getattr(thing, "place", None))
        asked[alike] += 1
        if by_part or asked[alike] <= asked_of_a_line or (rule.lists is None and entry.of not in BY_PART):
            decided.add(thing.pk)
    at_most = lines
    if rule.lists is not None and actor.token_scopes is not None:
        # A program without the scope is turned away at the door; the list holds no more than with every scope.
        free = book.once(("free", id(actor)), lambda: _with_every_scope(actor))
        at_most = {thing.pk: entry.decide(Cell(book, free, thing, rule.changes, rule.action)) for thing in things}
    return Question(where, name, actor, rule, entry, things, lines, frozenset(decided), at_most)


def wrong(asked: Question) -> Iterator[str]:
    """One plain line for each thing about which `decide()` or the list says other than the table."""
    count(CELLS, len(asked.things))
    for thing in asked.things:
        if thing.pk in asked.decided:
            answer, line = decide(asked.actor, asked.rule.action, thing), asked.lines[thing.pk]
            if answer.allowed is not line.allowed:
                said = f"decide() says {_word(answer.allowed)} ({answer.reason})"
                yield f"{asked.where} · {_named(thing)}: {said}; {_told(line)}"
    if asked.rule.lists is not None:
        yield from _wrongly_listed(asked, asked.rule.lists(asked.actor))


def _wrongly_listed(asked: Question, rows: Any) -> Iterator[str]:
    listed = set(rows.filter(pk__in=[thing.pk for thing in asked.things]).values_list("pk", flat=True))
    for thing in asked.things:
        line, at_most = asked.lines[thing.pk], asked.at_most[thing.pk]
        if (thing.pk in listed and not at_most.allowed) or (line.allowed and thing.pk not in listed):
            yield f"{asked.where} · {_named(thing)}: the list says {_word(thing.pk in listed)}; {_told(at_most)}"


def _with_every_scope(actor: Actor) -> Actor:
    return Actor(user=actor.user, token_scopes=frozenset(Scope.values))


def _with_their_level(
    name: str, actor: Actor, label: str, things: list[Any], read: dict[str, dict[Any, Part]]
) -> list[Any]:
    """The same things, each with its part as this actor reads it; an actor's parts are read once."""
    if label not in BY_PART:
        return things
    parts = read.setdefault(name, {})
    more = _plans(things, label) - {part.plan_id for part in parts.values()}
    if more:
        rows = Part.objects.filter(plan__in=more).with_reader_level(actor)
        parts.update((part.pk, part) for part in rows.select_related("plan__person"))
    if label == "plans.Part":
        return [parts[thing.pk] for thing in things if thing.pk in parts]
    kept = [thing for thing in things if thing.part_id in parts]
    for thing in kept:
        thing.part = parts[thing.part_id]
    return kept


def _plans(things: list[Any], label: str) -> set[Any]:
    return {(thing if label == "plans.Part" else thing.part).plan_id for thing in things}


def _named(thing: Any) -> str:
    words = getattr(thing, "text", "") or getattr(thing, "tool", "") or getattr(thing, "name", "")
    return f"{type(thing).__name__} {words or thing.pk}"[:60]


def _word(allowed: bool) -> str:
    return "yes" if allowed else "no"


def _told(line: Line) -> str:
    return f"the table says {_word(line.allowed)} ({line.who}: {line.why})"
