"""One policy for every door: `decide(actor, action, object)`, and for each action that lists, its queryset twin.

Each app's permissions.py registers its rules here. Nothing registered means no.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from people.actors import Actor
from people.models import Person


@dataclass(frozen=True)
class Decision:
    """The answer and a code for why. Truthy when allowed."""

    allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.allowed


@dataclass(frozen=True)
class Rule:
    action: str
    decide: Callable[[Actor, Any], Decision]
    lists: Callable[[Actor], QuerySet[Any]] | None
    changes: bool


RULES: dict[str, Rule] = {}
# What a helper may change of somebody's while they help them write. Raising a concern is never held back.
# How they are named themselves, and an advocate's own notes, change nothing of the person's.
WHILE_HELPING = frozenset(
    {
        "plans.write",
        "plans.suggest",
        "people.ask_to_help",
        "people.end_help",
        "people.leave_circle",
        "rights.advocate",
        "reviews.answer",
        "reviews.write",
    }
)
NEVER_HELD_BACK = "safeguarding."
# Where an object names the person it is about, and the objects that it hangs on.
_PERSON_IN = ("person_id", "plan_id", "circle_id", "content_object_id")
_HANGS_ON = ("part", "outcome", "support_plan", "connection", "review", "action", "item")


def allow(reason: str) -> Decision:
    return Decision(allowed=True, reason=reason)


def deny(reason: str) -> Decision:
    return Decision(allowed=False, reason=reason)


def rule(
    action: str, *, lists: Callable[[Actor], QuerySet[Any]] | None = None, changes: bool = True
) -> Callable[[Callable[[Actor, Any], Decision]], Callable[[Actor, Any], Decision]]:
    """Register a predicate for `action`. `lists` is the queryset that must agree with it on every row.

    `changes` is False for actions that only look: all others are refused to a read-only actor.
    """

    def register(predicate: Callable[[Actor, Any], Decision]) -> Callable[[Actor, Any], Decision]:
        if action in RULES:
            raise ValueError(f"Two rules for {action}")
        RULES[action] = Rule(action, predicate, lists, changes)
        return predicate

    return register


def decide(actor: Actor, action: str, obj: Any) -> Decision:
    """Whether `actor` may do `action` on `obj`, with a reason code. Unknown actions are refused."""
    found = RULES.get(action)
    if found is None:
        return deny("no_rule")
    if actor.is_anonymous:
        return deny("signed_out")
    if found.changes and actor.read_only:
        return deny("read_only")
    if found.changes and _held_back(actor, action, obj):
        return deny("helping")
    return found.decide(actor, obj)


def _held_back(actor: Actor, action: str, obj: Any) -> bool:
    """Whether the actor is helping the person whom `obj` is about, and this is not for helpers (T-HELP)."""
    if action in WHILE_HELPING or action.startswith(NEVER_HELD_BACK) or not actor.helps:
        return False
    return person_of(obj) in actor.helps


def person_of(obj: Any) -> object:
    """The key of the person whom an object is about, or None where it is about nobody."""
    if isinstance(obj, Person):
        return obj.pk
    for name in _PERSON_IN:
        if (key := getattr(obj, name, None)) is not None:
            return key
    return next((person_of(getattr(obj, name)) for name in _HANGS_ON if getattr(obj, name, None) is not None), None)


def require(actor: Actor, action: str, obj: Any) -> None:
    """Raise PermissionDenied (403) unless the actor may. For views, after visible_to has answered 404."""
    decision = decide(actor, action, obj)
    if not decision:
        raise PermissionDenied(decision.reason)
