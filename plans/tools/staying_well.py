"""Staying well and "what if": how to tell that somebody is not well, what helps then, and who steps in."""

from django.utils.translation import gettext_lazy as _

from plans.drawings.well_path import well_path
from plans.enums import Place, PlanFor
from plans.tools.declaration import Asked, Cell, CellKind, Feeds, FieldKind, PictureChoice, Question, RowFeed, Tool

WHAT_IF_CELLS = (
    Cell(
        "what_if",
        _("What if...? Say what could happen."),
        _("What if...? Say what could happen."),
        _("What if"),
        feeds=(Feeds.WHAT_IF,),
    ),
    Cell("then", _("What will we do?"), _("What will we do?"), _("Then"), feeds=(Feeds.SUPPORT,)),
    Cell("who", _("Who will help?"), _("Who will help?"), _("Who helps"), kind=CellKind.PERSON),
    Cell("phone", _("What is their phone number?"), _("What is their phone number?"), _("Phone")),
    Cell(
        "backup",
        _("If they can't, who next?"),
        _("If they can't, who next?"),
        _("Who next"),
        kind=CellKind.PERSON,
    ),
    Cell(
        "tested_on",
        _("When did we try it out?"),
        _("When did we try it out?"),
        _("We tried it out on"),
        kind=CellKind.DAY,
    ),
)

QUESTIONS = (
    Question(
        key="well",
        you=_("What are you like when you are well?"),
        named=_("What is %(name)s like when well?"),
        heading=_("When I am well"),
        picture="happy",
        examples=((_("I chat and I make jokes."), "Max"), (_("I am up early and I feed the cat."), "Gwen")),
        choices=(
            PictureChoice("happy", _("I smile and laugh")),
            PictureChoice("talk", _("I talk to people")),
            PictureChoice("sing", _("I sing")),
            PictureChoice("walk", _("I like to go out")),
            PictureChoice("calm", _("I am calm")),
            PictureChoice("sleep", _("I sleep well")),
        ),
        feeds=(Feeds.APPRECIATE,),
        for_others=True,
    ),
    Question(
        key="keeps_me_well",
        you=_("What do you do each day to stay well?"),
        named=_("What does %(name)s do each day to stay well?"),
        heading=_("What keeps me well"),
        variants={
            PlanFor.CARER: Asked(
                _("What do you do to stay well yourself?"),
                _("What does %(name)s do to stay well?"),
                _("Sleep, food, a walk, time alone, somebody to talk to."),
            ),
        },
        picture="apple",
        examples=((_("A walk before lunch, whatever the weather."), "Max"), (_("I ring my sister at six."), "Bea")),
        choices=(
            PictureChoice("medicine", _("I take my medicine")),
            PictureChoice("food", _("I eat well")),
            PictureChoice("walk", _("I go for a walk")),
            PictureChoice("friends", _("I see my friends")),
            PictureChoice("music", _("I listen to music")),
            PictureChoice("sleep", _("I go to bed on time")),
        ),
        feeds=(Feeds.FOR, Feeds.TO),
        for_others=True,
    ),
    Question(
        key="knocks_me",
        you=_("What can upset you or make you ill?"),
        named=_("What can upset %(name)s or make them ill?"),
        heading=_("What can upset me"),
        picture="rain",
        examples=((_("When plans change and nobody tells me."), "Max"), (_("The week of Mum's birthday."), "Gwen")),
        choices=(
            PictureChoice("loud", _("Too much noise")),
            PictureChoice("tired", _("Not enough sleep")),
            PictureChoice("people", _("Too many people")),
            PictureChoice("time", _("Being rushed")),
            PictureChoice("pain", _("Being in pain")),
            PictureChoice("person", _("Being alone too long")),
        ),
        feeds=(Feeds.SUPPORT,),
        for_others=True,
    ),
    Question(
        key="signs",
        you=_("How can people tell you are not well?"),
        named=_("How can you tell that %(name)s is not well?"),
        heading=_("Signs that I am not well"),
        picture="thermometer",
        examples=((_("I stop answering my phone."), "Max"), (_("I walk up and down."), "Leo")),
        choices=(
            PictureChoice("quiet", _("I go quiet")),
            PictureChoice("food", _("I stop eating")),
            PictureChoice("bed", _("I stay in bed")),
            PictureChoice("cross", _("I get cross fast")),
            PictureChoice("cry", _("I cry")),
            PictureChoice("night", _("I am up at night")),
        ),
        feeds=(Feeds.FOR,),
        for_others=True,
    ),
    Question(
        key="do",
        you=_("What should people do then?"),
        named=_("What should people do when %(name)s is not well?"),
        heading=_("Please do this"),
        picture="hands",
        examples=((_("Sit near me. You need not talk."), "Max"), (_("Ring my sister."), "Bea")),
        choices=(
            PictureChoice("quiet", _("Take me somewhere quiet")),
            PictureChoice("tea", _("Make me a hot drink")),
            PictureChoice("ear", _("Listen to me")),
            PictureChoice("call", _("Call somebody I trust")),
            PictureChoice("doctor", _("Help me see the doctor")),
            PictureChoice("time", _("Give me time")),
        ),
        feeds=(Feeds.SUPPORT,),
        for_others=True,
    ),
    Question(
        key="do_not",
        you=_("What should people not do then?"),
        named=_("What should people not do when %(name)s is not well?"),
        heading=_("Please do not do this"),
        picture="stop",
        examples=((_("Do not say cheer up."), "Max"), (_("Do not all come in at once."), "Leo")),
        choices=(
            PictureChoice("hug", _("Do not touch me")),
            PictureChoice("loud", _("Do not shout")),
            PictureChoice("question", _("Do not ask lots of questions")),
            PictureChoice("person", _("Do not leave me on my own")),
        ),
        feeds=(Feeds.SUPPORT,),
        for_others=True,
    ),
    Question(
        key="after",
        you=_("What helps you get back to normal?"),
        named=_("What helps %(name)s get back to normal?"),
        heading=_("What helps me back"),
        picture="sun",
        examples=((_("One small thing a day, then two."), "Max"), (_("A long bath and my own bed."), "Gwen")),
        choices=(
            PictureChoice("sleep", _("Lots of rest")),
            PictureChoice("home", _("Being at home")),
            PictureChoice("friends", _("Friends who visit")),
            PictureChoice("garden", _("Some fresh air")),
            PictureChoice("calendar", _("Back to my week, slowly")),
            PictureChoice("talk", _("Talking about it")),
        ),
        feeds=(Feeds.SUPPORT,),
        for_others=True,
    ),
    Question(
        key="what_if",
        you=_("What if...? Make a plan for it."),
        named=_("What if something happens to %(name)s? Make a plan."),
        heading=_("What if"),
        wallet=True,
        variants={
            PlanFor.CARER: Asked(
                _("What if you are ill, or must be away? What then?"),
                _("What if %(name)s is ill, or must be away? What then?"),
                _("Who takes over? Who knows what to do?"),
            ),
        },
        kind=FieldKind.ROWS,
        picture="umbrella",
        hint=_("A helper is ill. The bus stops. The lights go out."),
        examples=(
            (_("What if my helper is ill? I ring Bea. She comes."), "Max"),
            (_("What if I am in hospital? Ann feeds the cat."), "Gwen"),
        ),
        cells=WHAT_IF_CELLS,
        # Somebody helps, and there is nobody for when they cannot.
        row_feeds=(
            RowFeed(
                Feeds.BARRIER,
                ("what_if",),
                needs=("who",),
                without="backup",
                words=_("Nobody else can help: %(words)s"),
            ),
        ),
        for_others=True,
    ),
    Question(
        key="who_holds_copy",
        you=_("Who needs a copy?"),
        named=_("Who needs a copy of this?"),
        heading=_("Who needs a copy"),
        kind=FieldKind.ROWS,
        picture="letter",
        hint=_("This does not send it. You choose who can see."),
        cells=(
            Cell(
                "person",
                _("Who is it?"),
                _("Who is it?"),
                _("Who needs a copy"),
                kind=CellKind.PERSON,
            ),
        ),
    ),
)

TOOL = Tool(
    key="staying_well",
    place=Place.HEALTH,
    title=_("Staying well, and what if"),
    summary=_("What keeps you well, how to tell you are not, and what to do."),
    picture="umbrella",
    credit=_("After wellness planning by Mary Ellen Copeland and others, and carers' emergency plans."),
    leads_for=frozenset({PlanFor.OLDER, PlanFor.CARER}),
    drawing="plans/drawings/well_path.html",
    draw=well_path,
    sensitive=True,
    # Papers of the law and of the hospital: this tool only says where they are made.
    links={
        "https://www.nhs.uk/conditions/end-of-life-care/planning-ahead/advance-statement/": _("An advance statement"),
        "https://www.nhs.uk/conditions/end-of-life-care/planning-ahead/advance-decision-to-refuse-treatment/": _(
            "An advance decision to say no to treatment"
        ),
        "https://www.gov.uk/power-of-attorney": _("An attorney: somebody who may decide for me"),
        "https://www.nhs.uk/conditions/learning-disabilities/going-into-hospital/": _("A hospital passport"),
    },
    questions=QUESTIONS,
)
