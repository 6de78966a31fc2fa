"""Matching: the right helper, not just a free one. People are never put in an order, and never given a number."""

from django.utils.translation import gettext_lazy as _

from plans.drawings.matching import matching
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
    Tool,
    Words,
)

WEIGHTS = (("must_have", _("I must have this")), ("nice", _("It would be nice")), (NOT_SURE, _("Not sure")))
AGREED = (("yes", _("Yes")), ("not_yet", _("Not yet")), (NOT_SURE, _("Not sure")))


def _cells(label: Words) -> tuple[Cell, ...]:
    """What is wanted, and how much it matters: every one of the first three columns asks the same of each answer."""
    return (
        Cell("what", _("Write one thing."), _("Write one thing."), label, feeds=(Feeds.SUPPORT, Feeds.ACTION)),
        Cell(
            "weight",
            _("How much does it matter?"),
            _("How much does it matter to %(name)s?"),
            _("How much it matters"),
            kind=CellKind.PICK,
            choices=WEIGHTS,
        ),
    )


QUESTIONS = (
    Question(
        key="support_needed",
        you=_("What help do you want and need?"),
        named=_("What help does %(name)s want and need?"),
        heading=_("The help I want"),
        variants={
            PlanFor.CARER: Asked(
                _("Who takes over from you? What must they do?"),
                _("Who takes over from %(name)s? What must they do?"),
                _("So that your break is a real break."),
            ),
        },
        kind=FieldKind.ROWS,
        picture="hands",
        examples=((_("Somebody to swim with on Tuesdays."), "Leo"), (_("Help to get up and dressed."), "Gwen")),
        choices=(
            PictureChoice("shower", _("Help to wash and dress")),
            PictureChoice("cook", _("Help to cook")),
            PictureChoice("bus", _("Help to get around")),
            PictureChoice("money", _("Help with money")),
            PictureChoice("work", _("Help at work")),
            PictureChoice("friends", _("Help to see my friends")),
        ),
        cells=_cells(_("The help I want")),
        for_others=True,
    ),
    Question(
        key="skills",
        you=_("What must they know how to do?"),
        named=_("What must helpers of %(name)s know how to do?"),
        heading=_("What they know how to do"),
        kind=FieldKind.ROWS,
        picture="tools",
        examples=((_("They can drive my car."), "Dev"), (_("They know how I have my fits."), "Bea")),
        choices=(
            PictureChoice("car", _("They can drive")),
            PictureChoice("language", _("They speak my language")),
            PictureChoice("hands", _("They can sign")),
            PictureChoice("medicine", _("They know about my medicine")),
            PictureChoice("wheelchair", _("They know about my chair")),
            PictureChoice("computer", _("They are good with computers")),
        ),
        cells=_cells(_("What they know how to do")),
        for_others=True,
    ),
    Question(
        key="personality",
        you=_("What sort of person do you get on with?"),
        named=_("What sort of person does %(name)s get on with?"),
        heading=_("The sort of person"),
        kind=FieldKind.ROWS,
        picture="happy",
        examples=((_("Somebody who laughs a lot."), "Dev"), (_("Calm. Not bossy."), "Max")),
        choices=(
            PictureChoice("calm", _("Calm")),
            PictureChoice("happy", _("Cheerful")),
            PictureChoice("quiet", _("Quiet")),
            PictureChoice("ear", _("A good listener")),
            PictureChoice("run", _("Full of energy")),
            PictureChoice("clock", _("On time")),
        ),
        cells=_cells(_("The sort of person")),
        for_others=True,
    ),
    Question(
        key="shared_interests",
        you=_("What would you both like doing?"),
        named=_("What would %(name)s and a helper both like doing?"),
        heading=_("What we would both like"),
        picture="link",
        hint=_("A helper who likes it too is a better match."),
        examples=((_("Heavy metal. Loud."), "Dev"), (_("Baking bread."), "Gwen")),
        choices=(
            PictureChoice("music", _("Music")),
            PictureChoice("sport", _("Football")),
            PictureChoice("garden", _("Gardening")),
            PictureChoice("cook", _("Cooking")),
            PictureChoice("film", _("Films")),
            PictureChoice("swim", _("Swimming")),
            PictureChoice("dog", _("Animals")),
            PictureChoice("church", _("Church or chapel")),
        ),
        feeds=(Feeds.TO, Feeds.ACTION),
        for_others=True,
    ),
    Question(
        key="not_a_match",
        you=_("Who would not suit you?"),
        named=_("Who would not suit %(name)s?"),
        heading=_("Who would not suit me"),
        picture="thumb-down",
        hint=_("Say what sort of person. You need not give a name."),
        examples=((_("Somebody who talks over me."), "Max"), (_("Somebody scared of dogs."), "Leo")),
        feeds=(Feeds.SUPPORT, Feeds.BARRIER),
        for_others=True,
    ),
    Question(
        key="matches",
        you=_("Who could it be? What do they like?"),
        named=_("Who could help %(name)s? What do they like?"),
        heading=_("People who could suit me"),
        kind=FieldKind.ROWS,
        picture="puzzle",
        shown_if=("agreed", "yes"),
        hint=_("Ask them first. We show only people who said yes."),
        cells=(
            Cell("person", _("Who is it?"), _("Who is it?"), _("Who it is"), kind=CellKind.PERSON),
            Cell(
                "agreed",
                _("Did they say yes to being here?"),
                _("Did they say yes to being here?"),
                _("They said yes to being here"),
                kind=CellKind.PICK,
                choices=AGREED,
            ),
            Cell(
                "they_like",
                _("What do they like doing? Put a comma between."),
                _("What do they like doing? Put a comma between."),
                _("What they like doing"),
            ),
        ),
    ),
)

TOOL = Tool(
    key="matching",
    place=Place.PEOPLE,
    title=_("The right helper for me"),
    summary=_("The help, the skills and the sort of person that suit you."),
    one_for=(_("Mornings"), _("Going out"), _("Nights"), _("Work")),
    picture="puzzle",
    credit=_("After the matching tool of the Learning Community for Person Centred Practices."),
    drawing="plans/drawings/matching.html",
    draw=matching,
    questions=QUESTIONS,
)
