"""Decision-making profile: how to help somebody decide, before any decision.

Mental Capacity Act 2005 s.1 (England and Wales): a person is presumed able to decide, and gets all practicable help
first. So this tool keeps what helps, and no field of it ever says what somebody cannot do.
"""

from django.utils.translation import gettext_lazy as _

from plans.drawings.decision_cards import decision_cards
from plans.enums import Place
from plans.tools.declaration import Cell, CellKind, Feeds, FieldKind, PictureChoice, Question, Tool

HELPS = (
    ("helps", _("They help me think")),
    ("if_i_ask", _("Only if I ask")),
    ("not_them", _("Please not them")),
    ("not_sure", _("Not sure")),
)

TOOL = Tool(
    key="decision_profile",
    place=Place.ME,
    title=_("How to help me decide"),
    summary=_("How you like to find out, think and say what you choose."),
    picture="think",
    credit=_("After supported decision-making work with the Learning Community for Person Centred Practices."),
    drawing="plans/drawings/decision_cards.html",
    draw=decision_cards,
    links={"decision_agreement": _("Who decides what")},
    questions=(
        Question(
            key="give_info",
            you=_("How do you like to find things out?"),
            named=_("How does %(name)s like to find things out?"),
            heading=_("How I find things out"),
            picture="information",
            examples=((_("Tell me one thing at a time."), "Max"), (_("I like to go and see it."), "Bea")),
            choices=(
                PictureChoice("talk", _("Somebody tells me")),
                PictureChoice("photo", _("I look at pictures")),
                PictureChoice("film", _("I watch a film")),
                PictureChoice("reading", _("I read it")),
                PictureChoice("place", _("I go and see it")),
                PictureChoice("computer", _("I look it up")),
            ),
            feeds=(Feeds.SUPPORT,),
            for_others=True,
        ),
        Question(
            key="show_choices",
            you=_("How should we show you the choices?"),
            named=_("How should we show %(name)s the choices?"),
            heading=_("How to show me the choices"),
            picture="compare",
            examples=((_("Two things in your hands. I point."), "Leo"), (_("Let me try both first."), "Gwen")),
            choices=(
                PictureChoice("photo", _("Show me photos")),
                PictureChoice("hands", _("Show me the real things")),
                PictureChoice("list", _("Write me a list")),
                PictureChoice("compare", _("Two choices, not more")),
                PictureChoice("idea", _("Let me try them first")),
            ),
            feeds=(Feeds.SUPPORT,),
            for_others=True,
        ),
        Question(
            key="help_understand",
            you=_("What helps you understand?"),
            named=_("What helps %(name)s understand?"),
            heading=_("What helps me understand"),
            picture="idea",
            examples=((_("Say it again tomorrow. I like to sleep on it."), "Dev"),),
            choices=(
                PictureChoice("time", _("Time to think")),
                PictureChoice("talk", _("Easy words")),
                PictureChoice("quiet", _("A quiet room")),
                PictureChoice("question", _("Room for my questions")),
                PictureChoice("language", _("My own language")),
                PictureChoice("hearing-aid", _("My glasses or hearing aid")),
            ),
            feeds=(Feeds.SUPPORT,),
            for_others=True,
        ),
        Question(
            key="best_time",
            you=_("When is a good time to decide?"),
            named=_("When is a good time for %(name)s to decide?"),
            heading=_("A good time to decide"),
            picture="sun",
            examples=((_("In the morning, after my tea."), "Gwen"),),
            choices=(
                PictureChoice("day", _("In the morning")),
                PictureChoice("food", _("After I have eaten")),
                PictureChoice("home", _("When I am at home")),
                PictureChoice("calm", _("When I feel calm")),
            ),
            feeds=(Feeds.SUPPORT,),
            for_others=True,
        ),
        Question(
            key="bad_time",
            you=_("When is a bad time?"),
            named=_("When is a bad time for %(name)s?"),
            heading=_("A bad time to decide"),
            picture="cloud",
            examples=((_("Just after my tablets. I am sleepy."), "Leo"),),
            choices=(
                PictureChoice("tired", _("When I am tired")),
                PictureChoice("pain", _("When something hurts")),
                PictureChoice("loud", _("When it is loud")),
                PictureChoice("worried", _("When I am worried")),
                PictureChoice("clock", _("When people hurry me")),
            ),
            feeds=(Feeds.SUPPORT,),
            for_others=True,
        ),
        Question(
            key="who_helps",
            you=_("Who helps you think? Who should not?"),
            named=_("Who helps %(name)s think? Who should not?"),
            heading=_("Who helps me think"),
            kind=FieldKind.ROWS,
            picture="friends",
            hint=_("You can change your mind about this."),
            examples=((_("My sister. She never tells me what to pick."), "Max"),),
            cells=(
                Cell("person", _("Who?"), _("Who?"), _("Who"), kind=CellKind.PERSON),
                Cell(
                    "how",
                    _("Do they help you think?"),
                    _("Do they help %(name)s think?"),
                    _("What I say"),
                    kind=CellKind.PICK,
                    choices=HELPS,
                ),
                Cell(
                    "what_helps",
                    _("What do they do that helps?"),
                    _("What do they do that helps?"),
                    _("What they do"),
                    feeds=(Feeds.SUPPORT,),
                ),
            ),
        ),
        Question(
            key="how_i_say",
            you=_("How do you say yes, no or not sure?"),
            named=_("How does %(name)s say yes, no or not sure?"),
            heading=_("How I say yes, no or not sure"),
            picture="speech",
            examples=(
                (_("I push it away when I mean no."), "Leo"),
                (_("I say OK when I am not sure. Ask again."), "Bea"),
            ),
            choices=(
                PictureChoice("talk", _("I say it")),
                PictureChoice("hand", _("I point or sign")),
                PictureChoice("face", _("You see it in my face")),
                PictureChoice("photo", _("I choose a picture")),
                PictureChoice("tablet", _("I use my talker")),
            ),
            feeds=(Feeds.SUPPORT,),
            for_others=True,
        ),
    ),
)
