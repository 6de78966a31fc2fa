"""The one way in which somebody else's look at a person's things is kept, before any of it leaves.

Staff outside of their ordinary work are asked why first. What cannot be kept is not shown.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from audit import record
from audit.models import AuditEntry
from people.actors import Actor
from people.models import Person, Slip
from plans import ordinary
from plans.models import AccessOverride, LookReason, Part, Snapshot, SupportPlan
from plans.querysets import owned
from plans.staff_enums import Purpose

LOOKED = "plans.looked"
# A form that was opened within the longest session may be sent, whatever the hour: no word is lost on the way.
SENT_WITHIN = timedelta(hours=12)


class ReasonNeeded(PermissionDenied):
    """This look is out of the ordinary, and the worker has not said why today. Nothing was shown."""

    def __init__(self, person_id: object) -> None:
        super().__init__("say_why_first")
        self.person_id = person_id


@dataclass(frozen=True)
class Why:
    """What a look is for: `purpose` a code or the words of the work, `reason` the worker's own, `override` by law."""

    purpose: str = ""
    reason: str = ""
    override: uuid.UUID | None = None

    @property
    def details(self) -> dict[str, object]:
        """What the record keeps beside them."""
        return {} if self.override is None else {"override": self.override}


def look(
    *,
    actor: Actor,
    person: Person,
    action: str = LOOKED,
    obj: models.Model | None = None,
    part_key: str = "",
    purpose: str = "",
    parts: Iterable[uuid.UUID] | None = None,
) -> None:
    """Keep that somebody else opens this. Call it before the page is drawn; if it raises, show nothing.

    `parts` are all whose names or words the page shows, if it shows more than the one that `obj` is: they decide
    whether it is a look by law. `purpose` is what this page is for; staff have a better one where today's work or their own words say it.
    Raises ReasonNeeded for staff outside of their ordinary work.
    """
    if actor.is_person(person):
        return
    if parts is None and isinstance(obj, Part):
        parts = [obj.pk]
    why = why_of(actor, person.pk, parts=parts)
    record.look(
        actor=actor, action=action, about_person=person.pk, obj=obj, part_key=part_key,
        purpose=why.purpose if why.reason or why.override or not purpose else purpose, reason=why.reason, **why.details,
    )  # fmt: skip


def looked_lately(actor: Actor, person_id: object, obj: models.Model, within: timedelta) -> bool:
    """Whether this actor's look at this very thing stands in the record already, from a moment ago."""
    looks = AuditEntry.objects.about(person_id).looks().filter(actor_id=actor.audit_id, object_id=str(obj.pk))
    return bool(actor.audit_id) and looks.filter(at__gt=timezone.now() - within).exists()


def why_of(actor: Actor, person_id: uuid.UUID, *, parts: Iterable[uuid.UUID] | None = None) -> Why:
    """What the look of this actor at these parts is for; None is a look at none of them, such as at a meeting.

    Raises ReasonNeeded when a worker must say it first.
    """
    looking = ordinary.looking_of(actor, person_id)
    if looking is None:
        return Why()
    by_law = _only_by_law(actor, person_id, parts)
    if by_law is not None:
        return Why(Purpose.BY_LAW, override=by_law)
    said = LookReason.objects.holding(actor.user_id, person_id).first()
    if said is not None:
        return Why(said.code, said.words)
    purpose = ordinary.purpose_today(looking)
    if ordinary.oddities(looking, purpose) and not (actor.sending and ordinary.opened_since(looking, SENT_WITHIN)):
        raise ReasonNeeded(person_id)
    return Why(purpose)


def people_to_say_why_for(actor: Actor) -> models.QuerySet[Person]:
    """The people of whom a member of staff may open something at all: tied to them, or to a plan they decide on."""
    if actor.staff_role is None:
        return Person.objects.none()
    plans = SupportPlan.objects.visible_to(actor).filter(person=OuterRef("pk"))
    copies = Snapshot.objects.visible_to(actor).filter(support_plan__person=OuterRef("pk"))
    tied = Person.objects.visible_to(actor).filter(pk=OuterRef("pk"))
    return Person.objects.filter(Exists(tied) | Exists(plans) | Exists(copies)).exclude(user=actor.user)


def open_by_law(actor: Actor) -> list[AccessOverride]:
    """What this member of staff has opened by law and not shut: it stands over every page of theirs."""
    if actor.staff_role is None:
        return []
    rows = AccessOverride.objects.visible_to(actor).open_now().filter(asked_by=actor.user)
    return list(rows.select_related("person").order_by("ends_at"))


def _only_by_law(actor: Actor, person_id: uuid.UUID, parts: Iterable[uuid.UUID] | None) -> uuid.UUID | None:
    """The opening by law without which the actor would not see one of these parts; None: they would see them all.

    One such part makes the whole look one by law: else the page of a place would tell of what is still to be told.
    Of two openings it is the one that the person is told of later. Without parts, it is one by law if nothing but the
    law lets this worker in.
    """
    opened = {
        row.slip_id: row for row in AccessOverride.objects.open_now().filter(person=person_id, asked_by=actor.user)
    }
    if not opened:
        return None
    by_law: dict[uuid.UUID, AccessOverride] = {}
    chosen: set[uuid.UUID] = set()
    for slip in Slip.objects.live().of(actor).filter(content_object=person_id):
        if slip.pk not in opened:
            chosen |= set(slip.part_ids) - set(slip.as_it_was_ids)
            continue
        for part_id in slip.part_ids:
            by_law[part_id] = max(by_law.get(part_id, opened[slip.pk]), opened[slip.pk], key=_told_last)
    if parts is None:
        shown = set() if chosen else set(by_law)
    else:
        shown = set(by_law).intersection(parts) - chosen
        shown -= set(Part.objects.filter(owned(actor), pk__in=shown).values_list("pk", flat=True))
    found = [by_law[part_id] for part_id in shown]
    return max(found, key=_told_last).pk if found else None


def _told_last(override: AccessOverride) -> datetime:
    return override.quiet_until or override.asked_at
