"""Signing in without remembering: emailed codes and passkeys for people, a second factor for staff."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from people.guesses import digits_needed
from people.models import User

SECOND_FACTOR_STAGE = "people.sign_in.SecondFactorStage"


def new_code() -> str:
    """Random digits in two equal groups, such as "214 907". The space is for the eye and need not be typed."""
    digits = get_random_string(digits_needed(), "0123456789")
    half = len(digits) // 2
    return f"{digits[:half]} {digits[half:]}"


class SecondFactorStage(AuthenticateStage):
    """Only staff are asked for a second factor. A person with a passkey may still use a code on another device."""

    def _should_handle(self, request: HttpRequest) -> bool:
        user = self.login.user
        return bool(user and user.is_staff_member) and super()._should_handle(request)


class AccountAdapter(DefaultAccountAdapter):
    """allauth, in our words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Please ask for help."),
        "email_password_mismatch": _("The email and password did not match. Please try again."),
        "email_taken": _("You have a plan here already. Please sign in."),
        "enter_current_password": _("Type the password you use now."),
        "incorrect_code": _("That number did not match."),
        "incorrect_password": _("That password did not match."),
        "too_many_login_attempts": _("That was many tries. Please wait 5 minutes, then ask for a new number."),
        "unverified_primary_email": _("First show us that the email is yours."),
        "rate_limited": _("Please wait a little. Then try again."),
        "duplicate_email": _("You have this email here already."),
        "cannot_remove_primary_email": _("We write to this email, so it stays."),
    }

    def generate_login_code(self) -> str:
        return new_code()

    def generate_email_verification_code(self) -> str:
        return new_code()

    def format_email_subject(self, subject: str) -> str:
        """The subject alone: the name of a site tells a passer-by too much."""
        return str(subject)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        super().send_mail(template_prefix, email, {"site_url": settings.SITE_URL, **context})

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """A new user keeps the language of the page they came by. The name is asked for on the next page."""
        user.language = get_language() or settings.LANGUAGE_CODE
        user.name = form.cleaned_data["email"].split("@")[0][:150]
        return super().save_user(request, user, form, commit=commit)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return reverse("start")

    def get_login_stages(self) -> list[str]:
        usual = "allauth.mfa.stages.AuthenticateStage"
        return [SECOND_FACTOR_STAGE if stage == usual else stage for stage in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Nobody is asked again for what they showed in the last minutes, sign-in included (WCAG 3.3.7)."""
        shown = context.request.session.get("account_authentication_methods", ())
        recent = any(time.time() - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT for record in shown)
        return not recent and super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to show again that it is you, named in plain words."""
        names = {
            "reauthenticate": _("Use my password"),
            "mfa_reauthenticate": _("Use my app or a paper code"),
            "mfa_reauthenticate:webauthn": _("Use my face or finger"),
        }
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": str(names[method["id"]])} for method in methods]


class SecondFactorAdapter(DefaultMFAAdapter):
    """What allauth says about second factors, in our words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That did not match. Please try again."),
        "unverified_email": _("First show us that the email is yours."),
    }
