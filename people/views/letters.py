"""Stopping letters without signing in. Opening the link changes nothing: mail scanners open links as well."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from people.actions.letters import stop_letters
from people.letters import read_stop


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """One press and this kind of letter comes no more to this address."""
    held = read_stop(token)
    if held is None:
        raise Http404
    email, kind = held
    if request.method == "POST":
        stop_letters(by=request.actor if request.user.is_authenticated else None, email=email, kind=kind)
    return render(request, "people/outbox/stop.html", {"kind": kind.label, "stopped": request.method == "POST"})
