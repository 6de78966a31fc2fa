"""The fixed words of the money rules (stored codes, shown labels)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PriceMethod(TextChoices):
    """How a council turns an assessment into a first figure."""

    BANDS = "BANDS", _("Price by band")
    PER_POINT = "PER_POINT", _("Price for each point")
    INTERPOLATED = "INTERPOLATED", _("Price between two bands")
    READY_RECKONER = "READY_RECKONER", _("Price list of support")
    PROFESSIONAL = "PROFESSIONAL", _("Worked out by a person")


class ManagementMethod(TextChoices):
    """Who looks after the money of one line (Care Act 2014 ss.26, 31-33)."""

    DP = "DP", _("Paid to me")
    ISF = "ISF", _("Held by a provider for me")
    COUNCIL = "COUNCIL", _("Looked after by the council")


class LineKind(TextChoices):
    """What a cost line is."""

    SERVICE = "SERVICE", _("Service")
    PA = "PA", _("Personal assistant")
    ONE_OFF = "ONE_OFF", _("Bought once")
    EQUIPMENT = "EQUIPMENT", _("Equipment")
    CONTINGENCY = "CONTINGENCY", _("Kept for surprises")
    ONCOST = "ONCOST", _("Cost of being an employer")
    FREE = "FREE", _("Free support")


class ChangeReason(TextChoices):
    """Why the figure went up or down."""

    NEED_CLARIFIED = "NEED_CLARIFIED", _("We understand the need better")
    RISK = "RISK", _("To keep somebody safe")
    RURAL_OR_MARKET_PRICE = "RURAL_OR_MARKET_PRICE", _("Local prices")
    COMMUNICATION_OR_CULTURE = "COMMUNICATION_OR_CULTURE", _("Communication or culture")
    CARER_CHANGE = "CARER_CHANGE", _("A carer's life changed")
    ASSISTIVE_TECH = "ASSISTIVE_TECH", _("Equipment or technology helps")
    ONE_OFF_START_UP = "ONE_OFF_START_UP", _("Costs of starting")
    JOINT_FUNDING = "JOINT_FUNDING", _("Somebody else pays part")
    PRICE_ERROR = "PRICE_ERROR", _("A price was wrong")
    PERSON_ASKED = "PERSON_ASKED", _("The person asked")
    OTHER = "OTHER", _("Another reason")


class ExclusionReason(TextChoices):
    """Why nobody may be charged for a line (SI 2014/2672 reg 3, SI 2014/2840)."""

    REABLEMENT = "REABLEMENT", _("Help to get better")
    COMMUNITY_AID = "COMMUNITY_AID", _("Equipment that helps at home")
    SMALL_ADAPTATION = "SMALL_ADAPTATION", _("Change to the home, £1,000 or less")
    AFTER_CARE_117 = "AFTER_CARE_117", _("After-care (section 117)")
    ASSESSMENT = "ASSESSMENT", _("Assessment")
    CJD = "CJD", _("Support for a person with CJD")


class StatementStatus(TextChoices):
    """How sure the figures of a statement are."""

    ESTIMATED = "ESTIMATED", _("Our best guess for now")
    CONFIRMED = "CONFIRMED", _("Agreed")


class PayPeriod(TextChoices):
    """How often a personal assistant is paid."""

    WEEK = "WEEK", _("Every week")
    FORTNIGHT = "FORTNIGHT", _("Every two weeks")
    FOUR_WEEKS = "FOUR_WEEKS", _("Every four weeks")
    MONTH = "MONTH", _("Every month")


class HolidayMethod(TextChoices):
    """How a personal assistant's paid holiday is met: one way for one worker, never both."""

    COVER = "COVER", _("Holiday paid in the year, with somebody else to cover")
    ACCRUAL = "ACCRUAL", _("Holiday pay added to each payment")


class Frequency(TextChoices):
    """How often a line happens."""

    DAY = "DAY", _("Every day")
    WEEK = "WEEK", _("Every week")
    FORTNIGHT = "FORTNIGHT", _("Every two weeks")
    FOUR_WEEKS = "FOUR_WEEKS", _("Every four weeks")
    MONTH = "MONTH", _("Every month")
    QUARTER = "QUARTER", _("Every three months")
    YEAR = "YEAR", _("Every year")
