"""Places map: where somebody goes, and from being there to giving something. Staying put is a fine choice."""

from django.utils.translation import gettext_lazy as _

from plans.drawings.places_map import places_map
from plans.enums import Place
from plans.tools.declaration import NOT_SURE, Cell, CellKind, Feeds, FieldKind, PictureChoice, Question, RowFeed, Tool

KINDS_OF_PLACE = (
    ("home", _("A home")),
    ("ordinary", _("A place for everybody")),
    ("only_for", _("A place only for disabled or older people")),
    (NOT_SURE, _("Not sure")),
)
# The five stepping stones, from presence to contribution.
STEPS = (
    ("1", _("I am there")),
    ("2", _("People notice me")),
    ("3", _("I join in")),
    ("4", _("I make links")),
    ("5", _("I give something")),
    (NOT_SURE, _("Not sure")),
)

PLACES = Question(
    key="places",
    you=_("Where do you go?"),
    named=_("Where does %(name)s go?"),
    heading=_("Places I go"),
    kind=FieldKind.ROWS,
    picture="map",
    hint=_("How do you get there? Who knows your name?"),
    examples=(
        (_("The barber on the corner. He keeps my chair."), "Leo"),
        (_("The library. I read to the little ones on Saturdays."), "Gwen"),
    ),
    cells=(
        Cell("place", _("Where is it?"), _("Where is it?"), _("Place"), kind=CellKind.PLACE, feeds=(Feeds.PLACE,)),
        Cell(
            "kind",
            _("What kind of place is it?"),
            _("What kind of place is it?"),
            _("Kind of place"),
            kind=CellKind.PICK,
            choices=KINDS_OF_PLACE,
        ),
        Cell("how_often", _("How often do you go?"), _("How often does %(name)s go?"), _("How often")),
        Cell(
            "how_i_get_there",
            _("How do you get there?"),
            _("How does %(name)s get there?"),
            _("How I get there"),
        ),
        Cell("with", _("Who with?"), _("Who with?"), _("Who with"), kind=CellKind.PERSON),
        Cell(
            "feels",
            _("Do you like it?"),
            _("Does %(name)s like it?"),
            _("How it feels"),
            kind=CellKind.FACES,
        ),
        Cell(
            "step",
            _("Who knows your name? Which step are you on?"),
            _("Who knows the name of %(name)s? Which step is it?"),
            _("My step"),
            kind=CellKind.PICK,
            choices=STEPS,
        ),
        Cell(
            "next_step",
            _("What could help you do the next thing? Staying put is fine."),
            _("What could help %(name)s do the next thing? Staying put is fine."),
            _("What could help"),
            feeds=(Feeds.OUTCOME, Feeds.ACTION),
        ),
    ),
    # A place that somebody likes matters to them; one that they only go to may not.
    row_feeds=(RowFeed(Feeds.TO, ("place",), when=("feels", ("5", "4"))),),
    for_others=True,
)

TOOL = Tool(
    key="places",
    place=Place.HOME,
    title=_("My places"),
    summary=_("Where you go, how it feels there, and what could come next."),
    picture="map",
    credit=_("After Personal Futures Planning by Beth Mount and John O'Brien."),
    drawing="plans/drawings/places_map.html",
    draw=places_map,
    questions=(
        PLACES,
        Question(
            key="would_like",
            you=_("Where would you like to go?"),
            named=_("Where would %(name)s like to go?"),
            heading=_("Where I would like to go"),
            picture="pin",
            examples=((_("The football ground, on match day."), "Dev"), (_("A proper barber."), "Max")),
            choices=(
                PictureChoice("cinema", _("The cinema")),
                PictureChoice("beach", _("The sea")),
                PictureChoice("book", _("The library")),
                PictureChoice("swim", _("The swimming pool")),
                PictureChoice("gym", _("The gym")),
                PictureChoice("town", _("Into town")),
                PictureChoice("church", _("A place of worship")),
                PictureChoice("school", _("A class or college")),
            ),
            feeds=(Feeds.OUTCOME,),
            for_others=True,
        ),
        Question(
            key="stopped",
            you=_("Where did you stop going? Why?"),
            named=_("Where did %(name)s stop going? Why?"),
            heading=_("Where I stopped going"),
            picture="back",
            examples=((_("The pub quiz. The bus stopped running at night."), "Bea"),),
            feeds=(Feeds.BARRIER, Feeds.OUTCOME),
            for_others=True,
        ),
    ),
)
