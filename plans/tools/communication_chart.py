"""Communication chart: how the person tells us things, above all without words."""

from django.utils.translation import gettext_lazy as _

from plans.drawings.four_columns import four_columns
from plans.enums import Place
from plans.tools.declaration import Cell, CellKind, Feeds, FieldKind, Question, RowFeed, Tool

HOW_SURE = (
    ("sure", _("We are sure")),
    ("a_bit", _("A bit sure")),
    ("guess", _("It is a guess")),
    ("not_sure", _("Not sure")),
)

HOW_WE_KNOW = (
    ("said", _("They said it")),
    ("signed", _("They signed it")),
    ("showed", _("They showed it")),
    ("seen", _("Seen many times")),
    ("guess", _("Best guess")),
    ("not_sure", _("Not sure")),
)

TOOL = Tool(
    key="communication_chart",
    place=Place.ME,
    title=_("How I tell you things"),
    summary=_("What you do, what it means and what people should do then."),
    picture="talk",
    credit=_("After the communication chart of the Learning Community for Person Centred Practices."),
    drawing="plans/drawings/four_columns.html",
    draw=four_columns,
    questions=(
        Question(
            key="rows",
            you=_("How do you tell people things?"),
            named=_("How does %(name)s tell people things?"),
            heading=_("How I tell you things"),
            kind=FieldKind.ROWS,
            picture="talk",
            hint=_("Start with what you do, or what it means. A row can be half full."),
            examples=((_("When I tap the table I want to go."), "Leo"), (_("When I hum I am happy."), "Bea")),
            cells=(
                Cell(
                    "i_do_this",
                    _("What do you do? Words, sounds, face, hands."),
                    _("What does %(name)s do? Words, sounds, face, hands."),
                    _("I do this"),
                ),
                Cell(
                    "you_think_it_means",
                    _("What are you telling us?"),
                    _("What do you think %(name)s is telling you?"),
                    _("It means"),
                ),
                Cell(
                    "at_this_time",
                    _("What is going on? Where? When?"),
                    _("What is going on? Where? When?"),
                    _("At this time"),
                ),
                Cell(
                    "you_should",
                    _("What should people do next?"),
                    _("What should people do next?"),
                    _("You should"),
                    feeds=(Feeds.SUPPORT,),
                ),
                Cell(
                    "how_sure",
                    _("How sure are you?"),
                    _("How sure are you?"),
                    _("How sure we are"),
                    kind=CellKind.PICK,
                    choices=HOW_SURE,
                ),
                Cell(
                    "how_we_know",
                    _("How do people know this?"),
                    _("How do you know this?"),
                    _("How we know"),
                    kind=CellKind.PICK,
                    choices=HOW_WE_KNOW,
                ),
            ),
            # What somebody tells us matters to them; what is only a guess is not offered.
            row_feeds=(RowFeed(Feeds.TO, ("you_think_it_means",), when=("how_sure", ("sure", "a_bit"))),),
            for_others=True,
        ),
    ),
)
