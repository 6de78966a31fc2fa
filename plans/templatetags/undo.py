"""The undo button of a part, for any page of it."""

from __future__ import annotations

from typing import Any

from django import template

from plans.models import Item, Part
from plans.undoing import can_do_again, can_undo, steps_of

register = template.Library()


@register.inclusion_tag("plans/undo_button.html", takes_context=True)
def undo_button(context: dict[str, Any], part: Part, field: str = "") -> dict[str, Any]:
    """The actor's last step in this part, in words, with the press that undoes it. Nothing when there is none."""
    request = context["request"]
    now = Item.objects.in_part(request.actor, part).in_bulk()
    steps = steps_of(request.actor, part, now)
    last = next(iter(can_undo(steps, now)), None)
    shown = {"part": part, "field": field, "last": last, "again": can_do_again(steps, now)}
    return shown | {"request": request, "csrf_token": context.get("csrf_token")}
