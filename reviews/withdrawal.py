"""What stays of a meeting when somebody stops seeing something: their own cards."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from people.models import Connection, Person
from people.withdrawal import says_what_stays
from plans.withdrawal import theirs_stays
from reviews.models import ReviewView


@says_what_stays
def cards_stay(person: Person, part_ids: Collection[uuid.UUID], stopping: Collection[Connection]) -> list[str]:
    """Cards stay in the voice of whoever wrote them; the person may hide one or cross it out."""
    authors = ReviewView.objects.filter(review__person=person, author__in=stopping).values_list("author", flat=True)
    wrote = set(authors)
    return theirs_stays([each.name for each in stopping if each.pk in wrote])
