"""Reads that no rule of the matrix lists: what hangs on something, who sees the money, copies, the list of shared plans.

Each yields a line where the rows that it gives differ from what the plain rows say (book.py, facts.py).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from budgets.models import CostLine, IndicativeBudget, LedgerEntry
from budgets.querysets import those_who_see_money
from partnership_boards.models import (
    BoardAction,
    BoardPath,
    PathEntry,
    PublishedPath,
    Purpose,
    SubGroup,
    YouSaidWeDid,
)
from people.actors import Actor
from people.enums import Basis
from people.models import Assignment, Connection, RecordedAuthority, Slip
from plans.models import Part, PartAsItWas
from tests.access.book import Book
from tests.access.cast import actor_named
from tests.access.counting import CELLS, count
from tests.access.facts import Cell
from tests.access.personas import ANONYMOUS
from tests.access.policy import everywhere, table
from tests.scenarios import World

# Rows, the field by which they hang on something, and the rule about that.
HUNG_ON = (
    *[(model, "support_plan", "budgets.see_money") for model in (IndicativeBudget, LedgerEntry, CostLine)],
    *[(model, "board", "boards.see_board") for model in (Purpose, SubGroup, BoardAction, YouSaidWeDid)],
    (PublishedPath, "path", "boards.see_path"),
)
READERS = ("sam", "mum", "attorney", "nia", "far", "priya", "board", "stranger", "eyes of mum", ANONYMOUS)
DAY = timedelta(days=1)


def allowed(book: Book, actor: Actor, action: str, thing: Any) -> bool:
    """What the table says, without counting that a line was used."""
    cell = Cell(book, actor, thing, False, action)
    return next(line.allowed for line in (*everywhere(), *table()[action].lines) if line.fits(cell))


def _actors(world: World, names: Iterable[str] = READERS) -> list[tuple[str, Actor]]:
    """All at once: a book remembers what it read of an actor while the actor is there."""
    return [(name, actor_named(world, name)) for name in names]


def _differs(what: str, got: Iterable[Any], wanted: Iterable[Any]) -> Iterator[str]:
    got, wanted = list(got), list(wanted)
    count(CELLS, len(wanted))
    if got != wanted:
        yield f"{what}: {got} and not {wanted}"


def hung_on_something(world: World) -> Iterator[str]:
    """Whoever sees the thing sees its rows, and nobody else."""
    book, actors = Book(), _actors(world)
    for model, name, action in HUNG_ON:
        rows = list(model.objects.select_related(name).order_by("pk"))
        for reader, actor in actors:
            wanted = {row.pk for row in rows if allowed(book, actor, action, getattr(row, name))}
            got = set(model.objects.visible_to(actor).values_list("pk", flat=True))
            yield from _differs(f"{model.__name__} · {reader}", [got], [wanted])


def words_of_paths(world: World) -> Iterator[str]:
    """Members of the board read all words of its paths; others, once a path is out, what its review says."""
    with transaction.atomic():
        for path in BoardPath.objects.all():
            for kind in ("working", "not_working", "dream"):
                PathEntry.objects.create(path=path, kind=kind, words="A word")
        book = Book()
        rows, actors = list(PathEntry.objects.select_related("path__board")), _actors(world)
        for reader, actor in actors:
            wanted = {
                row.pk
                for row in rows
                if book.seat(actor, row.path.board_id)
                or (
                    row.kind in ("working", "not_working")
                    and row.path_id in book.paths_out
                    and allowed(book, actor, "boards.see_path", row.path)
                )
            }
            got = set(PathEntry.objects.visible_to(actor).values_list("pk", flat=True))
            yield from _differs(f"words of paths · {reader}", [got], [wanted])
        transaction.set_rollback(True)


def seers_of_money(world: World) -> Iterator[str]:
    """Everybody in the circle who sees the money now: by law, or as the facilitator."""
    today, now, nia = timezone.localdate(), timezone.now(), world.connections["nia"].pk
    meg = Connection.objects.filter(pk=world.connections["attorney"].pk)
    work, seen = Assignment.objects.filter(connection=nia), RecordedAuthority.objects
    for what, rows, fields in (
        ("as it is", work, {}),
        ("every authority was seen", seen, {"seen_on": today, "places": ["money"]}),
        ("no authority was seen", seen, {"seen_on": None}),
        ("no authority reaches money", seen, {"places": ["home"]}),
        ("the tie of the law is over", meg, {"ends_on": today - DAY}),
        ("the work is over", work, {"starts_on": today - 9 * DAY, "ends_on": today - DAY}),
        ("the work is another", work, {"role": "team_manager"}),
        ("the worker is family", Connection.objects.filter(pk=nia), {"voice": "family"}),
        ("the worker was taken off", Connection.objects.filter(pk=nia), {"ended_at": now}),
    ):
        with transaction.atomic():
            rows.update(**fields) if fields else None
            book = Book()
            for person in (world.sam.pk, world.things["leo"].pk):
                got = set(those_who_see_money(person).values_list("pk", flat=True))
                yield from _differs(f"who sees money · {what}", [got], [_see_money(book, person)])
            transaction.set_rollback(True)


def _see_money(book: Book, person: Any) -> set[Any]:
    by_law = {
        row.connection_id
        for rows in book.authorities.values()
        for row in rows
        if row.seen_on and row.ended_at is None and book.on(row.starts_on, row.ends_on) and "money" in row.places
    }
    by_work = {
        row.connection_id
        for rows in book.assignments.values()
        for row in rows
        if row.role == "facilitator" and book.on(row.starts_on, row.ends_on)
    }
    return {
        tie.pk
        for tie in book.connections.values()
        if tie.circle_id == person and book.lives(tie.pk)
        and (tie.pk in by_law or (tie.pk in by_work and tie.voice == "paid"))
    }  # fmt: skip


def list_of_shared_plans(world: World) -> Iterator[str]:
    """Each plan once, by the slip with the newest change, the newest first."""
    with transaction.atomic():
        mums = Slip.objects.filter(user=world.users["mum"], torn_at=None)
        # Beside each: one of the same moment, one torn later, and one of before whose key is the greatest of all.
        ways = ((0, None, uuid.uuid4), (1, timezone.now(), uuid.uuid4), (-1, None, lambda: uuid.UUID(int=last.pop())))
        last = [2**128 - 1 - number for number in range(len(mums))]
        for slip in list(mums):
            for hours, torn, key in ways:
                slip.pk, slip.torn_at = key(), torn
                slip.save(force_insert=True)
                Slip.objects.filter(pk=slip.pk).update(changed_at=slip.changed_at + timedelta(hours=hours))
        book = Book()
        actors = _actors(world, ("mum", "dev", "eyes of mum", "eyes of gran", "stranger", ANONYMOUS))
        for reader, actor in actors:
            newest: dict[Any, Slip] = {}
            for slip in (row for rows in book.slips.values() for row in rows):
                if book.names(slip, actor) and book.slip_lives(slip):
                    other = newest.setdefault(slip.content_object_id, slip)
                    newest[slip.content_object_id] = max(slip, other, key=_change)
            wanted = sorted(newest.values(), key=_change, reverse=True)
            got = Slip.objects.shared_with(actor).values_list("pk", flat=True)
            yield from _differs(f"plans shared with · {reader}", got, [slip.pk for slip in wanted])
        transaction.set_rollback(True)


def _change(slip: Slip) -> tuple[Any, Any]:
    return slip.changed_at, slip.pk


def copies_as_they_were(world: World) -> Iterator[str]:
    """A copy is read by whom it was kept for, while a live slip says so and nothing shows them the words of now."""
    with transaction.atomic():
        shown = Part.objects.filter(plan=world.sam.pk, tool__in=["one_page_profile", "outcome", "good_bad_day"])
        for name in ("mum", "dev", "gran", "attorney"):
            for part in shown:
                PartAsItWas.objects.create(part=part, connection=world.connections[name], content={"rows": []})
        ids = [part.pk for part in shown]
        for name in ("mum", "attorney"):
            _shown_as_it_was(world, name, ids)
        _shown_as_it_was(world, "gran", ids[::-1])  # of these she is shown one as it is now by another slip
        # Dev has the same, of which one is shown as it is now by another slip; and Mum's other tie has a copy too.
        _shown_as_it_was(world, "dev", ids)
        _shown_as_it_was(world, "dev", ids[:1], as_it_was=False)
        RecordedAuthority.objects.filter(person=world.sam.pk).update(places=[shown[0].place])
        book = Book()
        rows = list(PartAsItWas.objects.select_related("part"))
        actors = _actors(world, ("sam", "mum", "dev", "attorney", "stranger", "eyes of mum", "eyes of gran", ANONYMOUS))
        for reader, actor in actors:
            wanted = {row.pk for row in rows if _reads_copy(book, actor, row)}
            got = set(PartAsItWas.objects.read_by(actor).values_list("pk", flat=True))
            yield from _differs(f"copies as they were · {reader}", [got], [wanted])
        transaction.set_rollback(True)


def _shown_as_it_was(world: World, name: str, ids: list[Any], as_it_was: bool = True) -> None:
    """A slip like one of Sam's, written plainly: what acts of sharing do is no part of what is asked here."""
    slip = Slip.objects.filter(content_object=world.sam, torn_at=None, quiet_until=None).order_by("given_at").first()
    assert slip is not None
    slip.pk, slip.connection, slip.user = None, world.connections[name], world.users.get(name)
    slip.part_ids, slip.as_it_was_ids, slip.ends_at = ids, ids[:-1] if as_it_was else [], None
    slip.basis = Basis.MEETING if as_it_was else Basis.SIGN_OFF
    slip.save(force_insert=True)


def _reads_copy(book: Book, actor: Actor, copy: PartAsItWas) -> bool:
    part = copy.part
    held = [
        slip
        for slip in book.slips_of(actor, part.plan_id)
        if slip.connection_id == copy.connection_id and part.pk in slip.part_ids and part.pk in slip.as_it_was_ids
    ]
    now = book.reads_now(actor, part.plan_id, part.pk) or part.place in book.places_in_law(actor, part.plan_id)
    return bool(held) and not now


ALL = (hung_on_something, words_of_paths, seers_of_money, list_of_shared_plans, copies_as_they_were)
