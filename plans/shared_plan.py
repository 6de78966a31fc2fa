"""A plan as somebody in the circle reads it. The page of a reader and "what Mum sees" are both drawn from here."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from people.actors import Actor
from plans.enums import Place
from plans.models import Part
from plans.tools import TOOLS


@dataclass(frozen=True)
class SharedTile:
    """One part on a reader's page, as `components/tile.html` takes it. It says nothing of other readers."""

    part: str
    name: str
    url: str


def title_of(part: Part) -> str:
    """The name of a part: its tool's, with its setting where there are several of one tool."""
    tool = TOOLS.get(part.tool)
    title = str(tool.title) if tool else str(Place(part.place).label)
    return f"{title}: {part.setting}" if part.setting else title


def shared_tiles(
    reader: Actor, person_id: uuid.UUID, url_of: Callable[[Part], str] | None = None
) -> list[SharedTile]:
    """The parts of one plan that `reader` may see, in the plan's order. One statement.

    `url_of` says where a tile leads; left out, it is the page of the part.
    """
    address = url_of or (lambda part: reverse("part", args=[part.pk]))
    parts = Part.objects.visible_to(reader).filter(plan=person_id)
    return [SharedTile(part.place, title_of(part), address(part)) for part in parts]
