"""What the money does when a plan moves on. Each runs inside the move's transaction."""

from __future__ import annotations

from typing import Any

from budgets.actions import carry_lines_over, note_proposal
from people.actors import Actor
from plans.actions.support_moves import on_entered
from plans.enums import PlanState
from plans.models import SupportPlan


def keep_what_was_proposed(*, support_plan: SupportPlan, by: Actor, **_: Any) -> None:
    """T5 and T9: what the lines came to is kept beside the figure of the record."""
    note_proposal(by=by, support_plan=support_plan)


def start_with_the_lines_of_now(*, support_plan: SupportPlan, by: Actor, **_: Any) -> None:
    """T17: a newer version begins with the support that is in use."""
    carry_lines_over(by=by, support_plan=support_plan)


on_entered(PlanState.SUBMITTED, keep_what_was_proposed)
on_entered(PlanState.PLANNING, start_with_the_lines_of_now)
