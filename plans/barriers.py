"""What gets in the way of a good life, as codes: what a person confirms and a board may count.

Only a code leaves a plan, and only when its owner says so. Somebody else's words for it never do.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Barrier(TextChoices):
    """The fifteen kinds of barrier, by their easy names."""

    HOME = "HOU", _("Home")
    GETTING_AROUND = "TRN", _("Getting around")
    WORK = "JOB", _("Work and learning")
    MONEY = "MON", _("Money and benefits")
    ATTITUDES = "ATT", _("How people think")
    STAFF = "STA", _("Support staff")
    HEALTH = "HEA", _("Health")
    RULES = "RUL", _("Rules and forms")
    PEOPLE = "REL", _("People in my life")
    COMMUNICATION = "COM", _("Talking and information")
    PLACES = "PLA", _("Places and groups")
    VOICE = "VOI", _("Voice and choice")
    CARER = "CAR", _("Carer's life")
    SAFETY = "SAF", _("Feeling safe")
    OTHER = "OTH", _("Something else")


class SubBarrier(TextChoices):
    """The closer reason inside a barrier. Its code begins with its barrier's code; abuse is never coded here."""

    HOME_1 = "HOU.1", _("Nowhere right to live")
    HOME_2 = "HOU.2", _("Changes to my home take too long")
    HOME_3 = "HOU.3", _("I cannot choose who I live with")
    HOME_4 = "HOU.4", _("My tenancy or landlord")
    HOME_5 = "HOU.5", _("Too far from my people")
    GETTING_AROUND_1 = "TRN.1", _("No transport")
    GETTING_AROUND_2 = "TRN.2", _("It costs too much to get around")
    GETTING_AROUND_3 = "TRN.3", _("I need help to learn to travel")
    GETTING_AROUND_4 = "TRN.4", _("Kit or access is not right")
    GETTING_AROUND_5 = "TRN.5", _("The times do not fit")
    WORK_1 = "JOB.1", _("No help to find or keep a job")
    WORK_2 = "JOB.2", _("An employer")
    WORK_3 = "JOB.3", _("A course")
    WORK_4 = "JOB.4", _("I fear I will lose my benefits")
    WORK_5 = "JOB.5", _("No roles for me")
    MONEY_1 = "MON.1", _("Benefits")
    MONEY_2 = "MON.2", _("My budget is too small or slow")
    MONEY_3 = "MON.3", _("What I have to pay")
    MONEY_4 = "MON.4", _("Rules about using the money")
    MONEY_5 = "MON.5", _("No help to look after money")
    ATTITUDES_1 = "ATT.1", _("People expect too little")
    ATTITUDES_2 = "ATT.2", _("Bullying or hate")
    ATTITUDES_3 = "ATT.3", _("I am not believed")
    ATTITUDES_4 = "ATT.4", _("People think I cannot do it")
    ATTITUDES_5 = "ATT.5", _("People protect me too much")
    STAFF_1 = "STA.1", _("Not enough hours or people")
    STAFF_2 = "STA.2", _("We do not suit each other")
    STAFF_3 = "STA.3", _("Staff change too often")
    STAFF_4 = "STA.4", _("Staff need skills or training")
    STAFF_5 = "STA.5", _("The rota")
    HEALTH_1 = "HEA.1", _("Waiting for health care")
    HEALTH_2 = "HEA.2", _("Health care does not change to suit me")
    HEALTH_3 = "HEA.3", _("I was not offered a check")
    HEALTH_4 = "HEA.4", _("Medicine or pain")
    HEALTH_5 = "HEA.5", _("My mental health")
    RULES_1 = "RUL.1", _("Rules about risk")
    RULES_2 = "RUL.2", _("Saying yes takes too long")
    RULES_3 = "RUL.3", _("Too many assessments")
    RULES_4 = "RUL.4", _("The hours or rules of a service")
    RULES_5 = "RUL.5", _("Privacy and information rules")
    PEOPLE_1 = "REL.1", _("I have few friends")
    PEOPLE_2 = "REL.2", _("Family life is hard")
    PEOPLE_3 = "REL.3", _("No support with love and sex")
    PEOPLE_4 = "REL.4", _("I lost somebody")
    PEOPLE_5 = "REL.5", _("I cannot keep in touch")
    COMMUNICATION_1 = "COM.1", _("It is not in a form that suits me")
    COMMUNICATION_2 = "COM.2", _("It is not in my language")
    COMMUNICATION_3 = "COM.3", _("No communication aid")
    COMMUNICATION_4 = "COM.4", _("No advocate")
    COMMUNICATION_5 = "COM.5", _("Computers and phones")
    PLACES_1 = "PLA.1", _("I cannot get in")
    PLACES_2 = "PLA.2", _("I am not made welcome")
    PLACES_3 = "PLA.3", _("Nothing near me")
    PLACES_4 = "PLA.4", _("It costs too much to go")
    VOICE_1 = "VOI.1", _("Others decide for me")
    VOICE_2 = "VOI.2", _("I am not invited")
    VOICE_3 = "VOI.3", _("No group of people like me")
    VOICE_4 = "VOI.4", _("The law stops me")
    CARER_1 = "CAR.1", _("I get no break")
    CARER_2 = "CAR.2", _("Nobody can take over")
    CARER_3 = "CAR.3", _("My work or study")
    CARER_4 = "CAR.4", _("My own health")
    CARER_5 = "CAR.5", _("Nobody sees what I do")
    SAFETY_1 = "SAF.1", _("I do not feel safe at home")
    SAFETY_2 = "SAF.2", _("I do not feel safe outside")
    SAFETY_3 = "SAF.3", _("I do not feel safe online")

    @property
    def barrier(self) -> Barrier:
        """The barrier that this is part of."""
        return Barrier(self.value.partition(".")[0])


class BarrierRoot(TextChoices):
    """Why a barrier is there: a board may add this, after an outline by John O'Brien (2005)."""

    VALUED = "V", _("People are not valued as equal citizens")
    DESIGN = "D", _("Systems are not built for inclusion and control")
    POWER = "P", _("People in services feel they cannot change things")
    TOGETHER = "T", _("Little experience of working as equals")


class BarrierLevel(TextChoices):
    """Who can shift a barrier."""

    ME = "ME", _("Me and my people")
    TEAM = "TEAM", _("The team")
    ORGANISATION = "ORGANISATION", _("The organisation")
    BOARD = "BOARD", _("The council, health board or a partner")
    NATIONAL = "NATIONAL", _("The whole country")


class BarrierStatus(TextChoices):
    """How a barrier is moving."""

    NEW = "NEW", _("New")
    MOVING = "MOVING", _("Moving")
    GONE = "GONE", _("Gone")
    CAME_BACK = "CAME_BACK", _("Came back")


def parts_of(barrier: Barrier) -> tuple[SubBarrier, ...]:
    """The closer reasons inside one barrier, in their order; none for "something else"."""
    return tuple(part for part in SubBarrier if part.barrier == barrier)
