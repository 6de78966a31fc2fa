"""Decisions I make now: a short way in to "who decides what". Our own companion to it."""

from django.utils.translation import gettext_lazy as _

from plans.drawings.decisions_sorted import decisions_sorted
from plans.enums import Place
from plans.tools.declaration import Feeds, PictureChoice, Question, Tool

TOOL = Tool(
    key="decisions_now",
    place=Place.DAY,
    title=_("What I choose now"),
    summary=_("What you choose, what others choose for you, and what you want back."),
    picture="vote",
    credit=_("Our own, as a way in to the decision-making agreement."),
    drawing="plans/drawings/decisions_sorted.html",
    draw=decisions_sorted,
    links={"decision_agreement": _("Who decides what")},
    questions=(
        Question(
            key="me",
            you=_("What do you choose now?"),
            named=_("What does %(name)s choose now?"),
            heading=_("I choose"),
            picture="person",
            hint=_("Small things count: clothes, music, bed time."),
            examples=((_("I choose what is on the telly."), "Gwen"),),
            choices=(
                PictureChoice("clothes", _("What I wear")),
                PictureChoice("food", _("What I eat")),
                PictureChoice("bed", _("When I go to bed")),
                PictureChoice("music", _("What I listen to")),
                PictureChoice("walk", _("When I go out")),
                PictureChoice("friends", _("Who I see")),
            ),
            for_others=True,
        ),
        Question(
            key="with_help",
            you=_("What do you choose with help?"),
            named=_("What does %(name)s choose with help?"),
            heading=_("I choose with help"),
            picture="hands",
            examples=((_("Mum helps me see what is left in the bank."), "Max"),),
            choices=(
                PictureChoice("money", _("What I spend")),
                PictureChoice("doctor", _("What happens at the doctor")),
                PictureChoice("holiday", _("Where I go on holiday")),
                PictureChoice("work", _("What work I do")),
                PictureChoice("shop", _("What we buy")),
            ),
            for_others=True,
        ),
        Question(
            key="others",
            you=_("What do others choose for you?"),
            named=_("What do others choose for %(name)s?"),
            heading=_("Other people choose"),
            picture="people",
            hint=_("You do not have to know why."),
            examples=((_("The rota says when I get up."), "Dev"),),
            choices=(
                PictureChoice("home", _("Where I live")),
                PictureChoice("support", _("Who helps me")),
                PictureChoice("clock", _("When things happen")),
                PictureChoice("medicine", _("My medicine")),
                PictureChoice("money", _("My money")),
                PictureChoice("phone", _("My phone")),
            ),
            for_others=True,
        ),
        Question(
            key="want_back",
            you=_("Which of those do you want back?"),
            named=_("Which of those does %(name)s want back?"),
            heading=_("I want this back"),
            picture="undo",
            examples=((_("I want to choose when I get up."), "Dev"),),
            feeds=(Feeds.OUTCOME, Feeds.DECISION),
            for_others=True,
        ),
    ),
)
