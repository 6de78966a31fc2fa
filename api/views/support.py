"""The support plan, to read. Every step of its process is taken by people on their own pages."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from api.enums import Scope
from api.serializers.support import SupportPlanRead, SupportPlanShown
from api.views.base import ApiView, door, page, person_or_404
from people.actors import Actor
from plans import looking, support_story
from plans.models import SupportPlan
from plans.process import PERSONS_SIDE, F
from plans.staff_enums import Purpose
from plans.standing import standing


def may_read_draft(actor: Actor, plan: SupportPlan) -> bool:
    """The person's side and the facilitator. Those who decide read the frozen copy, on its page."""
    return actor.is_person(plan.person) or standing(actor, plan) in {*PERSONS_SIDE, F}


def record_look(actor: Actor, plan: SupportPlan, action: str) -> None:
    """Keep that somebody else opens this, before any of it leaves."""
    looking.look(actor=actor, person=plan.person, action=action, obj=plan, purpose=Purpose.SUPPORT_PLAN)


class SupportPlansView(ApiView):
    """The support plans of somebody that the actor may read."""

    scopes = {"GET": Scope.SUPPORT_READ}

    @door(SupportPlanShown, listed=True)
    def get(self, request: Request, person_id: uuid.UUID) -> Response:
        person = person_or_404(request, person_id)
        rows = SupportPlan.objects.visible_to(request.actor).with_person().filter(person=person)

        def show(found: list[SupportPlan]) -> list[Any]:
            readable = [plan for plan in found if may_read_draft(request.actor, plan)]
            if readable:
                record_look(request.actor, readable[0], "plans.support_plan_read")
            return SupportPlanShown(readable, many=True, context=_stories(readable)).data

        return page(request, rows, show)


class SupportPlanView(ApiView):
    """One support plan: its stages, what comes next and what happened."""

    scopes = {"GET": Scope.SUPPORT_READ}

    @door(SupportPlanRead)
    def get(self, request: Request, support_plan_id: uuid.UUID) -> Response:
        plan = get_object_or_404(SupportPlan.objects.visible_to(request.actor).with_person(), pk=support_plan_id)
        if not may_read_draft(request.actor, plan):
            raise Http404
        record_look(request.actor, plan, "plans.support_plan_read")
        shown = {
            "plan": plan, "who_has_it": support_story.who_has_it(plan), "stages": support_story.stages(plan),
            "told": support_story.history(list(plan.state_changes.order_by("at"))),
        }  # fmt: skip
        return Response(SupportPlanRead(shown, context=_stories([plan])).data)


def _stories(plans: list[SupportPlan]) -> dict[str, Any]:
    return {"stories": {plan.pk: support_story.now_and_next(plan) for plan in plans}}
