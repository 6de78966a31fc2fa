"""The facilitator's money pages: first figure, changes, lines, and telling about direct payments."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets import actions, pages
from budgets.actions.lines import LINES_MAY_CHANGE
from budgets.arithmetic import KindError
from budgets.codes import DirectPaymentAnswer
from budgets.figures import is_revision
from budgets.forms import (
    AgreementForm,
    ChangeForm,
    ExplainForm,
    LineForm,
    ShareForm,
    first_guess_form,
    initial_of,
)
from budgets.models import CostLine, PriceTable
from budgets.views.person import money_of, note_look
from budgets.words import exactly
from people.policy import require
from plans.models import SupportPlan


def _to_write(request: HttpRequest, support_plan_id: uuid.UUID) -> SupportPlan:
    support_plan = money_of(request, support_plan_id)
    require(request.actor, "budgets.write_money", support_plan)
    return support_plan


def kept(request: HttpRequest, form: Form, act: Callable[[], Any], said: str, beside: str | None = None) -> bool:
    """Whether what was sent is right and now kept; a refusal's kind words stand beside the field or over the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except KindError as kind:
        form.add_error(beside if beside in form.fields else None, str(kind))
        return False
    messages.success(request, said)
    return True


def _form_page(request: HttpRequest, support_plan: SupportPlan, form: Form, title: str, **more: Any) -> HttpResponse:
    note_look(request, support_plan)
    context = {"support_plan": support_plan, "person": support_plan.person, "form": form, "title": title, **more}
    return render(request, "budgets/staff_form.html", context)


@require_safe
def plan_money(request: HttpRequest, support_plan_id: uuid.UUID) -> HttpResponse:
    """The facilitator's page of one support plan's money."""
    support_plan = _to_write(request, support_plan_id)
    note_look(request, support_plan)
    page = pages.money_page(request.actor, support_plan)
    total, now = page["lines_total"], page["now"]
    gap = total.weekly - now.weekly_after if total and now else None
    context = {
        **page,
        "may_change_lines": support_plan.state in LINES_MAY_CHANGE,
        "total_words": exactly(total.weekly) if total else "",
        "gap_words": exactly(abs(gap)) if gap else "",
        "gap_is_up": bool(gap and gap > 0),
        "explained_times": support_plan.direct_payment_information.count(),
    }
    return render(request, "budgets/plan_money.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def first_guess(request: HttpRequest, support_plan_id: uuid.UUID) -> HttpResponse:
    """Choose a price table, then answer what its method asks. A sum that must not be shown says why."""
    support_plan = _to_write(request, support_plan_id)
    tables = list(PriceTable.objects.in_force(support_plan.organisation_id))
    asked = request.POST.get("table") or request.GET.get("table")
    table = next((each for each in tables if str(each.pk) == asked), None)
    if table is None:
        note_look(request, support_plan)
        context = {"support_plan": support_plan, "person": support_plan.person, "tables": tables}
        return render(request, "budgets/choose_table.html", context)
    form = first_guess_form(table, request.POST if request.method == "POST" else None)
    if kept(
        request,
        form,
        lambda: actions.set_indicative(by=request.actor, support_plan=support_plan, price_table=table, **form.what()),
        _("The first guess is kept. Share it when you are ready."),
        "points",
    ):
        return redirect("plan_money", support_plan.pk)
    title = _("Work out the first guess")
    return _form_page(
        request, support_plan, form, title, lead=str(table), hidden={"table": table.pk}, button=_("Work it out")
    )


@require_http_methods(["GET", "HEAD", "POST"])
def share_first_guess(request: HttpRequest, support_plan_id: uuid.UUID) -> HttpResponse:
    support_plan = _to_write(request, support_plan_id)
    form = ShareForm(request.POST or None, initial={"shared_with": support_plan.person.preferred_name})
    if kept(
        request,
        form,
        lambda: actions.share_indicative(by=request.actor, support_plan=support_plan, **form.cleaned_data),
        _("It is on their money page now."),
    ):
        return redirect("plan_money", support_plan.pk)
    return _form_page(request, support_plan, form, _("Share the first guess"), button=_("Share it"))


@require_http_methods(["GET", "HEAD", "POST"])
def change_money(request: HttpRequest, support_plan_id: uuid.UUID) -> HttpResponse:
    """Up or down, with a reason that the person reads."""
    support_plan = _to_write(request, support_plan_id)
    form = ChangeForm(request.POST or None, in_use=is_revision(support_plan))
    if kept(
        request,
        form,
        lambda: actions.change_budget(by=request.actor, support_plan=support_plan, **form.what()),
        _("The change is kept. They can see it."),
        "reason",
    ):
        return redirect("plan_money", support_plan.pk)
    return _form_page(request, support_plan, form, _("Move the money up or down"), button=_("Keep this change"))


@require_http_methods(["GET", "HEAD", "POST"])
def new_line(request: HttpRequest, support_plan_id: uuid.UUID) -> HttpResponse:
    support_plan = _to_write(request, support_plan_id)
    form = LineForm(request.POST or None, support_plan=support_plan)
    if kept(
        request,
        form,
        lambda: actions.add_cost_line(by=request.actor, support_plan=support_plan, words=form.words()),
        _("The line is kept."),
    ):
        return redirect("plan_money", support_plan.pk)
    return _form_page(request, support_plan, form, _("Add support"), button=_("Keep this line"))


def _line(request: HttpRequest, line_id: uuid.UUID) -> CostLine:
    lines = CostLine.objects.visible_to(request.actor).whole()
    line = get_object_or_404(lines.select_related("support_plan__person"), pk=line_id)
    require(request.actor, "budgets.change_line", line)
    return line


@require_http_methods(["GET", "HEAD", "POST"])
def cost_line(request: HttpRequest, line_id: uuid.UUID) -> HttpResponse:
    line = _line(request, line_id)
    form = LineForm(request.POST or None, support_plan=line.support_plan, initial=initial_of(line))
    if kept(
        request,
        form,
        lambda: actions.change_cost_line(by=request.actor, line=line, words=form.words()),
        _("The line is kept."),
    ):
        return redirect("plan_money", line.support_plan_id)
    return _form_page(request, line.support_plan, form, _("Change this line"), button=_("Keep this line"), line=line)


@require_POST
def take_line_out(request: HttpRequest, line_id: uuid.UUID) -> HttpResponse:
    line = _line(request, line_id)
    try:
        actions.remove_cost_line(by=request.actor, line=line)
        messages.success(request, _("The line is out. Its words are kept."))
    except KindError as kind:
        messages.warning(request, str(kind))
    return redirect("plan_money", line.support_plan_id)


@require_http_methods(["GET", "HEAD", "POST"])
def explain_direct_payment(request: HttpRequest, support_plan_id: uuid.UUID) -> HttpResponse:
    """Write down that a direct payment was explained. It can be done again and again."""
    support_plan = _to_write(request, support_plan_id)
    form = ExplainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.explain_direct_payment(by=request.actor, support_plan=support_plan, **form.cleaned_data)
        messages.success(request, _("It is written down."))
        return redirect("plan_money", support_plan.pk)
    lead = _("It is one way among three. A no today does not stop a later talk.")
    return _form_page(
        request, support_plan, form, _("A direct payment was explained"), lead=lead, button=_("Keep this")
    )


@require_http_methods(["GET", "HEAD", "POST"])
def direct_payment_agreement(request: HttpRequest, support_plan_id: uuid.UUID) -> HttpResponse:
    """The day on which the direct payment agreement was signed."""
    support_plan = _to_write(request, support_plan_id)
    form = AgreementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.answer_direct_payment(
            by=request.actor, support_plan=support_plan, answer=DirectPaymentAnswer.YES, **form.cleaned_data
        )
        messages.success(request, _("It is written down."))
        return redirect("plan_money", support_plan.pk)
    return _form_page(request, support_plan, form, _("The agreement was signed"), button=_("Keep this"))
