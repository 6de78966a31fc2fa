"""The relationship circle: four rings, the person in the middle, a face for each person of the circle."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from people.enums import Ring, Voice
from plans.drawings.answers import Answers

if TYPE_CHECKING:
    from people.models import Connection

MIDDLE = 430.0
RING_EDGES = {Ring.CLOSEST: 175.0, Ring.FRIENDS: 260.0, Ring.KNOWN: 345.0, Ring.PAID: 428.0}
RING_WORDS = {
    Ring.CLOSEST: _("Closest"),
    Ring.FRIENDS: _("Friends and family"),
    Ring.KNOWN: _("People I know"),
    Ring.PAID: _("Paid to help me"),
}
# The top of each ring is kept free for its name: 35 degrees to both sides.
FREE_AT_THE_TOP = 35.0
LARGEST_FACE = 92.0
CLOSEST_ROOM = 62.0  # the face of the person fills the middle this far out

# How far into its own share of a ring the first face stands: neighbours lean apart, so that no face hides a name.
LEANS = {Ring.CLOSEST: 0.5, Ring.FRIENDS: 0.25, Ring.KNOWN: 0.75, Ring.PAID: 0.5}


def rings(answers: Answers) -> Mapping[str, Any]:
    """Four rings with the person in the middle, and a face for each person of the circle."""
    drawn = [face for ring in Ring for face in _around(ring, [one for one in answers.people if one.ring == ring])]
    edges = [
        {
            "number": int(ring),
            "radius": RING_EDGES[ring],
            "words": RING_WORDS[ring],
            "top": MIDDLE - RING_EDGES[ring] + 30,
        }
        for ring in reversed(Ring)
    ]
    only_paid = bool(answers.people) and all(one.voice == Voice.PAID for one in answers.people)
    return {
        "rings": edges, "faces": drawn, "middle": MIDDLE, "groups": by_ring(answers.people), "only_paid": only_paid,
    }  # fmt: skip


def by_ring(people: Iterable[Connection]) -> list[dict[str, Any]]:
    """The same people as a list: each ring that has somebody on it, the closest first."""
    known = list(people)
    groups = ({"ring": ring, "people": [one for one in known if one.ring == ring]} for ring in Ring)
    return [group for group in groups if group["people"]]


def _around(ring: Ring, people: Sequence[Connection]) -> list[dict[str, Any]]:
    """Places on one ring, evenly spread below its name. Faces grow smaller rather than touch."""
    if not people:
        return []
    inner = RING_EDGES[Ring(ring - 1)] if ring > Ring.CLOSEST else CLOSEST_ROOM
    radius = (inner + RING_EDGES[ring]) / 2 + (8 if ring == Ring.CLOSEST else 0)
    arc = 360 - 2 * FREE_AT_THE_TOP
    step = arc / len(people)
    size = min(LARGEST_FACE, 2 * math.pi * radius * step / 360 * 0.92)
    first = FREE_AT_THE_TOP + step * LEANS[ring]
    return [_placed(person, radius, first + step * place, size) for place, person in enumerate(people)]


def _placed(person: Connection, radius: float, angle: float, size: float) -> dict[str, Any]:
    """One face at an angle clockwise from the top, in the units of the drawing (860 by 860)."""
    x = MIDDLE + radius * math.sin(math.radians(angle))
    y = MIDDLE - radius * math.cos(math.radians(angle))
    half = size / 2
    name = person.name.split(" ")[0][:12]
    name_width = max(46.0, 15.0 * len(name) + 22)
    return {
        "person": person, "x": round(x - half, 1), "y": round(y - half, 1), "size": round(size, 1),
        "middle": round(x, 1), "name": name, "name_x": round(x - name_width / 2, 1),
        "name_y": round(y + half - 12, 1), "name_width": name_width, "words_y": round(y + half + 13, 1),
        "half": round(half, 1), "middle_y": round(y, 1), "letter_y": round(y + 9, 1),
        "octagon": _octagon(x, y, half),
    }  # fmt: skip


def _octagon(x: float, y: float, half: float) -> str:
    """The cut corners of an advocate's frame."""
    cut = half * 0.42
    ends = (
        (-cut, -half),
        (cut, -half),
        (half, -cut),
        (half, cut),
        (cut, half),
        (-cut, half),
        (-half, cut),
        (-half, -cut),
    )
    return " ".join(f"{x + right:.1f},{y + down:.1f}" for right, down in ends)
