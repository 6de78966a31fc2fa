"""The fixed words of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConcernState(models.TextChoices):
    TOLD = "told", _("Told, not looked at yet")
    LOOKED_AT = "looked_at", _("Looked at")
    ENQUIRY = "enquiry", _("An enquiry goes on")
    ANOTHER_WAY = "another_way", _("Another way was found")
    KEPT_SAFE = "kept_safe", _("A plan to keep safe goes on")
    CLOSED = "closed", _("Closed")


class Teller(models.TextChoices):
    """From where somebody speaks who told."""

    PERSON = "person", _("The person")
    CIRCLE = "circle", _("Somebody who knows them")
    STAFF = "staff", _("Staff")


class SureOrNot(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_SURE = "not_sure", _("Not sure")


class How(models.TextChoices):
    """How it came that somebody is named as a possible source of harm."""

    PICKED = "picked", _("Picked by whoever told")
    SAME_NAME = "same_name", _("Their name is in the words")
    FOUND = "found", _("Named by a safeguarding lead")


class WithholdingReason(models.TextChoices):
    """Why the person is not told now. There is no reason "it is easier"."""

    TELLER_AFRAID = "teller_afraid", _("Whoever told says that it is not safe")
    IN_DANGER = "in_danger", _("Telling would put the person in danger")
    ENQUIRY = "enquiry", _("Telling would spoil an enquiry")


class Met(models.TextChoices):
    """Whether it came as the person wanted. They say so in their own words."""

    MET = "met", _("Yes, it happened")
    PARTLY = "partly", _("Some of it happened")
    NOT_MET = "not_met", _("No, it did not happen")


class OtherWay(models.TextChoices):
    CARE = "care", _("Other support, or a change in the support")
    CARER = "carer", _("Help for a carer")
    POLICE = "police", _("Police")
    QUALITY = "quality", _("A talk with the service")
    ADVICE = "advice", _("Advice and information")
    NOTHING_MORE = "nothing_more", _("Nothing more is needed")


class Likely(models.TextChoices):
    HARDLY = "hardly", _("Hardly ever")
    SOMETIMES = "sometimes", _("Sometimes")
    OFTEN = "often", _("Often")
    NOT_SURE = "not_sure", _("Not sure")


class Bad(models.TextChoices):
    LITTLE = "little", _("A little bad")
    BAD = "bad", _("Bad")
    VERY = "very", _("Very bad")
    NOT_SURE = "not_sure", _("Not sure")


class WhoDecides(models.TextChoices):
    ME = "me", _("Me")
    WITH_HELP = "with_help", _("Me, with help")
    BY_LAW = "by_law", _("Someone else, because the law says so")


class Says(models.TextChoices):
    YES = "yes", _("Yes, I agree")
    NO = "no", _("No, I do not agree")
