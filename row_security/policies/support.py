"""The second layer: what a council must hold, its decisions and its money. Whoever may know of a support plan."""

from __future__ import annotations

from row_security.policies.words import (
    MY,
    Rows,
    assigned_to,
    authority_over,
    either,
    seen,
    staff_of,
)


def known(table: str, column: str = "support_plan_id") -> str:
    """A support plan that the actor may know of."""
    return seen("plans_supportplan", f"{table}.{column}")


def with_its_plan(table: str) -> Rows:
    return Rows(read=known(table), write=known(table))


DECIDES = "job.role IN ('team_manager', 'panel', 'finance')"
# plans.process.STATES_DECIDERS_SEE, which a test compares.
SENT = (
    "submitted", "with_panel", "returned", "reaching_agreement", "signed_off", "budget_confirmed", "active",
    "in_review", "paused", "superseded",
)  # fmt: skip
SENT_WORDS = ", ".join(f"'{state}'" for state in SENT)

SUPPORT_PLAN = either(
    f"plans_supportplan.person_id = {MY}",
    authority_over("plans_supportplan.person_id", "held.places && ARRAY['meeting', 'money']::varchar[]"),
    assigned_to("plans_supportplan.person_id"),
    f"plans_supportplan.state IN ({SENT_WORDS}) AND " + staff_of("plans_supportplan.organisation_id", DECIDES),
)

TABLES = {
    "plans_supportplan": Rows(read=SUPPORT_PLAN, write=SUPPORT_PLAN),
    **{
        table: with_its_plan(table)
        for table in (
            "plans_need", "plans_supportplanentry", "plans_advocacyscreen", "plans_libertyscreen", "plans_snapshot",
            "plans_statechange", "plans_reasonablestep", "plans_secondyes", "budgets_indicativebudget",
            "budgets_costline", "budgets_ledgerentry", "budgets_directpaymentinformation", "budgets_statement",
        )
    },
    "budgets_costlineevent": Rows(read=known("budgets_costlineevent")),
    "budgets_costline_needs": Rows(
        read=seen("budgets_costline", "budgets_costline_needs.costline_id"),
        write=seen("budgets_costline", "budgets_costline_needs.costline_id"),
    ),
}  # fmt: skip
