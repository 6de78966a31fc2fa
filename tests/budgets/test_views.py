"""The money pages through the door: who is let in, kind words beside the field, and steady query counts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEntry
from budgets import actions
from budgets.actions.lines import LineWords
from budgets.models import CostLine, LedgerEntry, Statement
from budgets.querysets import plans_with_money_for
from people.policy import decide
from plans.enums import PlanState
from plans.models import SupportPlan
from tests.scenarios.money import before_step
from tests.scenarios.support import drive_to

SEES_MONEY = ("sam", "attorney", "nia")
SEES_NONE = ("mum", "dev", "bea", "jo", "dad", "priya", "morgan", "ravi", "olu", "far", "stranger")


@pytest.mark.parametrize("who", SEES_MONEY)
def test_who_sees_the_money(plan, sign_in, who):
    page = sign_in(who).get(reverse("money", args=[plan.person_id]))
    assert page.status_code == 200
    assert "£370" in page.content.decode()


@pytest.mark.parametrize("who", SEES_NONE)
def test_who_does_not_see_the_money(plan, sign_in, who):
    client = sign_in(who)
    assert client.get(reverse("money", args=[plan.person_id])).status_code == 404
    assert client.get(reverse("plan_money", args=[plan.pk])).status_code == 404
    line = CostLine.objects.filter(support_plan=plan).first()
    assert client.get(reverse("hold_line", args=[line.pk])).status_code == 404
    assert client.post(reverse("hold_money", args=[plan.pk]), {"management": "DP"}).status_code == 404


@pytest.mark.parametrize("who", ["sam", "attorney"])
def test_the_person_sees_but_does_not_write_the_councils_money(plan, sign_in, who):
    client = sign_in(who)
    for name in ("plan_money", "first_guess", "share_first_guess", "change_money", "new_line", "explain_direct_payment",
                 "direct_payment_agreement"):  # fmt: skip
        assert client.get(reverse(name, args=[plan.pk])).status_code == 403
    line = CostLine.objects.filter(support_plan=plan).first()
    assert client.get(reverse("cost_line", args=[line.pk])).status_code == 403


def test_the_rule_and_its_list_agree_for_everybody(world, plan):
    for who in (*SEES_MONEY, *SEES_NONE):
        actor = world.actor(who)
        for row in SupportPlan.objects.all():
            listed = plans_with_money_for(actor).filter(pk=row.pk).exists()
            assert bool(decide(actor, "budgets.see_money", row)) is listed is (who in SEES_MONEY)


def test_an_ended_assignment_closes_the_money(world, plan, sign_in):
    from people.actions import end_assignment

    end_assignment(by=world.actor("olu"), assignment=world.connections["nia"].assignment)
    assert sign_in("nia").get(reverse("money", args=[plan.person_id])).status_code == 404


def test_my_money_leads_to_my_own(plan, sign_in):
    assert sign_in("sam").get(reverse("my_money")).url == reverse("money", args=[plan.person_id])
    assert sign_in("mum").get(reverse("my_money")).status_code == 404


def test_my_money_before_there_is_any(world, sign_in):
    page = sign_in("sam").get(reverse("my_money"), follow=True)
    assert page.status_code == 200 and "Nothing here yet" in page.content.decode()


def test_the_person_reads_a_first_guess_and_no_hard_word(plan, sign_in):
    words = sign_in("sam").get(reverse("money", args=[plan.person_id])).content.decode()
    assert "A first guess. It can go up or down while we plan." in words
    assert "each week" in words and "Someone stays when you cook." in words and "£370.00" in words
    assert "indicative" not in words.lower() and "outcome" not in words.lower() and "%(" not in words


def test_a_guess_that_was_not_shared_is_not_shown(world, fresh, sign_in):
    actions.set_indicative(
        by=world.actor("nia"), support_plan=fresh, price_table=world.things["prices"]["BANDS"], points=47
    )
    assert "£265" not in sign_in("sam").get(reverse("money", args=[fresh.person_id])).content.decode()
    assert "£265" in sign_in("nia").get(reverse("plan_money", args=[fresh.pk])).content.decode()


def test_the_law_for_money_does_not_read_wishes(plan, sign_in):
    address = reverse("money", args=[plan.person_id])
    assert "sing in the choir" in sign_in("sam").get(address).content.decode()
    assert "sing in the choir" not in sign_in("attorney").get(address).content.decode()


def test_a_look_of_somebody_else_is_told(plan, sign_in):
    looks = AuditEntry.objects.about(plan.person_id).looks().filter(action="budgets.money_looked")
    sign_in("sam").get(reverse("money", args=[plan.person_id]))
    assert looks.count() == 0
    sign_in("nia").get(reverse("money", args=[plan.person_id]))
    assert looks.count() == 1


BAD_MONEY = [
    ("1e9", "Use numbers only, like 12.50."),
    ("-3", "Type 0 or more. Leave out the minus sign."),
    ("NaN", "Use numbers only, like 12.50."),
    ("12,50", "Use a full stop for pence, like 12.50."),
    ("", "Type an amount, like 12.50."),
    ("1.234", "Use two numbers for pence, like 12.50."),
    ("2000000", "Type an amount up to 1,000,000."),
]


@pytest.mark.parametrize(("typed", "words"), BAD_MONEY)
def test_odd_money_gets_kind_words_beside_the_field(plan, sign_in, typed, words):
    client = sign_in("nia")
    forms = {
        "change_money": ("amount", {"direction": "up", "reason": "RISK", "words": "My own words"}),
        "new_line": ("unit_price", {"description": "My own words", "kind": "SERVICE", "quantity": "1", "management": "DP",
                                    "benefits": "PERSON", "legal_reason": "s.18"}),
    }  # fmt: skip
    for name, (field, rest) in forms.items():
        page = client.post(reverse(name, args=[plan.pk]), {**rest, field: typed})
        assert page.status_code == 200
        assert [str(said) for said in page.context["form"].errors[field]] == [words]
        text = page.content.decode()
        assert "My own words" in text and (not typed or f'value="{typed}"' in text)
    assert not CostLine.objects.filter(description="My own words").exists()


@pytest.mark.parametrize(("typed", "words"), BAD_MONEY[:4])
def test_odd_money_of_the_finance_officer_gets_kind_words(world, sign_in, typed, words):
    plan = drive_to(world, PlanState.SIGNED_OFF, before_step)
    page = sign_in("ravi").post(reverse("settle_money", args=[plan.pk]), {
        "assessed_weekly": typed, "status": "CONFIRMED", "valid_from": "2026-12-01", "words": "Kept words",
    })  # fmt: skip
    assert [str(said) for said in page.context["form"].errors["assessed_weekly"]] == [words]
    assert "Kept words" in page.content.decode() and not Statement.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [("70", "A person must work out"), ("0", "A person must look"), ("4.5", "whole number"), ("", "points")],
)
def test_points_that_make_no_honest_figure_say_why(world, fresh, sign_in, typed, words):
    table = world.things["prices"]["BANDS"]
    page = sign_in("nia").post(reverse("first_guess", args=[fresh.pk]), {"table": table.pk, "points": typed})
    assert words in str(page.context["form"].errors["points"])
    assert not LedgerEntry.objects.filter(support_plan=fresh).exists()


def test_the_facilitator_works_out_shares_and_moves_the_money(world, fresh, sign_in):
    client = sign_in("nia")
    client.post(
        reverse("first_guess", args=[fresh.pk]), {"table": world.things["prices"]["INTERPOLATED"].pk, "points": "47"}
    )
    client.post(reverse("share_first_guess", args=[fresh.pk]), {"shared_with": "Sam", "shared_how": "We talked"})
    client.post(
        reverse("change_money", args=[fresh.pk]), {"direction": "down", "amount": "18", "reason": "ASSISTIVE_TECH"}
    )
    assert [row.weekly_after for row in LedgerEntry.objects.told().filter(support_plan=fresh)] == [
        Decimal("338.50"),
        Decimal("320.50"),
    ]
    assert "£320.50" in sign_in("sam").get(reverse("money", args=[fresh.person_id])).content.decode()


def test_each_price_list_asks_its_own_questions(world, fresh, sign_in):
    client = sign_in("nia")
    prices = world.things["prices"]
    counts = {"quantity_0": "9.5", "quantity_1": "2", "quantity_2": "14"}
    client.post(reverse("first_guess", args=[fresh.pk]), {"table": prices["READY_RECKONER"].pk, **counts})
    assert fresh.indicative_budgets.current().get().weekly == Decimal("384.76")
    words = {"reason": "Two people at night.", "what_for": "Help at night", "weekly": "900"}
    client.post(reverse("first_guess", args=[fresh.pk]), {"table": prices["PROFESSIONAL"].pk, **words})
    assert fresh.indicative_budgets.current().get().annual == Decimal("46800.00")


def test_the_facilitator_adds_changes_and_takes_out_a_line(plan, sign_in):
    client = sign_in("nia")
    entry = plan.entries.filter(outcome__isnull=False).first()
    typed = {"description": "Taxi", "kind": "SERVICE", "entry": entry.pk, "quantity": "2", "unit_price": "£8", "frequency": "WEEK",
             "management": "COUNCIL", "benefits": "PERSON", "chargeable": "on"}  # fmt: skip
    client.post(reverse("new_line", args=[plan.pk]), typed)
    line = CostLine.objects.get(description="Taxi")
    assert (line.annual, line.outcome) == (Decimal("832.00"), entry.outcome)
    client.post(reverse("cost_line", args=[line.pk]), {**typed, "occurrences": "38"})
    line.refresh_from_db()
    assert line.annual == Decimal("608.00")
    client.post(reverse("take_line_out", args=[line.pk]))
    assert not CostLine.objects.kept().filter(pk=line.pk).exists()


def test_the_person_changes_their_mind(plan, sign_in):
    client = sign_in("sam")
    for method in ("DP", "COUNCIL"):
        client.post(reverse("hold_money", args=[plan.pk]), {"management": method})
        paid = CostLine.objects.filter(support_plan=plan).exclude(kind="FREE")
        assert set(paid.values_list("management", flat=True)) == {method}
    for answer in ("no", "asked_more", "yes"):
        page = client.post(reverse("answer_direct_payment", args=[plan.pk]), {"answer": answer}, follow=True)
        assert page.status_code == 200
    assert "Yes, I would like it" in page.content.decode()
    line = CostLine.objects.get(support_plan=plan, description="Garden project")
    client.post(reverse("hold_line", args=[line.pk]), {"management": "ISF"})
    line.refresh_from_db()
    assert line.management == "ISF"


def test_finance_settles_from_the_frozen_copy_and_the_person_reads_it(world, sign_in):
    plan = drive_to(world, PlanState.SIGNED_OFF, before_step)
    address = reverse("settle_money", args=[plan.pk])
    ravi = sign_in("ravi")
    assert "Garden project" in ravi.get(address).content.decode()
    page = ravi.post(
        address,
        {"assessed_weekly": "42.35", "status": "CONFIRMED", "valid_from": "2026-12-01", "words": "You pay a part."},
        follow=True,
    )
    assert page.status_code == 200
    plan.refresh_from_db()
    assert plan.state == PlanState.BUDGET_CONFIRMED
    words = sign_in("sam").get(reverse("money", args=[plan.person_id])).content.decode()
    assert "You pay a part." in words and "£42.35" in words and "Who pays what" in words


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("ravi", 200),
        ("priya", 200),
        ("morgan", 403),
        ("nia", 403),
        ("sam", 403),
        ("mum", 404),
        ("far", 404),
        ("olu", 404),
    ],
)
def test_who_settles(world, sign_in, who, code):
    plan = drive_to(world, PlanState.SIGNED_OFF, before_step)
    assert sign_in(who).get(reverse("settle_money", args=[plan.pk])).status_code == code


@pytest.mark.parametrize(("who", "name", "of"), [("sam", "money", "person_id"), ("nia", "plan_money", "pk")])
def test_query_counts_do_not_grow_with_lines(world, plan, sign_in, who, name, of):
    client, address = sign_in(who), reverse(name, args=[getattr(plan, of)])
    client.get(address)

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    CostLine.objects.filter(support_plan=plan).exclude(description="Garden project").delete()
    one = count()
    entry = plan.entries.filter(outcome__isnull=False).first()
    for number in range(2):
        words = LineWords(
            f"Line {number}", Decimal(1), Decimal(5), frequency="WEEK", entry=entry, needs=tuple(plan.needs.all())
        )
        actions.add_cost_line(by=world.actor("nia"), support_plan=plan, words=words)
        actions.change_budget(by=world.actor("nia"), support_plan=plan, weekly_delta=Decimal(5), reason="RISK")
    assert count() == one
