"""The sheets on the wall of a person-centred review, as data (planning tools reference, section 3.1).

The sheet of actions is not written on: it is drawn from the promises themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Sheet:
    """A sheet: its key, its title and question for the person and for the others, its picture.

    `goes_to` is the question of the person's plan that its words may be offered to: (tool, field), or None.
    """

    key: str
    title: str | Promise
    ask_me: str | Promise
    ask_others: str | Promise
    picture: str
    goes_to: tuple[str, str] | None = None


SHEETS: tuple[Sheet, ...] = (
    Sheet("here", _("Who is here"), _("Say hello."), _("Say your name, and how you know %(name)s."), "wave"),
    Sheet(
        "admire", _("What we like and admire"), _("What are you good at?"), _("What do you like about %(name)s?"), "star",
        ("one_page_profile", "appreciate"),
    ),
    Sheet(
        "to_now", _("What matters now"), _("What matters to you now?"), _("What matters to %(name)s now?"), "heart",
        ("one_page_profile", "important_to"),
    ),
    Sheet(
        "to_future", _("What matters for the future"), _("What do you want next?"), _("What does %(name)s hope for?"),
        "dream",
    ),
    Sheet(
        "for_support", _("Help to stay well and safe"), _("What help do you need?"), _("What help does %(name)s need?"),
        "support", ("one_page_profile", "support"),
    ),
    Sheet("questions", _("Questions to answer"), _("What do we need to find out?"), _("What do we need to find out?"), "question"),
    Sheet(
        "working", _("What is working?"), _("What is going well for you?"), _("What is going well, for %(name)s and for you?"),
        "thumb-up", ("working_not_working", "working"),
    ),
    Sheet(
        "not_working", _("What is not working?"), _("What is not going well for you?"),
        _("What is not going well, for %(name)s and for you?"), "thumb-down", ("working_not_working", "not_working"),
    ),
)  # fmt: skip
BY_KEY: dict[str, Sheet] = {sheet.key: sheet for sheet in SHEETS}
KEYS = [(sheet.key, sheet.title) for sheet in SHEETS]
