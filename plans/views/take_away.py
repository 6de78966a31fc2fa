"""Take my plan away: ask for everything of mine in one file, wait a moment, open it."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from documents.serving import file_to_keep
from people.policy import require
from plans.actions.take_away import ask_for_copy
from plans.export import file_name
from plans.models import Plan, TakeAway

SHOWN = 5
ZIP_TYPE = "application/zip"


@require_http_methods(["GET", "HEAD", "POST"])
def take_away(request: HttpRequest) -> HttpResponse:
    """Ask for a copy of everything, and the copies of the last seven days."""
    plan = get_object_or_404(Plan.objects.visible_to(request.actor), person__user=request.user)
    require(request.actor, "plans.print", plan)
    if request.method == "POST":
        ask_for_copy(by=request.actor, plan=plan, language=get_language() or "en-gb")
        return redirect("take_away")
    copies = list(TakeAway.objects.visible_to(request.actor).filter(plan=plan)[:SHOWN])
    waiting = any(each.ready_at is None and each.attempts < TakeAway.MOST_ATTEMPTS for each in copies)
    page = {"copies": copies, "waiting": waiting, "person": plan.person, "most": TakeAway.MOST_ATTEMPTS}
    return render(request, "plans/take_away_list.html" if request.htmx else "plans/take_away.html", page)


@require_safe
def copy_file(request: HttpRequest, copy_id: uuid.UUID) -> HttpResponseBase:
    """The file, once it is made and for as long as it is kept."""
    copy = get_object_or_404(TakeAway.objects.visible_to(request.actor).select_related("plan__person"), pk=copy_id)
    if copy.ready_at is None:
        raise Http404
    return file_to_keep(copy.storage_name, ZIP_TYPE, filename=file_name(copy.plan))
