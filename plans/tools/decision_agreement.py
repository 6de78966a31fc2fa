"""Decision-making agreement: who decides what, in the open, one decision at a time.

Mental Capacity Act 2005 s.1 and s.2: being able to decide is about one decision at one time. So a row names the
decision, and where somebody else has the last word, by what right; nothing here speaks of all decisions at once.
"""

from django.utils.translation import gettext_lazy as _

from plans.drawings.who_decides import who_decides
from plans.enums import Place
from plans.tools.declaration import Cell, CellKind, Feeds, FieldKind, Question, Tool

WHO_DECIDES = (
    ("me", _("Me")),
    ("me_with_help", _("Me, with help")),
    ("someone_else", _("Somebody else")),
    ("not_sure", _("Not sure")),
)

TOOL = Tool(
    key="decision_agreement",
    place=Place.ME,
    title=_("Who decides what"),
    summary=_("The choices in your life, and who has the last word."),
    picture="rights",
    credit=_("After the decision-making agreement of the Learning Community for Person Centred Practices."),
    drawing="plans/drawings/who_decides.html",
    draw=who_decides,
    sensitive=True,
    links={"decision_profile": _("How to help me decide")},
    questions=(
        Question(
            key="rows",
            you=_("Who decides what in your life?"),
            named=_("Who decides what in the life of %(name)s?"),
            heading=_("Who decides what"),
            kind=FieldKind.ROWS,
            picture="rights",
            hint=_("One choice at a time. A row can be half full."),
            examples=(
                (_("Where I live. Ask me first. I decide."), "Max"),
                (_("My big money. Aunt Meg and I talk. I decide with help."), "Bea"),
            ),
            cells=(
                Cell("decision", _("What is the choice about?"), _("What is the choice about?"), _("The choice")),
                Cell(
                    "how_i_am_involved",
                    _("How do you take part? Who must ask you?"),
                    _("How does %(name)s take part? Who must ask %(name)s?"),
                    _("How I take part"),
                    feeds=(Feeds.SUPPORT,),
                ),
                Cell(
                    "who_decides",
                    _("Who has the last word?"),
                    _("Who has the last word?"),
                    _("Who decides"),
                    kind=CellKind.PICK,
                    choices=WHO_DECIDES,
                ),
                Cell(
                    "someone_else",
                    _("If it is somebody else: who?"),
                    _("If it is somebody else: who?"),
                    _("Who it is"),
                    kind=CellKind.PERSON,
                ),
                Cell(
                    "legal_reason",
                    _("What right do they have? Such as attorney or deputy."),
                    _("What right do they have? Such as attorney or deputy."),
                    _("By what right"),
                    feeds=(Feeds.FOR,),
                ),
                Cell("since", _("Since what day?"), _("Since what day?"), _("Since"), kind=CellKind.DAY),
                Cell(
                    "changing_to",
                    _("Would you like that to change? How?"),
                    _("Would %(name)s like that to change? How?"),
                    _("What I would like"),
                    feeds=(Feeds.ACTION,),
                ),
                Cell(
                    "check_again",
                    _("When do we look at this again?"),
                    _("When do we look at this again?"),
                    _("We look again"),
                    kind=CellKind.WHEN,
                ),
            ),
            for_others=True,
        ),
    ),
)
