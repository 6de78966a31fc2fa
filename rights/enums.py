"""The fixed words of this app. Nothing here, and no field anywhere, says what somebody "can" decide in general."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Conclusion(models.TextChoices):
    """About one decision at one time (Mental Capacity Act 2005 ss.2 and 3). Functional first, then the cause."""

    DECIDES = "decides", _("They decide this themself")
    NOT_NOW = "not_now", _("They could not make this one decision at this time")
    OTHER_REASON = "other_reason", _("Something else stood in the way, not an impairment")


class WhyAsked(models.TextChoices):
    """Why somebody was asked for their view (Mental Capacity Act 2005 s.4(7))."""

    PERSON = "person", _("The person named them")
    CARES = "cares", _("They care for the person, or are interested in their welfare")
    ATTORNEY = "attorney", _("They are an attorney")
    DEPUTY = "deputy", _("They are a deputy of the court")
    OTHER = "other", _("Another reason")


class ImcaNeed(models.TextChoices):
    """When an independent mental capacity advocate must be asked (Mental Capacity Act 2005 ss.35 to 39)."""

    NOT_NEEDED = "not_needed", _("No: there is somebody to ask")
    TREATMENT = "treatment", _("Yes: serious treatment, and nobody to ask")
    MOVE = "move", _("Yes: a move, and nobody to ask")
    NOBODY = "nobody", _("Yes: nobody else is suitable")


class RestrictionKind(models.TextChoices):
    LOCKED_DOORS = "locked_doors", _("Locked doors")
    SUPERVISION = "supervision", _("Somebody there all the time")
    SENSORS = "sensors", _("Sensors or cameras")
    RESTRAINT = "restraint", _("Being held or stopped")
    HIDDEN_MEDICINE = "hidden_medicine", _("Hidden medicine")
    CONTACT = "contact", _("Limits on who they meet or talk to")
    SEDATION = "sedation", _("Medicine to calm")
    OTHER = "other", _("Something else")


class AdvocacyDuty(models.TextChoices):
    """By which duty an advocate is asked for."""

    PLANNING = "planning", _("Assessment, planning or review (Care Act 2014, section 67)")
    SAFEGUARDING = "safeguarding", _("Safeguarding (Care Act 2014, section 68)")
    WALES = "wales", _("Wales (2014 Act, Part 10)")
    IMCA = "imca", _("Mental Capacity Act 2005, sections 35 to 39")
    ASKED = "asked", _("The person asked for one")


class AdvocateAnswer(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_NOW = "not_now", _("Not now")
    COULD_NOT_SAY = "could_not_say", _("They could not say")
