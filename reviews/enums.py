"""The fixed words of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewState(models.TextChoices):
    """Where a meeting about the plan stands. A meeting is offered, never owed."""

    OFFERED = "offered", _("Would you like it?")
    PLANNED = "planned", _("Planned")
    NOT_NOW = "not_now", _("Not now")
    HELD = "held", _("It happened")
    CLOSED = "closed", _("Finished")


class Trigger(models.TextChoices):
    """Why there is a meeting (process reference, section 1.6)."""

    DATE = "date", _("It is time to look again")
    ASKED = "asked", _("Somebody asked for it")
    DIRECT_PAYMENT = "direct_payment", _("To see how the direct payment goes")


class InvitationAnswer(models.TextChoices):
    ASKED = "asked", _("Asked")
    YES = "yes", _("Yes, I will come")
    NO = "no", _("No, thank you")
    MAYBE = "maybe", _("Maybe")


class TakingPart(models.TextChoices):
    """Ways to take part, in the room or not (planning tools reference, section 3.5)."""

    ALL = "all", _("I am there all the time")
    PART = "part", _("I come for some of it")
    VIDEO_CALL = "video_call", _("I join by video call")
    SEND = "send", _("I send a film, a drawing or my voice")
    CARDS = "cards", _("Somebody shows my cards for me")
    BEFORE = "before", _("I fill in my sheets before")
    SMALL_CHATS = "small_chats", _("Some small chats, not one meeting")
    WALK = "walk", _("We talk on a walk, or at home")
    ADVOCATE = "advocate", _("My advocate says what I list")


class ReminderKind(models.TextChoices):
    OFFER = "offer", _("Your review is due. Do you want it?")
    GET_READY = "get_ready", _("Your meeting is next week. Want to get ready?")
    TOMORROW = "tomorrow", _("Your meeting is tomorrow.")


# A meeting that can still be planned, said no to, or held.
OPEN = frozenset({ReviewState.OFFERED, ReviewState.PLANNED})
# A meeting that can still be written on.
WRITABLE = frozenset({ReviewState.OFFERED, ReviewState.PLANNED, ReviewState.HELD})
