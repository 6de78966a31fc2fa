"""Important to / important for: what makes life good beside what keeps somebody well; neither erases the other."""

from django.utils.translation import gettext_lazy as _

from plans.drawings.scales import scales
from plans.enums import Place
from plans.tools.declaration import Cell, Feeds, FieldKind, PictureChoice, Question, RowFeed, Tool

TOOL = Tool(
    key="to_for_balance",
    place=Place.HEALTH,
    title=_("Happy and well"),
    summary=_("What makes you happy, what keeps you well, and how to do both."),
    picture="heart",
    credit=_("After the sort of important to and important for by Michael Smull."),
    drawing="plans/drawings/scales.html",
    draw=scales,
    questions=(
        Question(
            key="to",
            you=_("What makes you happy or feel calm?"),
            named=_("What makes %(name)s happy or feel calm?"),
            heading=_("What makes me happy"),
            picture="happy",
            hint=_("Only what you say or show. Say how you like it, and when."),
            examples=((_("Chips on the pier on Fridays."), "Dev"), (_("Ten minutes on my own after work."), "Max")),
            choices=(
                PictureChoice("music", _("Music")),
                PictureChoice("walk", _("A walk")),
                PictureChoice("bath", _("A warm bath")),
                PictureChoice("friends", _("Being with friends")),
                PictureChoice("garden", _("Being outside")),
                PictureChoice("quiet", _("A quiet place")),
            ),
            feeds=(Feeds.TO,),
            for_others=True,
        ),
        Question(
            key="for",
            you=_("What keeps you well and safe?"),
            named=_("What keeps %(name)s well and safe?"),
            heading=_("What keeps me well and safe"),
            picture="shield",
            hint=_("What helps you learn? If it makes you happy too, say it in both."),
            examples=(
                (_("Somebody checks my tablets with me."), "Gwen"),
                (_("I carry my phone when I go out."), "Leo"),
            ),
            choices=(
                PictureChoice("medicine", _("Taking my medicine")),
                PictureChoice("food", _("Eating well")),
                PictureChoice("sleep", _("Enough sleep")),
                PictureChoice("gym", _("Moving my body")),
                PictureChoice("doctor", _("Seeing the doctor")),
                PictureChoice("phone", _("Having my phone with me")),
            ),
            feeds=(Feeds.FOR,),
            for_others=True,
        ),
        Question(
            key="balance",
            you=_("Do two of these pull apart?"),
            named=_("Do two of these pull apart for %(name)s?"),
            heading=_("How we do both"),
            kind=FieldKind.ROWS,
            picture="compare",
            hint=_("Being happy and being well can both be true."),
            examples=((_("I love cake and I have diabetes. I have a small slice on Sundays."), "Gwen"),),
            cells=(
                Cell("to", _("What makes you happy?"), _("What makes %(name)s happy?"), _("It makes me happy")),
                Cell("for", _("What keeps you well?"), _("What keeps %(name)s well?"), _("It keeps me well")),
                Cell(
                    "how_we_do_both",
                    _("How can we do both?"),
                    _("How can we do both?"),
                    _("How we do both"),
                    feeds=(Feeds.OUTCOME,),
                ),
            ),
            # Two that pull apart, and nobody knows yet how to do both: think it through, or say who decides.
            row_feeds=(
                RowFeed(Feeds.TRY_SAFELY, ("to",), needs=("for",), without="how_we_do_both"),
                RowFeed(Feeds.DECISION, ("to",), needs=("for",), without="how_we_do_both"),
            ),
            for_others=True,
        ),
        Question(
            key="need_to_find_out",
            you=_("What do we still not know?"),
            named=_("What do we still not know?"),
            heading=_("What we want to find out"),
            picture="question",
            examples=((_("Why do I get so tired after lunch?"), "Max"),),
            feeds=(Feeds.QUESTION,),
            for_others=True,
        ),
    ),
)
