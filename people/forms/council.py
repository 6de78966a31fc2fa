"""Which council to ask for help."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Organisation


class CouncilForm(forms.Form):
    """`council` is an Organisation, or None for "No council"."""

    use_required_attribute = False
    council = forms.ModelChoiceField(
        label=_("Which council?"),
        queryset=Organisation.objects.councils(),
        widget=forms.RadioSelect,
        required=False,
        blank=True,  # without it "No council" is left out of a list of radios
        empty_label=_("No council"),
        error_messages={"invalid_choice": _("Choose one of these.")},
    )
