from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from people.enums import Ring, Voice


class PersonOnRingsForm(forms.Form):
    """Somebody to put on the rings. A ring says how close; it never lets anybody see the plan."""

    use_required_attribute = False

    operation = forms.UUIDField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("What do you call them?"), max_length=80, error_messages={"required": _("Write their name.")}
    )
    relationship = forms.CharField(label=_("Who are they to you?"), max_length=80, required=False)
    ring = forms.TypedChoiceField(
        label=_("How close are they?"), choices=Ring, coerce=int, initial=Ring.FRIENDS, widget=forms.RadioSelect
    )

    @property
    def is_begun(self) -> bool:
        """Whether somebody was typed. Which ring is never asked alone: one is chosen from the start."""
        return any(self.data.get(name, "").strip() for name in ("name", "relationship"))

    @property
    def voice(self) -> Voice:
        """Somebody paid stands in the square frame, wherever they come in one's heart."""
        return Voice.PAID if self.cleaned_data["ring"] == Ring.PAID else Voice.FAMILY
