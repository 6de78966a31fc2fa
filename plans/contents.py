"""What the law asks a support plan to hold before it is sent (process reference, section 1.4), nation by nation.

These are checks of the council's record. The person's own plan is never checked, counted or asked for more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.enums import Jurisdiction
from plans.models import Need, SupportPlan

GapFinder = Callable[[SupportPlan], list[str]]
WayFinder = Callable[[SupportPlan], Mapping[UUID, list[str]]]
GAP_FINDERS: list[GapFinder] = []
WAY_FINDERS: list[WayFinder] = []

# Care and Support (Eligibility Criteria) Regulations 2015/313 reg 2, and the well-being list of SSWBA 2014 s.2.
DOMAINS_ENGLAND = {
    "nutrition": gettext_lazy("Eating and drinking"),
    "hygiene": gettext_lazy("Washing"),
    "toilet": gettext_lazy("Using the toilet"),
    "clothing": gettext_lazy("Getting dressed"),
    "home_safety": gettext_lazy("Being safe at home"),
    "habitable_home": gettext_lazy("Keeping the home fit to live in"),
    "relationships": gettext_lazy("Family and friends"),
    "work_learning": gettext_lazy("Work, learning and volunteering"),
    "community": gettext_lazy("Using places in the community"),
    "caring": gettext_lazy("Caring for a child"),
}
DOMAINS_WALES = {
    "health": gettext_lazy("Health and feeling well"),
    "protection": gettext_lazy("Being safe from harm"),
    "learning": gettext_lazy("Learning and leisure"),
    "relationships": gettext_lazy("Family and friends"),
    "contribution": gettext_lazy("Taking part in society"),
    "rights": gettext_lazy("Rights"),
    "money_work": gettext_lazy("Money and work"),
    "living_place": gettext_lazy("A good place to live"),
    "control": gettext_lazy("Control over daily life"),
}


def register_gaps(finder: GapFinder) -> GapFinder:
    """An upper app adds what is still to be written about its own subject, in words; an empty list when nothing is."""
    GAP_FINDERS.append(finder)
    return finder


def register_ways(finder: WayFinder) -> WayFinder:
    """An upper app adds how needs are met: for each need's id, sentences such as "3 hours with a helper"."""
    WAY_FINDERS.append(finder)
    return finder


def domains(jurisdiction: str) -> Mapping[str, object]:
    """The nation's list of what a need may touch: code to words."""
    return DOMAINS_WALES if jurisdiction == Jurisdiction.WALES else DOMAINS_ENGLAND


def ways_met(support_plan: SupportPlan) -> dict[UUID, list[str]]:
    """For each need of the plan how it is met, unpaid ways first. Needs that nothing meets have an empty list."""
    ways: dict[UUID, list[str]] = {need.pk: _without_money(need) for need in support_plan.needs.all()}
    for finder in WAY_FINDERS:
        for need_id, words in finder(support_plan).items():
            ways.setdefault(need_id, []).extend(words)
    return ways


def gaps(support_plan: SupportPlan) -> list[str]:
    """What must still be written before the plan can be sent, in words. Empty when it may go."""
    needs = list(support_plan.needs.all())
    by_nation = _gaps_wales if support_plan.jurisdiction == Jurisdiction.WALES else _gaps_england
    found = [*_gaps_of_needs(support_plan, needs), *by_nation(support_plan, needs)]
    return [*found, *(gap for finder in GAP_FINDERS for gap in finder(support_plan))]


def _without_money(need: Need) -> list[str]:
    if need.met_by:
        return [need.met_by]
    return [_("A family member or friend does this, and wants to")] if need.met_by_carer else []


def _gaps_of_needs(support_plan: SupportPlan, needs: list[Need]) -> list[str]:
    """Care Act 2014 s.25(1)(a) to (c); SI 2015/1335 (W) reg 3: needs, whether the law meets them, and how."""
    found = [] if needs else [_("Write down the needs that the assessment found.")]
    found += [
        _("Say why this need is, or is not, for the council to meet: %(need)s") % {"need": need.words}
        for need in needs
        if not need.eligibility_reason
    ]
    ways = ways_met(support_plan)
    found += [
        _("Say how this need is met: %(need)s") % {"need": need.words}
        for need in needs
        if need.is_eligible and not ways[need.pk]
    ]
    return found


def _gaps_england(support_plan: SupportPlan, needs: list[Need]) -> list[str]:
    """Care Act 2014 s.25(1)(d), (f) and (g), and statutory guidance on contingency and review."""
    found = []
    if not support_plan.entries.exists() and not all(need.domain for need in needs if need.is_eligible):
        found.append(_("Say which part of life each need touches, or what the person wants."))
    if not support_plan.advice_given:
        found.append(_("Write the advice given on meeting, reducing or delaying needs."))
    if not support_plan.in_case:
        found.append(_("Write what happens if something goes wrong."))
    if not support_plan.review_arrangement:
        found.append(_("Write when and how the plan is looked at again."))
    return found


def _gaps_wales(support_plan: SupportPlan, needs: list[Need]) -> list[str]:
    """SI 2015/1335 (W) reg 3: eligible needs, personal outcomes, and how progress and review are arranged."""
    found = []
    if not any(need.is_eligible for need in needs):
        found.append(_("Say which needs the council must meet."))
    if not support_plan.entries.exists():
        found.append(_("Write what the person wants to change, in their own words."))
    if not support_plan.review_arrangement:
        found.append(_("Write how everybody will know that things change, and when it is looked at again."))
    return found
