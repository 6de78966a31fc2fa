"""The report of a quarter: its fixed tables, and its content as shown figures only.

Nobody picks filters. Every table is about the same people, so that all are hidden and rounded together
(standards reference, section 6.2).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from partnership_boards.disclosure import ROUND_TO, SMALLEST_SHOWN
from partnership_boards.enums import Change
from partnership_boards.tables import Category, Dimension, PublishedTable, Record, TableSpec, publish_together
from plans.counts import Barrier, Facts, OutcomeNow, Place

Content = dict[str, Any]
TOLD = (Change.CHANGED, Change.ON_THE_WAY, Change.STUCK)
# Changing one's mind is neither a change of life nor being stuck; by itself it would be too few to show.
CHANGE_OF = {
    OutcomeNow.SOME_CHANGE: Change.CHANGED,
    OutcomeNow.HAPPENED: Change.CHANGED,
    OutcomeNow.NOT_STARTED: Change.ON_THE_WAY,
    OutcomeNow.UNDER_WAY: Change.ON_THE_WAY,
    OutcomeNow.CHANGED_MIND: Change.ON_THE_WAY,
    OutcomeNow.STUCK: Change.STUCK,
}


def _life(place: Place) -> TableSpec:
    answers = tuple(Category(change.value, change.label) for change in Change)
    return TableSpec(f"life-{place}", place.label, (Dimension(f"life_{place}", place.label, answers),))


LIFE = {place: _life(place) for place in Place}
BARRIERS = TableSpec(
    "barriers",
    _("What gets in the way"),
    (
        Dimension(
            "barrier", _("What gets in the way"), tuple(Category(code.value, code.label) for code in Barrier), many=True
        ),
    ),
)
SPECS = (*LIFE.values(), BARRIERS)


def quarter_before(day: date) -> tuple[date, date]:
    """The first and last day of the last quarter that was over on `day`."""
    this = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    end = this - timedelta(days=1)
    return date(end.year, end.month - 2, 1), end


def record_of(facts: Facts) -> Record:
    """One person's facts as the codes that the tables count."""
    told = {f"life_{place}": CHANGE_OF[OutcomeNow(now)].value for place, now in facts.changes.items()}
    nothing = {f"life_{place}": Change.NOT_TOLD.value for place in Place}
    return Record(facts.pseudonym, {**nothing, **told, "barrier": facts.barriers})


def content_of(facts: Sequence[Facts], secret: bytes) -> Content:
    """What may be published: figures that are shown, None for those that are hidden.

    Raises TooFewPeopleError when there are not enough people for any figure.
    """
    *life, barriers = publish_together(SPECS, [record_of(each) for each in facts], secret)
    return {
        "people": barriers.figure(None),
        "life": [_place_row(place, table) for place, table in zip(LIFE, life, strict=True)],
        "barriers": [{"code": code.value, "people": barriers.figure(code.value)} for code in Barrier],
    }


def _place_row(place: Place, table: PublishedTable) -> Content:
    return {"place": place.value, **{change.value: table.figure(change.value) for change in TOLD}}


def fingerprints_of(facts: Sequence[Facts], secret: bytes) -> dict[str, str]:
    """A keyed digest of what each pseudonym told: enough to see that it changed, and nothing else."""
    return {each.pseudonym: _fingerprint(each, secret) for each in facts}


def _fingerprint(facts: Facts, secret: bytes) -> str:
    told = json.dumps([facts.pseudonym, sorted(facts.changes.items()), sorted(facts.barriers)])
    return hmac.digest(secret, b"told:" + told.encode(), hashlib.sha256).hex()[:32]


def check_content(content: Content) -> None:
    """The automatic check before a person looks: only the declared figures, each rounded or hidden.

    Raises ValueError, with no figure in it, for anything else.
    """
    shape = {
        "people": None,
        "life": [{"place": place.value, **dict.fromkeys(TOLD)} for place in Place],
        "barriers": [{"code": code.value, "people": None} for code in Barrier],
    }
    if _without_figures(content) != shape or not all(map(_may_be_shown, _figures(content))):
        raise ValueError("The report holds something that may not be shown.")


def _rows(content: Content) -> list[Content]:
    return [*content["life"], *content["barriers"]]


def _without_figures(content: Content) -> Content:
    blank = [{key: value if key in ("place", "code") else None for key, value in row.items()} for row in _rows(content)]
    places = len(content["life"])
    return {**dict.fromkeys(content), "life": blank[:places], "barriers": blank[places:]}


def _figures(content: Content) -> list[object]:
    in_rows = [value for row in _rows(content) for key, value in row.items() if key not in ("place", "code")]
    return [content["people"], *in_rows]


def _may_be_shown(figure: object) -> bool:
    if figure is None:
        return True
    return type(figure) is int and figure >= SMALLEST_SHOWN and figure % ROUND_TO == 0


def digest(content: Content) -> str:
    """SHA-256 of what is published, the same wherever it is worked out again."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
