"""What an administrator and a member of staff may read about the work: names, roles and dates, never a plan."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from people.actors import Actor
from people.enums import Role
from people.models import Assignment, Connection, Organisation, Person, StaffRole, User
from row_security import acting

SHORTEST_REFERENCE = 8


def my_assignments(actor: Actor) -> QuerySet[Assignment]:
    """The people this member of staff works with now, with the day each piece of work ends."""
    live = Assignment.objects.live().filter(user=actor.user, connection__ended_at__isnull=True)
    return live.select_related("person").order_by("ends_on", "person__preferred_name")


def work_behind(connection: Connection) -> Assignment | None:
    """The work for which somebody is in a circle: what for, from when, until when. None where there is none."""
    return Assignment.objects.not_over().filter(connection=connection).first()


def roles_of(user: User) -> QuerySet[StaffRole]:
    """The live staff roles of one user."""
    return StaffRole.objects.live().filter(user=user).select_related("organisation").order_by("role")


def staff_of(organisation: Organisation) -> QuerySet[StaffRole]:
    """Everybody with a live role in an organisation, by name."""
    live = StaffRole.objects.live().filter(organisation=organisation)
    return live.select_related("user").order_by("user__name", "role")


def workers_of(organisation: Organisation) -> QuerySet[User]:
    """Who can be asked to work with somebody: the facilitators of an organisation."""
    facilitators = StaffRole.objects.live().filter(organisation=organisation, role=Role.FACILITATOR)
    return User.objects.filter(pk__in=facilitators.values("user")).order_by("name")


def work_of(organisation: Organisation) -> QuerySet[Assignment]:
    """Who works with whom in an organisation, and until when. Names and dates only."""
    live = Assignment.objects.live().filter(person__organisation=organisation, connection__ended_at__isnull=True)
    return live.select_related("person", "user").order_by("ends_on", "user__name")


@acting.system("finding the one person whose reference was typed")
def person_by_reference(organisation: Organisation, reference: str) -> Person | None:
    """The one person of an organisation whose reference begins so; None when there is none or more than one.

    People find their reference on their own help page. Eight characters or more, dashes and case aside.
    """
    typed = "".join(letter for letter in reference.lower() if letter in "0123456789abcdef")
    if len(typed) < SHORTEST_REFERENCE:
        return None
    dashed = f"{typed[:8]}-{typed[8:12]}-{typed[12:16]}-{typed[16:20]}-{typed[20:]}".rstrip("-")
    found = list(Person.objects.filter(Q(organisation=organisation), pk__startswith=dashed)[:2])
    return found[0] if len(found) == 1 else None
