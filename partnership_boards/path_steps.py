"""What is asked on a PATH of a board: seven steps, who draws it and what they hold on to, and the look back.

Source: planning tools reference, 2.14 and section 4 (Organisational PATH). Filled from the dream back to this week.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from partnership_boards.enums import Asked, Months, PathKind, Perspective, Worked

if TYPE_CHECKING:
    from django.db.models import Choices
    from django.utils.functional import Promise


@dataclass(frozen=True)
class Step:
    """One thing to ask: the cells of an answer with their labels, in the order they are asked. The first is needed."""

    kind: PathKind
    ask: Promise
    hint: Promise
    cells: Mapping[str, Promise]
    picture: str
    number: int = 0
    picks: type[Choices] | None = None
    needed: frozenset[str] = field(default=frozenset({"words"}))
    short: bool = False  # a name or a word, not sentences

    @property
    def heading(self) -> str:
        return str(self.kind.label)


STEPS: Mapping[str, Step] = {
    step.kind.value: step
    for step in (
        Step(
            PathKind.DREAM, _("What is our big dream for this area?"), _("There are no limits here."),
            {"words": _("Our dream")}, "dream", 1,
        ),
        Step(
            PathKind.GOALS_YEAR, _("It is that day. It all went well. What have we done?"),
            _("Say it as if it is done. Good things that can really happen."), {"words": _("What we have done")}, "party", 2,
        ),
        Step(
            PathKind.NOW, _("What has worked for us, and what has not?"), _("How it is now, and how it feels."),
            {"words": _("What is it?"), "pick": _("Has it worked?")}, "pin", 3, Worked, frozenset({"words", "pick"}),
        ),
        Step(
            PathKind.ENROL, _("Who do we need to help us?"), _("A group, a job or a member. And who will ask them?"),
            {
                "name": _("Who?"), "words": _("What do we ask them to do?"), "asks": _("Who asks them?"),
                "pick": _("What was their answer?"),
            },
            "people", 4, Asked, frozenset({"name"}),
        ),
        Step(
            PathKind.STAY_STRONG, _("What will keep us strong?"), _("What gives us energy? What must we stop?"),
            {"words": _("What keeps us strong")}, "strong", 5,
        ),
        Step(
            PathKind.THREE_SIX, _("What will we have done in three months? In six?"), _("Steps on the way to that day."),
            {"pick": _("By when?"), "words": _("What have we done?"), "name": _("Who does it?")},
            "time", 6, Months, frozenset({"words", "pick"}),
        ),
        Step(
            PathKind.FIRST_STEPS, _("What will we do first?"), _("Small steps. Each one has one name."),
            {
                "words": _("What will we do?"), "name": _("Who will see to it?"), "by_when": _("By which day?"),
                "notice": _("How will people notice?"),
            },
            "walk", 7, None, frozenset({"words", "name"}),
        ),
        Step(
            PathKind.WORDS, _("One word about today"), _("Everybody can say one."), {"words": _("One word")}, "speech",
            short=True,
        ),
        Step(
            PathKind.MEMBER, _("Who draws this path?"),
            _("Name first the people whose lives it is about. Everybody here is a full member."),
            {
                "words": _("Name"), "pick": _("Whom do they speak for?"),
                "may_be_named": _("They said yes: everybody may read their name."),
            },
            "people", 0, Perspective, frozenset({"words", "pick"}), short=True,
        ),
        Step(
            PathKind.PRINCIPLE, _("What do we hold on to, whatever happens?"), _("One thing at a time."),
            {"words": _("What we hold on to")}, "anchor",
        ),
        Step(
            PathKind.WORKING, _("What is working now?"), _("Say it in the board's words. Name nobody."),
            {"pick": _("Who says so?"), "words": _("What is working?")},
            "thumb-up", 0, Perspective, frozenset({"words", "pick"}),
        ),
        Step(
            PathKind.NOT_WORKING, _("What is not working yet?"), _("Say it in the board's words. Name nobody."),
            {"pick": _("Who says so?"), "words": _("What is not working?")},
            "thumb-down", 0, Perspective, frozenset({"words", "pick"}),
        ),
    )
}  # fmt: skip
SEVEN = tuple(sorted((step for step in STEPS.values() if step.number), key=lambda step: step.number))
IN_REVIEW = (PathKind.WORKING, PathKind.NOT_WORKING)
ON_THE_PATH = tuple(kind for kind in STEPS if kind not in IN_REVIEW)
CELLS = ("words", "name", "asks", "pick", "by_when", "notice", "may_be_named")
