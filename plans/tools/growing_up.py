"""Growing up: the plan for adult life that begins in Year 9, at 13 or 14, and is looked at each year.

England: SEND Regulations 2014/1530 reg 20(6) and the Code of Practice 2015, 8.9 to 8.13. Wales: the ALN Code 2021,
chapters 16 and 27. After compulsory school age the young person decides. Their parents have a voice of their own here,
which is never put into the young person's mouth.
"""

from django.utils.translation import gettext_lazy as _

from plans.drawings.decision_cards import decision_cards
from plans.enums import Place, PlanFor
from plans.tools.declaration import Cell, CellKind, Feeds, FieldKind, PictureChoice, Question, Tool

TOOL = Tool(
    key="growing_up",
    place=Place.DREAMS,
    title=_("Growing up"),
    summary=_("School now, and the life you want as an adult."),
    picture="school",
    credit=_("After the Year 9 review and its four parts of adult life, in our own words."),
    only_for=frozenset({PlanFor.YOUNG}),
    drawing="plans/drawings/decision_cards.html",
    draw=decision_cards,
    questions=(
        Question(
            key="learning",
            you=_("How are you doing at school?"),
            named=_("How is %(name)s doing at school?"),
            heading=_("How I am doing at school"),
            picture="learn",
            hint=_("What do you like? What is hard? What helps?"),
            examples=((_("I like cooking. Maths goes too fast."), "Max"),),
            feeds=(Feeds.SUPPORT,),
            for_others=True,
        ),
        Question(
            key="friends_now",
            you=_("How is it with your friends?"),
            named=_("How is it with the friends of %(name)s?"),
            heading=_("My friends"),
            picture="friends",
            for_others=True,
        ),
        Question(
            key="home_now",
            you=_("How is it at home?"),
            named=_("How is it at home for %(name)s?"),
            heading=_("My home now"),
            picture="home",
            for_others=True,
        ),
        Question(
            key="work_learning",
            you=_("What would you like to learn or work at?"),
            named=_("What would %(name)s like to learn or work at?"),
            heading=_("Work and learning"),
            picture="work",
            choices=(
                PictureChoice("school", _("Stay on at school")),
                PictureChoice("learn", _("Go to college")),
                PictureChoice("work", _("Have a job")),
                PictureChoice("cook", _("Learn a trade")),
                PictureChoice("hands", _("Help out somewhere")),
            ),
            feeds=(Feeds.OUTCOME,),
            for_others=True,
        ),
        Question(
            key="home_independence",
            you=_("Where would you like to live? What would you like to do by yourself?"),
            named=_("Where would %(name)s like to live? What would they like to do by themself?"),
            heading=_("My own home, and doing it myself"),
            picture="key",
            choices=(
                PictureChoice("family", _("Stay with my family")),
                PictureChoice("home", _("Have a home of my own")),
                PictureChoice("friends", _("Share with friends")),
                PictureChoice("bus", _("Travel by myself")),
                PictureChoice("money", _("Look after my own money")),
            ),
            feeds=(Feeds.OUTCOME,),
            for_others=True,
        ),
        Question(
            key="friends_community",
            you=_("Who would you like in your life? Where would you like to belong?"),
            named=_("Who would %(name)s like in their life? Where would they like to belong?"),
            heading=_("Friends, love and places"),
            picture="people",
            feeds=(Feeds.OUTCOME,),
            for_others=True,
        ),
        Question(
            key="health",
            you=_("What will keep you well as an adult?"),
            named=_("What will keep %(name)s well as an adult?"),
            heading=_("Being well"),
            picture="health",
            hint=_("From 14 you can have a health check each year."),
            feeds=(Feeds.FOR, Feeds.OUTCOME),
            for_others=True,
        ),
        Question(
            key="after_16",
            you=_("What could you do after 16?"),
            named=_("What could %(name)s do after 16?"),
            heading=_("After 16"),
            kind=FieldKind.ROWS,
            picture="route",
            cells=(
                Cell("what", _("What is the choice?"), _("What is the choice?"), _("The choice")),
                Cell("good", _("What is good about it?"), _("What is good about it?"), _("What is good")),
                Cell(
                    "help", _("What would help?"), _("What would help?"), _("What would help"), feeds=(Feeds.SUPPORT,)
                ),
                Cell(
                    "look",
                    _("When will you go and look?"),
                    _("When will %(name)s go and look?"),
                    _("When I look"),
                    kind=CellKind.DAY,
                ),
            ),
        ),
        Question(
            key="invite",
            you=_("Who from the adult teams may come to your meeting?"),
            named=_("Who from the adult teams may come to the meeting of %(name)s?"),
            heading=_("Who may come"),
            picture="meeting",
            hint=_("Only if you say yes. Careers, housing, health, benefits, travel."),
        ),
    ),
)
