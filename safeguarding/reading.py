"""A concern in plain words: what was done, and who opened it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from safeguarding.enums import Teller
from safeguarding.forms import ASKED
from safeguarding.models import Concern
from safeguarding.process import TRANSITIONS

OTHER_STEPS = {
    "told": _("Somebody told the council."),
    "wish_said": _("What you want was written down."),
    "wish_answered": _("You said whether it came true."),
    "person_told": _("You can read this from now on."),
}
STAFF_STEPS = {
    **OTHER_STEPS,
    "wish_said": _("A wish of the person was written down."),
    "wish_answered": _("The person said whether a wish came true."),
    "person_told": _("The person can read this from now on."),
    "handler_added": _("Somebody more needs to know."),
    "handler_ended": _("Somebody need not know any more."),
    "named": _("Somebody was named as a possible source of harm."),
    "not_meant": _("The words did not mean this lead."),
    "withheld": _("Asked that the person does not read this now."),
    "withholding_approved": _("A second lead agreed that the person does not read this now."),
}
# What the person reads of what was recorded with a step.
FOR_THE_PERSON = ("reason", "safe_steps", "person_words", "found", "conclusions")


@dataclass(frozen=True)
class Told:
    """One step in words. `said` are pairs of a question and what was recorded."""

    when: datetime
    words: Any
    who: str
    said: list[tuple[Any, str]]


def steps_told(concern: Concern) -> list[Told]:
    """What was done, for the person: who told stays with the council, and so does the work of the leads."""
    found = []
    for step in concern.steps.all():
        words = TRANSITIONS[step.key].person_sees if step.key in TRANSITIONS else OTHER_STEPS.get(step.key)
        if words:
            who = step.by_label if step.place == "lead" else ""
            said = [("", str(step.recorded[name])) for name in FOR_THE_PERSON if step.recorded.get(name)]
            found.append(Told(step.at, words, who, said if step.place == "lead" else []))
    return found


def steps_for_staff(concern: Concern) -> list[Told]:
    """Everything that was done and recorded, for the handlers."""
    found = []
    for step in concern.steps.all():
        words = TRANSITIONS[step.key].name if step.key in TRANSITIONS else STAFF_STEPS[step.key]
        found.append(Told(step.at, words, step.by_label, _recorded(step.recorded)))
    return found


def _recorded(recorded: dict[str, Any]) -> list[tuple[Any, str]]:
    """The questions of the form with their answers, codes said in words."""
    said: list[tuple[Any, str]] = []
    for name, value in recorded.items():
        if name not in ASKED:
            if name == "name":
                said.append(("", str(value)))
            continue
        field = ASKED[name]()
        shown = dict(getattr(field, "choices", ())).get(value, value)
        said.append((field.label, str(shown)))
    return said


def looks_told(concern: Concern) -> list[tuple[date, str, str]]:
    """Who opened it, newest first; the same name on the same day is told once."""
    found: dict[tuple[date, str], tuple[date, str, str]] = {}
    for look in concern.looks.order_by("-id"):
        day = timezone.localdate(look.at)
        found.setdefault((day, look.by_ref), (day, look.by_label, look.role))
    return list(found.values())


def who_told(concern: Concern) -> str:
    """Who told, for the handlers."""
    return f"{concern.told_by_label} ({Teller(concern.teller).label})"
