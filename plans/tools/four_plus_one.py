"""4 + 1 questions: learn from what was tried before trying again. Everybody's words carry their name."""

from django.utils.translation import gettext_lazy as _

from plans.drawings.four_and_one import four_and_one
from plans.enums import Place
from plans.tools.declaration import Cell, CellKind, Feeds, FieldKind, Question, Tool

QUESTIONS = (
    Question(
        key="topic",
        you=_("What do we want to think about?"),
        named=_("What do we want to think about with %(name)s?"),
        heading=_("What we think about"),
        kind=FieldKind.WORDS,
        picture="think",
        examples=((_("My evenings at home."), "Max"), (_("Finding a job."), "Bea")),
    ),
    Question(
        key="tried",
        you=_("What have we tried?"),
        named=_("What have we tried?"),
        heading=_("What we tried"),
        picture="tools",
        examples=((_("I went to two quiz nights."), "Max"), (_("We asked the café."), "Bea")),
        for_others=True,
        voices=True,
    ),
    Question(
        key="learned",
        you=_("What did we find out?"),
        named=_("What did we find out?"),
        heading=_("What we found out"),
        picture="learn",
        examples=((_("I like it when I know one person there."), "Max"), (_("Mornings suit me best."), "Bea")),
        feeds=(Feeds.SUPPORT, Feeds.TO),
        for_others=True,
        voices=True,
    ),
    Question(
        key="pleased",
        you=_("What are we pleased about?"),
        named=_("What are you pleased about?"),
        heading=_("What we are pleased about"),
        picture="thumb-up",
        examples=((_("I won a prize."), "Max"), (_("They phoned me back."), "Bea")),
        for_others=True,
        voices=True,
    ),
    Question(
        key="concerned",
        you=_("What are we worried about?"),
        named=_("What are you worried about?"),
        heading=_("What we are worried about"),
        picture="worried",
        examples=((_("The last bus goes too soon."), "Max"), (_("Losing my benefits."), "Bea")),
        feeds=(Feeds.RISK, Feeds.QUESTION),
        for_others=True,
        voices=True,
    ),
    Question(
        key="next",
        you=_("What will we do next?"),
        named=_("What will we do next with %(name)s?"),
        heading=_("What we do next"),
        kind=FieldKind.ROWS,
        picture="forward",
        hint=_("One name and one day for each thing."),
        examples=((_("Dev asks about a lift. By Friday."), "Max"),),
        cells=(
            Cell(
                "what",
                _("What will we do?"),
                _("What will we do?"),
                _("What"),
                feeds=(Feeds.ACTION,),
            ),
            Cell("who", _("Who will do it?"), _("Who will do it?"), _("Who"), kind=CellKind.PERSON),
            Cell("by_when", _("By when?"), _("By when?"), _("By when"), kind=CellKind.WHEN),
        ),
        for_others=True,
        voices=True,
    ),
)

TOOL = Tool(
    key="four_plus_one",
    place=Place.MEETING,
    title=_("Four questions, and what next"),
    summary=_("What we tried, found out, like and worry about. Then what we do."),
    one_for=(_("Work"), _("My sleep"), _("Getting about"), _("Living with others")),
    picture="think",
    credit=_("After the 4+1 questions of the Learning Community for Person Centred Practices."),
    drawing="plans/drawings/four_and_one.html",
    draw=four_and_one,
    questions=QUESTIONS,
)
