"""Relationship circle: who is in a life, who is missing, who could help. A ring never lets anybody see a plan."""

from django.utils.translation import gettext_lazy as _

from plans.drawings.rings import rings
from plans.enums import Place, PlanFor
from plans.tools.declaration import Asked, Cell, CellKind, Feeds, FieldKind, Question, RowFeed, Tool

WANT_CHANGE = (
    ("same", _("The same")),
    ("closer", _("More")),
    ("further", _("Less")),
    ("not_sure", _("Not sure")),
)

SECTORS = (
    ("family", _("Family")),
    ("friends", _("Friends")),
    ("community", _("Work, school or a place I go")),
    ("paid", _("Paid to be with me")),
    ("not_sure", _("Not sure")),
)

TOOL = Tool(
    key="relationship_circle",
    place=Place.PEOPLE,
    title=_("Who is in my life"),
    summary=_("The people you love, know and trust, on four rings."),
    picture="rings",
    credit=_("After the circles of Judith Snow, Jack Pearpoint and Marsha Forest."),
    leads_for=frozenset({PlanFor.CARER}),
    drawing="plans/drawings/rings.html",
    draw=rings,
    questions=(
        Question(
            key="people",
            you=_("Who is in your life?"),
            named=_("Who is in the life of %(name)s?"),
            heading=_("The people in my life"),
            variants={
                PlanFor.CARER: Asked(
                    _("Who is in your own life?"),
                    _("Who is in the life of %(name)s?"),
                    _("Who is there for you, and not only for the person you care for?"),
                ),
            },
            kind=FieldKind.CIRCLE,
            picture="people",
            hint=_("Put people near you or further out."),
            cells=(
                Cell("role", _("Who are they to you?"), _("Who are they to %(name)s?"), _("Who they are to me")),
                Cell(
                    "sector",
                    _("Where do you know them from?"),
                    _("Where does %(name)s know them from?"),
                    _("Where I know them from"),
                    kind=CellKind.PICK,
                    choices=SECTORS,
                ),
                Cell("how_often", _("When do you see them?"), _("When does %(name)s see them?"), _("When I see them")),
                Cell(
                    "keep_in_touch",
                    _("How do you keep in touch?"),
                    _("How does %(name)s keep in touch?"),
                    _("How we keep in touch"),
                ),
                Cell(
                    "want_change",
                    _("Do you want to see them more? Less? The same?"),
                    _("Does %(name)s want to see them more? Less? The same?"),
                    _("What I want"),
                    kind=CellKind.PICK,
                    choices=WANT_CHANGE,
                ),
            ),
            # "person" is read as the name of whom the row is about.
            row_feeds=(
                RowFeed(Feeds.PERSON, ("person",)),
                RowFeed(
                    Feeds.TO,
                    ("person", "how_often", "keep_in_touch"),
                    needs=("how_often",),
                    when=("want_change", ("same", "closer")),
                ),
                RowFeed(
                    Feeds.OUTCOME, ("person",), when=("want_change", ("closer",)), words=_("I see more of %(words)s")
                ),
            ),
        ),
        Question(
            key="missing",
            you=_("Who do you miss? Who would you like to meet?"),
            named=_("Who does %(name)s miss? Who would %(name)s like to meet?"),
            heading=_("Who I miss or would like to meet"),
            picture="wave",
            examples=((_("I would like a friend who likes trains."), "Max"), (_("I miss my cousin Ellie."), "Bea")),
            feeds=(Feeds.OUTCOME, Feeds.BARRIER),
            for_others=True,
        ),
        Question(
            key="gone",
            you=_("Has someone died or gone away?"),
            named=_("Has someone died or gone away from %(name)s?"),
            heading=_("People I remember"),
            picture="plant",
            hint=_("Only if you want to remember them here."),
            examples=((_("Grandad Huw. We fed the ducks."), "Gwen"),),
            private=True,
            shall_we=_("This is about people who died or went away. It can make you sad."),
        ),
    ),
)
