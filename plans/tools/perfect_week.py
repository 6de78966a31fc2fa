"""Perfect week: a real week to aim for, and only then the help to fit it. Good and possible, not a holiday.

How the help is counted is on a page of its own, for whoever wants it: `plans/week_hours.py`.
"""

from django.utils.translation import gettext_lazy as _

from plans.drawings.week import week
from plans.enums import Place, PlanFor
from plans.tools.declaration import (
    NOT_SURE,
    Asked,
    Cell,
    CellKind,
    Feeds,
    FieldKind,
    PictureChoice,
    Question,
    RowFeed,
    Tool,
)

NOT_SURE_CHOICE = (NOT_SURE, _("Not sure"))
DAYS = (
    ("monday", _("Monday")),
    ("tuesday", _("Tuesday")),
    ("wednesday", _("Wednesday")),
    ("thursday", _("Thursday")),
    ("friday", _("Friday")),
    ("saturday", _("Saturday")),
    ("sunday", _("Sunday")),
    NOT_SURE_CHOICE,
)
PARTS_OF_DAY = (
    ("morning", _("Morning")),
    ("midday", _("Midday")),
    ("afternoon", _("Afternoon")),
    ("evening", _("Evening")),
    ("night", _("Night")),
    NOT_SURE_CHOICE,
)
HOW_MUCH_IT_MATTERS = (
    ("must_have", _("It must happen")),
    ("like", _("I would like it")),
    ("can_move", _("It can move")),
    NOT_SURE_CHOICE,
)
# The order in which help is looked for: me, people I know, kit, shared, one to one.
KINDS_OF_HELP = (
    ("none", _("No help")),
    ("friend_family", _("A friend or family")),
    ("kit", _("A gadget or kit")),
    ("shared_staff", _("Staff I share with others")),
    ("own_staff", _("My own staff")),
    NOT_SURE_CHOICE,
)
HOW_OFTEN = (
    ("weekly", _("Each week")),
    ("fortnightly", _("Every two weeks")),
    ("monthly", _("Once a month")),
    ("seasonal", _("Now and then")),
    NOT_SURE_CHOICE,
)
NOW_OR_NEW = (("now", _("I do this now")), ("new", _("It is new")), NOT_SURE_CHOICE)

WEEK = Question(
    key="week",
    you=_("What would be in a really good week?"),
    named=_("What would be in a really good week for %(name)s?"),
    heading=_("My good week"),
    variants={
        PlanFor.CARER: Asked(
            _("What would be a good week for you?"),
            _("What would be a good week for %(name)s?"),
            _("Put in your breaks, your sleep and your own time."),
        ),
    },
    kind=FieldKind.ROWS,
    in_order_of=("day", "part"),
    no_order=_("Any day"),
    picture="calendar",
    hint=_("Good and possible. One thing at a time. A row can be half full."),
    examples=(
        (_("Bowling on Friday night with the gang."), "Max"),
        (_("A lie-in on Sunday, and no visitors before eleven."), "Gwen"),
        (_("Two mornings at the café, in my own apron."), "Bea"),
    ),
    cells=(
        Cell(
            "what",
            _("What would you like to do?"),
            _("What would %(name)s like to do?"),
            _("What I do"),
            feeds=(Feeds.TO,),
        ),
        Cell("day", _("Which day?"), _("Which day?"), _("Day"), kind=CellKind.PICK, choices=DAYS),
        Cell("part", _("When in the day?"), _("When in the day?"), _("When"), kind=CellKind.PICK, choices=PARTS_OF_DAY),
        Cell("where", _("Where?"), _("Where?"), _("Where"), kind=CellKind.PLACE),
        Cell("with", _("Who with?"), _("Who with?"), _("Who with"), kind=CellKind.PERSON),
        Cell(
            "now_or_new",
            _("Do you do this now, or is it new?"),
            _("Does %(name)s do this now, or is it new?"),
            _("Now or new"),
            kind=CellKind.PICK,
            choices=NOW_OR_NEW,
        ),
        Cell(
            "how_much_it_matters",
            _("Must it happen? Can it move?"),
            _("Must it happen for %(name)s? Can it move?"),
            _("How much it matters"),
            kind=CellKind.PICK,
            choices=HOW_MUCH_IT_MATTERS,
        ),
        Cell(
            "how_often",
            _("Each week? Now and then?"),
            _("Each week? Now and then?"),
            _("How often"),
            kind=CellKind.PICK,
            choices=HOW_OFTEN,
        ),
        Cell(
            "help",
            _("What help do you need?"),
            _("What help does %(name)s need?"),
            _("Help"),
            kind=CellKind.PICK,
            choices=KINDS_OF_HELP,
        ),
        Cell("who_helps", _("Who helps?"), _("Who helps %(name)s?"), _("Who helps"), kind=CellKind.PERSON),
        Cell("hours", _("How long? In hours."), _("How long? In hours."), _("How long"), kind=CellKind.HOURS),
    ),
    row_feeds=(
        RowFeed(Feeds.OUTCOME, ("what",), when=("now_or_new", ("new",))),
        RowFeed(Feeds.SUPPORT, ("what", "who_helps", "day", "part"), needs=("who_helps",)),
    ),
    for_others=True,
)

TOOL = Tool(
    key="perfect_week",
    place=Place.DAY,
    title=_("My good week"),
    summary=_("A week to aim for. Then the help that fits it."),
    picture="calendar",
    credit=_("After the perfect week of Helen Sanderson Associates."),
    leads_for=frozenset({PlanFor.CARER}),
    drawing="plans/drawings/week.html",
    draw=week,
    questions=(
        WEEK,
        Question(
            key="not_in_my_week",
            you=_("What would you never want in your week?"),
            named=_("What would %(name)s never want in a week?"),
            heading=_("Never in my week"),
            picture="stop",
            examples=((_("Going to bed at eight."), "Leo"), (_("Shopping in a big crowd."), "Max")),
            choices=(
                PictureChoice("bed", _("Going to bed too early")),
                PictureChoice("tv", _("The television on all day")),
                PictureChoice("bus", _("Waiting in a van for others")),
                PictureChoice("loud", _("Loud, busy places")),
                PictureChoice("meeting", _("Meetings about me, without me")),
                PictureChoice("clock", _("Days with nothing in them")),
            ),
            for_others=True,
        ),
        Question(
            key="hours_there_are",
            you=_("What hours of help are there now?"),
            named=_("What hours of help are there for %(name)s now?"),
            heading=_("The help there is"),
            kind=FieldKind.ROWS,
            picture="clock",
            hint=_("Only if you want to see how the help fits. You can skip this."),
            examples=((_("Mum helps about four hours a week. She does not want more."), "Dev"),),
            cells=(
                Cell(
                    "help",
                    _("What kind of help is it?"),
                    _("What kind of help is it?"),
                    _("Help"),
                    kind=CellKind.PICK,
                    choices=KINDS_OF_HELP,
                ),
                Cell(
                    "hours",
                    _("How many hours in a week?"),
                    _("How many hours in a week?"),
                    _("Hours in a week"),
                    kind=CellKind.HOURS,
                ),
                Cell("from_whom", _("Who gives it?"), _("Who gives it?"), _("From"), kind=CellKind.PERSON),
            ),
            for_others=True,
        ),
    ),
)
