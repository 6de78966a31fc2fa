"""The person's own words beside a record, what was answered, and what they decided ahead."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import record
from people.actors import Actor
from people.models import Person
from people.policy import require
from rights.closing import NotYet
from rights.models import AdvanceDecision, PersonsWords


@transaction.atomic
def say(
    *, by: Actor, person: Person, about: str, subject: Model, words: str = "", disagrees: bool = False
) -> PersonsWords:
    """The person puts words, or "I do not agree", beside a record. The record itself is not touched.

    `about` is the link's name (see `models.words.ABOUT`). Raises PermissionDenied.
    """
    require(by, "rights.say", person)
    said = PersonsWords.objects.create(person=person, words=words, disagrees=disagrees, **{about: subject})
    record.write(
        actor=by,
        action="rights.disagreed" if disagrees else "rights.said",
        about_person=person.pk,
        obj=said,
        about=about,
    )
    return said


@transaction.atomic
def answer_words(*, by: Actor, said: PersonsWords, answer: str) -> PersonsWords:
    """Answer the person, once: no answer is written over. They can say more, which is answered anew.

    Raises PermissionDenied, or NotYet when somebody has answered.
    """
    require(by, "rights.write", said.person)
    changed = PersonsWords.objects.unanswered().filter(pk=said.pk).update(
        answer=answer, answered_by=by.user, answered_by_label=by.audit_label, answered_at=timezone.now()
    )  # fmt: skip
    if not changed:
        raise NotYet({"": _("Somebody has answered this.")})
    said.refresh_from_db()
    record.write(actor=by, action="rights.answered", about_person=said.person_id, obj=said)
    return said


@transaction.atomic
def record_advance_decision(
    *, by: Actor, person: Person, refuses: str, made_on: date, seen: bool = False, **said: Any
) -> AdvanceDecision:
    """Record what the person decided ahead (MCA 2005 s.24). It is theirs: it gives nobody a say. Raises PermissionDenied."""
    require(by, "rights.write", person)
    decision = AdvanceDecision.objects.create(
        person=person, refuses=refuses, made_on=made_on, seen_on=timezone.localdate() if seen else None,
        seen_by=by.audit_label if seen else "", **said,
    )  # fmt: skip
    record.write(actor=by, action="rights.advance_recorded", about_person=person.pk, obj=decision, seen=seen)
    return decision


@transaction.atomic
def withdraw_advance_decision(*, by: Actor, decision: AdvanceDecision) -> None:
    """The person changed their mind (MCA 2005 s.24(3)): no reason and no writing is needed. Raises PermissionDenied."""
    require(by, "rights.say", decision.person)
    AdvanceDecision.objects.filter(pk=decision.pk, withdrawn_at__isnull=True).update(withdrawn_at=timezone.now())
    record.write(actor=by, action="rights.advance_withdrawn", about_person=decision.person_id, obj=decision)
