"""Histories and life story: how today makes sense. Other people's memories are always shown as theirs."""

from django.utils.translation import gettext_lazy as _

from plans.drawings.life_story import life_story
from plans.enums import Place, PlanFor
from plans.tools.declaration import Cell, CellKind, Feeds, FieldKind, PictureChoice, Question, Tool

TOOL = Tool(
    key="life_story",
    place=Place.ME,
    title=_("The story of my life"),
    summary=_("What happened in your life, with photos, and what it tells us."),
    picture="book",
    credit=_("After MAPs, Personal Futures Planning and life story work with older people."),
    leads_for=frozenset({PlanFor.OLDER}),
    drawing="plans/drawings/life_story.html",
    draw=life_story,
    sensitive=True,
    questions=(
        # Who can see one memory is the door of that answer (just me, or whoever sees the part), which is kept
        # by the database; a cell that only said so would keep nobody out.
        Question(
            key="events",
            you=_("What happened in your life?"),
            named=_("What happened in the life of %(name)s?"),
            heading=_("What happened in my life"),
            kind=FieldKind.ROWS,
            picture="photo",
            hint=_("Who was there? How did it feel? Add photos if you like."),
            examples=(
                (_("In the 1960s I worked in the mill. We sang all day."), "Gwen"),
                (_("When I was ten we got our first dog."), "Leo"),
            ),
            cells=(
                Cell("when", _("When was it?"), _("When was it?"), _("When"), kind=CellKind.WHEN),
                Cell("title", _("What shall we call it?"), _("What shall we call it?"), _("Its name")),
                Cell("story", _("What happened?"), _("What happened?"), _("What happened"), kind=CellKind.STORY),
                Cell("people", _("Who was there?"), _("Who was there?"), _("Who was there"), kind=CellKind.PERSON),
                Cell("place", _("Where was it?"), _("Where was it?"), _("Where"), kind=CellKind.PLACE),
                Cell(
                    "feeling",
                    _("How did it feel?"),
                    _("How did it feel for %(name)s?"),
                    _("How it felt"),
                    kind=CellKind.FACES,
                ),
            ),
            for_others=True,
            voices=True,
        ),
        Question(
            key="ways",
            you=_("What do you love? What do you believe?"),
            named=_("What does %(name)s love? What does %(name)s believe?"),
            heading=_("What I love and believe"),
            picture="heart",
            hint=_("Your work, faith, music and food. The name you like."),
            examples=((_("Call me Gwen, not Gwendoline."), "Gwen"), (_("Chapel on Sundays."), "Leo")),
            choices=(
                PictureChoice("pray", _("My faith")),
                PictureChoice("music", _("My music")),
                PictureChoice("food", _("My food")),
                PictureChoice("work", _("The work I did")),
                PictureChoice("language", _("My language")),
                PictureChoice("garden", _("My garden")),
                PictureChoice("sport", _("My team")),
            ),
            feeds=(Feeds.TO,),
            for_others=True,
            voices=True,
        ),
        Question(
            key="hard_times",
            you=_("Is there something hard we should know, so we can be kind?"),
            named=_("Is there something hard we should know about %(name)s, so we can be kind?"),
            heading=_("Hard times"),
            picture="rain",
            hint=_("Only you see this, until you say otherwise."),
            kind=FieldKind.ROWS,
            examples=((_("My brother died in spring. April is hard for me."), "Leo"),),
            cells=(
                Cell("when", _("When was it?"), _("When was it?"), _("When"), kind=CellKind.WHEN),
                Cell("story", _("What happened?"), _("What happened?"), _("What happened"), kind=CellKind.STORY),
            ),
            private=True,
            shall_we=_("The next question is about hard times. You can skip it. Somebody you trust can sit with you."),
        ),
        Question(
            key="means_now",
            you=_("What does this tell people about how to help you?"),
            named=_("What does this tell people about how to help %(name)s?"),
            heading=_("How to help me now"),
            picture="hand",
            examples=(
                (_("Put the radio on when it is time for chapel."), "Gwen"),
                (_("Do not wake me with a loud voice."), "Leo"),
            ),
            feeds=(Feeds.SUPPORT,),
            for_others=True,
            voices=True,
        ),
    ),
)
