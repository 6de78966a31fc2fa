"""Forms of the circle: somebody's name and ring, their photo, and the address to write to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.enums import Ring, Voice
from people.models import Connection

NAME_NEEDED = {"required": _("Write the name that you call them."), "max_length": _("Use a shorter name.")}


class ConnectionForm(forms.Form):
    """Who somebody is to me, and how close."""

    use_required_attribute = False
    name = forms.CharField(max_length=80, label=_("What do you call them?"), error_messages=NAME_NEEDED)
    relationship = forms.CharField(
        max_length=80, required=False, label=_("Who are they to you?"), help_text=_("Mum, friend, support worker.")
    )
    ring = forms.TypedChoiceField(
        choices=Ring.choices, coerce=lambda value: Ring(int(value)), label=_("How close are they to you?"),
        widget=forms.RadioSelect, error_messages={"required": _("Pick how close they are.")},
    )  # fmt: skip


class AddForm(ConnectionForm):
    """Somebody new. Whose side they are on cannot be changed later: their frame goes with their words."""

    voice = forms.ChoiceField(
        choices=[
            (Voice.FAMILY, _("Friend or family")),
            (Voice.PAID, _("Paid to help me")),
            (Voice.ADVOCATE, _("My advocate. They help me say what I want.")),
        ],
        label=_("Which of these are they?"), widget=forms.RadioSelect,
        error_messages={"required": _("Pick one of these.")},
    )  # fmt: skip
    field_order = ["name", "relationship", "voice", "ring"]


class EditForm(ConnectionForm):
    photo = forms.FileField(
        required=False, label=_("A photo of them"), help_text=_("Leave this empty to keep what is there."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )  # fmt: skip


class InviteForm(forms.Form):
    """Where to write. `own_email` is the person's own address, which cannot be invited."""

    use_required_attribute = False
    email = forms.EmailField(
        label=_("What is their email address?"),
        help_text=_("Only they can open it. It is good for 7 days."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Write their email address."),
            "invalid": _("Write the address like this: ann@example.org."),
        },
    )

    def __init__(self, *args: Any, own_email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own_email = own_email

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if email == self.own_email.lower():
            raise forms.ValidationError(_("This is your own address. Write theirs."))
        return email


def begin_with(connection: Connection) -> dict[str, Any]:
    """The values an edit form starts with."""
    return {"name": connection.name, "relationship": connection.relationship, "ring": connection.ring}
