"""My plan on paper: choose for whom, wait a moment, take it away."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from documents.serving import print_response
from people.models import Connection
from people.policy import require
from plans.actions.prints import ask_for_print
from plans.forms.prints import PrintForm
from plans.models import Plan, PlanPrint
from plans.prints import file_name

SHOWN = 10


@require_http_methods(["GET", "HEAD", "POST"])
def prints(request: HttpRequest) -> HttpResponse:
    """Ask for a print, and the ones I asked for lately."""
    plan = get_object_or_404(Plan.objects.visible_to(request.actor), person__user=request.user)
    require(request.actor, "plans.print", plan)
    audiences = Connection.objects.visible_to(request.actor).live().with_something_shared(plan.pk)
    form = PrintForm(request.POST or None, audiences=audiences, language=get_language())
    if request.method == "POST" and form.is_valid():
        ask_for_print(by=request.actor, plan=plan, audience=form.audience, language=form.cleaned_data["language"])
        return redirect("prints")
    asked = list(
        PlanPrint.objects.visible_to(request.actor).filter(plan=plan).select_related("document", "audience")[:SHOWN]
    )
    page = {
        "form": form,
        "plan": plan,
        "asked": asked,
        "waiting": any(each.document.state != "READY" for each in asked),
    }
    return render(request, "plans/prints/_asked.html" if request.htmx else "plans/prints/prints.html", page)


@require_safe
def print_file(request: HttpRequest, print_id: uuid.UUID) -> HttpResponse:
    """The PDF, once it is made."""
    plan_print = get_object_or_404(PlanPrint.objects.visible_to(request.actor).select_related("document"), pk=print_id)
    return print_response(plan_print.document, filename=file_name(plan_print))
