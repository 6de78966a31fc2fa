"""What this app tells the process of a support plan (ADR 0004, ADR 0018)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.lawful import register_advocate_offer, register_liberty_check, register_records
from plans.models import LibertyScreen, SupportPlan
from rights.models import AdvocacyReferral, BestInterestsDecision, CapacityRecord, RestrictionScreen
from row_security import acting

# Whoever moves a support plan on is told whether a record is there; the records are read by who may read them.
RECORDS = "which records about rights a support plan rests on"


@acting.system(RECORDS)
def capacity_records(support_plan: SupportPlan) -> Mapping[str, str]:
    """Closed records of this plan whose conclusion is that the person could not make that one decision then.

    An attorney who acts on the plan chooses among these, so a record about anything else is not among them.
    """
    rows = CapacityRecord.objects.not_decided().filter(support_plan=support_plan)
    return {str(row.pk): _named(row.decision, row.assessed_on) for row in rows}


@acting.system(RECORDS)
def best_interests_records(support_plan: SupportPlan) -> Mapping[str, str]:
    rows = BestInterestsDecision.objects.closed().filter(capacity__support_plan=support_plan)
    return {str(row.pk): _named(row.capacity.decision, row.decided_on) for row in rows.select_related("capacity")}


def _named(decision: str, day: object) -> str:
    return f"{decision} ({date_format(day, 'j F Y')})" if day else decision


@register_liberty_check
@acting.system(RECORDS)
def every_limit_is_linked(support_plan: SupportPlan, screen: LibertyScreen) -> str | None:
    """Section 3.1: each limit is linked to the person's own decision, a record, or the status of an authorisation.

    Whether that is enough in law is not asked here: the software never says what is a deprivation ([2026] UKSC 16).
    """
    asked = RestrictionScreen.objects.filter(answer=screen).prefetch_related("limits").first()
    limits = list(asked.limits.all()) if asked else []
    if not limits:
        return _("Say which limits there are, one by one.")
    open_ones = [str(limit.get_kind_display()) for limit in limits if not limit.is_linked]
    if not open_ones:
        return None
    return _("Link each limit to a record or an authorisation: %(limits)s.") % {"limits": ", ".join(open_ones)}


@register_advocate_offer
@acting.system(RECORDS)
def advocate_offered(support_plan: SupportPlan) -> bool:
    """Care Act 2014 s.67: an advocate was offered for this plan, and what the person said to it is written down."""
    return AdvocacyReferral.objects.filter(support_plan=support_plan).exclude(answer="").exists()


register_records("capacity_record", capacity_records)
register_records("best_interests", best_interests_records)
