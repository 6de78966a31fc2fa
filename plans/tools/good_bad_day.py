"""Good day / bad day: the small things that make a day. A bad day is the person's alone until they say otherwise."""

from django.utils.translation import gettext_lazy as _

from plans.drawings.sun_and_cloud import sun_and_cloud
from plans.enums import Place, PlanFor
from plans.tools.declaration import NOT_SURE, Asked, Cell, CellKind, Feeds, PictureChoice, Question, Tool

PARTS_OF_DAY = (
    ("wake_up", _("When I wake up")),
    ("morning", _("Morning")),
    ("midday", _("Midday")),
    ("evening", _("Evening")),
    ("night", _("Night")),
    (NOT_SURE, _("Not sure")),
)
WHEN_IN_THE_DAY = Cell(
    "part_of_day",
    _("When in the day is this?"),
    _("When in the day is this for %(name)s?"),
    _("When in the day"),
    kind=CellKind.PICK,
    choices=PARTS_OF_DAY,
)

TOOL = Tool(
    key="good_bad_day",
    place=Place.DAY,
    title=_("Good days and bad days"),
    summary=_("What makes a day good, what makes it bad, and what helps."),
    picture="sun",
    credit=_("After good day, bad day in Essential Lifestyle Planning."),
    leads_for=frozenset({PlanFor.OLDER, PlanFor.CARER}),
    drawing="plans/drawings/sun_and_cloud.html",
    draw=sun_and_cloud,
    sensitive=True,
    questions=(
        Question(
            key="good_day",
            you=_("Think of a good day. What happens?"),
            named=_("Think of a good day for %(name)s. What happens?"),
            heading=_("A good day"),
            variants={
                PlanFor.CARER: Asked(
                    _("Think of a good day for you. What happens?"),
                    _("Think of a good day for %(name)s. What happens?"),
                    _("Your own day. Who is there? What is just for you?"),
                ),
            },
            picture="sun",
            hint=_("What do you do first? Who is there? What next?"),
            examples=(
                (_("I wake up by myself. The radio is on."), "Gwen"),
                (_("Toast, then the allotment with my brother."), "Leo"),
            ),
            choices=(
                PictureChoice("sleep", _("I slept well")),
                PictureChoice("tea", _("I start the day slowly, with a hot drink")),
                PictureChoice("friends", _("I see my friends")),
                PictureChoice("walk", _("I get out of the house")),
                PictureChoice("music", _("There is music")),
                PictureChoice("work", _("I go to work")),
                PictureChoice("food", _("I eat something I like")),
                PictureChoice("quiet", _("I get time on my own")),
            ),
            cells=(WHEN_IN_THE_DAY,),
            feeds=(Feeds.TO,),
            for_others=True,
        ),
        Question(
            key="bad_day",
            you=_("Think of a bad day. What goes wrong?"),
            named=_("Think of a bad day for %(name)s. What goes wrong?"),
            heading=_("A bad day"),
            variants={
                PlanFor.CARER: Asked(
                    _("Think of a hard day. What makes it hard for you?"),
                    _("Think of a hard day for %(name)s. What makes it hard?"),
                    _("You can say it here. It is your plan."),
                ),
            },
            picture="rain",
            hint=_("What makes you sad or cross? Only you see this, until you say so."),
            examples=(
                (_("Somebody new comes and nobody told me."), "Max"),
                (_("I wait all morning for my lift."), "Bea"),
            ),
            choices=(
                PictureChoice("tired", _("I did not sleep")),
                PictureChoice("loud", _("It is too loud")),
                PictureChoice("time", _("I have to rush")),
                PictureChoice("calendar", _("The plan changes and nobody tells me")),
                PictureChoice("pain", _("Something hurts")),
                PictureChoice("cross", _("Somebody is cross with me")),
                PictureChoice("clock", _("I wait a long time")),
            ),
            cells=(WHEN_IN_THE_DAY,),
            for_others=True,
            private=True,
        ),
        Question(
            key="more_good",
            you=_("What would give you more good days?"),
            named=_("What would give %(name)s more good days?"),
            heading=_("For more good days"),
            variants={
                PlanFor.CARER: Asked(
                    _("What would give you more good days?"),
                    _("What would give %(name)s more good days?"),
                    _("A break? Sleep? Work? Friends? Fun?"),
                ),
            },
            picture="plus",
            examples=((_("Somebody to walk the dog with me."), "Dev"), (_("A later start on Mondays."), "Bea")),
            feeds=(Feeds.OUTCOME, Feeds.ACTION),
            for_others=True,
        ),
        Question(
            key="fix_bad",
            you=_("What can people do on a bad day?"),
            named=_("What can people do when %(name)s has a bad day?"),
            heading=_("On a bad day, do this"),
            picture="umbrella",
            examples=((_("Put the kettle on. Do not ask me things."), "Gwen"), (_("Walk with me."), "Leo")),
            choices=(
                PictureChoice("quiet", _("Give me a quiet place")),
                PictureChoice("ear", _("Listen to me")),
                PictureChoice("hug", _("Ask me if I want a hug")),
                PictureChoice("walk", _("Go outside with me")),
                PictureChoice("tea", _("Make me a hot drink")),
                PictureChoice("phone", _("Help me call somebody I love")),
            ),
            feeds=(Feeds.SUPPORT, Feeds.WHAT_IF),
            for_others=True,
        ),
    ),
)
