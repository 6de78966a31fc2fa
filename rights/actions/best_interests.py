"""A best-interests decision: written while it is open, then closed and kept with its options and voices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import record
from people.actors import Actor
from people.models import RecordedAuthority
from people.policy import require
from rights.closing import NotYet, gaps_of_best_interests
from rights.enums import Conclusion
from rights.models import BestInterestsDecision, BestInterestsOption, CapacityRecord, Consulted

Rows = Sequence[Mapping[str, Any]]


@transaction.atomic
def write_best_interests(
    *,
    by: Actor,
    capacity: CapacityRecord,
    decision: BestInterestsDecision | None = None,
    options: Rows = (),
    consulted: Rows = (),
    close: bool = False,
    **said: Any,
) -> BestInterestsDecision:
    """Begin a decision that rests on `capacity`, or write on an open one; `close` ends the writing for good.

    `options` and `consulted` replace what was written of them. Raises PermissionDenied, or NotYet: above all when the
    record it rests on is open, is another person's, or came to anything but that the person could not decide this then.
    """
    require(by, "rights.write", capacity.person)
    if decision is None:
        decision = BestInterestsDecision(person=capacity.person, capacity=capacity, written_by=by.user)
    else:
        decision = BestInterestsDecision.objects.select_for_update().get(pk=decision.pk, capacity=capacity)
        if decision.closed_at is not None:
            raise NotYet({"": _("This record is closed. Write a new one, and it stands beside this one.")})
    for name, value in said.items():
        setattr(decision, name, value)
    _check_authority(decision.authority, capacity)
    decision.save()
    _replace(decision, BestInterestsOption, options)
    _replace(decision, Consulted, consulted)
    if close:
        _close(decision, capacity, options, consulted)
    record.write(
        actor=by, action="rights.best_interests_closed" if close else "rights.best_interests_written",
        about_person=capacity.person_id, obj=decision, capacity=capacity.pk,
    )  # fmt: skip
    return decision


def _close(decision: BestInterestsDecision, capacity: CapacityRecord, options: Rows, consulted: Rows) -> None:
    if capacity.closed_at is None or capacity.conclusion != Conclusion.NOT_NOW:
        raise NotYet({"": _("First close a capacity record that says they could not make this decision then.")})
    said = {**vars(decision), "referral": decision.referral_id}
    if gaps := gaps_of_best_interests(said, options, consulted):
        raise NotYet(gaps)
    decision.closed_at = timezone.now()
    decision.save()


def _check_authority(authority: RecordedAuthority | None, capacity: CapacityRecord) -> None:
    """Only somebody whose authority over this person is in force decides in its name."""
    if authority is None:
        return
    held = RecordedAuthority.objects.in_force().filter(pk=authority.pk, person=capacity.person_id).exclude(places=[])
    if not held.exists():
        raise NotYet({"authority": _("This authority is not in force. They may be asked, and do not decide.")})


def _replace(decision: BestInterestsDecision, model: Any, rows: Rows) -> None:
    model.objects.filter(decision=decision).delete()
    for position, row in enumerate(rows):
        model.objects.create(decision=decision, position=position, **row)
