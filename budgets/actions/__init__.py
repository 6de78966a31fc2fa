"""Every write of this app, one noun a file."""

from budgets.actions.direct_payments import answer_direct_payment, choose_management, explain_direct_payment
from budgets.actions.figures import change_budget, set_indicative, share_indicative
from budgets.actions.lines import add_cost_line, carry_lines_over, change_cost_line, remove_cost_line
from budgets.actions.record import note_proposal
from budgets.actions.settling import confirm_statement, settle

__all__ = [
    "add_cost_line",
    "answer_direct_payment",
    "carry_lines_over",
    "change_budget",
    "change_cost_line",
    "choose_management",
    "confirm_statement",
    "explain_direct_payment",
    "note_proposal",
    "remove_cost_line",
    "set_indicative",
    "settle",
    "share_indicative",
]
