"""One-page profile: a quick, true introduction. One for each setting is fine (home, school, hospital, work)."""

from django.utils.translation import gettext_lazy as _

from plans.drawings.profile import profile
from plans.enums import Place, PlanFor
from plans.tools.declaration import Feeds, FieldKind, PictureChoice, Question, Tool

TOOL = Tool(
    key="one_page_profile",
    place=Place.ME,
    title=_("All about me on one page"),
    summary=_("What people like about you, what matters to you and how to help you."),
    one_for=(_("Work"), _("School or college"), _("Hospital"), _("Somewhere new")),
    picture="person",
    credit=_("After the one-page profile of Helen Sanderson, from Essential Lifestyle Planning."),
    leads_for=frozenset({PlanFor.OLDER}),
    drawing="plans/drawings/profile.html",
    draw=profile,
    questions=(
        Question(
            key="photo",
            you=_("Add a picture of you that you like."),
            named=_("Add a picture of %(name)s that %(name)s likes."),
            heading=_("A picture of me"),
            kind=FieldKind.PHOTO,
            picture="camera",
            hint=_("It can be a photo or a drawing. You can skip this."),
        ),
        Question(
            key="appreciate",
            you=_("What do people like about you?"),
            named=_("What do you like and admire about %(name)s?"),
            heading=_("What people like about me"),
            picture="star",
            hint=_("What are you good at? Say it without a “but”."),
            examples=(
                (_("I remember every birthday."), "Bea"),
                (_("I make a very good pot of tea."), "Gwen"),
                (_("My friends say I am calm."), "Dev"),
            ),
            choices=(
                PictureChoice("sun", _("I make people laugh")),
                PictureChoice("ear", _("I listen well")),
                PictureChoice("guitar", _("I know a lot about music")),
                PictureChoice("hands", _("I help other people")),
                PictureChoice("cook", _("I am a good cook")),
                PictureChoice("strong", _("I keep trying")),
                PictureChoice("dog", _("I am kind to animals")),
            ),
            feeds=(Feeds.APPRECIATE,),
            for_others=True,
        ),
        Question(
            key="important_to",
            you=_("Who and what matters to you?"),
            named=_("Who and what matters to %(name)s?"),
            heading=_("What matters to me"),
            picture="heart",
            hint=_("What makes a day feel right? What would you miss? Say how, and when."),
            examples=(
                (_("Tea first thing. Milky, two sugars, my blue mug."), "Gwen"),
                (_("My phone call with my sister on Sundays."), "Leo"),
            ),
            choices=(
                PictureChoice("family", _("My family")),
                PictureChoice("friends", _("My friends")),
                PictureChoice("music", _("My music")),
                PictureChoice("dog", _("My pet")),
                PictureChoice("quiet", _("Some time on my own")),
                PictureChoice("pray", _("My faith")),
                PictureChoice("work", _("My work")),
            ),
            feeds=(Feeds.TO,),
            feeds_when_lost=(Feeds.OUTCOME,),
            for_others=True,
        ),
        Question(
            key="support",
            you=_("What help do you like?"),
            named=_("What help does %(name)s like?"),
            heading=_("How to help me"),
            picture="hand",
            hint=_("What should people do? What should they not do?"),
            examples=(
                (_("Give me time. Do not finish my words for me."), "Max"),
                (_("Tell me the day before if a plan changes."), "Bea"),
            ),
            choices=(
                PictureChoice("time", _("Give me time")),
                PictureChoice("photo", _("Show me pictures")),
                PictureChoice("ear", _("Listen to me first")),
                PictureChoice("calendar", _("Tell me before things change")),
                PictureChoice("quiet", _("Help me find a quiet place")),
                PictureChoice("talk", _("Talk to me, not about me")),
            ),
            feeds=(Feeds.SUPPORT,),
            for_others=True,
        ),
    ),
)
