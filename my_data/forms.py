"""What is filled in about data. Every reason that is asked for is read by the person it is about."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from my_data.enums import CorrectionAnswer, CorrectionKind
from people.models import Organisation, Person
from people.staffing import person_by_reference

DAY = forms.DateInput(attrs={"type": "date"})
KINDS_OF_A_NOTE = [(each.value, each.label) for each in (CorrectionKind.FACT, CorrectionKind.OPINION)]
ANSWERS = [(each.value, each.label) for each in CorrectionAnswer if each != CorrectionAnswer.ANSWERED]


def words(label: Any, missing: Any, hint: Any = "", **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=4000, error_messages={"required": missing},
        widget=forms.Textarea(attrs={"rows": 4}), **more,
    )  # fmt: skip


class NotRightForm(forms.Form):
    """Is it a fact or an opinion, and what is right?"""

    use_required_attribute = False
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=KINDS_OF_A_NOTE, widget=forms.RadioSelect,
        error_messages={"required": _("Pick one.")},
    )  # fmt: skip
    my_words = words(_("What is right?"), _("Say it in your words."), _("Your words stay beside it."))


class MyNameForm(forms.Form):
    """How I want to be named in somebody's circle."""

    use_required_attribute = False
    my_words = forms.CharField(
        label=_("What should it say?"), max_length=80, error_messages={"required": _("Type your name as it should be.")}
    )


class AskForm(forms.Form):
    """A question or a complaint to the data lead."""

    use_required_attribute = False
    my_words = words(_("What do you want to ask, or tell us?"), _("Say it in your words."))


class AnswerForm(forms.Form):
    """What became of it, in words that the person reads."""

    use_required_attribute = False
    answer = forms.ChoiceField(
        label=_("Your answer"), choices=ANSWERS, widget=forms.RadioSelect, error_messages={"required": _("Pick one.")}
    )
    new_words = words(
        _("What it says now"), "", _("Only if you change it. What it said before is kept too."), required=False
    )
    answer_words = words(_("Why, in plain words"), _("Say why. The person reads this."))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer") == CorrectionAnswer.CHANGED and not given.get("new_words"):
            self.add_error("new_words", _("Say what it says now."))
        return given


class PlainAnswerForm(forms.Form):
    """The answer to a question, or to how somebody is named."""

    use_required_attribute = False
    answer_words = words(_("Your answer"), _("Say your answer. They read this."))


class PersonForm(forms.Form):
    """Whom it is about, by the reference on their own help page."""

    use_required_attribute = False
    reference = forms.CharField(
        label=_("The person's reference"),
        help_text=_("They find it on their help page. The first 8 letters and numbers are enough."),
        error_messages={"required": _("Type their reference.")},
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation

    def clean_reference(self) -> Person:
        """The person themself. The same answer for nobody, for many, and for another council's."""
        person = person_by_reference(self.organisation, self.cleaned_data["reference"])
        if person is None:
            raise ValidationError(_("We know nobody here by that reference. Please check it with them."))
        return person


class HoldForm(PersonForm):
    """Nothing of theirs is destroyed now: why, and when somebody looks again."""

    reason = forms.CharField(
        label=_("Why it must be kept now"), help_text=_("The person reads this."), max_length=300,
        error_messages={"required": _("Say why. The person will read it.")},
    )  # fmt: skip
    review_on = forms.DateField(
        label=_("When you will look again"), widget=DAY,
        error_messages={"required": _("Pick a day."), "invalid": _("Pick a day, like 1 June 2027.")},
    )  # fmt: skip

    def clean_review_on(self) -> date:
        return _still_to_come(self.cleaned_data["review_on"])


class DeathForm(PersonForm):
    """Somebody has died."""

    died_on = forms.DateField(
        label=_("The day they died"), widget=DAY,
        error_messages={"required": _("Pick a day."), "invalid": _("Pick a day, like 1 June 2027.")},
    )  # fmt: skip

    def clean_died_on(self) -> date:
        day: date = self.cleaned_data["died_on"]
        if day > timezone.localdate():
            raise ValidationError(_("Pick today, or a day before."))
        return day


class DestructionForm(forms.Form):
    """Destroy it, or keep it for longer; either with a reason."""

    use_required_attribute = False
    decision = forms.ChoiceField(
        label=_("What do you decide?"), choices=[("destroy", _("Destroy it")), ("keep", _("Keep it for longer"))],
        widget=forms.RadioSelect, error_messages={"required": _("Pick one.")},
    )  # fmt: skip
    reason = forms.CharField(label=_("Why"), max_length=300, error_messages={"required": _("Say why.")})
    ask_again_on = forms.DateField(
        label=_("If you keep it: when to look again"), widget=DAY, required=False,
        error_messages={"invalid": _("Pick a day, like 1 June 2027.")},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("decision") == "keep" and "ask_again_on" not in self.errors:
            if not given.get("ask_again_on"):
                self.add_error("ask_again_on", _("Pick a day."))
            elif given["ask_again_on"] <= timezone.localdate():
                self.add_error("ask_again_on", _("Pick a day that is still to come."))
        return given


class SealedForm(forms.Form):
    """Why a sealed record is opened. It is written down before anything is shown."""

    use_required_attribute = False
    reason = forms.CharField(
        label=_("Why do you need to open it?"), help_text=_("Your name and this reason are written down."),
        max_length=300, error_messages={"required": _("Say why.")},
    )  # fmt: skip


def _still_to_come(day: date) -> date:
    if day <= timezone.localdate():
        raise ValidationError(_("Pick a day that is still to come."))
    return day
