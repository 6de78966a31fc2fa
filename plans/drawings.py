"""What each drawing shows, worked out from a part's answers. The templates in `templates/plans/drawings` draw it.

A drawing never says more than the list beside it, and never counts: scales stay level however much is on them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from people.enums import Ring, Voice

if TYPE_CHECKING:
    from people.faces import Face
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


@dataclass(frozen=True)
class Line:
    """One answer as a page shows it. `who` is None for the person's own words."""

    item: Any
    words: str
    who: Face | None = None
    cells: Sequence[tuple[Any, str]] = ()
    others: Sequence[Line] = ()
    note: str = ""

    @property
    def voice(self) -> str:
        return self.who.voice if self.who else Voice.ME


@dataclass(frozen=True)
class Answers:
    """What a drawing may draw: the lines of each question, whose plan it is, and who is in the circle."""

    lines: Mapping[str, Sequence[Line]]
    me: Face
    people: Sequence[Connection] = field(default=())

    def of(self, key: str) -> Sequence[Line]:
        return self.lines.get(key, ())


def profile(answers: Answers) -> Mapping[str, Any]:
    """The first photo and the three blocks. It holds all the words, so no list stands beside it."""
    photos = answers.of("photo")
    return {
        "photo": photos[0] if photos else None,
        "blocks": [(key, answers.of(key)) for key in ("appreciate", "important_to", "support")],
        "holds_all": True,
    }


def four_columns(answers: Answers) -> Mapping[str, Any]:
    """A row for each thing the person does, read left to right."""
    rows = [(line, {cell.key: words for cell, words in line.cells}) for line in answers.of("rows")]
    return {"rows": rows, "holds_all": True}


def scales(answers: Answers) -> Mapping[str, Any]:
    """Two pans, always level."""
    return {"to": answers.of("to"), "for": answers.of("for")}


def perspectives(answers: Answers) -> Mapping[str, Any]:
    """A row for each side that has spoken, the person's own first; nobody's words merge into another's."""
    sides = (
        (Voice.ME, _("As I see it")),
        (Voice.FAMILY, _("As my family and friends see it")),
        (Voice.PAID, _("As the people paid to help me see it")),
        (Voice.ADVOCATE, _("As my advocate sees it")),
    )
    rows = [
        {"voice": voice, "name": name, "columns": _two_columns(answers, voice)}
        for voice, name in sides
        if voice == Voice.ME or any(_two_columns(answers, voice).values())
    ]
    return {"rows": rows, "holds_all": True}


def _two_columns(answers: Answers, voice: str) -> dict[str, list[Line]]:
    return {key: [line for line in answers.of(key) if line.voice == voice] for key in ("working", "not_working")}


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
    return {"rings": edges, "faces": drawn, "middle": MIDDLE, "groups": by_ring(answers.people)}


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
