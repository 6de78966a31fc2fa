"""Second locks, each tried alone. What `decide()` refuses before a rule is asked, and what somebody without a role is
refused by, the rules on this list refuse as well: so that no later door that forgets the first lock opens anything.

The actors here cannot come about (a program, other eyes and nobody carry no role): they are made for the trial.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from django.db import transaction

from api.enums import Scope
from people.actors import Actor
from people.models import HelpSession, RecordedAuthority
from people.policy import RULES
from reviews.models import ReviewInvitation
from tests.access.counting import CELLS, count
from tests.access.matrix import things_of
from tests.access.policy import table
from tests.scenarios import World

EVERY_PLACE = ["me", "people", "day", "home", "dreams", "health", "meeting", "money"]
Shape = Callable[[Actor], Actor]


def eyes(actor: Actor) -> Actor:
    return replace(actor, read_only=True)


def nobody(actor: Actor) -> Actor:
    return replace(actor, user=None)


def program(actor: Actor) -> Actor:
    return replace(actor, token_scopes=frozenset(Scope.values))


def without_scope(actor: Actor) -> Actor:
    return replace(actor, token_scopes=frozenset())


ALL = (eyes, nobody, program)
# Who may do it as themself, what, and in which shapes they are refused.
LOCKS: tuple[tuple[str, tuple[str, ...], tuple[Shape, ...]], ...] = (
    ("sian", ("safeguarding.see_concern", "safeguarding.open_list", "safeguarding.handle"), ALL),
    ("lena", ("my_data.see_correction", "my_data.answer_correction", "my_data.see_hold", "my_data.see_destruction",
              "my_data.look_after_records"), (eyes, program)),
    ("lena", ("plans.see_odd_looks",), (eyes, nobody)),
    ("priya", ("plans.see_override",), ALL),
    ("priya", ("plans.answer_override",), (nobody, program)),
    ("priya", ("plans.ask_to_open",), (nobody, program)),
    ("priya", ("plans.see_snapshot", "plans.see_support_plan"), (eyes, nobody)),
    ("priya", ("plans.write_step", "plans.move_support_plan"), ALL),
    ("nia", ("reviews.see_review", "reviews.see_view"), (eyes, nobody)),
    ("nia", ("reviews.ask", "reviews.plan"), (eyes, without_scope)),
    ("nia", ("rights.write",), (program,)),
    ("nia", ("rights.see_capacity", "rights.see_referral", "people.see_authority", "people.see_help",
             "safeguarding.see_risk"), ALL),
    ("nia", ("budgets.see_money",), ALL),
    ("attorney", ("plans.share_part", "budgets.answer"), ALL),
    ("attorney", ("plans.see_support_plan", "budgets.see_money"), (eyes,)),
    ("bea", ("rights.advocate", "rights.see_visit_note"), (eyes, program)),
    ("mum", ("reviews.answer", "people.end_help"), (nobody,)),
    ("mum", ("safeguarding.see_telling",), ALL),
    ("sam", ("people.see_as", "people.see_looks", "reviews.see_review", "reviews.own", "plans.see_print", "plans.see_note",
             "plans.see_take_away", "people.see_not_asked", "people.see_help", "people.see_authority", "my_data.see",
             "rights.see_capacity", "rights.see_referral", "safeguarding.see_concern", "safeguarding.see_risk",
             "api.see_token"), (eyes, nobody)),
    ("board", ("boards.change_board", "boards.make_report", "boards.see_member", "boards.see_draft"), (eyes, nobody)),
)  # fmt: skip


def tried(world: World) -> Iterator[str]:
    """Where a rule that somebody passes as themself is passed by a shape of theirs that is to be refused."""
    with transaction.atomic():
        RecordedAuthority.objects.filter(person=world.sam.pk).update(places=EVERY_PLACE)
        HelpSession.objects.update(in_front=True)
        # Nia runs the meeting; asked to it she would see it through other eyes too.
        ReviewInvitation.objects.filter(connection=world.connections["nia"]).delete()
        for name, actions, shapes in LOCKS:
            for action in actions:
                yield from _lock(world, name, action, shapes)
        transaction.set_rollback(True)


def _lock(world: World, name: str, action: str, shapes: tuple[Shape, ...]) -> Iterator[str]:
    rule, actor = RULES[action], world.actor(name)
    open_to_them = [thing for thing in things_of(world, table()[action].of) if rule.decide(actor, thing)][:2]
    if not open_to_them:
        yield f"{action} · {name} · opens nothing, so there is nothing to lock"
    for shape in shapes:
        refused = shape(actor)
        count(CELLS, len(open_to_them))
        if any(rule.decide(refused, thing) for thing in open_to_them):
            yield f"{action} · {name} · by its rule, {refused}"
        if rule.lists is not None and _lists(rule.lists, refused, open_to_them):
            yield f"{action} · {name} · by its list, {refused}"


def _lists(lists: Callable[[Actor], Any], actor: Actor, things: list[Any]) -> bool:
    return bool(lists(actor).filter(pk__in=[thing.pk for thing in things]).exists())
