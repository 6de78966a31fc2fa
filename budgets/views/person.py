"""My money: what there is, how it was worked out, why it changed, and who looks after it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets import actions, pages
from budgets.actions.lines import LINES_MAY_CHANGE
from budgets.forms import AnswerForm, HoldForm
from budgets.models import CostLine
from budgets.querysets import plans_with_money_for
from people.policy import require
from plans import looking
from plans.models import SupportPlan


def money_of(request: HttpRequest, support_plan_id: uuid.UUID) -> SupportPlan:
    """The support plan whose money this reader may see; for anybody else it is not here."""
    return get_object_or_404(plans_with_money_for(request.actor), pk=support_plan_id)


def note_look(request: HttpRequest, support_plan: SupportPlan) -> None:
    """Looks of anybody but the person are told to the person, before the page leaves."""
    looking.look(
        actor=request.actor, person=support_plan.person, action="budgets.money_looked", obj=support_plan,
        part_key="money",
    )  # fmt: skip


@require_safe
def my_money(request: HttpRequest) -> HttpResponse:
    person = request.actor.person
    if person is None:
        raise Http404
    return redirect("money", person.pk)


@require_safe
def money(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """The money of somebody's newest support plan. The person has the page before there is any money."""
    support_plan = plans_with_money_for(request.actor).filter(person=person_id).first()
    if support_plan is None:
        own = request.actor.person
        if own is None or own.pk != person_id:
            raise Http404
        return render(request, "budgets/money.html", {"person": own, "mine": True})
    note_look(request, support_plan)
    return render(request, "budgets/money.html", pages.money_page(request.actor, support_plan))


@require_POST
def hold_money(request: HttpRequest, support_plan_id: uuid.UUID) -> HttpResponse:
    """Choose who looks after all the money. The mind can be changed at any time."""
    support_plan = money_of(request, support_plan_id)
    require(request.actor, "budgets.answer", support_plan)
    form = HoldForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choose who looks after the money."))
    else:
        actions.choose_management(
            by=request.actor, support_plan=support_plan, management=form.cleaned_data["management"]
        )
        messages.success(request, _kept_words(support_plan))
    return redirect("money", support_plan.person_id)


def _kept_words(support_plan: SupportPlan) -> str:
    if support_plan.state in LINES_MAY_CHANGE:
        return _("We kept that. You can change your mind.")
    return _("We kept your wish. We talk about it at the next meeting.")


@require_http_methods(["GET", "HEAD", "POST"])
def hold_line(request: HttpRequest, line_id: uuid.UUID) -> HttpResponse:
    """Choose who looks after the money of one line."""
    line = get_object_or_404(
        CostLine.objects.visible_to(request.actor).whole().select_related("support_plan__person"), pk=line_id
    )
    support_plan = line.support_plan
    require(request.actor, "budgets.answer", support_plan)
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.choose_management(
            by=request.actor, support_plan=support_plan, management=form.cleaned_data["management"], line=line
        )
        messages.success(request, _kept_words(support_plan))
        return redirect("money", support_plan.person_id)
    note_look(request, support_plan)
    context = {"line": line, "person": support_plan.person, "ways": pages.ways_of_line(line), "form": form}
    return render(request, "budgets/hold_line.html", context)


@require_POST
def answer_direct_payment(request: HttpRequest, support_plan_id: uuid.UUID) -> HttpResponse:
    """Say yes, no, not now or tell me more to money that is paid to me."""
    support_plan = money_of(request, support_plan_id)
    require(request.actor, "budgets.answer", support_plan)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choose an answer."))
    else:
        actions.answer_direct_payment(by=request.actor, support_plan=support_plan, answer=form.cleaned_data["answer"])
        messages.success(request, _("We kept your answer. You can change your mind."))
    return redirect("money", support_plan.person_id)
