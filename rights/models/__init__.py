"""One noun a file."""

from rights.models.advocacy import AdvocacyReferral, VisitNote
from rights.models.best_interests import BestInterestsDecision, BestInterestsOption, Consulted
from rights.models.capacity import CapacityRecord
from rights.models.liberty import LibertyAuthorisation, LibertyScheme, Restriction, RestrictionScreen
from rights.models.words import AdvanceDecision, PersonsWords

__all__ = [
    "AdvanceDecision",
    "AdvocacyReferral",
    "BestInterestsDecision",
    "BestInterestsOption",
    "CapacityRecord",
    "Consulted",
    "LibertyAuthorisation",
    "LibertyScheme",
    "PersonsWords",
    "Restriction",
    "RestrictionScreen",
    "VisitNote",
]
