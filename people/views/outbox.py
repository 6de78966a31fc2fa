"""The local outbox and signing in with one press: in the embedded demo only, never where people live their lives."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from people import second_factor
from people.demo import demo_user
from people.outbox import newest_letters

BACKEND = "people.backends.SlipBackend"


@login_not_required
@never_cache
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Letters that the demo kept instead of sending, newest first, so that a sign-in number can be read."""
    if not settings.LOCAL_OUTBOX:
        raise Http404
    return render(request, "people/outbox/outbox.html", {"letters": newest_letters()})


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Be somebody of the demo with one press. For its staff this stands for the second factor too; the page says so."""
    user = demo_user(request.POST.get("email", ""))
    if user is None:
        raise Http404
    logout(request)
    login(request, user, backend=BACKEND)
    second_factor.note_shown(request, "demo")
    return redirect("home")
