"""The door of a part, for any page of it: in the same place, under the head, and for the person alone."""

from __future__ import annotations

from typing import Any

from django import template

from plans.models import Part
from plans.sharing_words import doors_for

register = template.Library()


@register.inclusion_tag("plans/_part_door.html", takes_context=True)
def part_door(context: dict[str, Any], part: Part) -> dict[str, Any]:
    """Who can see this part, with the way to change it; nothing for anybody but the person."""
    mine = context["request"].actor.is_person(part.plan.person)
    return {"part": part, "door": doors_for(part.plan_id, [part.pk])[part.pk] if mine else None}
