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
    return found.decide(actor, obj)


def require(actor: Actor, action: str, obj: Any) -> None:
    """Raise PermissionDenied (403) unless the actor may. For views, after visible_to has answered 404."""
    decision = decide(actor, action, obj)
    if not decision:
        raise PermissionDenied(decision.reason)
