"""Sam's money: the council's prices, the first guess of £338.50 a week, lines of support and what was said of them."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal

from django.utils import timezone

from budgets import actions
from budgets.actions.lines import LineWords
from budgets.codes import DirectPaymentAnswer, ToldBy
from budgets.enums import ChangeReason, Frequency, LineKind, ManagementMethod, PriceMethod
from budgets.figures import figure_now, total_of_lines
from budgets.models import CostLine, DirectPaymentInformation, IndicativeBudget, PriceTable
from plans.actions import save_outcome, start_part
from plans.actions.support_plans import offer_to_support_plan
from plans.models import Part, SupportPlan, SupportPlanEntry
from tests.scenarios.people import World
from tests.scenarios.support import add_support

BANDS = [[0, "0"], [10, "60"], [20, "120"], [30, "185"], [40, "265"], [50, "370"], [60, "505"]]
RECKONER = [
    ["Support at home, one hour", "24.10", "52"],
    ["A day at a project", "58.75", "52"],
    ["A night away", "142.30", "1"],
]
METHODS = (
    (PriceMethod.BANDS, {"bands": BANDS}),
    (PriceMethod.INTERPOLATED, {"bands": BANDS}),
    (PriceMethod.PER_POINT, {"per_point": "6.12"}),
    (PriceMethod.READY_RECKONER, {"support": RECKONER}),
    (PriceMethod.PROFESSIONAL, {}),
)
WISHES = ("I want to sing in the choir with Dev.", "I want a weekend away with my friends.")


def add_prices(world: World) -> dict[str, PriceTable]:
    """The council's prices of this year, one table a method, kept as `world.things["prices"]`."""
    made = {
        str(method): PriceTable.objects.get_or_create(
            organisation=world.council, version=f"2026/27 {str(method).lower()}",
            defaults={"tax_year": "2026/27", "method": method, "rows": rows, "effective_from": date(2026, 4, 6)},
        )[0]
        for method, rows in METHODS
    }  # fmt: skip
    world.things["prices"] = made
    return made


def before_step(world: World, plan: SupportPlan, transition: str) -> None:
    """What the money needs before a transition of the process: see `tests/scenarios/support.py`."""
    {
        "share_indicative": tell_first_guess,
        "start_planning": explain,
        "send": make_ready_to_send,
        "answer": make_ready_to_send,
        "confirm_budget": confirm,
        "go_live": sign_agreement,
    }.get(transition, nothing)(world, plan)


def nothing(world: World, plan: SupportPlan) -> None:
    """The money has no part in this step."""


def tell_first_guess(world: World, plan: SupportPlan) -> None:
    """Score 47 between two bands: £338.50 a week, £17,602.00 a year."""
    if IndicativeBudget.objects.filter(support_plan=plan).exists():
        return
    nia, prices = world.actor("nia"), add_prices(world)
    actions.set_indicative(by=nia, support_plan=plan, price_table=prices["INTERPOLATED"], points=47)
    actions.share_indicative(
        by=nia, support_plan=plan, shared_with="Sam and Mum", shared_how="With notes and coins on the table"
    )


def explain(world: World, plan: SupportPlan) -> None:
    actions.explain_direct_payment(
        by=world.actor("nia"), support_plan=plan, told_by=ToldBy.FILM,
        examples="Kim pays for her own helper. A group keeps the books for her.", peer_support_offered=True,
        answer=DirectPaymentAnswer.NOT_NOW,
    )  # fmt: skip


def offered_wishes(world: World, plan: SupportPlan) -> list[SupportPlanEntry]:
    """Two wishes that Sam put into the support plan, made first where there are none."""
    found = list(plan.entries.filter(outcome__isnull=False).select_related("outcome__part")[:2])
    if len(found) == 2:
        return found
    sam = world.actor("sam")
    part = Part.objects.filter(plan=world.sam.pk, tool="outcome").first()
    part = part or start_part(by=sam, plan=world.sam.plan, tool="outcome")
    wishes = [save_outcome(by=sam, part=part, operation=uuid.uuid4(), in_my_words=words) for words in WISHES]
    return [offer_to_support_plan(by=sam, support_plan=plan, outcome=wish) for wish in wishes]


def add_lines(world: World, plan: SupportPlan) -> list[CostLine]:
    """Support on two wishes: paid for in three ways, and free."""
    if CostLine.objects.filter(support_plan=plan).exists():
        return list(CostLine.objects.filter(support_plan=plan))
    singing, away = offered_wishes(world, plan)
    needs = list(plan.needs.all())
    lines = (
        LineWords(
            "Jo helps in the evening", Decimal(7), Decimal("24.10"), "hours", LineKind.PA, Frequency.WEEK,
            management=ManagementMethod.ISF, entry=singing, needs=tuple(needs[:1]),
        ),
        LineWords("Dev goes to choir with Sam", Decimal(1), kind=LineKind.FREE, frequency=Frequency.WEEK, entry=singing),
        LineWords(
            "Garden project", Decimal(2), Decimal("58.75"), "days", frequency=Frequency.WEEK, entry=singing,
            needs=tuple(needs[1:2]),
        ),
        LineWords(
            "Weekends away", Decimal(14), Decimal("142.30"), "nights", frequency=Frequency.YEAR,
            management=ManagementMethod.DP, entry=away,
        ),
        LineWords("A shower chair", Decimal(1), Decimal("389.99"), kind=LineKind.EQUIPMENT, chargeable=False,
                  exclusion_reason="COMMUNITY_AID", legal_reason="Care Act 2014, section 18"),
    )  # fmt: skip
    return [actions.add_cost_line(by=world.actor("nia"), support_plan=plan, words=each) for each in lines]


def make_ready_to_send(world: World, plan: SupportPlan) -> None:
    """Explained again, lines written, and the way from the first guess to their sum made visible."""
    plan.refresh_from_db()
    if DirectPaymentInformation.objects.filter(support_plan=plan).count() < 2:
        explain(world, plan)
    add_lines(world, plan)
    balance(world, plan)


def balance(world: World, plan: SupportPlan) -> None:
    total, now = total_of_lines(plan), figure_now(plan)
    gap = total.weekly - now.weekly if total and now else Decimal(0)
    if gap:
        actions.change_budget(
            by=world.actor("nia"), support_plan=plan, weekly_delta=gap, reason=ChangeReason.NEED_CLARIFIED,
            words="We know the hours now.",
        )  # fmt: skip


def confirm(world: World, plan: SupportPlan) -> None:
    actions.confirm_statement(
        by=world.actor("ravi"),
        support_plan=plan,
        assessed_weekly=Decimal("42.35"),
        words="We know the hours now. You pay some of it.",
    )


def sign_agreement(world: World, plan: SupportPlan) -> None:
    actions.answer_direct_payment(
        by=world.actor("sam"),
        support_plan=plan,
        answer=DirectPaymentAnswer.YES,
        agreement_signed_on=timezone.localdate(),
    )


def add_money(world: World) -> None:
    """Prices, Sam's first guess, a direct payment explained once, one change, and lines on two wishes."""
    if "support_plan" not in world.things:
        add_support(world, before_step)
    plan = SupportPlan.objects.get(pk=world.things["support_plan"].pk)
    tell_first_guess(world, plan)
    if not DirectPaymentInformation.objects.filter(support_plan=plan).exists():
        explain(world, plan)
    actions.change_budget(
        by=world.actor("nia"), support_plan=plan, weekly_delta=Decimal("31.50"), reason=ChangeReason.RISK,
        words="Someone stays when you cook.",
    )  # fmt: skip
    add_lines(world, plan)
    world.things["cost_lines"] = list(CostLine.objects.filter(support_plan=plan))
