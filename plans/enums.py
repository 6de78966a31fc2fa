"""The fixed words of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Place(models.TextChoices):
    """The eight places of a plan. Each owns a colour and a shape; a council may add tools, never places."""

    ME = "me", _("About me")
    PEOPLE = "people", _("My people")
    DAY = "day", _("My day")
    HOME = "home", _("My home")
    DREAMS = "dreams", _("My dreams")
    HEALTH = "health", _("My health")
    MEETING = "meeting", _("My meeting")
    MONEY = "money", _("My money")


class PlanFor(models.TextChoices):
    """Whose life the questions are about. The person picks it; it changes the words of questions and nothing else."""

    ME = "me", _("My life")
    OLDER = "older", _("My life as I get older")
    CARER = "carer", _("My own life, as a carer")
    YOUNG = "young", _("My life as a young person")


class PartState(models.TextChoices):
    """What the person says of a part. There is no "complete"."""

    STARTED = "started", _("Started")
    NOT_NOW = "not_now", _("Not now")
    HAPPY = "happy", _("I am happy with this")


class ItemKind(models.TextChoices):
    WORDS = "words", _("Words")
    ROW = "row", _("Row")
    PHOTO = "photo", _("Photo")
    SOUND = "sound", _("Sound")
    FILM = "film", _("Film")


class HowWeKnow(models.TextChoices):
    """How somebody knows what the person wants (planning tools reference, section 1.2)."""

    SAID = "said", _("Said it")
    SIGNED = "signed", _("Signed it")
    SHOWED = "showed", _("Showed it")
    SEEN = "seen", _("Seen many times")
    GUESS = "guess", _("Best guess")


class Agreed(models.TextChoices):
    YES = "yes", _("Yes")
    NOT_YET = "not_yet", _("Not yet")
    NO = "no", _("No")


class SuggestionKind(models.TextChoices):
    """An offer comes from another part of my plan; a suggestion comes from somebody, in their own voice."""

    OFFER = "offer", _("From another part of your plan")
    SUGGESTION = "suggestion", _("From somebody in your circle")


class SuggestionState(models.TextChoices):
    OPEN = "open", _("Waiting for you")
    ACCEPTED = "accepted", _("You said yes")
    BESIDE = "beside", _("You keep it beside your words")
    REFUSED = "refused", _("You said no")


class OutcomeNow(models.TextChoices):
    """Where a wish stands, as the person tells it. Changing one's mind is good news."""

    NOT_STARTED = "not_started", _("Not started")
    UNDER_WAY = "under_way", _("Under way")
    SOME_CHANGE = "some_change", _("Some change")
    HAPPENED = "happened", _("It happened")
    CHANGED_MIND = "changed_mind", _("I changed my mind")
    STUCK = "stuck", _("Stuck")


class ActionState(models.TextChoices):
    PROMISED = "promised", _("Promised")
    SAID_DONE = "said_done", _("They say it is done")
    DONE = "done", _("I say it is done")
    STOPPED = "stopped", _("Not needed now")


class SupportPlanKind(models.TextChoices):
    ADULT = "adult", _("Care and support plan")
    CARER = "carer", _("Carer's support plan")
    YOUNG = "young", _("Individual development plan")


class PlanState(models.TextChoices):
    """The 16 states of a support plan (process reference, section 1.1)."""

    NOT_STARTED = "not_started", _("Not started")
    DECLINED = "declined", _("You said no for now")
    NEEDS_RECORDED = "needs_recorded", _("We wrote down what you need help with")
    INDICATIVE_SHARED = "indicative_shared", _("You have a first guess of your money")
    PLANNING = "planning", _("You are planning")
    SUBMITTED = "submitted", _("Sent to be agreed")
    WITH_PANEL = "with_panel", _("A group of people is deciding")
    RETURNED = "returned", _("There is a question for you")
    REACHING_AGREEMENT = "reaching_agreement", _("You do not agree yet")
    SIGNED_OFF = "signed_off", _("Agreed")
    BUDGET_CONFIRMED = "budget_confirmed", _("Your money is settled")
    ACTIVE = "active", _("Your plan is in use")
    IN_REVIEW = "in_review", _("You are looking at it again")
    PAUSED = "paused", _("Paused")
    SUPERSEDED = "superseded", _("There is a newer plan")
    CLOSED = "closed", _("Ended")


class PersonView(models.TextChoices):
    """What the person says of a plan when it is sent. Silence is never agreement."""

    MINE = "mine", _("This is my plan")
    PARTLY = "partly", _("I don't agree with some of it")
    NOT_READY = "not_ready", _("I am not ready")
    COULD_NOT_SAY = "could_not_say", _("Could not say")


class SignOffAnswer(models.TextChoices):
    AGREE = "agree", _("Agree")
    ASK = "ask", _("Ask a question")
    TO_PANEL = "to_panel", _("Send to the panel")
    NOT_AGREE = "not_agree", _("Not agree yet")
