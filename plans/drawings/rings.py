"""The relationship circle: four rings, the person in the middle, a face for each person of the circle.

Where the person said where they know somebody from, faint slices keep those of one part of life together.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
# Where somebody is known from, in the order of the slices. Those of whom it is not said have a slice without a name.
SLICES = {
    "family": _("Family"), "friends": _("Friends"), "community": _("Work, school, places"), "paid": _("Paid to be with me"),
    "": "",
}  # fmt: skip
LEAST_SLICE = 42.0  # degrees: room for its name at the rim
NAMES_FROM_MIDDLE = 454.0
ROUND_THE_NAMES = 70  # how much wider the drawing is for the names of slices

# How far into its own share of a ring the first face stands: neighbours lean apart, so that no face hides a name.
LEANS = {Ring.CLOSEST: 0.5, Ring.FRIENDS: 0.25, Ring.KNOWN: 0.75, Ring.PAID: 0.5}

LEANS_IN_SLICES = {Ring.CLOSEST: 0.6, Ring.FRIENDS: 0.32, Ring.KNOWN: 0.66, Ring.PAID: 0.45}


def rings(answers: Answers) -> Mapping[str, Any]:
    """Four rings with the person in the middle, and a face for each person of the circle."""
    slices = _slices(answers)
    leans = LEANS_IN_SLICES if len(slices) > 1 else LEANS
    drawn = [
        face
        for ring in Ring
        for part in slices
        for face in _around(ring, [one for one in part.people if one.ring == ring], part, leans[ring])
    ]
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
    named = [part for part in slices if part.name]
    around = ROUND_THE_NAMES if named else 0
    return {
        "slices": slices if named else [], "box": f"{-around} {-around} {860 + 2 * around} {888 + 3 * around // 2}",
        "rings": edges, "faces": drawn, "middle": MIDDLE, "groups": by_ring(answers.people), "only_paid": only_paid,
    }  # fmt: skip


def by_ring(people: Iterable[Connection]) -> list[dict[str, Any]]:
    """The same people as a list: each ring that has somebody on it, the closest first."""
    known = list(people)
    groups = ({"ring": ring, "people": [one for one in known if one.ring == ring]} for ring in Ring)
    return [group for group in groups if group["people"]]


@dataclass(frozen=True)
class Slice:
    """A part of life: its name, its people, and where it lies in degrees clockwise from the top."""

    name: object
    people: Sequence[Connection]
    begins: float
    across: float
    faint: bool = False

    @property
    def wedge(self) -> str:
        """From the face in the middle out to the rim."""
        ends, large = self.begins + self.across, int(self.across > 180)
        rim, inner = RING_EDGES[Ring.PAID], CLOSEST_ROOM
        return (
            f"M{_point(inner, self.begins)}L{_point(rim, self.begins)}A{rim:.0f} {rim:.0f} 0 {large} 1 {_point(rim, ends)}"
            f"L{_point(inner, ends)}A{inner:.0f} {inner:.0f} 0 {large} 0 {_point(inner, self.begins)}z"
        )

    @property
    def words(self) -> dict[str, str]:
        """Where its name stands outside of the rim, and how it is turned, so that no name is upside down."""
        middle = self.begins + self.across / 2
        low = 90 < middle % 360 < 270
        x, y = _point(NAMES_FROM_MIDDLE + (18 if low else 0), middle).split(" ")
        return {"x": x, "y": y, "turn": f"rotate({middle + (180 if low else 0):.1f} {x} {y})"}


def _slices(answers: Answers) -> list[Slice]:
    """The parts of life that hold somebody, each as wide as its fullest ring needs. One for everybody where none is told."""
    known: dict[str, str] = {}
    for line in answers.of("people"):
        known.setdefault(line.item.cells.get("person", ""), line.item.cells.get("sector", ""))
    in_slice: dict[str, list[Connection]] = {code: [] for code in SLICES}
    for one in answers.people:
        code = known.get(str(one.pk), "")
        in_slice[code if code in SLICES else ""].append(one)
    used = {code: people for code, people in in_slice.items() if people}
    weights = {
        code: max(sum(one.ring == ring for one in people) for ring in Ring) or 1 for code, people in used.items()
    }
    arc = 360 - 2 * FREE_AT_THE_TOP
    spare = arc - LEAST_SLICE * len(used)
    slices, begins = [], FREE_AT_THE_TOP
    for number, (code, people) in enumerate(used.items()):
        across = LEAST_SLICE + spare * weights[code] / sum(weights.values())
        slices.append(Slice(SLICES[code], people, begins, across, number % 2 == 0))
        begins += across
    return slices


def _point(radius: float, angle: float) -> str:
    """A place at an angle clockwise from the top."""
    turn = math.radians(angle)
    return f"{MIDDLE + radius * math.sin(turn):.1f} {MIDDLE - radius * math.cos(turn):.1f}"


def _around(ring: Ring, people: Sequence[Connection], part: Slice, lean: float) -> list[dict[str, Any]]:
    """Places on one ring within a slice, evenly spread. Faces grow smaller rather than touch."""
    if not people:
        return []
    inner = RING_EDGES[Ring(ring - 1)] if ring > Ring.CLOSEST else CLOSEST_ROOM
    radius = (inner + RING_EDGES[ring]) / 2 + (8 if ring == Ring.CLOSEST else 0)
    step = part.across / len(people)
    size = min(LARGEST_FACE, 2 * math.pi * radius * step / 360 * 0.92)
    first = part.begins + step * lean
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
