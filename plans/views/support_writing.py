"""What the facilitator writes: needs, the screens the law asks for, arrangements, what was said, steps taken."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from people.policy import require
from plans.actions import support_plans as actions
from plans.forms.support import AdvocacyForm, ArrangementsForm, NeedForm, SaidForm, StepForm
from plans.models import SupportPlan
from plans.views.support import fetch, look, posted


@dataclass(frozen=True)
class Sheet:
    """One page that writes one thing: its form, its action, its rule and its words."""

    form: type[forms.Form]
    action: Callable[..., Any]
    rule: str
    title: Any
    lead: Any = ""
    starts_with: tuple[str, ...] = ()


SHEETS: dict[str, Sheet] = {
    "arrangements": Sheet(
        ArrangementsForm, actions.describe, "plans.write_support_plan", gettext_lazy("Arrangements"),
        starts_with=("advice_given", "in_case", "review_arrangement"),
    ),
    "advocate": Sheet(
        AdvocacyForm, actions.answer_advocacy, "plans.write_step", gettext_lazy("Does somebody need to speak up?"),
        gettext_lazy("Care Act 2014, section 67. In Wales, Part 10 of the 2014 Act. Ask this anew each time."),
    ),
    "said": Sheet(
        SaidForm, actions.write_what_was_said, "plans.write_support_plan", gettext_lazy("What was said"),
        gettext_lazy("Write the words as they were said. Leave the name empty if the person said them."),
    ),
    "step": Sheet(
        StepForm, actions.record_step, "plans.write_step", gettext_lazy("A step to reach agreement"),
        gettext_lazy("Care Act 2014, section 25(5): all reasonable steps to agree."),
    ),
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def write_sheet(request: HttpRequest, support_plan_id: uuid.UUID, sheet: str) -> HttpResponse:
    """One of the sheets above."""
    found = SHEETS.get(sheet)
    if found is None:
        raise Http404
    plan = fetch(request, support_plan_id)
    require(request.actor, found.rule, plan)
    look(request, plan, "plans.support_plan_read")
    form = found.form(posted(request), initial={name: getattr(plan, name) for name in found.starts_with})
    if request.method == "POST" and form.is_valid():
        found.action(by=request.actor, support_plan=plan, **form.cleaned_data)
        return _done(request, plan)
    shown = {"plan": plan, "form": form, "title": found.title, "lead": found.lead}
    return render(request, "plans/support/sheet.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def write_need(request: HttpRequest, support_plan_id: uuid.UUID, need_id: uuid.UUID | None = None) -> HttpResponse:
    """A new need, or a change to one."""
    plan = fetch(request, support_plan_id)
    require(request.actor, "plans.write_support_plan", plan)
    look(request, plan, "plans.support_plan_read")
    need = get_object_or_404(plan.needs, pk=need_id) if need_id else None
    initial = {name: getattr(need, name) for name in actions.NEED_FIELDS} if need else {}
    form = NeedForm(posted(request), support_plan=plan, initial=initial)
    if request.method == "POST" and form.is_valid():
        if need is None:
            actions.record_need(by=request.actor, support_plan=plan, **form.cleaned_data)
        else:
            actions.change_need(by=request.actor, need=need, **form.cleaned_data)
        return _done(request, plan)
    shown = {"plan": plan, "form": form, "title": _("A need"), "need": need}
    return render(request, "plans/support/sheet.html", shown)


@require_POST
def take_out_need(request: HttpRequest, support_plan_id: uuid.UUID, need_id: uuid.UUID) -> HttpResponse:
    plan = fetch(request, support_plan_id)
    actions.take_out_need(by=request.actor, need=get_object_or_404(plan.needs, pk=need_id))
    return _done(request, plan)


def _done(request: HttpRequest, plan: SupportPlan) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("support_plan", plan.pk)
