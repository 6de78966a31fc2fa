"""My own life, as a carer: a plan of the carer's, private from the person they care for, and the reverse.

The parts of life are the outcomes of the Care and Support (Eligibility Criteria) Regulations 2015/313, reg 3(2), in
plain words; whether a carer can and wants to care is the Care Act 2014 s.10(5)(a) and (b), and SSWBA 2014 s.24(4).
An outcome is never "so that I can go on caring" unless the carer says so themself.
"""

from django.utils.translation import gettext_lazy as _

from plans.drawings.decision_cards import decision_cards
from plans.enums import Place, PlanFor
from plans.tools.declaration import Cell, CellKind, Feeds, FieldKind, Question, Tool

GO_ON = (
    ("as_now", _("As it is now")),
    ("less", _("Less than now")),
    ("stop", _("I want to stop")),
    ("not_sure", _("Not sure")),
)
# Care Act 2014 s.10(5), SSWBA 2014 s.24(3): whether a carer is able, and whether they are willing, are two questions.
ABLE = (
    ("yes", _("Yes, I can")),
    ("with_help", _("Yes, with help")),
    ("no", _("No, I cannot")),
    ("not_sure", _("Not sure")),
)
WILLING = (
    ("yes", _("Yes, I am happy to")),
    ("some", _("Some of it")),
    ("no", _("No, I do not want to")),
    ("not_sure", _("Not sure")),
)
PARTS_OF_LIFE = (
    ("children", _("Looking after my children")),
    ("others", _("Looking after others")),
    ("home", _("My home")),
    ("food", _("Eating well")),
    ("people", _("Family, friends and love")),
    ("work", _("Work, learning or helping out")),
    ("places", _("Using places near me")),
    ("fun", _("Rest and fun")),
    ("not_sure", _("Not sure")),
)

TOOL = Tool(
    key="my_caring",
    place=Place.DAY,
    title=_("My life and caring"),
    summary=_("Your own life: your day, your rest, and what you want."),
    picture="carer",
    credit=_("After the questions of the Care Act 2014 and the Welsh Act of 2014, in our own words."),
    only_for=frozenset({PlanFor.CARER}),
    drawing="plans/drawings/decision_cards.html",
    draw=decision_cards,
    questions=(
        Question(
            key="my_day",
            you=_("What do you do in your day?"),
            named=_("What does %(name)s do in their day?"),
            heading=_("What I do in my day"),
            picture="clock",
            hint=_("For the person you care for, and for yourself."),
            examples=(
                (_("I am up three times a night."), "Gwen"),
                (_("I work mornings. Then I am back at the stove."), "Leo"),
            ),
        ),
        Question(
            key="i_miss",
            you=_("What do you miss?"),
            named=_("What does %(name)s miss?"),
            heading=_("What I miss"),
            picture="before",
            examples=((_("My choir. I have not sung for two years."), "Gwen"),),
            feeds=(Feeds.TO, Feeds.OUTCOME),
        ),
        Question(
            key="go_on",
            you=_("Do you want to care as you do now?"),
            named=_("Does %(name)s want to care as they do now?"),
            heading=_("How I want it to be"),
            kind=FieldKind.PICK,
            picture="compare",
            hint=_("Any answer is fine. You can change it."),
            picks=GO_ON,
        ),
        Question(
            key="able",
            you=_("Are you able to care?"),
            named=_("Is %(name)s able to care?"),
            heading=_("If I am able to care"),
            kind=FieldKind.PICK,
            picture="strong",
            hint=_("Think of your health, your time and your work."),
            picks=ABLE,
        ),
        Question(
            key="willing",
            you=_("Are you willing to care?"),
            named=_("Is %(name)s willing to care?"),
            heading=_("If I am willing to care"),
            kind=FieldKind.PICK,
            picture="heart",
            hint=_("Nobody has to. You may say no to all of it, or to a part."),
            picks=WILLING,
        ),
        Question(
            key="not_mine",
            you=_("What can you not do, or not want to do?"),
            named=_("What can %(name)s not do, or not want to do?"),
            heading=_("What I cannot or do not want to do"),
            picture="stop",
            examples=((_("I cannot lift him any more."), "Gwen"), (_("I do not want to do his money."), "Leo")),
        ),
        Question(
            key="a_break",
            you=_("What would a break give you?"),
            named=_("What would a break give %(name)s?"),
            heading=_("What a break would give me"),
            picture="holiday",
            examples=((_("One night of sleep from end to end."), "Leo"),),
            feeds=(Feeds.OUTCOME,),
        ),
        Question(
            key="parts_of_life",
            you=_("How is your own life?"),
            named=_("How is the life of %(name)s?"),
            heading=_("How my own life is"),
            kind=FieldKind.ROWS,
            picture="person",
            hint=_("Take one part of life at a time. Leave out what you like."),
            cells=(
                Cell(
                    "part",
                    _("Which part of life?"),
                    _("Which part of life?"),
                    _("Part of life"),
                    kind=CellKind.PICK,
                    choices=PARTS_OF_LIFE,
                ),
                Cell("now", _("How is it now?"), _("How is it now?"), _("How it is now")),
                Cell(
                    "want",
                    _("What would you like?"),
                    _("What would %(name)s like?"),
                    _("What I would like"),
                    feeds=(Feeds.OUTCOME,),
                ),
            ),
        ),
        Question(
            key="for_me",
            you=_("Who is there for you?"),
            named=_("Who is there for %(name)s?"),
            heading=_("Who is there for me"),
            picture="hug",
            hint=_("Other carers, a friend, an advocate, a doctor."),
            feeds=(Feeds.SUPPORT,),
        ),
    ),
)
