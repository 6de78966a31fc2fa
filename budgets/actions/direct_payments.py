"""Telling about a direct payment, the person's answer, and who looks after the money of each line."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.actions.lines import LINES_MAY_CHANGE
from budgets.actions.record import enter, lock, note
from budgets.arithmetic import KindError
from budgets.codes import DirectPaymentAnswer, EntryKind, ToldBy
from budgets.enums import LineKind, ManagementMethod
from budgets.models import CostLine, DirectPaymentInformation, LedgerEntry
from people.actors import Actor
from people.policy import require
from plans.models import SupportPlan


@transaction.atomic
def explain_direct_payment(
    *, by: Actor, support_plan: SupportPlan, told_by: ToldBy, examples: str = "", peer_support_offered: bool = False,
    answer: DirectPaymentAnswer | str = "", answer_words: str = "",
) -> DirectPaymentInformation:  # fmt: skip
    """Keep that a direct payment was explained, in which form, and what the person said if they said something.

    It can be done as often as wished, after any answer (Care Act 2014 s.31; statutory guidance ch. 12).
    """
    require(by, "budgets.write_money", support_plan)
    plan = lock(support_plan)
    told = DirectPaymentInformation.objects.create(
        support_plan=plan, told_by=ToldBy(told_by), examples=examples.strip(), peer_support_offered=peer_support_offered,
        explained_by=by.user, explained_by_label=by.audit_label,
    )  # fmt: skip
    enter(by, plan, EntryKind.DIRECT_PAYMENT_EXPLAINED, words=examples.strip(), told_person_at=timezone.now())
    note(by, "budgets.direct_payment_explained", plan, told, told_by=str(told_by))
    if answer:
        answer_direct_payment(by=by, support_plan=plan, answer=answer, words=answer_words)
    return told


@transaction.atomic
def answer_direct_payment(
    *, by: Actor, support_plan: SupportPlan, answer: DirectPaymentAnswer | str, words: str = "",
    agreement_signed_on: date | None = None,
) -> LedgerEntry:  # fmt: skip
    """Keep what the person said of a direct payment. It can change at any time; each answer stays in the record."""
    require(by, "budgets.answer", support_plan)
    plan = lock(support_plan)
    if answer not in DirectPaymentAnswer.values:
        raise KindError(_("Choose an answer."))
    if agreement_signed_on is not None and answer != DirectPaymentAnswer.YES:
        raise KindError(_("An agreement is for a yes."))
    told = DirectPaymentInformation.objects.filter(support_plan=plan).first()
    if told is not None:
        told.answer, told.answer_words, told.answered_at = str(answer), words.strip()[:300], timezone.now()
        told.agreement_signed_on = agreement_signed_on
        told.save(update_fields=["answer", "answer_words", "answered_at", "agreement_signed_on"])
    said = " ".join(part for part in (str(answer), words.strip()) if part)
    entry = enter(by, plan, EntryKind.ANSWER, words=said, told_person_at=timezone.now())
    note(by, "budgets.direct_payment_answered", plan, entry, answer=str(answer))
    return entry


@transaction.atomic
def choose_management(
    *, by: Actor, support_plan: SupportPlan, management: ManagementMethod | str, line: CostLine | None = None
) -> LedgerEntry:
    """Say who looks after the money of one line, or of all that are paid for. The mind can be changed at any time.

    While the plan is being made the lines follow at once. Later the wish is kept for the next look at the plan,
    because a settled statement never changes by itself.
    """
    require(by, "budgets.answer", support_plan)
    plan = lock(support_plan)
    if management not in ManagementMethod.values:
        raise KindError(_("Choose who looks after the money."))
    lines = CostLine.objects.kept().filter(support_plan=plan).exclude(kind=LineKind.FREE)
    if line is not None:
        lines = lines.filter(pk=line.pk)
    if plan.state not in LINES_MAY_CHANGE or not lines.exists():
        kind = EntryKind.ANSWER
    else:
        kind = EntryKind.METHOD_CHANGED
        for one in lines.exclude(management=management):
            one.management = str(management)
            one.save(update_fields=["management"])
    about = {"line": line.pk} if line else {}
    entry = enter(by, plan, kind, words=_said(management, line), told_person_at=timezone.now())
    note(by, "budgets.management_chosen", plan, entry, management=str(management), **about)
    return entry


def _said(management: ManagementMethod | str, line: CostLine | None) -> str:
    """The code, and the name of the line where it was for one only."""
    return f"{management} {line.description}" if line else str(management)
