from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AnotherForm(forms.Form):
    """What one more of a tool is for. An example that is pressed stands for words that are typed."""

    use_required_attribute = False

    setting = forms.CharField(
        label=_("Say it in a few words"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={
            "required": _("Write what it is for. Or press an example."),
            "max_length": _("That is a bit long. Say it in fewer words."),
        },
    )  # fmt: skip
