"""What happens with a concern, as one table (process reference, section 3.2). Read it from top to bottom.

`docs/safeguarding.md` has it in words; a test fails when the two name different transitions. Nothing moves by itself: no
day that passes decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from safeguarding.enums import ConcernState as S


class MoveRefused(Exception):  # noqa: N818  (a refusal is an answer, not an error)
    """A transition was not made. `reasons` are kind words, one or more."""

    def __init__(self, reasons: Sequence[Any]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(str(reason) for reason in self.reasons))


@dataclass(frozen=True)
class Transition:
    """One row: which states it leaves, where it goes, its guards, what is asked and kept, and what the person reads.

    Who: a lead who may open the file and is not named in it; after the first transition, one of its handlers.
    """

    number: str
    key: str
    from_states: frozenset[S]
    to_state: S
    guards: tuple[str, ...]
    records: tuple[str, ...]
    name: Any
    person_sees: Any


PARTS = ("has_needs", "at_risk", "cannot_protect")
TABLE: tuple[Transition, ...] = (
    Transition(
        "S1", "look_at", frozenset({S.TOLD}), S.LOOKED_AT,
        ("danger_asked", "person_told_or_reason_kept"),
        ("danger", "done_now", "tell_person", "withhold_reason", "withhold_words", "withhold_until"),
        _("I looked at it"),
        _("Somebody at the council read it. They look after it now."),
    ),
    Transition(
        "S2", "enquire", frozenset({S.LOOKED_AT, S.ANOTHER_WAY}), S.ENQUIRY,
        ("three_parts_asked", "three_parts_met", "wishes_asked", "advocate_asked", "reason_given"),
        (*PARTS, "why_not_asked", "advocate", "reason"),
        _("Start an enquiry"),
        _("The council finds out what happened. They ask what you want."),
    ),
    Transition(
        "S3", "go_another_way", frozenset({S.LOOKED_AT, S.ENQUIRY}), S.ANOTHER_WAY,
        ("three_parts_asked", "enquiry_not_owed", "way_given", "wishes_asked", "reason_given"),
        (*PARTS, "way", "why_not_asked", "reason"),
        _("Go another way"),
        _("The council helps in another way. You can ask why."),
    ),
    Transition(
        "S4", "keep_safe", frozenset({S.ENQUIRY, S.ANOTHER_WAY}), S.KEPT_SAFE,
        ("found_given", "steps_given", "person_asked_about_steps"),
        ("found", "safe_steps", "person_says", "person_words"),
        _("Agree a plan to keep safe"),
        _("There is a plan to keep you safe. It says who does what."),
    ),
    Transition(
        "S5", "close", frozenset({S.ENQUIRY, S.ANOTHER_WAY, S.KEPT_SAFE}), S.CLOSED,
        ("enquiry_finished", "wishes_answered", "conclusions_for_the_plan", "reason_given"),
        ("found", "why_not_answered", "conclusions", "reason"),
        _("Close it"),
        _("This has ended. You can tell us again at any time."),
    ),
    Transition(
        "S6", "open_again", frozenset({S.CLOSED}), S.LOOKED_AT,
        ("reason_given",),
        ("reason",),
        _("Open it again"),
        _("The council looks at it again."),
    ),
)  # fmt: skip
TRANSITIONS: dict[str, Transition] = {row.key: row for row in TABLE}


def leaving(state: str) -> tuple[Transition, ...]:
    """The transitions that leave a state, in the order of the table."""
    return tuple(row for row in TABLE if state in row.from_states)
