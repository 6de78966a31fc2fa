"""Named ways to read the record."""

from datetime import datetime
from uuid import UUID

from django.db import models

from audit.enums import EntryKind


class AuditEntryQuerySet(models.QuerySet):
    """Entries; filters have names and go newest first only where a reader sees them."""

    def about(self, person_id: UUID | str) -> "AuditEntryQuerySet":
        """Entries about one person, newest first: an index read, whatever the size of the table."""
        return self.filter(about_person=str(person_id)).order_by("-at", "-id")

    def looks(self) -> "AuditEntryQuerySet":
        """Entries that say that somebody opened something."""
        return self.filter(kind=EntryKind.LOOK)

    def of_staff(self, actor_id: object, since: datetime) -> "AuditEntryQuerySet":
        """What a member of staff opened since a moment, in any role: an index read."""
        return self.looks().filter(actor_id=str(actor_id), at__gte=since).exclude(role="")

    def without_detail(self, name: str, values: list[str]) -> "AuditEntryQuerySet":
        """Entries whose detail `name` is none of these, or that have none: most have not, and stay."""
        return self.exclude(**{"details__has_key": name, f"details__{name}__in": values})

    def refusals(self) -> "AuditEntryQuerySet":
        """Entries that say that somebody asked and was not let in."""
        return self.filter(kind=EntryKind.REFUSED)

    def in_stretch(self, *, after: int, up_to: int) -> "AuditEntryQuerySet":
        """Entries with after < id <= up_to, in the order in which they are sealed."""
        return self.filter(id__gt=after, id__lte=up_to).order_by("id")

    def after(self, entry_id: int) -> "AuditEntryQuerySet":
        """Entries with a higher id, in order."""
        return self.filter(id__gt=entry_id).order_by("id")


class AuditSealQuerySet(models.QuerySet):
    """Seals, a chain from number 1."""

    def in_order(self) -> "AuditSealQuerySet":
        """From the first seal to the newest."""
        return self.order_by("number")

    def newest(self):
        """The head of the chain (an AuditSeal), or None before the first seal."""
        return self.order_by("-number").first()

    def holds(self, head: str) -> bool:
        """Whether the chain has this seal, given as number:fingerprint."""
        number, _, fingerprint = head.partition(":")
        return self.filter(number=int(number), fingerprint=fingerprint).exists()

    def missing(self, heads: list[str]) -> str:
        """The first of these heads that the chain does not have; "" when it has all. One statement."""
        there = {f"{number}:{fingerprint}" for number, fingerprint in self.values_list("number", "fingerprint")}
        return next((head for head in heads if head not in there), "")
