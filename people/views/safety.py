"""Keeping to oneself what is one's own: the question about email, showing what is just for me, leaving fast."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import actions, second_factor, step_up
from people.devices import is_only_mine
from people.enums import OpensEmail


@require_http_methods(["GET", "HEAD", "POST"])
def email_question(request: HttpRequest) -> HttpResponse:
    """Does anybody else open my email? In (POST): `answer`, one of OpensEmail. Only for a person, at their own screen."""
    if request.actor.person is None:
        raise Http404
    if request.method == "POST":
        answer = request.POST.get("answer", "")
        if answer not in OpensEmail:
            messages.warning(request, _("Pick one answer."))
            return redirect("email_question")
        actions.answer_email_question(by=request.actor, user=request.user, answer=OpensEmail(answer))
        if answer == OpensEmail.YES:
            return redirect("email_question")
        messages.success(request, _("Kept. You can change it again."))
        return redirect("my_plan")
    return render(request, "people/help/email_question.html", _question_page(request))


def _question_page(request: HttpRequest) -> dict[str, Any]:
    pictures = {"yes": "email", "no": "door-shut", "not_sure": "question", "never_ask": "skip"}
    now = request.user.opens_email
    return {
        "choices": [
            {"value": each.value, "words": each.label, "picture": pictures[each.value], "checked": each.value == now}
            for each in OpensEmail
        ],
        "said_yes": now == OpensEmail.YES,
        "has_passkey": second_factor.has_one(request.user),
    }


@require_safe
def show_private(request: HttpRequest) -> HttpResponse:
    """Back to the page that somebody came from, with what is just for them open (`people.step_up` has let them in)."""
    back = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else "home")


@require_safe
def passkey_lost(request: HttpRequest) -> HttpResponse:
    """What to do without one's passkey, and who can help."""
    return render(request, "people/help/passkey_lost.html")


@login_not_required
@require_POST
def leave_fast(request: HttpRequest) -> HttpResponse:
    """Leave at once for a page that says nothing (settings.QUICK_EXIT_URL), so that Back shows no plan.

    On a device of one's own with a passkey the sign-in stays and waits for the passkey; on any other it ends.
    """
    if request.user.is_authenticated:
        if is_only_mine(request) and not request.user.is_staff_member and second_factor.has_one(request.user):
            request.session[step_up.LEFT_FAST] = True
        else:
            logout(request)
    response = redirect(settings.QUICK_EXIT_URL)
    response.headers["Cache-Control"] = "no-store"
    response.headers.setdefault("Clear-Site-Data", '"cache"')
    return response
