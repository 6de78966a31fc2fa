from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class SuggestForm(forms.Form):
    """Words that somebody of the circle offers, in their own voice."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("Your words"),
        help_text=_("They are shown as yours. They never become theirs by themselves."),
        max_length=settings.ANSWER_MAX_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Write what you want to say.")},
    )
    operation = forms.UUIDField(widget=forms.HiddenInput)
