"""Receiving chart: how other people tell the person things. It faces the communication chart."""

from django.utils.translation import gettext_lazy as _

from plans.drawings.three_columns import three_columns
from plans.enums import Place
from plans.tools.declaration import Cell, CellKind, Feeds, FieldKind, Question, Tool

TOOL = Tool(
    key="receiving_chart",
    place=Place.ME,
    title=_("How you tell me things"),
    summary=_("How people tell you things, what helps, and when."),
    picture="ear",
    credit=_("After the communication charts of Essential Lifestyle Planning."),
    drawing="plans/drawings/three_columns.html",
    draw=three_columns,
    questions=(
        Question(
            key="rows",
            you=_("How should people tell you things?"),
            named=_("How should people tell %(name)s things?"),
            heading=_("How you tell me things"),
            kind=FieldKind.ROWS,
            picture="ear",
            hint=_("Think of one thing people tell you. A row can be half full."),
            examples=(
                (_("If a plan changes, show me on my calendar."), "Gwen"),
                (_("Sign it to me. Then wait."), "Max"),
                (_("Tell me about the dentist the day before. Not sooner."), "Leo"),
            ),
            cells=(
                Cell(
                    "we_want_to_tell",
                    _("What do people want you to know?"),
                    _("What do you want %(name)s to know?"),
                    _("You want to tell me"),
                ),
                Cell(
                    "so_you_should",
                    _("How should they tell you? Show a picture? Sign? Go slow?"),
                    _("How do you tell %(name)s? Show a picture? Sign? Go slow?"),
                    _("So you should"),
                    feeds=(Feeds.SUPPORT,),
                ),
                Cell(
                    "helped_by",
                    _("Who or what helps?"),
                    _("Who or what helps %(name)s?"),
                    _("What helps"),
                ),
                Cell(
                    "best_time",
                    _("When is a good time to tell you?"),
                    _("When is a good time to tell %(name)s?"),
                    _("A good time"),
                    kind=CellKind.WHEN,
                ),
            ),
            for_others=True,
        ),
    ),
)
