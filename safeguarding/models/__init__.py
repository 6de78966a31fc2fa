from safeguarding.models.concern import Concern, ConcernLook, ConcernStep, Handler, Named, Wish, Withholding
from safeguarding.models.risk import PositiveRiskRecord, RiskAnswer, RiskPlace, RiskView

__all__ = [
    "Concern",
    "ConcernLook",
    "ConcernStep",
    "Handler",
    "Named",
    "PositiveRiskRecord",
    "RiskAnswer",
    "RiskPlace",
    "RiskView",
    "Wish",
    "Withholding",
]
