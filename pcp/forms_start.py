"""The first three pages: my name, and who helps me. How things look is the form of "Make this easier"."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    """The name somebody likes to be called by."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("The name I like"),
        help_text=_("We will call you by it. You can change it."),
        max_length=80,
        error_messages={"required": _("Tell us a name you like.")},
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )


class HelperForm(forms.Form):
    """Somebody who helps now. Leaving it empty is fine."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("Who helps you?"), help_text=_("Like: Mum."), max_length=80, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    relationship = forms.CharField(
        label=_("Who are they to you?"), help_text=_("Like: my sister, or my friend."), max_length=80, required=False
    )
