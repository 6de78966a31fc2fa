"""The data lead: holds, the review of records whose time is over, and the sealed record."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from audit import record
from my_data import removing, retention
from my_data.enums import Review
from my_data.everything import rows_to_read
from my_data.holdings import HOLDINGS, NAMES_BESIDE, Holding
from my_data.models import Destruction, LegalHold
from people.actors import Actor
from people.models import Person
from people.policy import require
from plans.models import SupportPlan
from row_security import acting

LOOKED_AT_A_TIME = 500


@transaction.atomic
def place_hold(*, by: Actor, person: Person, reason: str, review_on: date) -> LegalHold:
    """Nothing of this person is destroyed until the hold is lifted. They read it, with the reason and the day.

    Source: UK GDPR Art. 17(3)(b), (e): a duty in law, or a legal claim.
    """
    require(by, "my_data.look_after_records", person.organisation)
    hold = LegalHold.objects.create(
        person=person, reason=reason.strip(), review_on=review_on, placed_by_label=by.audit_label
    )
    record.write(actor=by, action="my_data.hold_placed", about_person=person.pk, obj=hold, review_on=review_on)
    return hold


@transaction.atomic
def lift_hold(*, by: Actor, hold: LegalHold) -> None:
    """The reason is over. Lifting twice changes nothing."""
    require(by, "my_data.look_after_records", hold.person.organisation)
    if LegalHold.objects.in_force().filter(pk=hold.pk).update(lifted_at=timezone.now()):
        record.write(actor=by, action="my_data.hold_lifted", about_person=hold.person_id, obj=hold)


def propose_destructions(day: date | None = None) -> int:
    """Put before the data lead each record whose time is over. It destroys nothing. Returns how many are new.

    A person under a hold is left out; so is one whose record was kept for longer, until the day that was said.
    """
    today = day or timezone.localdate()
    waiting = Destruction.objects.filter(about_person=OuterRef("pk"))
    asked = waiting.filter(state=Review.WAITING) | waiting.filter(state=Review.KEPT, ask_again_on__gt=today)
    holds = LegalHold.objects.in_force().filter(person=OuterRef("pk"))
    plans = SupportPlan.objects.filter(person=OuterRef("pk"))
    people = Person.objects.filter(Exists(plans), ~Exists(asked), ~Exists(holds), organisation__isnull=False)
    found = 0
    for person in people.order_by("pk").iterator(chunk_size=LOOKED_AT_A_TIME):
        over = retention.over_on(person)
        if over is not None and over[0] <= today:
            found += _propose(person, *over)
    return found


@transaction.atomic
def _propose(person: Person, due_on: date, rule: object) -> int:
    made, fresh = Destruction.objects.get_or_create(
        about_person=person.pk, state=Review.WAITING,
        defaults={"organisation_id": person.organisation_id, "rule": rule, "due_on": due_on},
    )  # fmt: skip
    if fresh:
        record.write(actor=None, action="my_data.destruction_proposed", about_person=person.pk, obj=made)
    return int(fresh)


@transaction.atomic
def decide_destruction(
    *, by: Actor, destruction: Destruction, destroy: bool, reason: str, ask_again_on: date | None = None
) -> Destruction:
    """Destroy the council's record, or keep it for longer. Both need a reason; both are written down for good.

    Destroying takes the support plans, their money and their meetings; a person's own plan is not touched. Under a
    hold nothing is destroyed: PermissionError.
    """
    require(by, "my_data.look_after_records", destruction.organisation)
    held = Destruction.objects.select_for_update(of=("self",)).get(pk=destruction.pk)
    if held.state != Review.WAITING:
        return held
    if destroy:
        with acting.system("a record whose time is over is destroyed"):
            _destroy(held.about_person)
    held.state = Review.DESTROYED if destroy else Review.KEPT
    held.reason, held.ask_again_on = reason.strip(), None if destroy else ask_again_on
    held.decided_by_label, held.decided_at = by.audit_label, timezone.now()
    held.save()
    record.write(
        actor=by, action="my_data.destruction_decided", about_person=held.about_person, obj=held, state=str(held.state)
    )
    return held


@transaction.atomic
def read_sealed(*, by: Actor, person: Person, reason: str) -> list[tuple[Holding, list[list[tuple[str, str]]]]]:
    """What the law keeps of somebody who deleted, kind by kind, to read. The look and its reason are recorded first."""
    require(by, "my_data.look_after_records", person.organisation)
    record.look(actor=by, action="my_data.sealed_seen", about_person=person.pk, obj=person, reason=reason)
    with acting.system("the sealed record, for the data lead who gave a reason"):
        kept = [(holding, rows_to_read(person, holding)) for holding in HOLDINGS if holding.stays is not None]
    return [(holding, rows) for holding, rows in kept if rows]


def _destroy(person_id: UUID) -> None:
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        return
    if LegalHold.objects.in_force().filter(person=person).exists():
        raise PermissionError("held")
    for holding in HOLDINGS:
        if holding.stays is not None and holding.model not in NAMES_BESIDE:
            removing.take_out(holding.rows(person), holding)
    if person.sealed_at is not None:
        Person.objects.filter(pk=person.pk).delete()
