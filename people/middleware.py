"""Who is acting, and in which language, for each request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware, LoginRequiredMiddleware, get_user
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from people import second_factor, step_up
from people.actors import Actor
from people.models import StaffRole
from people.refusals import keep_refusal
from row_security import acting

ACTING_ROLE = "acting_role"
LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})
Handler = Callable[[HttpRequest], HttpResponse]


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request: its user, in the one staff role they picked (or their only one)."""
    user = request.user
    if not user.is_authenticated:
        return Actor()
    shut, sending = step_up.private_is_shut(request), request.method not in LOOKING
    if not user.is_staff_member:
        return Actor(user=user, private_shut=shut, sending=sending)
    roles = list(StaffRole.objects.live().filter(user=user).select_related("organisation").order_by("role"))
    picked = next((role for role in roles if str(role.pk) == request.session.get(ACTING_ROLE)), None)
    role = picked or (roles[0] if roles else None)
    return Actor(user=user, staff_role=role, private_shut=shut, sending=sending)


class NobodyYetMiddleware:
    """Stands first: a request is nobody's until its user is known, and leaves nothing behind (row_security)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting.request():
            return self.get_response(request)


class SignedInMiddleware(AuthenticationMiddleware):
    """Django's own, but a user who was read with the session is not read again."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: known(user_of(request)))


class SignInFirstMiddleware(LoginRequiredMiddleware):
    """Django's own, but a script is told in words that nobody is signed in: it could not follow to the sign-in page."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:
        if "application/json" not in request.headers.get("Accept", ""):
            return super().handle_no_permission(request, view_func)
        words = _("You are signed out. What you made is still on this page. Sign in, and it will be saved.")
        return JsonResponse({"fix": words}, status=401)


def known(user: Any) -> Any:
    """The same user. From here on the database, too, knows who asks."""
    if user.is_authenticated:
        with acting.system("sign_in"):
            person = getattr(user, "person", None)
        acting.known(user.pk, person.pk if person else None)
    return user


def user_of(request: HttpRequest) -> Any:
    """Who is signed in: the user read with the session, if all that Django would check holds; else as Django says."""
    session = request.session
    stated = session.get(HASH_SESSION_KEY, "")
    user = session.user_at_reading
    if (
        user is not None
        and user.is_active
        and session.get(SESSION_KEY) == str(user.pk)
        and session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(stated, user.get_session_auth_hash())
    ):
        request._cached_user = user  # where Django itself keeps it
        return user
    return get_user(request)


class ActorMiddleware:
    """Sets `request.actor`, worked out when first asked for, and asks staff for their second factor."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_of(request))
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        keep_refusal(request, response)
        if request.user.is_authenticated:
            response.setdefault("Cache-Control", "private, no-store")
        elif was_signed_in:
            # Signed out just now: the browser lets go of pages it could go back to, and of what it keeps.
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
            response.headers["Cache-Control"] = "no-store"
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        elsewhere = second_factor.lead(request)
        # The user is known from here on. What is asked for some hundred times a page need not be lazy any longer.
        request.user = get_user(request)
        request.actor = actor_of(request)
        return elsewhere or step_up.lead(request)


class LanguageMiddleware:
    """The chosen language: the cookie of this device first, then the user's own, then the browser's."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = dict(settings.LANGUAGES)
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if language not in known and request.user.is_authenticated:
            language = request.user.language
        if language not in known:
            language = translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
