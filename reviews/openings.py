"""Meetings stand open beside the slips: to those whom the person asked, and to the facilitator who works with them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from people.actions import drop_letters
from people.enums import Voice
from people.models import Connection, Person
from people.openings import BesideSlips, Open, opens_beside_slips
from reviews.actions.meetings import letter_for
from reviews.enums import ReviewState
from reviews.models import Review, ReviewInvitation
from reviews.reading import day_words


def shut(person: Person, at: datetime) -> int:
    """Shut the meetings to everybody who was asked. Their answers and their cards stay; no letter asks them any more."""
    rows = ReviewInvitation.objects.filter(review__person=person, shut_at__isnull=True)
    for invitation in rows:
        drop_letters(starting_with=letter_for(invitation))
    return rows.update(shut_at=at)


def open_again(person: Person, at: datetime, voices: Collection[Voice]) -> None:
    ReviewInvitation.objects.filter(review__person=person, shut_at=at, connection__voice__in=voices).update(
        shut_at=None
    )


def meetings_of(connection: Connection) -> list[Open]:
    """The meetings that this one may open because the person asked them."""
    asked = ReviewInvitation.objects.coming().filter(connection=connection, review__person=connection.circle_id)
    rows = Review.objects.filter(invitations__in=asked).order_by("-meets_on", "-created_at")
    return [Open(_words(each), reverse("meeting", args=[each.pk])) for each in rows]


def _words(review: Review) -> str:
    day = review.held_on if review.state in (ReviewState.HELD, ReviewState.CLOSED) else review.meets_on
    if day is None:
        return _("My meeting that has no day yet")
    return _("My meeting on %(day)s") % {"day": day_words(day)}


def by_work(person_id: uuid.UUID, names: Sequence[str]) -> list[str]:
    """The council must look at a plan again with the person (Care Act 2014 s.27, SSWBA 2014 s.55): its facilitator does."""
    if not Review.objects.filter(person=person_id).exists():
        return []
    words = _("%(name)s can still see your meetings, and what was said there. The law asks the council for them.")
    return [words % {"name": name} for name in names]


opens_beside_slips(BesideSlips(shut, open_again, meetings_of, by_work))
