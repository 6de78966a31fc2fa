"""What an administrator fills in: a new member of staff, and who works with whom."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.enums import Role
from people.models import Organisation, Person, User
from people.staffing import person_by_reference, workers_of


def last_day() -> forms.DateField:
    """The field of a last day of work."""
    return forms.DateField(
        label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Pick a last day."), "invalid": _("Pick a day, like 1 June 2027.")},
    )  # fmt: skip


def still_to_come(day: date) -> date:
    """The day, when it is not over; kind words otherwise."""
    if day < timezone.localdate():
        raise ValidationError(_("Pick a day that is still to come."))
    return day


class StaffForm(forms.Form):
    """A new member of staff and their role. They choose how to sign in by themselves."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("Name"), max_length=150, error_messages={"required": _("Type their name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Work email"),
        error_messages={"required": _("Type their email."), "invalid": _("An email looks like sam@post.com.")},
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=Role.choices, widget=forms.RadioSelect, error_messages={"required": _("Pick a role.")}
    )
    job_title = forms.CharField(label=_("Job, as people will read it"), max_length=120, required=False)
    sign_off_limit = forms.DecimalField(
        label=_("The most they may agree, in pounds a year"), help_text=_("Only for team managers."), required=False,
        min_value=0, max_digits=12, decimal_places=2,
    )  # fmt: skip

    def __init__(self, *args: Any, giver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.giver = giver

    def clean_email(self) -> str:
        """Whoever gives out roles gives none to themself."""
        if self.cleaned_data["email"].lower() == self.giver.email.lower():
            raise ValidationError(_("Ask another administrator. Nobody gives a role to themself."))
        return self.cleaned_data["email"]


class WorkForm(forms.Form):
    """Who is asked to work with whom, what for, and until when. The person sees all of it."""

    use_required_attribute = False
    reference = forms.CharField(
        label=_("The person's reference"),
        help_text=_("They find it on their help page. The first 8 letters and numbers are enough."),
        error_messages={"required": _("Type their reference.")},
    )
    user = forms.ModelChoiceField(
        label=_("Who will work with them"), queryset=None, error_messages={"required": _("Pick somebody.")}
    )
    purpose = forms.CharField(
        label=_("What for"), help_text=_("The person reads this."), max_length=200,
        error_messages={"required": _("Say what for. The person will read it.")},
    )  # fmt: skip
    starts_on = forms.DateField(
        label=_("From"), help_text=_("Nothing opens before this day. Leave it empty for today."), required=False,
        widget=forms.DateInput(attrs={"type": "date"}), error_messages={"invalid": _("Pick a day, like 1 June 2027.")},
    )  # fmt: skip
    ends_on = last_day()

    def __init__(self, *args: Any, organisation: Organisation, giver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.fields["user"].queryset = workers_of(organisation).exclude(pk=giver.pk)

    def clean(self) -> dict[str, Any]:
        """The first day is not after the last."""
        given = super().clean()
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and first > last:
            self.add_error("starts_on", _("The first day is after the last day."))
        return given

    def clean_reference(self) -> Person:
        """The person themself. The same answer for nobody, for many, and for another council's."""
        person = person_by_reference(self.organisation, self.cleaned_data["reference"])
        if person is None:
            raise ValidationError(_("We know nobody here by that reference. Please check it with them."))
        return person

    def clean_ends_on(self) -> date:
        return still_to_come(self.cleaned_data["ends_on"])


class ChangeWorkForm(forms.Form):
    """What the work is for and until when, said anew."""

    use_required_attribute = False
    purpose = forms.CharField(
        label=_("What for"), help_text=_("The person reads this."), max_length=200,
        error_messages={"required": _("Say what for. The person will read it.")},
    )  # fmt: skip
    ends_on = last_day()

    def clean_ends_on(self) -> date:
        return still_to_come(self.cleaned_data["ends_on"])
