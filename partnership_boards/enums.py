"""The fixed words of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Seat(models.TextChoices):
    """For whom somebody sits on a board. People and families are members, not an audience."""

    PERSON = "person", _("A person with a learning disability")
    FAMILY = "family", _("Family")
    CARER = "carer", _("Carer")
    COMMISSIONER = "commissioner", _("Council")
    PROVIDER = "provider", _("Provider")
    ADVOCATE = "advocate", _("Advocate")


class Stage(models.TextChoices):
    """Where an action of the board stands, in words. There is no percentage and no "late"."""

    IDEA = "idea", _("An idea")
    AGREED = "agreed", _("We agreed to do it")
    DOING = "doing", _("We are doing it")
    DONE = "done", _("It is done")
    STOPPED = "stopped", _("We stopped it")


class Stream(models.TextChoices):
    """The four streams of work of a learning network: what an action of the board adds to."""

    POWER = "power", _("Power of people")
    SUPPORT = "support", _("Support that fits each person")
    MAINSTREAM = "mainstream", _("Ordinary places and what people share")
    LEADERSHIP = "leadership", _("People who lead the change")


class ReportState(models.TextChoices):
    """How far the report of a quarter has come (standards reference, section 6.2, rules 7 and 9)."""

    DRAFT = "draft", _("Made, not checked yet")
    CHECKED = "checked", _("Checked by a second person")
    RELEASED = "released", _("Out for everybody")
    NOTHING_NEW = "nothing_new", _("Too little changed, so the last report stays")


class Change(models.TextChoices):
    """What somebody told of their life in one place of it: the categories of a published table."""

    CHANGED = "changed", _("Life changed")
    ON_THE_WAY = "on_the_way", _("On the way, or I changed my mind")
    STUCK = "stuck", _("Stuck")
    NOT_TOLD = "not_told", _("Told us nothing about this")


class PathKind(models.TextChoices):
    """What words on a PATH of a board are: who it is for, its seven steps, and what was learned a year on."""

    MEMBER = "member", _("Who we are")
    PRINCIPLE = "principle", _("What we hold on to")
    DREAM = "dream", _("Our dream")
    GOALS_YEAR = "goals_year", _("What we have done by then")
    NOW = "now", _("What has and has not worked for us")
    ENROL = "enrol", _("Who helps us")
    STAY_STRONG = "stay_strong", _("What keeps us strong")
    THREE_SIX = "three_six", _("In three and six months")
    FIRST_STEPS = "first_steps", _("Our first steps")
    WORDS = "words", _("One word about today")
    WORKING = "working", _("What is working")
    NOT_WORKING = "not_working", _("What is not working")


class Perspective(models.TextChoices):
    """From where somebody looks at a path (planning tools reference, section 4, Organisational PATH)."""

    CITIZENS = "citizens", _("People whose lives this is about")
    FAMILIES = "families", _("Families and carers")
    STAFF = "staff", _("Staff")
    COMMISSIONERS = "commissioners", _("Commissioners at the council")


class Worked(models.TextChoices):
    """Step three looks at both sides."""

    WORKED = "worked", _("It has worked")
    NOT_WORKED = "not_worked", _("It has not worked")


class Asked(models.TextChoices):
    """What somebody said who was asked to help."""

    YES = "yes", _("They said yes")
    NO = "no", _("They said no")
    NOT_ASKED = "not_asked", _("Not asked yet")


class Months(models.TextChoices):
    """The two marks on the way."""

    THREE = "3", _("In three months")
    SIX = "6", _("In six months")
