from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class FindOutForm(forms.Form):
    """A question that the person wants to keep, in their own words."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("My question"),
        help_text=_("Change the words as you like."),
        max_length=settings.ANSWER_MAX_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Write what you want to find out.")},
    )
    operation = forms.UUIDField(widget=forms.HiddenInput)
