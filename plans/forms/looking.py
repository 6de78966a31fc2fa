"""Why a worker looks; and opening by law: asking, answering, telling later, looking again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Organisation, Person
from people.staffing import person_by_reference
from plans.enums import Place
from plans.models.override import HOURS, MOST_HOURS
from plans.staff_enums import Grounds, WhyLook

AT_ONCE, LATER = "at_once", "later"
AGREE, NOT_AGREE = "agree", "not_agree"
MOST_QUIET_DAYS = 7


def words(label: Any, hint: Any, missing: Any, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=2000, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )  # fmt: skip


class WhyForm(forms.Form):
    """A reason out of a short list, and a few words that the person reads."""

    use_required_attribute = False
    code = forms.ChoiceField(
        label=_("What is it for?"), choices=WhyLook.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Pick a reason.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("In a few words"), help_text=_("The person reads this."), max_length=200, min_length=3,
        error_messages={
            "required": _("Write a few words. The person reads them."),
            "min_length": _("Write a few words. The person reads them."),
        },
    )  # fmt: skip


class AskToOpenForm(forms.Form):
    """Whose plan, on which grounds, why, which places and for how long. No place is ticked to begin with."""

    use_required_attribute = False
    reference = forms.CharField(
        label=_("The person's reference"),
        help_text=_("They find it on their help page. The first 8 letters and numbers are enough."),
        error_messages={"required": _("Type their reference.")},
    )
    grounds = forms.ChoiceField(
        label=_("On which grounds?"), choices=Grounds.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Pick the grounds. There are no others.")},
    )  # fmt: skip
    reason = words(
        _("What has happened, and what do you need to know?"),
        _("The person reads this."),
        _("Say why. The person reads it."),
    )
    places = forms.MultipleChoiceField(
        label=_("Which places of the plan?"), help_text=_("Only what you need. Their private space never opens."),
        choices=Place.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pick one place or more.")},
    )  # fmt: skip
    hours = forms.IntegerField(
        label=_("For how many hours?"), help_text=_("Four as a rule, and 72 at most."), initial=HOURS, min_value=1,
        max_value=MOST_HOURS,
        error_messages={
            "required": _("Say for how many hours."), "invalid": _("Write a whole number, like 4."),
            "min_value": _("One hour at least."), "max_value": _("72 hours at most."),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation

    def clean_reference(self) -> Person:
        """The person themself. The same answer for nobody, for many, and for another council's."""
        person = person_by_reference(self.organisation, self.cleaned_data["reference"])
        if person is None:
            raise ValidationError(_("We know nobody here by that reference. Please check it with them."))
        return person


class QuietForm(forms.Form):
    """Why the person is told later, and on which day they are told in any case."""

    use_required_attribute = False
    quiet_reason = forms.CharField(
        label=_("If later: what would telling them now do?"), required=False, max_length=2000,
        help_text=_("Only if it would raise the risk, or harm an enquiry."), widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    quiet_until = forms.DateField(
        label=_("If later: decide again by"), required=False,
        help_text=_("Seven days at most. Not decided again, they are told that day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Pick a day, like 1 June 2027.")},
    )  # fmt: skip

    def wants_quiet(self) -> bool:
        """Whether what was sent asks to tell later."""
        return True

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.wants_quiet():
            given["quiet_reason"], given["quiet_until"] = "", None
            return given
        if not given.get("quiet_reason", "").strip():
            self.add_error("quiet_reason", _("Say why they are told later."))
        if "quiet_until" in given and not _within_a_week(given["quiet_until"]):
            self.add_error("quiet_until", _("Pick a day from tomorrow on, seven days away at most."))
        return given


class AnswerForm(QuietForm):
    """The second person's answer, and when the person is told."""

    field_order = ("answer", "tell", "quiet_reason", "quiet_until")
    answer = forms.ChoiceField(
        label=_("Do you agree?"), choices=[(AGREE, _("Yes, open these places")), (NOT_AGREE, _("No"))],
        widget=forms.RadioSelect, error_messages={"required": _("Pick yes or no.")},
    )  # fmt: skip
    tell = forms.ChoiceField(
        label=_("When is the person told?"), choices=[(AT_ONCE, _("At once")), (LATER, _("Later, for a reason"))],
        widget=forms.RadioSelect, initial=AT_ONCE, required=False,
    )  # fmt: skip

    def wants_quiet(self) -> bool:
        return self.cleaned_data.get("answer") == AGREE and self.cleaned_data.get("tell") == LATER


class LookAgainForm(forms.Form):
    """What somebody found who looked at it a second time."""

    use_required_attribute = False
    words = words(_("Was it right to open this? What follows?"), "", _("Write what you found."))


class ToldForm(forms.Form):
    """How the person was told, where no page can."""

    use_required_attribute = False
    how = forms.CharField(
        label=_("How did you tell them?"), help_text=_("For example face to face, in signs, or on tape."),
        max_length=200, error_messages={"required": _("Write how you told them.")},
    )  # fmt: skip


def _within_a_week(day: date | None) -> bool:
    today = timezone.localdate()
    return day is not None and today < day <= today + timedelta(days=MOST_QUIET_DAYS)
