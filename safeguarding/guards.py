"""What must be true before a concern moves. Each guard answers with nothing, or with kind words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from safeguarding.enums import ConcernState, OtherWay, SureOrNot
from safeguarding.law import LAW
from safeguarding.models import Concern, Withholding
from safeguarding.models.concern import LONGEST_WITHHOLDING
from safeguarding.process import PARTS, Transition

Given = Mapping[str, Any]
Guard = Callable[[Concern, Given], Any]


def danger_asked(concern: Concern, given: Given) -> Any:
    """Whether somebody is in danger at this moment comes before everything else, with what was done about it."""
    if not given.get("danger"):
        return _("Say whether somebody is in danger now.")
    return "" if given.get("done_now") else _("Say what was done today.")


def person_told_or_reason_kept(concern: Concern, given: Given) -> Any:
    """Telling is the default. To withhold takes a reason of the list, words, and a day at most a week away."""
    if concern.about_id is None or given.get("tell_person") == SureOrNot.YES:
        return ""
    if given.get("tell_person") != SureOrNot.NO:
        return _("Say whether the person can read this.")
    return withholding_is_sound(concern, given)


def withholding_is_sound(concern: Concern, given: Given) -> Any:
    """A reason with words, and a day between today and a week from now."""
    if not given.get("withhold_reason") or not given.get("withhold_words"):
        return _("Say why the person cannot read this now.")
    until, today = given.get("withhold_until"), timezone.localdate()
    if until is None or not today <= until <= today + LONGEST_WITHHOLDING:
        return _("Pick a day to decide again, a week away at most.")
    return ""


def three_parts_asked(concern: Concern, given: Given) -> Any:
    """Care Act 2014 s.42(1)(a) to (c); SSWBA 2014 s.126(1)(a) to (c): each part has an answer."""
    return "" if all(given.get(part) for part in PARTS) else _("Answer each of the three parts.")


def three_parts_met(concern: Concern, given: Given) -> Any:
    """An enquiry under the Act is for somebody of whom all three hold, or may hold ("reasonable cause to suspect")."""
    if any(given.get(part) == SureOrNot.NO for part in PARTS):
        return _("One part is answered no. Then it goes another way.")
    return ""


def enquiry_not_owed(concern: Concern, given: Given) -> Any:
    """Where all three parts are answered yes there must be an enquiry: no other way may stand in its place."""
    if concern.state == ConcernState.LOOKED_AT and all(given.get(part) == SureOrNot.YES for part in PARTS):
        return _("All three parts are answered yes. Then there must be an enquiry.")
    return ""


def wishes_asked(concern: Concern, given: Given) -> Any:
    """Making Safeguarding Personal: what the person wants is asked first, or it says why that cannot be yet."""
    if concern.wishes.exists() or given.get("why_not_asked"):
        return ""
    return _("First ask the person what they want to happen.")


def advocate_asked(concern: Concern, given: Given) -> Any:
    """Care Act 2014 s.68; SSWBA 2014 Part 10: whether somebody must speak up with the person is answered."""
    return "" if given.get("advocate") else _("Say who speaks up with the person, or why nobody needs to.")


def way_given(concern: Concern, given: Given) -> Any:
    return "" if given.get("way") in OtherWay.values else _("Pick the other way.")


def reason_given(concern: Concern, given: Given) -> Any:
    return "" if given.get("reason") else _("Say why, in plain words.")


def found_given(concern: Concern, given: Given) -> Any:
    return "" if given.get("found") else _("Say what was found out.")


def steps_given(concern: Concern, given: Given) -> Any:
    return "" if given.get("safe_steps") else _("Say who does what, and from when.")


def person_asked_about_steps(concern: Concern, given: Given) -> Any:
    """The person's own yes or no to the plan to keep safe, in their words; nobody's silence is a yes."""
    if given.get("person_says") and given.get("person_words"):
        return ""
    return _("Say what the person says about the plan, in their words.")


def enquiry_finished(concern: Concern, given: Given) -> Any:
    """An enquiry ends with what was found, also where another way followed it."""
    enquired = concern.steps.filter(key="enquire").exists()
    said = concern.steps.filter(recorded__has_key="found").exists()
    return found_given(concern, given) if enquired and not said else ""


def wishes_answered(concern: Concern, given: Given) -> Any:
    """Each wish has the person's own answer whether it came so, or it says why they could not be asked."""
    if concern.wishes.filter(met="").exists() and not given.get("why_not_answered"):
        return _("Ask the person whether each wish came true, or say why not.")
    return ""


def conclusions_for_the_plan(concern: Concern, given: Given) -> Any:
    """Wales: the conclusions of a s.126 enquiry belong into the plan (SI 2015/1335, reg 3)."""
    owed = LAW[concern.jurisdiction].conclusions_into_plan and concern.steps.filter(key="enquire").exists()
    return _("Say what goes into the care and support plan.") if owed and not given.get("conclusions") else ""


GUARDS: dict[str, Guard] = {
    guard.__name__: guard
    for guard in (
        danger_asked, person_told_or_reason_kept, three_parts_asked, three_parts_met, enquiry_not_owed, wishes_asked,
        advocate_asked, way_given, reason_given, found_given, steps_given, person_asked_about_steps, enquiry_finished,
        wishes_answered, conclusions_for_the_plan,
    )
}  # fmt: skip


def refusals(concern: Concern, row: Transition, given: Given) -> list[Any]:
    """What stands in the way of a transition, in the order of the table."""
    return [answer for name in row.guards if (answer := GUARDS[name](concern, given))]


def withheld_now(concern: Concern) -> Withholding | None:
    """The withholding that is in force, if the person does not read the concern now."""
    return Withholding.objects.in_force().filter(concern=concern).order_by("-asked_on", "-id").first()
