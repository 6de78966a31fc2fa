"""Telling the council that somebody may not be safe."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from people.actions import write_letter
from people.actors import Actor
from people.enums import LetterKind
from people.models import Connection, Organisation, Person, StaffRole
from people.policy import require
from row_security import acting
from safeguarding.actions.keeping import keep_step, place_of
from safeguarding.enums import How, SureOrNot, Teller, WithholdingReason
from safeguarding.models import Concern, Named, Withholding
from safeguarding.querysets import leads_of

SHORTEST_NAME = 3
# Whoever tells reads their own words again, and nothing that hangs on them.
TELLING = "what is kept beside the words of somebody who told"
A_DAY = timedelta(days=1)


@transaction.atomic
def tell(
    *,
    by: Actor,
    operation: uuid.UUID,
    organisation: Organisation,
    words: str,
    about: Person | None = None,
    about_name: str = "",
    sources: Iterable[Connection] = (),
    who_words: str = "",
    safe_contact: str = "",
    in_danger: str = SureOrNot.NOT_SURE,
    safe_to_tell: str = SureOrNot.YES,
) -> Concern:
    """Write down what somebody told, and tell the leads of that council that there is something, and no more.

    Pressing twice (one `operation`) tells once. `sources` are people of a circle that the teller knows of, who may be
    the source of harm. Unless `safe_to_tell` is yes, the person is not shown it until a lead has looked, and for a
    day at most. Raises PermissionDenied for somebody signed out, or for a person or source that they do not know.
    """
    require(by, "safeguarding.tell", None)
    already = Concern.objects.told_by(by).filter(pk=operation).first()
    if already is not None:
        return already
    picked = _known_to(by, about, sources)
    with acting.system(TELLING):
        taken = Concern.objects.filter(pk=operation).exists()
    concern = Concern(
        pk=uuid.uuid4() if taken else operation, organisation=organisation,
        about=about, about_name=about.preferred_name if about else about_name,
        jurisdiction=about.jurisdiction if about else organisation.jurisdiction, words=words, who_words=who_words,
        safe_contact=safe_contact, in_danger=in_danger, told_by=by.user, told_by_label=by.audit_label,
    )  # fmt: skip
    concern.teller = _teller(by, concern)
    leads = list(leads_of(organisation.pk))
    free = [lead for lead in leads if not _may_be(lead, picked, f"{who_words} {words}")]
    concern.reached_somebody = bool(free)
    concern.save(force_insert=True)
    with acting.system(TELLING):
        _name(concern, picked, [lead for lead in leads if lead not in free])
        _withhold_until_looked_at(by, concern, safe_to_tell)
    keep_step(by=by, concern=concern, key="told")
    _write_to(concern, free)
    return concern


def _teller(by: Actor, concern: Concern) -> str:
    place = place_of(by, concern)
    return Teller.STAFF if place == "lead" else place


def _known_to(by: Actor, about: Person | None, sources: Iterable[Connection]) -> list[Connection]:
    picked = list(sources)
    if about is not None and not Person.objects.visible_to(by).filter(pk=about.pk).exists():
        raise PermissionDenied("not_connected")
    known = set(
        Connection.objects.visible_to(by).filter(pk__in=[each.pk for each in picked]).values_list("pk", flat=True)
    )
    if known != {each.pk for each in picked}:
        raise PermissionDenied("not_connected")
    return picked


def _may_be(lead: StaffRole, picked: list[Connection], words: str) -> bool:
    """Whether the words may mean this lead. Rather once too often: another lead looks, and says if it is not them."""
    if any(each.user_id == lead.user_id for each in picked):
        return True
    said = set(re.findall(r"\w+", words.casefold()))
    return any(part in said for part in re.findall(r"\w+", lead.user.name.casefold()) if len(part) >= SHORTEST_NAME)


def _name(concern: Concern, picked: list[Connection], leads: list[StaffRole]) -> None:
    rows = [
        Named(concern=concern, connection=each, user=each.user, name=each.name, how=How.PICKED) for each in picked
    ]  # fmt: skip
    held = {each.user_id for each in picked}
    rows += [
        Named(concern=concern, user=lead.user, name=lead.user.name, how=How.SAME_NAME)
        for lead in leads
        if lead.user_id not in held
    ]
    Named.objects.bulk_create(rows)


def _withhold_until_looked_at(by: Actor, concern: Concern, safe_to_tell: str) -> None:
    if safe_to_tell == SureOrNot.YES or concern.about is None or by.is_person(concern.about):
        return
    Withholding.objects.create(
        concern=concern, reason=WithholdingReason.TELLER_AFRAID, asked_by=by.user, asked_label=by.audit_label,
        recheck_on=timezone.localdate() + A_DAY,
    )  # fmt: skip


def _write_to(concern: Concern, leads: list[StaffRole]) -> None:
    """A letter to each lead who may read it. It names nobody, and is about nobody in the rows as well."""
    for lead in leads:
        write_letter(
            for_what=f"concern:{concern.pk}:{lead.user_id}", kind=LetterKind.CONCERN, to_user=lead.user,
            to_email=lead.user.email, language=lead.user.language, path=reverse("concerns"),
        )  # fmt: skip
