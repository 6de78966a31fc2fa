"""Who may make and stop tokens, and the door of every API view: it names the scope it needs."""

from __future__ import annotations

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from api.enums import Scope
from api.models import Token
from people.actors import Actor
from people.models import User
from people.policy import Decision, allow, deny, rule
from plans.models import Part

# For what every program may know: whom it acts for, and the declared questions, which are nobody's.
ANY_SCOPE = "any"


@rule("api.make_token")
def can_make_token(actor: Actor, user: User) -> Decision:
    """For oneself, at one's own screen. Staff hold none: their second factor would be left out."""
    if actor.token_scopes is not None:
        return deny("token_too_small")
    if actor.user is None or actor.user.pk != user.pk:
        return deny("not_yours")
    return deny("staff_hold_no_tokens") if actor.user.is_staff_member else allow("mine")


@rule("api.see_token", lists=lambda actor: Token.objects.visible_to(actor), changes=False)
def can_see_token(actor: Actor, token: Token) -> Decision:
    visible = Token.objects.visible_to(actor).filter(pk=token.pk).exists()
    return allow("mine") if visible else deny("not_yours")


@rule("api.stop_token")
def can_stop_token(actor: Actor, token: Token) -> Decision:
    mine = actor.user is not None and token.user_id == actor.user.pk and actor.token_scopes is None
    return allow("mine") if mine else deny("not_yours")


@rule("api.see_door", changes=False)
def can_see_door(actor: Actor, part: Part) -> Decision:
    """Who sees a part is told to the person alone, as on their own page."""
    if actor.token_scopes is not None and Scope.SHARING_READ not in actor.token_scopes:
        return deny("token_too_small")
    return allow("mine") if actor.is_person(part.plan.person) else deny("not_yours")


class NamesItsScope(BasePermission):
    """Deny by default: a view that names no scope for a method is shut, and a token without it is refused.

    Somebody signed in at their own screen has no scopes and passes: what they may do the policy says.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        needed = getattr(view, "scopes", {}).get(request.method.replace("HEAD", "GET"))
        if needed is None:
            return not hasattr(view, request.method.lower())  # 405 follows
        held = request.actor.token_scopes
        return held is None or needed == ANY_SCOPE or needed in held
