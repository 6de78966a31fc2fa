"""The work of the leads on one concern: the only door through which it moves, and the list of those who need to know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from people.actors import Actor
from people.models import Connection, Person, User
from people.policy import require
from safeguarding.actions.keeping import keep_step
from safeguarding.enums import ConcernState, How, SureOrNot, WithholdingReason
from safeguarding.guards import refusals, withholding_is_sound
from safeguarding.models import Concern, ConcernStep, Handler, Named, Withholding
from safeguarding.process import TRANSITIONS, MoveRefused
from safeguarding.querysets import leads_of


@transaction.atomic
def move(
    *, by: Actor, concern: Concern, transition: str, given: Mapping[str, Any], handlers: Iterable[User] = (),
    about: Person | None = None,
) -> ConcernStep:  # fmt: skip
    """Make one transition of the table on the locked row. `given` holds what the table records, by name.

    With "look_at" the leads in `handlers`, and whoever looks, become the list of those who need to know, and `about`
    says who is meant where that was not known. Raises MoveRefused with kind words; then nothing is written.
    """
    require(by, "safeguarding.handle", concern)
    row = TRANSITIONS[transition]
    held = Concern.objects.select_for_update(of=("self",)).select_related("about").get(pk=concern.pk)
    if held.state not in row.from_states:
        raise MoveRefused([_("It has moved on since you opened this page.")])
    if about is not None and held.about_id is None:
        held.about = about
    if reasons := refusals(held, row, given):
        raise MoveRefused(reasons)
    before, held.state = held.state, row.to_state
    held.save(update_fields=["state", "about"])
    if before == ConcernState.TOLD:
        _first_look(by, held, given, [by.user, *handlers])
    recorded = {name: given[name] for name in row.records if given.get(name)}
    step = keep_step(by=by, concern=held, key=row.key, from_state=before, recorded=recorded)
    concern.refresh_from_db()
    return step


def _first_look(by: Actor, concern: Concern, given: Mapping[str, Any], handlers: list[Any]) -> None:
    for user in {user.pk: user for user in handlers}.values():
        _add_handler(concern, user)
    Withholding.objects.filter(concern=concern, ended_at__isnull=True).update(ended_at=timezone.now())
    if concern.about_id is not None and given.get("tell_person") == SureOrNot.NO:
        _ask_to_withhold(by, concern, given)


def _add_handler(concern: Concern, user: User) -> None:
    """Put a lead on the list. Somebody named in the concern, or no lead of that council, is refused."""
    named = Named.objects.naming(user).filter(concern=concern).exists()
    if named or not leads_of(concern.organisation_id).filter(user=user).exists():
        raise PermissionDenied("not_a_free_lead")
    Handler.objects.get_or_create(concern=concern, user=user, ended_at=None, defaults={"label": user.name})


@transaction.atomic
def add_handler(*, by: Actor, concern: Concern, user: User) -> None:
    """One more lead needs to know. Only somebody on the list may say so."""
    require(by, "safeguarding.handle", concern)
    _add_handler(concern, user)
    keep_step(by=by, concern=concern, key="handler_added", recorded={"name": user.name})


@transaction.atomic
def end_handler(*, by: Actor, handler: Handler) -> None:
    """Somebody need not know any more. With the last one gone, every free lead of the council sees it again."""
    require(by, "safeguarding.handle", handler.concern)
    Handler.objects.filter(pk=handler.pk, ended_at__isnull=True).update(ended_at=timezone.now())
    keep_step(by=by, concern=handler.concern, key="handler_ended", recorded={"name": handler.label})


@transaction.atomic
def add_named(
    *, by: Actor, concern: Concern, name: str, connection: Connection | None = None, user: User | None = None
) -> Named:
    """Name somebody as a possible source of harm. From this moment they read nothing of it, whatever they are."""
    require(by, "safeguarding.handle", concern)
    if connection is not None and connection.circle_id != concern.about_id:
        raise PermissionDenied("not_connected")
    row = Named.objects.create(
        concern=concern, name=name, connection=connection, user=user or (connection.user if connection else None),
        how=How.FOUND,
    )  # fmt: skip
    keep_step(by=by, concern=concern, key="named", recorded={"name": name})
    return row


@transaction.atomic
def clear_named(*, by: Actor, named: Named) -> None:
    """Write down that the words did not mean this lead. Only a match by name is cleared; who was picked stays."""
    require(by, "safeguarding.handle", named.concern)
    if named.how != How.SAME_NAME:
        raise PermissionDenied("named_on_purpose")
    Named.objects.filter(pk=named.pk, cleared_at__isnull=True).update(cleared_at=timezone.now())
    keep_step(by=by, concern=named.concern, key="not_meant", recorded={"name": named.name})


@transaction.atomic
def withhold(*, by: Actor, concern: Concern, reason: str, words: str, until: date | None) -> Withholding:
    """Ask that the person does not read it until a day, a week away at most. It holds for a day without a second yes.

    Raises MoveRefused when it has no reason, no words or no such day.
    """
    require(by, "safeguarding.handle", concern)
    given = {"withhold_reason": reason, "withhold_words": words, "withhold_until": until}
    if refusal := withholding_is_sound(concern, given):
        raise MoveRefused([refusal])
    Withholding.objects.filter(concern=concern, ended_at__isnull=True).update(ended_at=timezone.now())
    row = _ask_to_withhold(by, concern, given)
    keep_step(by=by, concern=concern, key="withheld", recorded=given)
    return row


def _ask_to_withhold(by: Actor, concern: Concern, given: Mapping[str, Any]) -> Withholding:
    return Withholding.objects.create(
        concern=concern, reason=WithholdingReason(given["withhold_reason"]), words=given["withhold_words"],
        asked_by=by.user, asked_label=by.audit_label, recheck_on=given["withhold_until"],
    )  # fmt: skip


@transaction.atomic
def approve_withholding(*, by: Actor, withholding: Withholding) -> None:
    """The second yes, by another handler. Nobody approves what they asked for: the database refuses it as well."""
    require(by, "safeguarding.approve_withholding", withholding)
    open_one = Withholding.objects.filter(pk=withholding.pk, approved_at__isnull=True, ended_at__isnull=True)
    if open_one.update(approved_by=by.user, approved_label=by.audit_label, approved_at=timezone.now()):
        keep_step(by=by, concern=withholding.concern, key="withholding_approved")


@transaction.atomic
def tell_person_now(*, by: Actor, concern: Concern) -> None:
    """Stop withholding: the person reads it from now on."""
    require(by, "safeguarding.handle", concern)
    Withholding.objects.filter(concern=concern, ended_at__isnull=True).update(ended_at=timezone.now())
    keep_step(by=by, concern=concern, key="person_told")
