"""How long what is kept, worked out from the dated rules. Nothing here destroys anything."""

from __future__ import annotations

from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.models import LedgerEntry, Statement
from my_data.enums import RecordKind, Trigger
from my_data.models import RetentionRule
from people.models import Person
from plans.enums import PlanState
from plans.models import StateChange, SupportPlan

OVER = (PlanState.CLOSED, PlanState.SUPERSEDED, PlanState.DECLINED)
FIRST_OF_TAX_YEAR = (4, 6)


def rules_for(person: Person, day: date | None = None) -> dict[str, RetentionRule]:
    """The rules of the person's nation in force on a day (today), by kind of record."""
    return {rule.record_kind: rule for rule in RetentionRule.objects.in_force(person.jurisdiction, day)}


def in_words(rule: RetentionRule) -> str:
    """Such as "8 years from the end of your support"."""
    if not rule.years:
        return _("until %(event)s") % {"event": Trigger(rule.trigger).label}
    years = ngettext("%(count)d year", "%(count)d years", rule.years) % {"count": rule.years}
    return _("%(years)s from %(event)s") % {"years": years, "event": Trigger(rule.trigger).label}


def end_of_care(person: Person) -> date | None:
    """The day the council's support ended: the person died, or their last support plan ended. None = it goes on.

    A support plan ends with its last step; one that was only replaced leads to the next.
    """
    if person.died_on is not None:
        return person.died_on
    plans = SupportPlan.objects.filter(person=person)
    if plans.exclude(state__in=OVER).exists():
        return None
    last = StateChange.objects.filter(support_plan__person=person).aggregate(last=Max("at"))["last"]
    return timezone.localdate(last) if last else None


def end_of_tax_year(person: Person) -> date | None:
    """The 5 April that ends the tax year of the last line of money; None where there was none."""
    lasts = [
        model.objects.filter(support_plan__person=person).aggregate(last=Max("at"))["last"]
        for model in (LedgerEntry, Statement)
    ]
    days = [timezone.localdate(last) for last in lasts if last]
    if not days:
        return None
    last_day = max(days)
    year = last_day.year + 1 if (last_day.month, last_day.day) >= FIRST_OF_TAX_YEAR else last_day.year
    return date(year, 4, 5)


def over_on(person: Person) -> tuple[date, RetentionRule] | None:
    """The day on which nothing of the council's record must be kept any more, and the rule that lasts longest.

    None while support goes on, where no record is, or where no rule is in force for a kind that is held.
    """
    rules = rules_for(person)
    ended = {RecordKind.SUPPORT: end_of_care(person), RecordKind.MONEY: end_of_tax_year(person)}
    if ended[RecordKind.SUPPORT] is None:
        return None
    held = {kind: day for kind, day in ended.items() if day is not None}
    if not set(held) <= set(rules):
        return None
    ends = [(_years_later(day, rules[kind].years), kind) for kind, day in held.items()]
    last_day, kind = max(ends)
    return last_day, rules[kind]


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, month=3, day=1)
