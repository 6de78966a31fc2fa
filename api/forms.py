"""Letting a program in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from api.enums import Days, Scope


class TokenForm(forms.Form):
    """What the program is called, what it may do and how long. Nothing is ticked beforehand."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("What is the program called?"), max_length=80, error_messages={"required": _("Give it a name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    scopes = forms.TypedMultipleChoiceField(
        label=_("What may it do?"), choices=Scope, coerce=Scope, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pick at least one thing.")},
    )  # fmt: skip
    days = forms.TypedChoiceField(
        label=_("How long?"), choices=Days, coerce=lambda value: Days(int(value)), initial=Days.MONTH,
        widget=forms.RadioSelect, error_messages={"required": _("Pick how long.")},
    )  # fmt: skip
