"""Doughnut: what a supporter must do, where they may use their own ideas, and what they leave alone."""

from django.utils.translation import gettext_lazy as _

from plans.drawings.doughnut import doughnut
from plans.enums import Place
from plans.tools.declaration import Feeds, FieldKind, PictureChoice, Question, Tool

QUESTIONS = (
    Question(
        key="role",
        you=_("Who is this about?"),
        named=_("Who is this about?"),
        heading=_("Who this is about"),
        kind=FieldKind.WORDS,
        picture="carer",
        hint=_("One helper, or all your helpers in one job."),
        examples=((_("My morning helpers."), "Max"), (_("Jo at the day centre."), "Bea")),
    ),
    Question(
        key="topic",
        you=_("What part of your life?"),
        named=_("What part of the life of %(name)s?"),
        heading=_("The part of my life"),
        kind=FieldKind.WORDS,
        picture="clock",
        hint=_("One part: my mornings, my money, my friends."),
        examples=((_("Getting up."), "Max"), (_("Going to the pub."), "Dev")),
    ),
    Question(
        key="core",
        you=_("What must they always do?"),
        named=_("What must they always do for %(name)s?"),
        heading=_("They must always do this"),
        picture="key",
        hint=_("Every time, whoever is on."),
        examples=((_("Knock, and wait for my yes."), "Max"), (_("Check my chair is charged."), "Gwen")),
        choices=(
            PictureChoice("medicine", _("Help me take my medicine")),
            PictureChoice("ear", _("Listen to me first")),
            PictureChoice("door-shut", _("Knock and wait")),
            PictureChoice("clock", _("Come on time")),
            PictureChoice("shield", _("Keep me safe")),
            PictureChoice("write", _("Write down what we agreed")),
        ),
        feeds=(Feeds.FOR, Feeds.SUPPORT),
        for_others=True,
    ),
    Question(
        key="judgement",
        you=_("Where can they use their own ideas?"),
        named=_("Where can they use their own ideas with %(name)s?"),
        heading=_("They can use their own ideas"),
        picture="idea",
        hint=_("They may try. It is fine if it does not work."),
        examples=((_("What we cook on Fridays."), "Max"), (_("How they cheer me up."), "Dev")),
        choices=(
            PictureChoice("cook", _("What we cook")),
            PictureChoice("walk", _("Where we go")),
            PictureChoice("game", _("What we do for fun")),
            PictureChoice("people", _("How I meet new people")),
            PictureChoice("learn", _("How I learn new things")),
            PictureChoice("calm", _("How to help me calm down")),
        ),
        feeds=(Feeds.SUPPORT,),
        for_others=True,
    ),
    Question(
        key="not_ours",
        you=_("What is not their job? What is private to you?"),
        named=_("What is not their job? What is private to %(name)s?"),
        heading=_("Not their job, and private to me"),
        picture="door-shut",
        hint=_("People who help you will read this."),
        examples=((_("Who I love."), "Dev"), (_("My letters. I open them myself."), "Gwen")),
        choices=(
            PictureChoice("love", _("Who I love")),
            PictureChoice("letter", _("My letters")),
            PictureChoice("phone", _("My phone and messages")),
            PictureChoice("money", _("How I spend my money")),
            PictureChoice("pray", _("What I believe")),
            PictureChoice("family", _("Things between me and my family")),
        ),
        feeds=(Feeds.SUPPORT,),
        for_others=True,
    ),
)

TOOL = Tool(
    key="doughnut",
    place=Place.PEOPLE,
    title=_("What my helpers do, and do not"),
    summary=_("What they must do, what they can try, and what is not their job."),
    one_for=(_("My money"), _("My medicine"), _("Going out"), _("A new helper")),
    picture="rings",
    credit=_("After the doughnut of Charles Handy, as used by the Learning Community for Person Centred Practices."),
    drawing="plans/drawings/doughnut.html",
    draw=doughnut,
    questions=QUESTIONS,
)
