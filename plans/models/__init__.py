"""One noun a file."""

from plans.models.as_it_was import PartAsItWas
from plans.models.asked import Asked
from plans.models.looking import LookReason
from plans.models.outcome import Action, Barrier, Outcome, OutcomeChange
from plans.models.override import AccessOverride
from plans.models.own import Note, TakeAway
from plans.models.part import Item, Part, Plan
from plans.models.prints import PlanPrint
from plans.models.suggestion import Suggestion
from plans.models.support_plan import (
    AdvocacyScreen,
    LibertyScreen,
    Need,
    ReasonableStep,
    SecondYes,
    Snapshot,
    StateChange,
    SupportPlan,
    SupportPlanEntry,
)

__all__ = [
    "AccessOverride",
    "Action",
    "AdvocacyScreen",
    "Asked",
    "Barrier",
    "Item",
    "LibertyScreen",
    "LookReason",
    "Need",
    "Note",
    "Outcome",
    "OutcomeChange",
    "Part",
    "PartAsItWas",
    "Plan",
    "PlanPrint",
    "ReasonableStep",
    "SecondYes",
    "Snapshot",
    "StateChange",
    "Suggestion",
    "SupportPlan",
    "SupportPlanEntry",
    "TakeAway",
]
