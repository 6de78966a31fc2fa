"""A row in each table that the example world leaves empty, so that the canary sweep has a field to plant in."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from budgets.models import Statement
from people.models import CommunicationNeed, LocalLetter, StoppedLetters
from plans.models import Part, PartAsItWas, ReasonableStep, SecondYes, SupportPlan
from safeguarding.models import ConcernLook, Withholding
from tests.scenarios import World


def sow(world: World) -> None:
    """Rows about Sam, past the actions: only that they are there and hold words is asked of them."""
    today, nia = timezone.localdate(), world.users["nia"]
    plan = SupportPlan.objects.get(pk=world.things["support_plan"].pk)
    hidden = Part.objects.filter(plan=world.sam.pk, tool="staying_well").first() or Part.objects.first()
    CommunicationNeed.objects.create(
        person=world.sam, category="other", in_my_words="x", recorded_on=today, confirmed_by_person=True
    )
    LocalLetter.objects.create(to="sam@demo.example", subject="A letter", body="Words")
    StoppedLetters.objects.create(email="sam@demo.example", kind="decision")
    PartAsItWas.objects.create(part=hidden, connection=world.connections["dad"], content={"rows": [{"text": "A word"}]})
    ReasonableStep.objects.create(
        support_plan=plan, kind="other", asked_by_person=True, words="x", taken_on=today, who="x", what_changed="x", written_by=nia
    )  # fmt: skip
    SecondYes.objects.create(support_plan=plan, transition="decline", by=nia, by_label="x", place="", words="x")
    amounts = {
        each.name: Decimal(0) for each in Statement._meta.concrete_fields if each.get_internal_type() == "DecimalField"
    }
    Statement.objects.create(
        support_plan=plan, status="draft", valid_from=today, words="x", lines=[{"words": "A line"}], confirmed_by_label="x",
        **amounts,
    )  # fmt: skip
    concern = world.things["concern"]
    Withholding.objects.create(
        concern=concern, reason="other", words="x", asked_label="x", asked_on=today, recheck_on=today + timedelta(days=2),
        approved_label="x",
    )  # fmt: skip
    ConcernLook.objects.create(concern=concern, by_ref="1", by_label="x", role="x")
    Part.objects.filter(pk=hidden.pk).update(setting="At home")
