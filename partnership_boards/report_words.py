"""A report in plain words: what each figure says, said once, from shown figures alone."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnership_boards.disclosure import percent
from partnership_boards.enums import Change
from partnership_boards.reports import TOLD, Content
from plans.counts import Barrier, Place

# The places as a board says them: a person says "my", a board speaks of many.
PLACES: dict[str, Promise] = {
    Place.ME: gettext_lazy("being known and liked"),
    Place.PEOPLE: gettext_lazy("friends and family"),
    Place.DAY: gettext_lazy("what people do each day"),
    Place.HOME: gettext_lazy("home"),
    Place.DREAMS: gettext_lazy("dreams"),
    Place.HEALTH: gettext_lazy("health"),
    Place.MEETING: gettext_lazy("having a say"),
    Place.MONEY: gettext_lazy("money"),
}
# The good news of each place, as a sentence.
CHANGING: dict[str, Promise] = {
    Place.ME: gettext_lazy("More people feel known and liked."),
    Place.PEOPLE: gettext_lazy("Life with friends and family is changing."),
    Place.DAY: gettext_lazy("People do more of what they like."),
    Place.HOME: gettext_lazy("Life at home is changing."),
    Place.DREAMS: gettext_lazy("Dreams are coming true."),
    Place.HEALTH: gettext_lazy("People say their health changed."),
    Place.MEETING: gettext_lazy("People have more of a say."),
    Place.MONEY: gettext_lazy("People say their money changed."),
}
# What each barrier is, as a sentence; a picture of it; and the part of life that lends it a colour.
STANDS_IN_THE_WAY: dict[str, tuple[Promise, str, str]] = {
    Barrier.HOME: (gettext_lazy("The right home is hard to find."), "home", "home"),
    Barrier.GETTING_AROUND: (gettext_lazy("Getting around is hard."), "bus", "day"),
    Barrier.WORK: (gettext_lazy("Work and learning are hard to get."), "work", "dreams"),
    Barrier.MONEY: (gettext_lazy("Money and benefits get in the way."), "money", "money"),
    Barrier.ATTITUDES: (gettext_lazy("What other people think gets in the way."), "think", "me"),
    Barrier.STAFF: (gettext_lazy("There is not enough of the right support."), "support", "people"),
    Barrier.HEALTH: (gettext_lazy("Good health care is hard to get."), "health", "health"),
    Barrier.RULES: (gettext_lazy("Rules and forms get in the way."), "list", "money"),
    Barrier.PEOPLE: (gettext_lazy("People miss friends and family."), "friends", "people"),
    Barrier.COMMUNICATION: (gettext_lazy("Words are too hard to understand."), "talk", "meeting"),
    Barrier.PLACES: (gettext_lazy("There is too little to do nearby."), "place", "day"),
    Barrier.VOICE: (gettext_lazy("Other people decide too much."), "speech", "meeting"),
    Barrier.CARER: (gettext_lazy("Carers get too little rest."), "carer", "people"),
    Barrier.SAFETY: (gettext_lazy("People do not always feel safe."), "shield", "health"),
    Barrier.OTHER: (gettext_lazy("Other things get in the way."), "puzzle", "dreams"),
}
SEASONS: tuple[Promise, ...] = (
    gettext_lazy("Winter %(year)s"), gettext_lazy("Spring %(year)s"), gettext_lazy("Summer %(year)s"),
    gettext_lazy("Autumn %(year)s"),
)  # fmt: skip
BARRIERS_IN_THE_SHORT_VERSION = 2


def season(starts_on: date) -> str:
    """The name of the quarter that begins on this day."""
    return str(SEASONS[(starts_on.month - 1) // 3]) % {"year": starts_on.year}


def share(row: Content, change: Change) -> int | None:
    """Of 100 people who told something of this place, how many said this; None when a figure is hidden."""
    told = [row[each.value] for each in TOLD]
    return None if None in told else percent(row[change.value], sum(told))


def shares(content: Content, change: Change) -> dict[str, int | None]:
    """For each place, of 100 people."""
    return {row["place"]: share(row, change) for row in content["life"]}


def most(figures: dict[str, int | None]) -> str | None:
    """The place or barrier with the greatest shown figure; the first of several; None when all are hidden."""
    shown = {key: figure for key, figure in figures.items() if figure is not None}
    return max(shown, key=lambda key: shown[key]) if shown else None


def ranked(content: Content) -> list[tuple[str, int]]:
    """Barriers with a shown figure, the most told first, those alike in their fixed order."""
    shown = [(row["code"], row["people"]) for row in content["barriers"] if row["people"] is not None]
    return sorted(shown, key=lambda pair: -pair[1])


def in_ten(hundredths: int) -> str:
    """ "4 in 10" for 43 of 100."""
    tens = (hundredths + 5) // 10
    return _("%(tens)s in 10") % {"tens": tens} if tens else _("Fewer than 1 in 10")


def hides_something(content: Content) -> bool:
    """Whether any figure of the report is hidden."""
    rows = [*content["life"], *content["barriers"]]
    return any(value is None for row in rows for value in row.values())


def headline(content: Content) -> str:
    """The two things to know, for the head of the page."""
    place, barriers = most(shares(content, Change.CHANGED)), ranked(content)
    said = [str(CHANGING[place])] if place else []
    said += [str(STANDS_IN_THE_WAY[barriers[0][0]][0])] if barriers else []
    return " ".join(said) or _("What people told us about their lives")


def short_version(content: Content) -> list[dict[str, str]]:
    """At most eight easy sentences, each with a picture and a part of life that lends its colour."""
    people = content["people"]
    lines = []
    if people is not None:
        words = _("About %(people)s people told us about their lives.") % {"people": people}
        lines.append({"words": words, "picture": "people", "part": "people"})
    lines += _changed_line(content) + _stuck_line(content)
    for code, _figure in ranked(content)[:BARRIERS_IN_THE_SHORT_VERSION]:
        words, picture, part = STANDS_IN_THE_WAY[code]
        lines.append({"words": str(words), "picture": picture, "part": part})
    if hides_something(content):
        lines.append({"words": _("We hide small numbers so nobody can be found."), "picture": "eye", "part": "me"})
    return lines


def _changed_line(content: Content) -> list[dict[str, str]]:
    figures = shares(content, Change.CHANGED)
    place = most(figures)
    if place is None:
        return []
    return [{"words": changed_words(place, figures[place] or 0), "picture": "", "part": place}]


def _stuck_line(content: Content) -> list[dict[str, str]]:
    figures = shares(content, Change.STUCK)
    place = most(figures)
    if place is None:
        return []
    return [{"words": stuck_words(place, figures[place] or 0), "picture": "", "part": place}]


def changed_words(place: str, hundredths: int) -> str:
    told = {"many": in_ten(hundredths), "place": PLACES[place]}
    return _("%(many)s say life changed: %(place)s.") % told


def stuck_words(place: str, hundredths: int) -> str:
    return _("%(many)s say they are stuck: %(place)s.") % {"many": in_ten(hundredths), "place": PLACES[place]}
