"""Working / not working: how things are now, each side in its own words. The person's side is first and largest."""

from django.utils.translation import gettext_lazy as _

from plans.drawings.perspectives import perspectives
from plans.enums import Place
from plans.tools.declaration import Cell, CellKind, Feeds, FieldKind, PictureChoice, Question, Tool

TOPICS = (
    ("all", _("My whole life")),
    ("home", _("My home")),
    ("day", _("My day and my work")),
    ("people", _("My people")),
    ("health", _("My health")),
    ("money", _("My money")),
    ("support", _("The help I get")),
    ("not_sure", _("Not sure")),
)
SAME_VIEW = (
    ("yes", _("Yes, we agree")),
    ("partly", _("We agree on some of it")),
    ("no", _("No, we see it differently")),
    ("not_sure", _("Not sure")),
)

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
            voices=True,
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
            voices=True,
        ),
        Question(
            key="same_view",
            you=_("Do we agree on this?"),
            named=_("Do you and %(name)s agree on this?"),
            heading=_("Where we agree, and where we do not"),
            kind=FieldKind.ROWS,
            picture="compare",
            hint=_("Put two views side by side. Nobody has to give way."),
            examples=((_("I like staying up. Mum thinks I get tired. We see it differently."), "Max"),),
            cells=(
                Cell("about", _("What is it about?"), _("What is it about?"), _("What it is about")),
                Cell("mine", _("What do you think?"), _("What does %(name)s think?"), _("What I think")),
                Cell(
                    "whose",
                    _("Who sees it in another way?"),
                    _("Who sees it in another way?"),
                    _("Who else"),
                    kind=CellKind.PERSON,
                ),
                Cell("theirs", _("What do they think?"), _("What do they think?"), _("What they think")),
                Cell(
                    "agree",
                    _("Do we agree on this?"),
                    _("Do you and %(name)s agree on this?"),
                    _("Do we agree?"),
                    kind=CellKind.PICK,
                    choices=SAME_VIEW,
                ),
                Cell(
                    "find_out",
                    _("What do we need to find out?"),
                    _("What do we need to find out?"),
                    _("What we want to find out"),
                    feeds=(Feeds.QUESTION,),
                ),
            ),
        ),
        Question(
            key="topic",
            you=_("Is this about one part of your life?"),
            named=_("Is this about one part of the life of %(name)s?"),
            heading=_("What this is about"),
            kind=FieldKind.PICK,
            picture="search",
            picks=TOPICS,
        ),
    ),
)
