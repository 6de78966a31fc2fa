"""What an administrator fills in: a new member of staff, and who works with whom."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.enums import Role
from people.models import Organisation, Person
from people.staffing import person_by_reference, workers_of


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
    ends_on = forms.DateField(
        label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Pick a last day."), "invalid": _("Pick a day, like 1 June 2027.")},
    )  # fmt: skip

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.fields["user"].queryset = workers_of(organisation)

    def clean_reference(self) -> Person:
        """The person themself. The same answer for nobody, for many, and for another council's."""
        person = person_by_reference(self.organisation, self.cleaned_data["reference"])
        if person is None:
            raise ValidationError(_("We know nobody here by that reference. Please check it with them."))
        return person

    def clean_ends_on(self) -> Any:
        if self.cleaned_data["ends_on"] < timezone.localdate():
            raise ValidationError(_("Pick a day that is still to come."))
        return self.cleaned_data["ends_on"]
