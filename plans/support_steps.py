"""The fixed words of reaching agreement, and of ending a plan (process reference, sections 1.2 and 1.3)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class StepKind(models.TextChoices):
    """The ladder for somebody who does not agree, in its order. Using it never stops support."""

    TALK_AGAIN = "talk_again", _("Talk again, with a different helper")
    ADVOCATE = "advocate", _("Get an advocate")
    SECOND_LOOK = "second_look", _("Ask somebody else to look")
    MEDIATION = "mediation", _("Meet with a person who takes no side")
    COMPLAINT = "complaint", _("Make a complaint")


class PanelReason(models.TextChoices):
    """Why a plan goes to the panel: an exception for large or unusual plans (statutory guidance 10.85)."""

    OVER_LIMIT = "over_limit", _("It costs more than one manager may agree")
    NEW = "new", _("It is a new kind of plan")
    JOINT = "joint", _("Two bodies pay together")
    COMPLEX = "complex", _("Many people and parts must fit together")


class ClosingReason(models.TextChoices):
    MOVED = "moved", _("Moved to another area")
    NOT_ELIGIBLE = "not_eligible", _("Not eligible after a new assessment")
    CHOICE = "choice", _("The person's choice")
    DIED = "died", _("Died")
