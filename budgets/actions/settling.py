"""The statement: what the money is once the plan is agreed, and that every step to it can be seen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets import statement as sums
from budgets.actions.record import enter, lock, note
from budgets.arithmetic import KindError, weekly_from
from budgets.codes import EntryKind
from budgets.enums import ManagementMethod, StatementStatus
from budgets.figures import changes_of, figure_now, first_figure, lines_of, weekly_cap
from budgets.ledger import Figure, after_changes, confirm
from budgets.models import CostLine, Statement
from budgets.snapshot import line_rows
from people.actors import Actor
from people.policy import require
from plans.actions.support_moves import move
from plans.enums import PlanState
from plans.models import SupportPlan
from plans.process import TransitionRefused


@transaction.atomic
def confirm_statement(
    *, by: Actor, support_plan: SupportPlan, assessed_weekly: Decimal, words: str, valid_from: date | None = None,
    status: StatementStatus = StatementStatus.CONFIRMED,
) -> Statement:  # fmt: skip
    """Settle the money (T13; Care Act 2014 s.26). `assessed_weekly` is the financial assessment's pounds a week.

    Raises KindError: not agreed yet, an eligible need that nothing meets, sums that do not add up, a way from
    the first guess that nobody can see, or no words for the person.
    """
    require(by, "budgets.confirm_statement", support_plan)
    plan = lock(support_plan)
    if plan.state != PlanState.SIGNED_OFF:
        raise KindError(_("The money is settled once the plan is agreed."))
    if not words.strip():
        raise KindError(_("Write to the person why, in plain words."))
    made, lines = statement_of(plan, assessed_weekly, status)
    figure = _explained_to_the_person(plan, made.total)
    row = Statement.objects.create(
        support_plan=plan, status=status, valid_from=valid_from or timezone.localdate(), words=words.strip(),
        lines=line_rows(lines), confirmed_by=by.user, confirmed_by_label=by.audit_label, **_figures_of(made),
    )  # fmt: skip
    now = figure_now(plan) or figure
    enter(
        by, plan, EntryKind.FINAL, weekly_before=now.weekly, weekly_after=made.total_weekly, annual_before=now.annual,
        annual_after=made.total, words=words.strip(), told_person_at=timezone.now(),
    )  # fmt: skip
    note(by, "budgets.statement_confirmed", plan, row, total=made.total, status=str(status))
    return row


@transaction.atomic
def settle(*, by: Actor, support_plan: SupportPlan, **fields: Any) -> Statement:
    """Confirm the statement and move the plan on (T13), or neither. `fields` as `confirm_statement`."""
    row = confirm_statement(by=by, support_plan=support_plan, **fields)
    given = {"differences": row.words, "charge": str(row.status).lower()}
    try:
        move(by=by, support_plan=support_plan, transition="confirm_budget", given=given)
    except TransitionRefused as refused:
        raise KindError(" ".join(str(reason) for reason in refused.reasons)) from refused
    return row


def statement_of(
    plan: SupportPlan, assessed_weekly: Decimal, status: StatementStatus = StatementStatus.CONFIRMED
) -> tuple[sums.Statement, list[CostLine]]:
    """The sums of the plan's lines as they stand, and those lines. Raises KindError as `build_statement`."""
    lines = lines_of(plan)
    if not lines:
        raise KindError(_("There are no lines yet."))
    needs = list(plan.needs.all())
    names = {str(need.pk): need.words for need in needs}
    eligible = [str(need.pk) for need in needs if need.is_eligible]
    otherwise = [str(need.pk) for need in needs if need.met_by or need.met_by_carer]
    rows = [line.as_line() for line in lines]
    left = sums.needs_without_a_line(rows, eligible, otherwise)
    if left and status == StatementStatus.CONFIRMED:
        raise KindError(
            _("Say how each need is met. Still to do: %(needs)s."), needs=", ".join(names[key] for key in left)
        )
    made = sums.build_statement(
        rows,
        assessed_weekly,
        eligible_needs=eligible,
        met_otherwise=otherwise,
        weekly_cap=weekly_cap(plan),
        status=status,
    )
    return made, lines


def _explained_to_the_person(plan: SupportPlan, total: Decimal) -> Figure:
    """The figure that the visible changes lead to, when the total is that figure.

    Steps are whole pennies a week, so that a year of lines can lie up to 26 pence beside the sum of the steps.
    The two are the same money when they are the same to the penny each week.
    """
    first = first_figure(plan)
    if first is None:
        raise KindError(_("Work out the first guess first."))
    changes = changes_of(plan)
    seen = after_changes(first, [change for change in changes if change.visible_to_person])
    same = seen.weekly == weekly_from(total)
    return confirm(first, changes, seen.annual if same else total)


def _figures_of(made: sums.Statement) -> dict[str, Decimal]:
    return {
        "total": made.total,
        "total_weekly": made.total_weekly,
        "assessed_weekly": made.contribution.assessed_weekly,
        "contribution": made.contribution.annual,
        "contribution_weekly": made.contribution.weekly,
        "council_amount": made.council_amount,
        "council_weekly": made.council_weekly,
        "by_direct_payment": made.by_method[ManagementMethod.DP],
        "by_fund": made.by_method[ManagementMethod.ISF],
        "by_council": made.by_method[ManagementMethod.COUNCIL],
        "net_direct_payment": made.net_direct_payment,
        "one_off_total": made.one_off_total,
        "other_public_money": made.other_public_money,
        "weeks_per_year": made.weeks_per_year,
    }
