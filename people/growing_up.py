"""At 16 and at 18 more becomes a person's own to decide, and who sees their plan is asked once more."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from people import clock
from people.models import Person, Slip

# From 16 a person decides for themselves (Mental Capacity Act 2005 s.2(5)); at 18 parental responsibility ends
# (Children Act 1989 s.105).
DECIDES_AT, GROWN_UP_AT = 16, 18


def birthday(born_on: date, age: int) -> date:
    """The day on which somebody is `age` years old, from its first moment (Family Law Reform Act 1969 s.9). Born on
    29 February, that is 1 March."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


def age_on(born_on: date, day: date) -> int:
    """How many whole years old somebody is on a day."""
    years = day.year - born_on.year
    return years if birthday(born_on, years) <= day else years - 1


def age_to_ask_again(person: Person) -> int | None:
    """The age, 16 or 18, whose birthday came after the person shared something that is still shared, if they were not
    asked since. None: there is nothing to ask. Without a date of birth nobody is asked.
    """
    if person.born_on is None:
        return None
    reached = [age for age in (DECIDES_AT, GROWN_UP_AT) if birthday(person.born_on, age) <= clock.today()]
    if not reached or (person.sharing_asked_at_age or 0) >= reached[-1]:
        return None
    day = birthday(person.born_on, reached[-1])
    if timezone.localdate(person.created_at) >= day:
        return None
    earlier = Slip.objects.live().filter(content_object=person.pk, starts_at__date__lt=day)
    return reached[-1] if earlier.exists() else None
