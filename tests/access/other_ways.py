"""Ways past the matrix: the same questions asked as a view asks them, by shorter or other reads. Each says what differs."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from people.actors import Actor, seeing_as, system
from people.models import Person, Slip
from people.policy import RULES, decide, require
from plans.models import Item, Part
from tests.access.cast import HELPED, actor_named, everybody
from tests.access.counting import CELLS, count
from tests.access.personas import ANONYMOUS
from tests.scenarios import World

SHORT = ("sam", "mum", "dev", "attorney", "stranger", "eyes of mum", "eyes of gran", ANONYMOUS, HELPED)


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
        actors = {name: actor_named(world, name) for name in SHORT}
        # Nobody looks through the person's own eyes; a read that forgets whose eyes they are would show it here.
        actors["own eyes"] = replace(world.actor("sam"), read_only=True)
        for name, actor in actors.items():
            for way, got, wanted in _by_short_ways(actor, sams, quiet):
                count(CELLS, len(sams))
                if got != wanted:
                    yield f"{way} · {name} · {len(got - wanted)} too many, {len(wanted - got)} too few"
        Person.objects.filter(pk=world.sam.pk).update(user=None)
        for name in ("calendar", "eyes of gran"):  # nobody is not to be taken for somebody who does not sign in
            theirs = sams.there_for(actor_named(world, name))
            if theirs.filter(taken_out_at__isnull=False).exists():
                yield f"there_for · {name} · what was taken out"
        transaction.set_rollback(True)


def _by_short_ways(actor: Actor, sams: Any, quiet: Item) -> Iterator[tuple[str, set[Any], set[Any]]]:
    seen = set(sams.visible_to(actor).values_list("pk", flat=True))
    mine = actor.user is not None and actor.user.pk == quiet.part.plan.person.user_id
    kept = {item.pk for item in sams if item.taken_out_at is None}
    there = seen if mine and not actor.read_only else seen & kept
    yield "there_for", set(sams.there_for(actor).values_list("pk", flat=True)), there
    typing = {quiet.pk} if actor.user is not None and actor.user.pk == quiet.typed_by_id else set()
    # While what is just for them is shut they do not read it, and go on writing what stands open before them.
    write = {item.pk for item in sams} if mine else seen | typing if actor.user is not None else set()
    yield "writable_by", set(sams.writable_by(actor).values_list("pk", flat=True)), write
    for read in (True, False):
        in_parts = set()
        for part in Part.objects.filter(plan=quiet.part.plan_id):
            known = Part.objects.read_by(actor, part.pk) if read else part
            if known is not None:
                in_parts |= set(Item.objects.in_part(actor, known).values_list("pk", flat=True))
        yield f"in_part, {'read for them' if read else 'read plainly'}", in_parts, seen


def without_their_level(world: World) -> Iterator[str]:
    """The matrix reads the level with the part; a view may ask about one that was read without it."""
    for action in ("plans.see_part", "plans.see_item", "plans.see_outcome"):
        lists = RULES[action].lists
        assert lists is not None
        rows = lists(world.actor("sam")).order_by("pk")[:6]
        for name in ("sam", "mum", "dev", "attorney", "stranger"):
            actor = world.actor(name)
            listed = set(lists(actor).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
            if {row.pk for row in rows if decide(actor, action, row)} != listed:
                yield f"{action} · {name} · of a part that was read without its level"


def composed(world: World, names: list[str] | None = None) -> Iterator[str]:
    """A read that is composed once (people/composed.py) says what the queryset says from which it was composed."""
    shared = {part for slip in Slip.objects.filter(content_object=world.sam) for part in slip.part_ids}
    parts = [
        *shared,
        world.things["leos_part"].pk,
        *Part.objects.exclude(pk__in=shared).values_list("pk", flat=True)[:3],
    ]
    # What a program holds is not in the statement: two of them stand for all.
    programs = [name for name in everybody(world) if name.startswith("program of")]
    for name in names or [name for name in everybody(world) if name not in programs[2:]]:
        actor = actor_named(world, name)
        for part in parts:
            if not _same(actor, part):
                yield f"read by composed statement · {name} · {part}"


def _same(actor: Actor, part_id: uuid.UUID) -> bool:
    plainly = Part.objects.visible_to(actor).with_reader_level(actor).with_person().filter(pk=part_id).first()
    at_once = Part.objects.read_by(actor, part_id)
    if at_once is None or plainly is None:
        return at_once is plainly
    return (at_once == plainly and at_once.reader_level == plainly.reader_level) and at_once.reader is actor


def at_the_door(world: World) -> Iterator[str]:
    """Nothing registered means no; nobody signed out and nobody through other eyes changes a thing; no is a 403."""
    eyes, nobody = seeing_as(world.connections["mum"]), Actor()
    asked = [("no.such_action", world.actor("sam"), "no_rule")]
    asked += [(action, nobody, "signed_out") for action in RULES]
    asked += [(action, eyes, "read_only") for action, rule in RULES.items() if rule.changes]
    for action, actor, reason in asked:
        answer = decide(actor, action, world.sam)
        if answer.allowed or answer.reason != reason:
            yield f"{action} · {reason}"
    if system("calendar").is_anonymous:
        yield "the calendar is nobody"
    for name, may in {"sam": True, "stranger": False}.items():
        try:
            require(world.actor(name), "people.see_as", world.sam)
        except PermissionDenied:
            may = not may
        if not may:
            yield f"require() · {name}"
