"""The money of a support plan."""

from budgets.models.figures import IndicativeBudget, PriceTable
from budgets.models.lines import CostLine
from budgets.models.record import DirectPaymentInformation, LedgerEntry
from budgets.models.settled import Statement

__all__ = [
    "CostLine",
    "DirectPaymentInformation",
    "IndicativeBudget",
    "LedgerEntry",
    "PriceTable",
    "Statement",
]
