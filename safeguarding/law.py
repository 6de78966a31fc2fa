"""What the law of each nation calls the enquiry and asks of it, as data: a council may set other days by settings.

England: Care Act 2014 s.42(1) and (2). Wales: Social Services and Well-being (Wales) Act 2014 s.126 (adult at risk,
enquiries) and s.128 (the duty of relevant partners to report). Neither Act sets a number of days; seven working days
are the usual aim in Wales.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from people.enums import Jurisdiction
from plans import working_days


@dataclass(frozen=True)
class EnquiryLaw:
    """`enquiry_days` are working days from telling to the end of the enquiry that are aimed at; None = no number."""

    test: Any
    enquiry_days: int | None
    report: Any
    conclusions_into_plan: bool


LAW: dict[str, EnquiryLaw] = {
    Jurisdiction.ENGLAND: EnquiryLaw(
        _("Care Act 2014, section 42(1): all three parts mean that there must be an enquiry."), None, "", False
    ),
    Jurisdiction.WALES: EnquiryLaw(
        _("SSWBA 2014, section 126(1): all three parts mean an adult at risk, and that there must be an enquiry."),
        7,
        _("In Wales, a body that works with the council must report an adult at risk (section 128)."),
        True,
    ),
}


def enquire_by(jurisdiction: str, told_on: date) -> date | None:
    """The day by which an enquiry is aimed to end; None where there is no number. It decides nothing by itself."""
    days = getattr(settings, "SAFEGUARDING_ENQUIRY_DAYS", {}).get(jurisdiction, LAW[jurisdiction].enquiry_days)
    return working_days.after(told_on, days) if days else None
