"""Three short pages after signing up: the name I like, how I like things, who helps me now. The rest is for later."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pcp.forms_start import HelperForm, NameForm
from pcp.starting import start_my_plan
from people import actions
from people.display import COOKIE as DISPLAY_COOKIE
from people.display import tidy, to_cookie
from people.forms.display import EasierForm
from people.views.display import keep_cookie

FIRST_CHOICES = ("text", "theme", "pictures")
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
def start(request: HttpRequest) -> HttpResponse:
    """The name I like. With it the plan is there, and only I can see it."""
    if request.actor.person is not None:
        return redirect("my_plan")
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        start_my_plan(by=request.actor, user=request.user, preferred_name=form.cleaned_data["name"])
        return redirect("start_look")
    return render(request, "pcp/start/name.html", {"form": form, "steps": range(3), "step": 1})


@get_or_post
def start_look(request: HttpRequest) -> HttpResponse:
    """How I like things shown."""
    if request.actor.person is None:
        return redirect("start")
    now = tidy(request.user.display)
    form = EasierForm(request.POST or None, initial=now, only=FIRST_CHOICES)
    if request.method == "POST" and form.is_valid():
        chosen = tidy({**now, **{name: value for name, value in form.cleaned_data.items() if value}})
        actions.change_display(by=request.actor, user=request.user, display=chosen)
        return keep_cookie(redirect("start_helper"), DISPLAY_COOKIE, to_cookie(chosen))
    return render(request, "pcp/start/look.html", {"form": form, "steps": range(3), "step": 2})


@get_or_post
def start_helper(request: HttpRequest) -> HttpResponse:
    """Who may help me now. Nobody is an answer; being named shows them nothing."""
    person = request.actor.person
    if person is None:
        return redirect("start")
    form = HelperForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if name := form.cleaned_data["name"].strip():
            relationship = form.cleaned_data["relationship"]
            actions.add_connection(by=request.actor, person=person, name=name, relationship=relationship)
            messages.success(request, _("%(name)s is in your circle. They see nothing yet.") % {"name": name})
        return redirect("my_plan")
    return render(request, "pcp/start/helper.html", {"form": form, "steps": range(3), "step": 3})
