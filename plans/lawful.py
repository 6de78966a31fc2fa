"""What an upper app knows of the law that the process asks for: records by their id, limits on freedom, advocates.

`plans` names the questions and keeps the guards; the app that holds the records registers how they are found when it
is ready (ADR 0004). Where nobody registered, a record is named in words, as before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from plans.models import LibertyScreen, SupportPlan

# What may be named for a support plan: the id of each record, and the words by which somebody chooses it.
RecordFinder = Callable[[SupportPlan], Mapping[str, str]]
LibertyCheck = Callable[[SupportPlan, LibertyScreen], str | None]
AdvocateOffer = Callable[[SupportPlan], bool]
RECORDS: dict[str, RecordFinder] = {}
LIBERTY_CHECKS: list[LibertyCheck] = []
ADVOCATE_OFFERS: list[AdvocateOffer] = []


def register_records(name: str, find: RecordFinder) -> None:
    """`name` is "capacity_record" or "best_interests". Raises ValueError when it is taken."""
    if name in RECORDS:
        raise ValueError(f"Two finders of {name}")
    RECORDS[name] = find


def register_liberty_check(check: LibertyCheck) -> LibertyCheck:
    """Asked of every plan that says it limits freedom: None when content, or what is still to be linked."""
    LIBERTY_CHECKS.append(check)
    return check


def register_advocate_offer(offered: AdvocateOffer) -> AdvocateOffer:
    """Whether an advocate was offered for this plan, with the person's answer."""
    ADVOCATE_OFFERS.append(offered)
    return offered


def names_a_record(name: str, support_plan: SupportPlan, given: object) -> bool:
    """Whether what was given names a record that is there. Anything does while no app keeps such records."""
    if not given:
        return False
    return name not in RECORDS or str(given) in RECORDS[name](support_plan)


def advocate_was_offered(support_plan: SupportPlan) -> bool:
    return any(offered(support_plan) for offered in ADVOCATE_OFFERS)


def still_to_link(support_plan: SupportPlan, screen: LibertyScreen) -> str | None:
    """The first thing that a registered check has to say."""
    return next((words for check in LIBERTY_CHECKS if (words := check(support_plan, screen))), None)
