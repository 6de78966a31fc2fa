"""The finance officer's page: the lines as they were agreed, the sums, and settling them."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from budgets import actions
from budgets.enums import ManagementMethod
from budgets.forms import SettleForm
from budgets.views.staff import kept
from budgets.words import alike, exactly
from people.policy import require
from plans import looking
from plans.models import Snapshot, SupportPlan
from plans.staff_enums import Purpose


@require_http_methods(["GET", "HEAD", "POST"])
def settle_money(request: HttpRequest, support_plan_id: uuid.UUID) -> HttpResponse:
    """Settle the money of an agreed plan. What is read here is the frozen copy that was agreed, and nothing else."""
    support_plan = get_object_or_404(SupportPlan.objects.visible_to(request.actor).with_person(), pk=support_plan_id)
    require(request.actor, "budgets.confirm_statement", support_plan)
    form = SettleForm(request.POST or None)
    if kept(
        request,
        form,
        lambda: actions.settle(by=request.actor, support_plan=support_plan, **form.cleaned_data),
        _("The money is settled. The person can see it."),
    ):
        return redirect("settle_money", support_plan.pk)
    looking.look(
        actor=request.actor, person=support_plan.person, action="budgets.money_looked", obj=support_plan,
        part_key="money", purpose=Purpose.SETTLE,
    )  # fmt: skip
    frozen = get_object_or_404(Snapshot.objects.visible_to(request.actor), pk=_newest(request, support_plan))
    context = {
        "support_plan": support_plan, "person": support_plan.person, "form": form,
        "settled": support_plan.statements.first(), **_as_agreed(frozen.content.get("money") or {}),
    }  # fmt: skip
    return render(request, "budgets/settle.html", context)


def _newest(request: HttpRequest, support_plan: SupportPlan) -> Any:
    copies = Snapshot.objects.visible_to(request.actor).filter(support_plan=support_plan)
    return copies.values_list("pk", flat=True).first()


def _as_agreed(money: dict[str, Any]) -> dict[str, Any]:
    """The frozen lines and steps as table rows of text."""
    lines = [
        [
            line["what"],
            line["how_much"],
            str(ManagementMethod(line["management"]).label),
            exactly(Decimal(line["annual"])),
        ]
        for line in money.get("lines", [])
    ]
    steps = [row for row in money.get("changes", []) if row["weekly_after"] != "None"]
    shown = alike(Decimal(row["weekly_after"]) for row in steps)
    return {
        "lines": lines,
        "columns": [_("What"), _("How much"), _("Who looks after the money"), _("Each year")],
        "lines_foot": [_("Each year, what comes again"), "", "", exactly(Decimal(money.get("annual", "0")))],
        "lines_weekly": exactly(Decimal(money.get("weekly", "0"))),
        "steps": [
            {
                "on": date_format(date.fromisoformat(row["on"]), "j F Y"),
                "sum": shown[Decimal(row["weekly_after"])],
                "words": row["words"],
                "by": row["by"],
            }
            for row in steps
        ],
    }
