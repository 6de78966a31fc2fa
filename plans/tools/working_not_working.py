"""Working / not working: how things are now, each side in its own words. The person's side is first and largest."""

from django.utils.translation import gettext_lazy as _

from plans.drawings.perspectives import perspectives
from plans.enums import Place
from plans.tools.declaration import Feeds, PictureChoice, Question, Tool

TOOL = Tool(
    key="working_not_working",
    place=Place.DAY,
    title=_("What works and what does not"),
    summary=_("What is going well, and what needs to change, as each person sees it."),
    picture="thumb-up",
    credit=_("After the tool of the Learning Community for Person Centred Practices."),
    drawing="plans/drawings/perspectives.html",
    draw=perspectives,
    questions=(
        Question(
            key="working",
            you=_("What is going well?"),
            named=_("What is going well for %(name)s?"),
            heading=_("Working"),
            picture="thumb-up",
            hint=_("What should stay the same?"),
            examples=((_("Swimming on Tuesdays with Max."), "Leo"), (_("My new bus pass."), "Bea")),
            choices=(
                PictureChoice("home", _("Where I live")),
                PictureChoice("friends", _("Seeing my friends")),
                PictureChoice("work", _("My work")),
                PictureChoice("support", _("The help I get")),
                PictureChoice("bus", _("Getting around")),
                PictureChoice("money", _("My money")),
            ),
            feeds=(Feeds.TO,),
            for_others=True,
        ),
        Question(
            key="not_working",
            you=_("What is not going well?"),
            named=_("What is not going well for %(name)s?"),
            heading=_("Not working"),
            picture="thumb-down",
            hint=_("What needs to change?"),
            examples=((_("The helpers change every week."), "Max"), (_("I am bored in the evening."), "Dev")),
            choices=(
                PictureChoice("home", _("Where I live does not suit me")),
                PictureChoice("people", _("I do not see people enough")),
                PictureChoice("time", _("Things happen too fast")),
                PictureChoice("support", _("The help does not suit me")),
                PictureChoice("bus", _("Getting around is hard")),
                PictureChoice("money", _("Money is hard")),
            ),
            feeds=(Feeds.OUTCOME, Feeds.ACTION, Feeds.BARRIER),
            for_others=True,
        ),
    ),
)
