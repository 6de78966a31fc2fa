"""Rows about a person of which they are told later, by law: each as the condition that finds them.

An opening by law that nobody has answered, or whose telling was put off, shows in no page and no file of the person
(plans/looks.py does the same for the record). From the moment of telling it is there.
"""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from people.enums import LetterKind
from people.models import Person
from plans.models import AccessOverride


def openings(person: Person) -> Q:
    """Openings by law of which the person does not know."""
    return Q(pk__in=AccessOverride.objects.unknown_to_the_person().filter(person=person).values("pk"))


def slips(_person: Person) -> Q:
    """The slips by which such an opening opens something."""
    return Q(quiet_until__gt=timezone.now())


def letters(person: Person) -> Q:
    """Letters about such an opening; and letters to leads, which speak of a concern about somebody else."""
    found = Q(kind=LetterKind.CONCERN)
    for key in AccessOverride.objects.unknown_to_the_person().filter(person=person).values_list("pk", flat=True):
        found |= Q(for_what__startswith=f"override:{key}:")
    return found
