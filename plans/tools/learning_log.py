"""Learning log: what was tried and what was learned, in place of "ate well, slept well".

The person reads every entry about them. Whoever else wrote an entry corrects it by a new one.
"""

from django.utils.translation import gettext_lazy as _

from plans.drawings.learning_timeline import learning_timeline
from plans.enums import Place
from plans.tools.declaration import Cell, CellKind, Feeds, FieldKind, Question, Tool

TOOL = Tool(
    key="learning_log",
    place=Place.DAY,
    title=_("What we are learning"),
    summary=_("What you did, what you liked, and what we learned from it."),
    picture="learn",
    credit=_("After the learning log of the Learning Community for Person Centred Practices."),
    drawing="plans/drawings/learning_timeline.html",
    draw=learning_timeline,
    questions=(
        Question(
            key="log",
            you=_("What did you do? What did we learn?"),
            named=_("What did %(name)s do? What did we learn?"),
            heading=_("What we learned, day by day"),
            kind=FieldKind.ROWS,
            picture="learn",
            hint=_("One thing you did is enough. You can say more, or not."),
            examples=((_("Swimming. I liked the warm pool. Not on Saturdays: too loud."), "Leo"),),
            cells=(
                Cell("date", _("What day was it?"), _("What day was it?"), _("Day"), kind=CellKind.DAY),
                Cell(
                    "activity",
                    _("What did you do? Where? How long?"),
                    _("What did %(name)s do? Where? How long?"),
                    _("What I did"),
                ),
                Cell(
                    "who_was_there",
                    _("Who was there?"),
                    _("Who was there?"),
                    _("Who was there"),
                    kind=CellKind.PERSON,
                ),
                Cell(
                    "worked",
                    _("What did you like? What should we do again?"),
                    _("What did %(name)s like? What should we do again?"),
                    _("Do again"),
                    feeds_when_often=(Feeds.TO,),
                ),
                Cell(
                    "not_worked",
                    _("What did you not like? What should change?"),
                    _("What did %(name)s not like? What should change?"),
                    _("Change this"),
                ),
                Cell(
                    "learned",
                    _("What did we learn about you?"),
                    _("What did we learn about %(name)s?"),
                    _("What we learned"),
                    feeds_when_often=(Feeds.SUPPORT,),
                ),
            ),
            # One entry is a note: only the same thing seen often is offered.
            for_others=True,
            newest_first=True,
        ),
        Question(
            key="media",
            you=_("Add a photo or sound if you like."),
            named=_("Add a photo or sound if you like."),
            heading=_("Photos and sounds"),
            kind=FieldKind.PHOTO,
            picture="camera",
            hint=_("Say in a few words what it shows."),
            newest_first=True,
        ),
    ),
)
