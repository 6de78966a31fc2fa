"""Money in words: how amounts and lines of the record read to a person."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from budgets.codes import DirectPaymentAnswer, EntryKind
from budgets.enums import ManagementMethod
from budgets.models import LedgerEntry

POUND = Decimal(1)


def whole(amount: Decimal) -> str:
    """Pounds without pennies, halves up: for the one big figure, with the pennies beside it on request."""
    return f"£{amount.quantize(POUND, rounding=ROUND_HALF_UP):,}"


def exactly(amount: Decimal) -> str:
    """Pounds and pennies."""
    return f"£{amount:,.2f}"


def alike(amounts: Iterable[Decimal | None]) -> dict[Decimal, str]:
    """Amounts that stand together: all without pennies when none has any, else all with, so that they add up."""
    shown = [amount for amount in amounts if amount is not None]
    write = whole if all(amount == amount.quantize(POUND) for amount in shown) else exactly
    return {amount: write(amount) for amount in shown}


def change_words(entry: LedgerEntry, shown: dict[Decimal, str]) -> str:
    """What a figure of the record says: the step, where it came from, and why."""
    if entry.kind == EntryKind.INDICATIVE_SET:
        words = _("The first guess was %(now)s. It comes from the price list of the council.")
        return words % {"now": shown[entry.weekly_after]}
    if entry.kind == EntryKind.FINAL:
        return _("The money is settled. %(words)s") % {"words": entry.words}
    step = {
        "step": shown[abs(entry.weekly_delta)],
        "before": shown[entry.weekly_before],
        "now": shown[entry.weekly_after],
        "why": entry.get_reason_code_display(),
        "words": entry.words,
    }
    if entry.weekly_delta > 0:
        return (_("It was %(before)s. Up by %(step)s. Now %(now)s. %(why)s. %(words)s") % step).strip()
    return (_("It was %(before)s. Down by %(step)s. Now %(now)s. %(why)s. %(words)s") % step).strip()


def said_words(entry: LedgerEntry) -> str:
    """A line of the record without a figure: an answer, an explanation, who looks after the money."""
    if entry.kind == EntryKind.DIRECT_PAYMENT_EXPLAINED:
        return _("A direct payment was explained.")
    code, _space, more = entry.words.partition(" ")
    if code in ManagementMethod.values:
        how = str(ManagementMethod(code).label)
        return f"{more}: {how}" if more else how
    label = str(DirectPaymentAnswer(code).label) if code in DirectPaymentAnswer.values else entry.words
    words = _("About a direct payment: %(answer)s") % {"answer": label}
    return f"{words}. {more}" if more else words
