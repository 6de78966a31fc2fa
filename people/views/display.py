"""How pages look and in which language, for somebody signed in or not."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people import actions
from people.display import COOKIE, from_cookie, tidy, to_cookie
from people.forms.display import EasierForm

A_YEAR = 60 * 60 * 24 * 365


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def easier(request: HttpRequest) -> HttpResponse:
    """Make this easier to use. What is chosen is kept on this device, and on the account of somebody signed in."""
    now = _display_of(request)
    if request.method != "POST":
        back = request.GET.get("next") or _page_before(request)
        return render(
            request, "people/display/easier.html", {"form": EasierForm(initial=now), "back": safe(request, back)}
        )
    form = EasierForm(request.POST)
    chosen = tidy({} if "put_back" in request.POST else {**now, **_given(form)})
    if request.user.is_authenticated:
        actions.change_display(by=request.actor, user=request.user, display=chosen)
    messages.success(
        request, _("It is how it was.") if "put_back" in request.POST else _("Kept. You can change it again.")
    )
    response = redirect(f"{reverse('easier')}?next={safe(request, request.POST.get('next'))}")
    return keep_cookie(response, COOKIE, to_cookie(chosen))


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """The other language, on the same page. Kept on this device and on the account."""
    language = request.POST.get("language", "")
    response = redirect(safe(request, request.POST.get("next")))
    if language not in dict(settings.LANGUAGES):
        return response
    if request.user.is_authenticated:
        actions.change_language(by=request.actor, user=request.user, language=language)
    return keep_cookie(response, settings.LANGUAGE_COOKIE_NAME, language)


def keep_cookie(response: HttpResponse, name: str, value: str) -> HttpResponse:
    """Keep a choice on this device for a year; scripts cannot read it."""
    response.set_cookie(
        name, value, max_age=A_YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


def safe(request: HttpRequest, address: str | None) -> str:
    """An address of this site, else the front page: nobody is led to another site by a link with a tail.

    Pages that are posted to answer with a redirect, so the address of a page is always one that can be opened.
    """
    if not address or not url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()):
        return reverse("home")
    try:
        resolve(address.split("?")[0].split("#")[0])
    except Resolver404:
        return reverse("home")
    return address


def _display_of(request: HttpRequest) -> dict[str, str]:
    if request.user.is_authenticated and request.user.display:
        return tidy(request.user.display)
    return from_cookie(request.COOKIES.get(COOKIE, ""))


def _given(form: EasierForm) -> dict[str, str]:
    """The choices that were made; anything unknown is left as it was."""
    form.is_valid()
    return {name: value for name, value in form.cleaned_data.items() if value}


def _page_before(request: HttpRequest) -> str:
    """The path somebody came from, when it was on this site: after choosing they go back there."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure()):
        return ""
    path = "/" + came_from.split("//", 1)[-1].partition("/")[2]
    return "" if path.startswith(reverse("easier")) else path
