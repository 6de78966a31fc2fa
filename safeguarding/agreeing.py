"""Who agrees with an agreement about a risk. Silence is never agreement, and a no is shown for good."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from safeguarding.enums import Says
from safeguarding.models import PositiveRiskRecord, RiskAnswer, RiskPlace


@dataclass(frozen=True)
class Stand:
    """One of them: what they say to the newest words (None = nothing yet), and what they said before."""

    label: str
    is_persons: bool
    now: RiskAnswer | None
    before: list[RiskAnswer] = field(default_factory=list)
    place: RiskPlace | None = None


@dataclass(frozen=True)
class Standing:
    """Everybody's. `agreed` only when the person and every one they asked said yes to the newest words."""

    stands: list[Stand]
    agreed: bool


def standing_of(found: PositiveRiskRecord) -> Standing:
    """What each says, the person first. Somebody who was taken off stays with what they said, and is not waited for."""
    answers = list(found.answers.all())
    places = list(found.places.select_related("connection"))
    stands = [_stand(found, found.person.preferred_name, "", answers)]
    for place in places:
        stand = _stand(found, place.connection.name, str(place.connection_id), answers, place)
        if place.ended_at is None or stand.now or stand.before:
            stands.append(stand)
    waited_for = [each for each in stands if each.place is None or each.place.ended_at is None]
    return Standing(stands, all(each.now is not None and each.now.says == Says.YES for each in waited_for))


def _stand(found: PositiveRiskRecord, label: str, ref: str, answers: list[Any], place: Any = None) -> Stand:
    theirs = [each for each in answers if each.connection_ref == ref]
    to_these_words = [each for each in theirs if each.version == found.version]
    now = to_these_words[-1] if to_these_words else None
    return Stand(label, not ref, now, [each for each in theirs if each is not now], place)
