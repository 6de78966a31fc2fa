"""The agreement about a risk: written by the person, answered by each for themself. Silence is never a yes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit import record
from people.actors import Actor
from people.models import Connection, Person
from people.policy import require
from plans.models import Part
from row_security import acting
from safeguarding.enums import Says
from safeguarding.models import PositiveRiskRecord, RiskAnswer, RiskPlace, RiskView

WRITTEN = (
    "want", "why", "good", "helps", "safeguards", "signs", "then_do", "decision", "who_decides", "law", "look_again_on",
)  # fmt: skip


@transaction.atomic
def start_record(
    *, by: Actor, person: Person, given: Mapping[str, Any], part: Part | None = None
) -> PositiveRiskRecord:
    """Write the first version. `given` has the fields of WRITTEN by name; `part` is where its words were offered from."""
    require(by, "safeguarding.start_risk", person)
    found = PositiveRiskRecord.objects.create(person=person, part=part, **{name: given[name] for name in WRITTEN})
    _keep(by, found, "risk_started")
    return found


@transaction.atomic
def change_record(*, by: Actor, found: PositiveRiskRecord, given: Mapping[str, Any]) -> None:
    """Change its words. That makes a new version, and every yes is asked for anew; the same words change nothing."""
    held = PositiveRiskRecord.objects.select_for_update(of=("self",)).select_related("person").get(pk=found.pk)
    require(by, "safeguarding.write_risk", held)
    if all(getattr(held, name) == given[name] for name in WRITTEN):
        return
    for name in WRITTEN:
        setattr(held, name, given[name])
    held.version, held.changed_at = held.version + 1, timezone.now()
    held.save()
    _keep(by, held, "risk_changed", version=held.version)


@transaction.atomic
def ask(*, by: Actor, found: PositiveRiskRecord, connection: Connection) -> RiskPlace:
    """Name somebody of the circle: they may read this page, and are asked for their yes or no."""
    require(by, "safeguarding.write_risk", found)
    if not Connection.objects.live().filter(pk=connection.pk, circle=found.person_id).exists():
        raise PermissionDenied("not_connected")
    place, _ = RiskPlace.objects.update_or_create(record=found, connection=connection, defaults={"ended_at": None})
    _keep(by, found, "risk_asked", connection=connection.pk)
    return place


@transaction.atomic
def stop_asking(*, by: Actor, place: RiskPlace) -> None:
    """Take somebody off the page at once. What they said stays."""
    require(by, "safeguarding.write_risk", place.record)
    RiskPlace.objects.filter(pk=place.pk, ended_at__isnull=True).update(ended_at=timezone.now())
    _keep(by, place.record, "risk_not_asked", connection=place.connection_id)


@transaction.atomic
def answer(*, by: Actor, found: PositiveRiskRecord, version: int, says: str, words: str = "") -> RiskAnswer:
    """Somebody's own yes or no to the version that they read. Raises ValueError when that is no longer the newest."""
    with acting.system("holding the row of an agreement that only the person writes"):
        held = PositiveRiskRecord.objects.select_for_update(of=("self",)).select_related("person").get(pk=found.pk)
    require(by, "safeguarding.answer_risk", held)
    if version != held.version:
        raise ValueError("another version")
    tie = tie_of(by, held)
    row = RiskAnswer.objects.create(
        record=held, version=version, connection_ref=str(tie.pk) if tie else "", is_persons=tie is None,
        label=tie.name if tie else held.person.preferred_name, says=Says(says), words=words,
    )  # fmt: skip
    _keep(by, held, "risk_answered", version=version, says=str(says))
    return row


@transaction.atomic
def add_view(*, by: Actor, found: PositiveRiskRecord, words: str, likely: str, bad: str) -> RiskView:
    """What somebody thinks could go wrong, in their own voice beside the person's."""
    require(by, "safeguarding.answer_risk", found)
    tie = tie_of(by, found)
    row = RiskView.objects.create(
        record=found, connection=tie, is_persons=tie is None, label=tie.name if tie else found.person.preferred_name,
        words=words, likely=likely, bad=bad,
    )  # fmt: skip
    _keep(by, found, "risk_view_added")
    return row


@transaction.atomic
def end_record(*, by: Actor, found: PositiveRiskRecord) -> None:
    """The person does not want it any more. Nobody else reads it from now on; it stays theirs."""
    require(by, "safeguarding.write_risk", found)
    now = timezone.now()
    PositiveRiskRecord.objects.filter(pk=found.pk).update(ended_at=now)
    RiskPlace.objects.filter(record=found, ended_at__isnull=True).update(ended_at=now)
    _keep(by, found, "risk_ended")


def tie_of(by: Actor, found: PositiveRiskRecord) -> Connection | None:
    """The tie by which somebody is named in an agreement; None is the person themself."""
    if by.is_person(found.person):
        return None
    return Connection.objects.live().filter(
        user=by.user, risk_places__record=found, risk_places__ended_at__isnull=True
    ).get()  # fmt: skip


def _keep(by: Actor, found: PositiveRiskRecord, what: str, **details: object) -> None:
    record.write(actor=by, action=f"safeguarding.{what}", about_person=found.person_id, obj=found, **details)
