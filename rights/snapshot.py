"""What a decider reads of rights, in the frozen copy that was sent to them and nowhere else. Plain JSON."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format

from people.models import RecordedAuthority
from plans.models import SupportPlan
from plans.snapshots import register_snapshot_section
from rights.linking import link_words
from rights.models import BestInterestsDecision, CapacityRecord, RestrictionScreen
from row_security import acting


@acting.system("the copy that is frozen for those who decide")
def rights_section(support_plan: SupportPlan) -> dict[str, Any]:
    """Who holds authority, the closed records about decisions of this plan, and each limit with its link."""
    held = RecordedAuthority.objects.in_force().filter(person=support_plan.person_id).exclude(places=[])
    capacity = CapacityRecord.objects.closed().filter(support_plan=support_plan)
    interests = BestInterestsDecision.objects.closed().filter(capacity__support_plan=support_plan)
    return {
        "authorities": [
            {"who": each.connection.name, "kind": str(each.get_kind_display()), "about": each.scope_words}
            for each in held.select_related("connection").order_by("starts_on", "pk")
        ],
        "capacity": [
            {"decision": each.decision, "on": date_format(each.assessed_on, "j F Y"), "came_to": str(each.get_conclusion_display())}
            for each in capacity
        ],
        "best_interests": [
            {"decision": each.capacity.decision, "decided": each.decided, "who": each.decision_maker,
             "wishes": each.wishes_now, "dissent": each.dissent}
            for each in interests.select_related("capacity")
        ],
        "limits": _limits(support_plan),
    }  # fmt: skip


def _limits(support_plan: SupportPlan) -> list[dict[str, str]]:
    answer = support_plan.liberty_screens.first()
    asked = RestrictionScreen.objects.filter(answer=answer).first() if answer and answer.restricts else None
    if asked is None:
        return []
    rows = asked.limits.select_related("capacity", "best_interests__capacity", "authorisation__scheme")
    language = support_plan.person.language
    return [{"limit": str(each.get_kind_display()), "link": link_words(each, language)} for each in rows]


register_snapshot_section("rights", rights_section)
