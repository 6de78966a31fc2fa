"""When direct payments are made, and the yearly look at the account."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budgets.arithmetic import EXACT, PENNY, WEEKS_PER_YEAR, ZERO, KindError, pounds, times, total_of


def payments(total: Decimal, count: int) -> tuple[Decimal, ...]:
    """`count` payments in pounds: all alike but the last, which takes up the pennies. They sum to `total` exactly.

    Raises KindError for a total below 0 or with part pennies, or a count below 1.
    """
    if count < 1:
        raise KindError(_("Choose at least one payment."))
    if total < 0 or total != pounds(total):
        raise KindError(_("Type an amount in pounds and pence, like 12.50."))
    share = EXACT.divide(total, Decimal(count))
    each = pounds(share)
    if times(each, Decimal(count - 1)) > total:  # rounding pennies up would leave a last payment below nothing
        each = share.quantize(PENNY, rounding=ROUND_DOWN)
    return (each,) * (count - 1) + (pounds(total - times(each, Decimal(count - 1))),)


class NextStep(Enum):
    """What follows a look at the account. There is no step that takes money back by itself."""

    NOTHING = "nothing"
    CONVERSATION = "conversation"


@dataclass(frozen=True, slots=True)
class AccountReturn:
    """One year of a direct payment account, in pounds. `closing` is what the bank says."""

    opening: Decimal
    direct_payment: Decimal
    contributions: Decimal
    spent: Decimal
    closing: Decimal
    liabilities: tuple[Decimal, ...]
    gross_annual: Decimal
    contingency_weeks: Decimal = Decimal(4)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What the account shows. A possible surplus opens a conversation, never a recovery.

    `unexplained` is the bank's balance less the balance the return adds up to.
    """

    income: Decimal
    expected_closing: Decimal
    unexplained: Decimal
    liabilities: Decimal
    contingency: Decimal
    possible_surplus: Decimal
    next_step: NextStep
    questions: tuple[str | Promise, ...]


def reconcile(account: AccountReturn) -> Reconciliation:
    """Closing balance less what is owed and less the agreed contingency (weeks of the gross direct payment)."""
    income = total_of([account.opening, account.direct_payment, account.contributions])
    expected = pounds(income - account.spent)
    owed = pounds(total_of(account.liabilities))
    kept = pounds(EXACT.divide(times(account.gross_annual, account.contingency_weeks), WEEKS_PER_YEAR))
    surplus = max(ZERO, pounds(account.closing - owed - kept))
    unexplained = pounds(account.closing - expected)
    return Reconciliation(
        income=pounds(income),
        expected_closing=expected,
        unexplained=unexplained,
        liabilities=owed,
        contingency=kept,
        possible_surplus=surplus,
        next_step=NextStep.CONVERSATION if surplus or unexplained else NextStep.NOTHING,
        questions=_questions(surplus, unexplained),
    )


def _questions(surplus: Decimal, unexplained: Decimal) -> tuple[str | Promise, ...]:
    # Whether life went well is asked before whether the receipts are perfect.
    asked = [_("Did you get the support you need?")]
    if surplus:
        asked.append(_("There is money left. What is it for?"))
    if unexplained:
        asked.append(_("The bank and the list differ. Shall we look together?"))
    return tuple(asked)
