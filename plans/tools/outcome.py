"""Personal outcomes: from a wish to a change that somebody can see. Kept as rows of their own, on pages of their own."""

from django.utils.translation import gettext_lazy as _

from plans.enums import Place
from plans.tools.declaration import Feeds, Question, Tool

TOOL = Tool(
    key="outcome",
    place=Place.DREAMS,
    title=_("Changes I want"),
    summary=_("What you want to be different, who will do what, and how you will know."),
    picture="star",
    credit=_("After outcome-focused planning in England, Wales and Scotland since 2009."),
    questions=(
        Question(
            key="in_my_words",
            you=_("What do you want to be different?"),
            named=_("What does %(name)s want to be different?"),
            heading=_("What I want"),
            picture="dream",
            hint=_("Say the change, not the help. One thing at a time."),
            examples=(
                (_("I see my friends each week."), "Leo"),
                (_("I cook my own tea."), "Max"),
                (_("I walk to the shop and feel OK."), "Bea"),
            ),
            # What it leads on to is kept with each wish: its promises, and what is in the way.
            feeds=(Feeds.ACTION, Feeds.BARRIER),
            for_others=True,
        ),
    ),
)
