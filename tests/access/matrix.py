"""Asks every cell three times: the reviewed table, `decide()`, and the queryset that lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from api.enums import Scope
from people.actors import Actor
from people.policy import RULES, Rule, decide
from plans.models import Item, Part
from tests.access.book import Book
from tests.access.cast import actor_named, everybody
from tests.access.counting import CELLS, count
from tests.access.facts import Cell, path_to_person
from tests.access.personas import ANONYMOUS
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


def disagreements(world: World, variant: Variant, only: str = "") -> Iterator[str]:
    """One plain line for each cell on which the three do not agree; `only` is a pattern of actions."""
    with transaction.atomic():
        variant.change(world)
        book, things, read = Book(), {}, {}
        actors = {name: actor_named(world, name) for name in variant.who or everybody(world) if name != "gran"}
        for action, entry in table().items():
            if action not in RULES or not variant.concerns(action) or not re.search(only, action):
                continue
            if entry.of not in things:
                things[entry.of] = things_of(world, entry.of)
            asked_of_a_line = ASKED_OF_A_LINE if variant.who is None else 1
            for name, actor in actors.items():
                if _is_told_by_another(entry, actor):
                    continue
                rows = _with_their_level(actor, entry.of, things[entry.of], read)
                for wrong in _compare(book, actor, RULES[action], entry, rows, asked_of_a_line):
                    yield f"{variant.name} · {action} · {name} · {wrong}"
        transaction.set_rollback(True)


def _is_told_by_another(entry: Entry, actor: Actor) -> bool:
    """A program with one scope stands for all where no line names a scope: the ones with every and no scope do too."""
    one = actor.token_scopes is not None and len(actor.token_scopes) == 1
    return one and not any("a program without" in line.who for line in entry.lines)


def _compare(
    book: Book, actor: Actor, rule: Rule, entry: Entry, things: list[Any], asked_of_a_line: int
) -> Iterator[str]:
    by_part = entry.of in BY_PART and rule.action != "plans.share_part"
    lines = [entry.decide(Cell(book, actor, thing, rule.changes, rule.action)) for thing in things]
    count(CELLS, len(things))
    asked: Counter[Any] = Counter()
    for thing, line in zip(things, lines, strict=True):
        alike = (line.who, getattr(thing, "place", None))
        asked[alike] += 1
        if not by_part and asked[alike] > asked_of_a_line and (rule.lists is not None or entry.of in BY_PART):
            continue
        answer = decide(actor, rule.action, thing)
        if answer.allowed is not line.allowed:
            yield f"{_named(thing)}: decide() says {_word(answer.allowed)} ({answer.reason}); {_told(line)}"
    if rule.lists is not None:
        yield from _compare_list(book, actor, rule, entry, things, lines)


def _compare_list(
    book: Book, actor: Actor, rule: Rule, entry: Entry, things: list[Any], lines: list[Line]
) -> Iterator[str]:
    assert rule.lists is not None
    listed = set(rule.lists(actor).filter(pk__in=[thing.pk for thing in things]).values_list("pk", flat=True))
    free = actor if actor.token_scopes is None else book.once(("free", id(actor)), lambda: _with_every_scope(actor))
    for thing, line in zip(things, lines, strict=True):
        # A program without the scope is turned away at the door; the list holds no more than with every scope.
        at_most = line if free is actor else entry.decide(Cell(book, free, thing, rule.changes, rule.action))
        if (thing.pk in listed and not at_most.allowed) or (line.allowed and thing.pk not in listed):
            yield f"{_named(thing)}: the list says {_word(thing.pk in listed)}; {_told(at_most)}"


def _with_every_scope(actor: Actor) -> Actor:
    return Actor(user=actor.user, token_scopes=frozenset(Scope.values))


def _with_their_level(actor: Actor, label: str, things: list[Any], read: dict[int, dict[Any, Part]]) -> list[Any]:
    """The same things, each with its part as this actor reads it; an actor's parts are read once."""
    if label not in BY_PART:
        return things
    if id(actor) not in read:
        rows = Part.objects.filter(plan__in=_plans(things, label)).with_reader_level(actor)
        read[id(actor)] = {part.pk: part for part in rows.select_related("plan__person")}
    parts = read[id(actor)]
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


def short_ways(world: World) -> Iterator[str]:
    """Where reads of answers by a shorter way (`in_part`, `there_for`, `writable_by`) say other than they may.

    Half of the answers are taken out, and one is being typed by somebody who may not read it.
    """
    with transaction.atomic():
        sams = Item.objects.filter(part__plan=world.sam.pk).order_by("pk")
        Item.objects.filter(pk__in=list(sams.values_list("pk", flat=True))[::2]).update(taken_out_at=timezone.now())
        shared = Part.objects.get(plan=world.sam.pk, tool="one_page_profile")
        quiet = sams.filter(part=shared, only_me=True).select_related("part__plan__person").first()
        quiet.typed_by = world.users["mum"]
        quiet.save(update_fields=["typed_by"])
        for name in ("sam", "mum", "dev", "attorney", "stranger", "eyes of mum", "eyes of gran", ANONYMOUS):
            actor = actor_named(world, name)
            for way, got, wanted in _by_short_ways(actor, sams, quiet):
                count(CELLS, len(sams))
                if got != wanted:
                    yield f"{way} · {name} · {len(got - wanted)} too many, {len(wanted - got)} too few"
        transaction.set_rollback(True)


def _by_short_ways(actor: Actor, sams: Any, quiet: Item) -> Iterator[tuple[str, set[Any], set[Any]]]:
    seen = set(sams.visible_to(actor).values_list("pk", flat=True))
    owner = actor.user is not None and actor.user.pk == quiet.part.plan.person.user_id
    kept = {item.pk for item in sams if item.taken_out_at is None}
    yield "there_for", set(sams.there_for(actor).values_list("pk", flat=True)), seen if owner else seen & kept
    typing = {quiet.pk} if actor.user is not None and actor.user.pk == quiet.typed_by_id else set()
    write = (seen | typing) if actor.user is not None else set()
    yield "writable_by", set(sams.writable_by(actor).values_list("pk", flat=True)), write
    for read in (True, False):
        in_parts = set()
        for part in Part.objects.filter(plan=quiet.part.plan_id):
            known = Part.objects.read_by(actor, part.pk) if read else part
            if known is not None:
                in_parts |= set(Item.objects.in_part(actor, known).values_list("pk", flat=True))
        yield f"in_part, {'read for them' if read else 'read plainly'}", in_parts, seen


def _word(allowed: bool) -> str:
    return "yes" if allowed else "no"


def _told(line: Line) -> str:
    return f"the table says {_word(line.allowed)} ({line.who}: {line.why})"
