"""States in which somebody helps Sam to write, is asked to, or has done it (ADR 0017)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from people.enums import Basis
from people.models import HelpSession, Slip
from tests.scenarios import World
from tests.scenarios.help_sessions import helped

DAY = timedelta(days=1)
MEG, HELD_BACK = ("sam", "attorney"), r"put_my_name_right|budgets\.answer$"
HELP = r"people\..*_help$"
HELPERS = ("sam", "mum", "dev", "nia", "once", "far", "priya", "stranger", "eyes of mum", "program of mum: plan:read")
# Its name, how it comes about, whom it could concern, and the actions that are asked about.
State = tuple[str, Callable[[World], Any], tuple[str, ...], str]


def _help(**fields: Any) -> Callable[[World], Any]:
    """Sam's one session, as if it had just been asked for, and `fields`."""
    fresh = {"waits_until": timezone.now() + DAY / 48, "starts_at": None, "ends_at": None, "ended_at": None}
    given = {**fresh, "yes_taken_by": None, **fields}
    return lambda world: HelpSession.objects.filter(person=world.sam.pk).update(**given)


def _mum_helps(world: World) -> None:
    # A state before this one may have changed her tie in memory, past its undoing.
    world.connections["mum"].refresh_from_db()
    helped(world, "mum")


def _meg_helps(slip: dict[str, Any] | None = None, **fields: Any) -> Callable[[World], Any]:
    """Meg, who holds authority over money and answers about it, helps Sam now; then `fields` of that, and of the slip for it."""

    def change(world: World) -> None:
        world.connections["attorney"].refresh_from_db()
        begun = helped(world, "attorney")
        # What opened for somebody else's help says nothing of theirs.
        Slip.objects.filter(connection=world.connections["mum"]).update(basis=Basis.HELPING)
        HelpSession.objects.filter(pk=begun.pk).update(**fields)
        Slip.objects.filter(connection=begun.connection_id, basis=Basis.HELPING).update(**(slip or {"why": ""}))

    return change


def helping(now: datetime) -> list[State]:
    """All of them, at this moment."""
    return [
        ("somebody helps now", _mum_helps, ("sam", "mum"), ""),
        # Whoever may do more than help does not do it meanwhile, and does it again afterwards.
        ("somebody with authority helps now", _meg_helps(), MEG, ""),
        ("their help was ended", _meg_helps(ended_at=now), MEG, HELD_BACK),
        ("the time for their help is over", _meg_helps(starts_at=now - DAY / 12, ends_at=now - DAY / 24), MEG, HELD_BACK),
        ("their help has not begun", _meg_helps(starts_at=now + DAY / 24), MEG, HELD_BACK),
        ("what their help opened was taken back", _meg_helps({"torn_at": now}), MEG, HELD_BACK),
        ("what was shared with them has nothing to do with help", _meg_helps({"basis": Basis.CHOICE}), MEG, HELD_BACK),
        ("a helper asks", _help(), HELPERS, HELP),
        ("a helper asks, the yes is said to somebody", _help(in_front=True), HELPERS, HELP),
        ("a worker asks, the yes is said to somebody", lambda world: _help(
            in_front=True, connection=world.connections["nia"])(world), HELPERS, HELP),
        ("the yes was said to a worker", lambda world: _help(
            in_front=True, yes_taken_by=world.users["nia"], starts_at=now, ends_at=now + DAY / 24)(world), HELPERS, HELP),
    ]  # fmt: skip
