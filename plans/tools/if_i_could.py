"""If I could, I would: wishes said with no fear of asking too much."""

from django.utils.translation import gettext_lazy as _

from plans.drawings.postcards import postcards
from plans.enums import Place, PlanFor
from plans.tools.declaration import NOT_SURE, Asked, Cell, CellKind, Feeds, FieldKind, Question, Tool

COSTS = (
    ("free", _("It is free")),
    ("a_little", _("A little")),
    ("a_lot", _("A lot")),
    (NOT_SURE, _("Not sure")),
)

TOOL = Tool(
    key="if_i_could",
    place=Place.HOME,
    title=_("If I could, I would"),
    summary=_("Wishes, big or small. Nobody will say you ask too much."),
    picture="dream",
    credit=_("After work with older people in the United Kingdom, by Helen Sanderson Associates."),
    leads_for=frozenset({PlanFor.OLDER, PlanFor.CARER}),
    drawing="plans/drawings/postcards.html",
    draw=postcards,
    questions=(
        Question(
            key="rows",
            you=_("If you could, what would you do?"),
            named=_("If %(name)s could, what would %(name)s do?"),
            heading=_("If I could, I would"),
            variants={
                PlanFor.CARER: Asked(
                    _("If you could, what would you do with time of your own?"),
                    _("If %(name)s could, what would they do with time of their own?"),
                    _("It need not be about caring."),
                ),
                PlanFor.OLDER: Asked(
                    _("If you could, what would you do? What would you do again?"),
                    _("If %(name)s could, what would they do? What would they do again?"),
                    _("Big or small. Nobody says it is too much."),
                ),
            },
            kind=FieldKind.ROWS,
            picture="dream",
            hint=_("Big or small. You can add a photo when you have done it."),
            examples=(
                (_("If I could, I would dance in a real ballroom again."), "Gwen"),
                (_("If I could, I would have one night away and sleep in."), "Bea"),
                (_("If I could, I would see the trains at Crewe."), "Max"),
            ),
            cells=(
                Cell(
                    "if_i_could",
                    _("If I could, I would…"),
                    _("If %(name)s could, %(name)s would…"),
                    _("If I could, I would"),
                    feeds=(Feeds.OUTCOME,),
                ),
                Cell(
                    "what_it_brings",
                    _("What would that give you?"),
                    _("What would that give %(name)s?"),
                    _("It would give me"),
                    feeds=(Feeds.TO,),
                ),
                Cell(
                    "who_could_help",
                    _("Who could help?"),
                    _("Who could help %(name)s?"),
                    _("Who could help"),
                    kind=CellKind.PERSON,
                ),
                Cell(
                    "cost",
                    _("Does it cost money?"),
                    _("Does it cost money?"),
                    _("What it costs"),
                    kind=CellKind.PICK,
                    choices=COSTS,
                ),
                Cell(
                    "first_try",
                    _("What could you try first?"),
                    _("What could %(name)s try first?"),
                    _("What I try first"),
                    feeds=(Feeds.ACTION,),
                ),
                Cell("try_date", _("When?"), _("When?"), _("When"), kind=CellKind.WHEN),
            ),
            for_others=True,
        ),
    ),
)
