"""The fixed words of looking as a member of staff: what for, what is out of the ordinary, and opening by law."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What a look was for, as the person reads it after "Why:"."""

    MEETING = "meeting", _("to get ready for your meeting")
    WORK = "work", _("to work with you")
    SHARED = "shared", _("because you shared it with them")
    SUPPORT_PLAN = "support_plan", _("to work on your support plan")
    SIGN_OFF = "sign_off", _("to decide about your support plan")
    SETTLE = "settle", _("to settle the money")
    RIGHTS = "rights", _("to look after your rights")
    SAFE_ENOUGH = "safe_enough", _("to agree with you about a risk")
    MY_DATA = "my_data", _("to answer what you asked about your data")
    BY_LAW = "by_law", _("to keep somebody safe, by law")


class WhyLook(models.TextChoices):
    """The reason that a worker picks when it is not today's ordinary work. The person reads WHY_TOLD."""

    THEY_ASKED = "they_asked", _("They asked me to")
    COVER = "cover", _("I stand in for a colleague")
    CHECK = "check", _("I want to make sure that they are all right")
    PREPARE = "prepare", _("I get ready for work with them")
    ANSWER = "answer", _("I answer a question about their support")
    ELSE = "else", _("Something else")


WHY_TOLD = {
    WhyLook.THEY_ASKED: _("they say that you asked them to"),
    WhyLook.COVER: _("to stand in for a colleague"),
    WhyLook.CHECK: _("to make sure that you are all right"),
    WhyLook.PREPARE: _("to get ready for work with you"),
    WhyLook.ANSWER: _("to answer a question about your support"),
    WhyLook.ELSE: _("for a reason in their own words"),
}


class Oddity(models.TextChoices):
    """Why a look is out of the ordinary. It asks for a reason; it accuses nobody."""

    NOT_TODAY = "not_today", _("No work of today leads here")
    HOURS = "hours", _("It is early, late or night")
    SURNAME = "surname", _("Somebody here has the same surname")
    MANY = "many", _("Many people were opened today")


class Grounds(models.TextChoices):
    """The only grounds on which something is opened by law (process reference, section 3.3)."""

    RISK = "risk", _("A serious risk to life or safety")
    SAFEGUARDING = "safeguarding", _("Safeguarding: somebody may be harmed")
    COURT = "court", _("A court has ordered it")
    CANNOT_SAY = "cannot_say", _("An emergency, and they cannot say what they want")


GROUNDS_TOLD = {
    Grounds.RISK: _("Somebody may have been in great danger."),
    Grounds.SAFEGUARDING: _("Somebody may have been harmed."),
    Grounds.COURT: _("A court ordered it."),
    Grounds.CANNOT_SAY: _("It was an emergency. You could not say what you wanted."),
}
