"""Signing in: one box a page, in plain words. What was typed stays when it did not match."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    BaseConfirmCodeForm,
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    LoginForm,
    RequestLoginCodeForm,
    SignupForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from people.guesses import MOST_GUESSES, count_guess, digits_needed, note_wrong_guess


def _email_field(help_text: Any = "") -> forms.EmailField:
    return forms.EmailField(
        label=_("What is your email?"),
        help_text=help_text,
        error_messages={"required": _("Type your email."), "invalid": _("An email looks like sam@post.com.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
    )


class EmailForm(RequestLoginCodeForm):
    """Where to send the number."""

    use_required_attribute = False
    email = _email_field(_("We send a number to it. You need no password."))


class StartForm(SignupForm):
    """The one thing needed to begin: an email. No password is ever asked of a person."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email = _email_field(_("We send a number to it. Nobody else sees it."))
        email.initial = self.fields["email"].initial
        self.fields["email"] = email


class StaffForm(LoginForm):
    """Email and password, for those who work here. A second step follows."""

    use_required_attribute = False

    def _setup_password_field(self) -> None:
        """Keep the box: allauth takes it away where people sign up without one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = _email_field()
        self.fields["password"].label = _("What is your password?")
        self.fields["password"].help_text = ""
        self.fields["password"].error_messages["required"] = _("Type your password.")
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}


class NumberBox(BaseConfirmCodeForm):
    """The box for a number from an email. It takes a paste, with or without spaces."""

    use_required_attribute = False

    def __init__(
        self, *args: Any, number_key: str = "", goes_left: int = MOST_GUESSES, stands: bool = True, **kwargs: Any
    ) -> None:
        self.number_key, self.goes_left, self.stands = number_key, goes_left, stands
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label=_("What is the number?"),
            help_text=_("It has %(digits)s digits, like 214 907.") % {"digits": digits_needed()},
            error_messages={"required": _("Type the number from your email.")},
            widget=forms.TextInput(
                attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
            ),
        )

    def clean_code(self) -> str:
        """The number typed, when it is the one sent. Guesses that race each other are counted one by one."""
        if not self.stands:
            raise ValidationError(_("That number is too old now. Ask for a new one."), code="incorrect_code")
        if count_guess(self.number_key) > MOST_GUESSES:
            raise ValidationError(_("That was many tries. Ask for a new number."), code="incorrect_code")
        try:
            return super().clean_code()
        except ValidationError as wrong:
            note_wrong_guess()
            raise ValidationError(_did_not_match(self.goes_left - 1), code="incorrect_code") from wrong


class CodeForm(NumberBox, ConfirmLoginCodeForm):
    """The number that signs somebody in."""


class EmailCodeForm(NumberBox, ConfirmEmailVerificationCodeForm):
    """The number that shows that an email is theirs."""


def _did_not_match(goes_left: int) -> str:
    return ngettext(
        "That number did not match. You have %(goes)s more go.",
        "That number did not match. You have %(goes)s more goes.",
        max(goes_left, 0),
    ) % {"goes": max(goes_left, 0)}
