"""The pages of signing in and of the devices somebody is signed in on. allauth does the work; the words are ours."""

from __future__ import annotations

import hashlib
from typing import Any

from allauth.account import app_settings
from allauth.account import views as account
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import views as mfa
from allauth.mfa.totp import views as totp
from allauth.mfa.totp.internal.auth import get_totp_secret
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as usersessions
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic.edit import FormView

from people import second_factor, step_up
from people.actions.accounts import note_email_is_theirs, sign_out_device
from people.devices import device_name, is_known_for, is_only_mine, remember_device, say_only_mine
from people.enums import OpensEmail
from people.forms.sign_in import CodeForm, EmailCodeForm, EmailForm, StaffForm, StartForm
from people.guesses import FEWEST_DIGITS, digits_needed, may_be_guessed, numbers_rest

EMAIL_ASKED = "sign_in_email"
DIGITS = "sign_in_digits"


def refuse_new_device(request: HttpRequest, email: str) -> str:
    """Kind words where no number may be sent to this device now, else "". The length of the number is remembered."""
    if numbers_rest() and not is_known_for(request, email):
        return _("We send no numbers to new devices today. Use a passkey, or ask for help.")
    request.session[DIGITS] = digits_needed()
    return ""


@method_decorator(login_not_required, name="dispatch")
class SignIn(account.RequestLoginCodeView):
    """Email first; a number is sent. Known and unknown addresses lead to the same page (no enumeration)."""

    form_class = EmailForm
    template_name = "account/login.html"

    def get_initial(self) -> dict[str, Any]:
        return {"email": self.request.session.get(EMAIL_ASKED, "")}

    def form_valid(self, form: EmailForm) -> HttpResponse:
        email = form.cleaned_data["email"]
        if refused := refuse_new_device(self.request, email):
            form.add_error("email", refused)
            return self.form_invalid(form)
        self.request.session[EMAIL_ASKED] = email
        return super().form_valid(form)


class Number(FormView):
    """What both number pages share: how many goes are left, and no go lost on an empty box."""

    _process: Any
    _action: Any
    most = 5

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if self._action == "verify":
            kwargs["goes_left"] = self.most - self._process.state["failed_attempts"]
            where = f"{self.request.session.session_key}:{self._process.state['at']}"
            kwargs["number_key"] = hashlib.sha256(where.encode()).hexdigest()
            # Whoever is signed in already shows that another email is theirs.
            known = self.request.user.is_authenticated or is_known_for(self.request, self._process.state["email"])
            kwargs["stands"] = may_be_guessed(self.request.session.get(DIGITS, FEWEST_DIGITS), known=known)
        return kwargs

    def _verify_form_valid(self, form: Form) -> HttpResponse:
        """Signed in: keep what was said to "is this only yours?". Unsaid, the device counts as shared."""
        response = super()._verify_form_valid(form)
        say_only_mine(self.request, self.request.POST.get("only_mine") == "yes")
        return response

    def _resend_form_valid(self, form: Form) -> HttpResponse:
        if refused := refuse_new_device(self.request, self._process.state["email"]):
            messages.error(self.request, refused)
            return redirect(self.request.path)
        return super()._resend_form_valid(form)

    def form_invalid(self, form: Form) -> HttpResponse:
        if form.has_error("code", "required"):
            return self.render_to_response(self.get_context_data(form=form))
        return super().form_invalid(form)


@method_decorator(login_not_required, name="dispatch")
class TypeNumber(Number, account.ConfirmLoginCodeView):
    """The number from the email. A number that is too old says so, and the email is still typed."""

    form_class = CodeForm
    template_name = "account/confirm_login_code.html"
    most = app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        if getattr(self, "_process", True) is None:
            messages.info(request, _("That number is too old now. Ask for a new one."))
        return response

    def _verify_form_valid(self, form: CodeForm) -> HttpResponse:
        if self._process.user is not None:
            note_email_is_theirs(user=self._process.user, email=self._process.state["email"])
        email, response = self._process.state.get("email", ""), super()._verify_form_valid(form)
        if is_only_mine(self.request) and email:
            remember_device(response, email)
        return response


@method_decorator(login_not_required, name="dispatch")
class TypeEmailNumber(Number, account.ConfirmEmailVerificationCodeView):
    """The number that shows that a new email is theirs."""

    form_class = EmailCodeForm
    template_name = "account/confirm_email_verification_code.html"
    most = app_settings.EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS


@method_decorator(login_not_required, name="dispatch")
class Start(account.SignupView):
    """Start my plan, or join somebody's circle: an email and a number, no password."""

    form_class = StartForm
    template_name = "account/signup.html"

    def form_valid(self, form: StartForm) -> HttpResponse:
        if refused := refuse_new_device(self.request, form.cleaned_data["email"]):
            form.add_error("email", refused)
            return self.form_invalid(form)
        return super().form_valid(form)


@method_decorator(login_not_required, name="dispatch")
class StaffSignIn(account.LoginView):
    """Email and password for staff; a second step follows."""

    form_class = StaffForm
    template_name = "account/staff_login.html"


class _Shown:
    """Something was shown once more: the sign-in goes on under a new key (T-SESS)."""

    request: HttpRequest

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        step_up.renew(self.request)
        return response


class ShowPassword(_Shown, account.ReauthenticateView):
    """The password once more, for staff."""


class ShowAgain(_Shown, mfa.ReauthenticateView):
    """A number of the app, or a code on paper, once more."""


class ShowPasskey(_Shown, webauthn.ReauthenticateWebAuthnView):
    """The passkey once more."""


class SetUpApp(totp.ActivateTOTPView):
    """Setting up an app is showing it: its code was typed just now."""

    template_name = "mfa/totp/activate_form.html"

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        second_factor.note_shown(self.request, "totp")
        step_up.renew(self.request)
        return response


class AddPasskey(webauthn.AddWebAuthnView):
    """Adding a passkey is showing it. A person goes back to their own page; staff keep paper codes as well."""

    template_name = "mfa/webauthn/add_form.html"

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"name": device_name(self.request.META.get("HTTP_USER_AGENT", ""))}

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        second_factor.note_shown(self.request, "webauthn")
        step_up.renew(self.request)
        return response

    def get_success_url(self) -> str:
        user = self.request.user
        # Whoever is asked for it again is shown their codes on paper: without one, a lost passkey shuts their own pages.
        wanted = user.is_staff_member or user.opens_email == OpensEmail.YES
        return super().get_success_url() if wanted else reverse("mfa_index")


class Devices(usersessions.ListUserSessionsView):
    """Where I am signed in, each with a way to sign it out."""

    template_name = "usersessions/usersession_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = super().get_context_data(**kwargs)
        for session in page["sessions"]:
            session.name = device_name(session.user_agent)
        return page | {"only_mine": is_only_mine(self.request)}


@require_POST
def own_device(request: HttpRequest) -> HttpResponse:
    """Whether this device is only mine. Where it is not, nothing is kept on it."""
    say_only_mine(request, request.POST.get("only_mine") == "yes")
    messages.success(request, _("Kept. You can change it again."))
    return redirect("usersessions_list")


@require_POST
def sign_out_one(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign one of my own devices out, at once."""
    if not sign_out_device(by=request.actor, session_id=session_id):
        raise Http404
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")


@require_safe
def totp_picture(request: HttpRequest) -> HttpResponse:
    """The square to scan into an app, as a picture of its own: the page may hold no data addresses."""
    adapter = get_mfa_adapter()
    drawn = adapter.build_totp_svg(adapter.build_totp_url(request.user, get_totp_secret()))
    # A white ground of its own, so that a camera reads it in the dark theme as well.
    on_white = drawn.replace("<path", '<rect width="100%" height="100%" fill="#fff"/><path', 1)
    return HttpResponse(on_white, content_type="image/svg+xml")


def set_password(request: HttpRequest) -> HttpResponseBase:
    """A first password, for staff alone: a person is never asked for one."""
    return account.password_set(request) if request.user.is_staff_member else not_here(request)


def change_password(request: HttpRequest) -> HttpResponseBase:
    """Another password, for staff alone."""
    return account.password_change(request) if request.user.is_staff_member else not_here(request)


@login_not_required
def not_here(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """A page of allauth that has no place here: a password is never sent by email (ASVS 6.4.4)."""
    raise Http404
