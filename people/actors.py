"""Who is acting. Every read and write is told, so that no rule has to guess from a request."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from people.models import Connection, Organisation, Person, RecordedAuthority, StaffRole, User


@dataclass(frozen=True)
class Actor:
    """Somebody who acts or looks.

    `user` is the signed-in user, None for nobody. `connection` is set only when a page is drawn as
    somebody else would see it (see-as, a PDF for an audience): then `read_only` is True and the policy
    allows no write. `staff_role` is the one staff role chosen for this act: somebody who holds two
    must pick, and cannot stand on both sides of a decision.
    `token_scopes` is None for a person at a screen; a program with a token has only what it lists.
    `private_shut` says that what is just for them stays shut now, also for them: somebody is helping, or they asked
    that their passkey be shown first (docs/adr/0017).
    """

    user: User | None = None
    connection: Connection | None = None
    staff_role: StaffRole | None = None
    read_only: bool = False
    on_behalf_of: str = ""
    token_scopes: frozenset[str] | None = None
    private_shut: bool = False
    system: str = field(default="")
    # True while something is being sent: nobody is asked for a reason then, so that no word is lost on the way.
    sending: bool = False

    @property
    def is_anonymous(self) -> bool:
        return self.user is None and self.connection is None and not self.system

    @property
    def role(self) -> str:
        """The code of the staff role in use, or an empty string."""
        return self.staff_role.role if self.staff_role else ""

    @property
    def organisation(self) -> Organisation | None:
        return self.staff_role.organisation if self.staff_role else None

    @property
    def user_id(self) -> object:
        return self.user.pk if self.user else None

    @cached_property
    def person(self) -> Person | None:
        """The person whose own plan this user writes, if they have one."""
        return getattr(self.user, "person", None) if self.user else None

    @cached_property
    def helps(self) -> frozenset[object]:
        """The people whom this user is helping to write at this moment. No query while nobody may be helped."""
        from people.models import HelpSession

        until = self.user.help_until if self.user else None
        if until is None or until <= timezone.now():
            return frozenset()
        mine = HelpSession.objects.running().filter(connection__user=self.user)
        return frozenset(mine.values_list("person_id", flat=True))

    @cached_property
    def authorities(self) -> tuple[RecordedAuthority, ...]:
        """The recorded authorities of this user that are in force, by which they may act for somebody."""
        from people.models import RecordedAuthority
        from row_security import acting

        if self.user is None:
            return ()
        with acting.system("by which authorities somebody acts"):
            held = RecordedAuthority.objects.in_force().filter(connection__user=self.user).exclude(places=[])
            return tuple(held.select_related("person").order_by("starts_on", "pk"))

    def is_person(self, person: Person) -> bool:
        """Whether the actor is this very person, at their own screen."""
        return self.user is not None and person.user_id == self.user.pk and not self.read_only

    # What the audit record reads, so that audit needs to know nothing of this app.
    @property
    def audit_id(self) -> str:
        if self.user:
            return str(self.user.pk)
        return f"system:{self.system}" if self.system else ""

    @property
    def audit_label(self) -> str:
        return self.user.name if self.user else self.system

    @property
    def role_label(self) -> str:
        return str(self.staff_role.get_role_display()) if self.staff_role else ""

    @property
    def organisation_id(self) -> str:
        return str(self.staff_role.organisation_id) if self.staff_role else ""


def seeing_as(connection: Connection) -> Actor:
    """The read-only actor through whom a page is drawn as `connection` would see it. No session is made."""
    return Actor(user=connection.user, connection=connection, read_only=True)


def system(name: str) -> Actor:
    """The actor of work that no person started, such as a reminder that came due."""
    return Actor(system=name)
