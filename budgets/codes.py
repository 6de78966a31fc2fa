"""The fixed words of the money record: what happened, why it may fall, and what was said of a direct payment."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EntryKind(TextChoices):
    """What one line of the money record says."""

    INDICATIVE_SET = "INDICATIVE_SET", _("First guess")
    RAISED = "RAISED", _("Up")
    LOWERED = "LOWERED", _("Down")
    PROPOSED = "PROPOSED", _("Sent to be agreed")
    FINAL = "FINAL", _("Settled")
    METHOD_CHANGED = "METHOD_CHANGED", _("Who looks after the money")
    DIRECT_PAYMENT_EXPLAINED = "DP_EXPLAINED", _("Direct payment explained")
    ANSWER = "ANSWER", _("Answer")


# Lines that say what the figure is from then on.
FIGURE_KINDS = (EntryKind.INDICATIVE_SET, EntryKind.RAISED, EntryKind.LOWERED, EntryKind.FINAL)
CHANGE_KINDS = (EntryKind.RAISED, EntryKind.LOWERED)


class FallReason(TextChoices):
    """The only reasons for which money in use may fall (Care Act 2014 s.27; a review is not a savings tool)."""

    NEED_REDUCED = "NEED_REDUCED", _("You need less help now")
    OTHER_SUPPORT_ARRANGED = "OTHER_SUPPORT_ARRANGED", _("You have other support now")
    PRICE_FELL = "PRICE_FELL", _("The price went down")
    PERSON_ASKED = "PERSON_ASKED", _("The person asked")


# These two say that needs are met differently: there is a new assessment first (s.27(4)).
NEEDS_REASSESSMENT = (FallReason.NEED_REDUCED, FallReason.OTHER_SUPPORT_ARRANGED)


class Benefits(TextChoices):
    """Whose life a line is for. One line is counted once, whoever it helps."""

    PERSON = "PERSON", _("The person")
    CARER = "CARER", _("The carer")
    BOTH = "BOTH", _("Both")


class ToldBy(TextChoices):
    """In which form a direct payment was explained."""

    TALK = "talk", _("We talked about it")
    EASY_READ = "easy_read", _("Easy words and pictures")
    FILM = "film", _("A film")
    SOUND = "sound", _("A recording")
    SIGN = "sign", _("British Sign Language")
    PAPER = "paper", _("On paper")


class DirectPaymentAnswer(TextChoices):
    """What the person said. "Not now" is not "never", and a no does not stop a later offer."""

    YES = "yes", _("Yes, I would like it")
    ASKED_MORE = "asked_more", _("Tell me more")
    NOT_NOW = "not_now", _("Not now")
    NO = "no", _("No, thank you")
