"""Hopes and dreams (and fears): a gentle start, with stars that are near or far."""

from django.utils.translation import gettext_lazy as _

from plans.drawings.hopes_dreams import hopes_dreams
from plans.enums import Place, PlanFor
from plans.tools.declaration import Asked, Cell, CellKind, Feeds, FieldKind, PictureChoice, Question, Tool

WHEN = (
    ("soon", _("Soon")),
    ("next_year", _("Next year")),
    ("one_day", _("One day")),
    ("not_sure", _("Not sure")),
)

TOOL = Tool(
    key="hopes_dreams",
    place=Place.DREAMS,
    title=_("My hopes"),
    summary=_("What you hope for, big or small, and one small step."),
    picture="star",
    credit=_("Hopes and dreams are part of every style of person-centred planning. These words and this sky are ours."),
    drawing="plans/drawings/hopes_dreams.html",
    draw=hopes_dreams,
    questions=(
        Question(
            key="hopes",
            you=_("What do you hope for?"),
            named=_("What does %(name)s hope for?"),
            heading=_("What I hope for"),
            variants={
                PlanFor.OLDER: Asked(
                    _("What do you hope for? What would you like to do again?"),
                    _("What does %(name)s hope for? What would they like to do again?"),
                    _("Big or small. Old or new."),
                ),
                PlanFor.YOUNG: Asked(
                    _("What do you hope for when you are grown up?"),
                    _("What does %(name)s hope for when they are grown up?"),
                    _("Work, a home, friends, love, being well."),
                ),
            },
            kind=FieldKind.ROWS,
            picture="dream",
            hint=_("Big or small. A picture is fine too."),
            examples=(
                (_("I hope to see the sea again, soon."), "Gwen"),
                (_("One day I want to fly in a plane."), "Max"),
            ),
            cells=(
                Cell(
                    "hope",
                    _("What do you hope for?"),
                    _("What does %(name)s hope for?"),
                    _("My hope"),
                    feeds=(Feeds.OUTCOME,),
                ),
                Cell("when", _("When?"), _("When?"), _("When"), kind=CellKind.PICK, choices=WHEN),
            ),
            for_others=True,
        ),
        Question(
            key="why",
            you=_("What would be good about that?"),
            named=_("What would be good about that for %(name)s?"),
            heading=_("What would be good about it"),
            kind=FieldKind.WORDS,
            picture="happy",
            examples=((_("I would feel free."), "Max"), (_("I would have somebody to laugh with."), "Gwen")),
        ),
        Question(
            key="fears",
            you=_("Is there something you do not want to happen?"),
            named=_("Is there something %(name)s does not want to happen?"),
            heading=_("What I do not want"),
            picture="cloud",
            hint=_("You can skip this."),
            examples=((_("I do not want to leave my street."), "Gwen"),),
            choices=(
                PictureChoice("home", _("Losing my home")),
                PictureChoice("sad", _("Being lonely")),
                PictureChoice("hospital", _("Going into hospital")),
                PictureChoice("speech", _("Nobody listening to me")),
                PictureChoice("people", _("Living with people I do not know")),
            ),
            feeds=(Feeds.WHAT_IF,),
        ),
        Question(
            key="tiny_step",
            you=_("What is one small step?"),
            named=_("What is one small step for %(name)s?"),
            heading=_("One small step"),
            kind=FieldKind.WORDS,
            picture="walk",
            hint=_("Something you could do this week."),
            examples=((_("Look at pictures of the beach with Dev."), "Gwen"),),
            feeds=(Feeds.ACTION,),
        ),
    ),
)
