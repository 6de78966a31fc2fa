"""The fixed words of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Whose(models.TextChoices):
    """The three classes of withdrawal (DESIGN, section 4)."""

    MINE = "mine", _("Mine")
    RELIED_ON = "relied_on", _("The council relies on it")
    THEIRS = "theirs", _("Written by others about me")


class RecordKind(models.TextChoices):
    """Kinds of record that a retention rule speaks of."""

    PLAN = "plan", _("My plan and my circle")
    ACCOUNT = "account", _("My sign-in and my devices")
    SUPPORT = "support", _("My support plan and its decisions")
    MONEY = "money", _("The money of my support plan")
    TRACE = "trace", _("Who looked and who changed what")


class Trigger(models.TextChoices):
    """The event from which the years count."""

    YOU_DELETE = "you_delete", _("the day you delete it")
    END_OF_CARE = "end_of_care", _("the end of your support")
    END_OF_TAX_YEAR = "end_of_tax_year", _("the end of the tax year")
    WRITTEN = "written", _("the day it was written")


class CorrectionKind(models.TextChoices):
    """A fact can be changed; an opinion stays its writer's, with my words beside it (UK GDPR Art. 16)."""

    FACT = "fact", _("It is a fact, and it is wrong")
    OPINION = "opinion", _("It is what they think, and I see it differently")
    DETAILS = "details", _("How I am named in a circle")
    QUESTION = "question", _("A question or a complaint")


class CorrectionAnswer(models.TextChoices):
    CHANGED = "changed", _("We put it right")
    BESIDE = "beside", _("Your words stand beside it")
    NOT_CHANGED = "not_changed", _("We did not change it")
    ANSWERED = "answered", _("We answered")


class Review(models.TextChoices):
    """What a data lead says of a record whose time is over."""

    WAITING = "waiting", _("Waits for a decision")
    KEPT = "kept", _("Kept for longer")
    DESTROYED = "destroyed", _("Destroyed")
