"""The money of a support plan, to read. Figures are changed by people on their pages, never by a program."""

from __future__ import annotations

import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from api.enums import Scope
from api.serializers.budgets import BudgetRead
from api.views.base import ApiView, door
from budgets.figures import lines_of, total_of_lines
from budgets.models import IndicativeBudget, LedgerEntry, Statement
from budgets.permissions import can_write_money
from budgets.querysets import plans_with_money_for
from budgets.views.person import note_look
from people.actors import Actor
from people.policy import require
from plans.models import SupportPlan


class BudgetView(ApiView):
    """First figure with its explanation, every change with its reason, the lines, and the settled money."""

    scopes = {"GET": Scope.BUDGET_READ}

    @door(BudgetRead)
    def get(self, request: Request, support_plan_id: uuid.UUID) -> Response:
        plan = get_object_or_404(plans_with_money_for(request.actor), pk=support_plan_id)
        require(request.actor, "budgets.see_money", plan)
        note_look(request, plan)
        return Response(BudgetRead(_money(request.actor, plan)).data)


def _money(actor: Actor, plan: SupportPlan) -> dict[str, Any]:
    """What this actor may see: the facilitator all of it, anybody else what the person has been told."""
    writes = bool(can_write_money(actor, plan))
    entries = LedgerEntry.objects.visible_to(actor).filter(support_plan=plan).order_by("sequence")
    first = IndicativeBudget.objects.visible_to(actor).current().filter(support_plan=plan)
    figure = first.select_related("price_table").first()
    lines = lines_of(plan)
    total = total_of_lines(plan, lines)
    return {
        "support_plan": plan.pk,
        "first_figure": _first_figure(figure) if figure and (figure.shared_at or writes) else None,
        "record": entries if writes else entries.told(),
        "lines": lines,
        "lines_weekly": total.weekly if total else None,
        "lines_annual": total.annual if total else None,
        "settled": Statement.objects.visible_to(actor).filter(support_plan=plan).first(),
    }


def _first_figure(figure: IndicativeBudget) -> dict[str, Any]:
    """The figure with its steps in the reader's language."""
    steps = [
        {"words": _(row["words"]) % row["figures"] if row["figures"] else _(row["words"]), "amount": row["amount"]}
        for row in figure.explanation
    ]
    return {
        "weekly": figure.weekly, "annual": figure.annual, "price_table": figure.price_table.version,
        "shared_at": figure.shared_at, "explanation": steps,
    }  # fmt: skip
