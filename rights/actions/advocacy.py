"""Advocates: offered, asked for, working until a day; what the law opens to them; and their own notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import record
from people import sharing
from people.actions import write_letter
from people.actors import Actor
from people.enums import Basis, LetterKind, Level, Role, Voice
from people.models import Assignment, Person, Slip, User
from people.policy import require
from plans.models import Part, SupportPlan
from rights.closing import NotYet
from rights.enums import AdvocacyDuty, AdvocateAnswer
from rights.models import AdvocacyReferral, CapacityRecord, VisitNote
from row_security import acting

BY_LAW = "what the law opens to an advocate: the slip is the person's row"
# What the law opens is for a piece of work, not for good: it ends by itself and can be opened anew with a new reason.
LONGEST_BY_LAW = timedelta(days=28)


@transaction.atomic
def refer(
    *,
    by: Actor,
    person: Person,
    referral: AdvocacyReferral | None = None,
    support_plan: SupportPlan | None = None,
    **said: Any,
) -> AdvocacyReferral:
    """Write down that an advocate was offered, what the person said, and what came of it; or change it.

    Nothing is shared by it. Raises PermissionDenied, or NotYet when an advocate is named who is none of the person's.
    """
    require(by, "rights.write", person)
    if referral is None:
        referral = AdvocacyReferral(person=person, support_plan=support_plan, written_by=by.user)
    else:
        referral = AdvocacyReferral.objects.select_for_update(of=("self",)).get(pk=referral.pk, person=person)
    was = referral.connection_id
    for name, value in said.items():
        setattr(referral, name, value)
    tie = referral.connection
    if tie is not None and (tie.circle_id != person.pk or tie.voice != Voice.ADVOCATE):
        raise NotYet({"connection": _("Choose an advocate of this person.")})
    if referral.accepted_on and tie is None and not referral.service:
        raise NotYet({"service": _("Write which service said yes, or choose the advocate.")})
    referral.save()
    if referral.is_over or was != referral.connection_id:
        _shut(by, was)
    elif referral.ends_on is not None:
        _shut(by, was, later_than=_after(referral.ends_on))
    record.write(actor=by, action="rights.advocate_referred", about_person=person.pk, obj=referral, duty=referral.duty)
    return referral


@transaction.atomic
def ask_for_advocate(*, by: Actor, person: Person) -> AdvocacyReferral | None:
    """The person asks for an advocate: whoever works with them finds it among their referrals and gets a letter.

    Asked again while it waits, it is the same one. None when nobody works with the person, so that nobody would read it.
    Raises PermissionDenied for anybody but the person.
    """
    require(by, "rights.say", person)
    Person.objects.select_for_update().get(pk=person.pk)
    waiting = AdvocacyReferral.objects.asked_by_person().filter(person=person).first()
    workers = list(workers_with(person))
    if waiting is not None or not workers:
        return waiting
    asked = AdvocacyReferral.objects.create(
        person=person, duty=AdvocacyDuty.ASKED, offered_how=_("They asked for one themself."),
        answer=AdvocateAnswer.YES, written_by=by.user,
    )  # fmt: skip
    for worker in workers:
        write_letter(
            for_what=f"advocate-asked:{asked.pk}:{worker.pk}", kind=LetterKind.SOMEBODY_WOULD_LIKE_HELP,
            to_user=worker, to_email=worker.email, about_person=person, language=worker.language,
            path=reverse("person_rights", args=[person.pk]),
        )  # fmt: skip
    record.write(actor=by, action="rights.advocate_asked_for", about_person=person.pk, obj=asked)
    return asked


def workers_with(person: Person) -> QuerySet[User]:
    """The facilitators who work with the person now: they find an advocate."""
    work = Assignment.objects.live().filter(person=person, role=Role.FACILITATOR, connection__ended_at__isnull=True)
    return User.objects.filter(pk__in=work.values("user"), is_active=True).order_by("name")


@transaction.atomic
def end_referral(*, by: Actor, referral: AdvocacyReferral) -> None:
    """The advocate's work is over: what the law had opened shuts at once. What the person shares is the person's."""
    require(by, "rights.write", referral.person)
    AdvocacyReferral.objects.filter(pk=referral.pk, ended_at__isnull=True).update(ended_at=timezone.now())
    _shut(by, referral.connection_id)
    record.write(actor=by, action="rights.advocate_ended", about_person=referral.person_id, obj=referral)


@transaction.atomic
def open_by_law(
    *, by: Actor, referral: AdvocacyReferral, capacity: CapacityRecord, parts: Sequence[Part], reason: str, until: date
) -> Slip:
    """Let an advocate in a statutory role look at parts of the plan, until a day at most 28 days on; the person is told.

    Only where a closed record says that the person could not decide about sharing this then (SI 2014/2889 reg 5;
    MCA 2005 s.35(6)), with a reason, and only parts that whoever opens them sees themself: nobody gives what they do
    not hold. Raises PermissionDenied, or NotYet with what is missing.
    """
    require(by, "rights.write", referral.person)
    _check_by_law(referral, capacity, reason, until)
    held = Part.objects.visible_to(by).filter(pk__in=[part.pk for part in parts], plan=referral.person_id)
    chosen = list(held)
    if not chosen or len(chosen) != len(parts):
        raise NotYet({"parts": _("Choose parts that are shared with you.")})
    with acting.system(BY_LAW):
        slip = sharing.give(
            by=by, person=referral.person, connection=referral.connection, part_ids=[part.pk for part in chosen],
            level=Level.SEE, ends_at=_after(until), why=reason[:200], basis=Basis.ADVOCACY,
        )  # fmt: skip
    _tell_the_person(referral.person, slip)
    record.write(
        actor=by, action="rights.opened_by_law", about_person=referral.person_id, obj=referral, slip=slip.pk,
        capacity=capacity.pk,
    )  # fmt: skip
    return slip


@transaction.atomic
def write_visit_note(*, by: Actor, referral: AdvocacyReferral, words: str, visited_on: date) -> VisitNote:
    """The advocate's own note, for their eyes alone. Nothing of it is told to anybody. Raises PermissionDenied."""
    require(by, "rights.advocate", referral)
    note = VisitNote.objects.create(referral=referral, author=by.user, words=words, visited_on=visited_on)
    # About nobody: a line in the person's own record would tell when their advocate wrote, and of a private visit.
    record.write(actor=by, action="rights.visit_note_written", obj=note)
    return note


def _check_by_law(referral: AdvocacyReferral, capacity: CapacityRecord, reason: str, until: date) -> None:
    gaps: dict[str, str] = {}
    today = timezone.localdate()
    if referral.duty == AdvocacyDuty.ASKED or referral.connection is None or referral.is_over:
        gaps["referral"] = _("The law opens nothing here. The advocate sees what the person shares.")
    known = CapacityRecord.objects.not_decided().filter(pk=capacity.pk, person=referral.person_id)
    if not known.exists():
        gaps["capacity"] = _("First close a record that says the person could not decide about sharing this then.")
    if not reason.strip():
        gaps["reason"] = _("Write to the person why, in plain words.")
    last = min(day for day in (today + LONGEST_BY_LAW, referral.ends_on) if day is not None)
    if not today <= until <= last:
        gaps["until"] = _("Choose a day within 28 days, and while the advocate still works.")
    if gaps:
        raise NotYet(gaps)


@acting.system(BY_LAW)
def _shut(by: Actor, connection_id: object, *, later_than: datetime | None = None) -> None:
    """Tear what the law had opened to an advocate: all of it, or what would last longer than their work does."""
    slips = Slip.objects.live().filter(connection=connection_id, basis=Basis.ADVOCACY)
    for slip in slips if later_than is None else slips.filter(ends_at__gt=later_than):
        sharing.tear(by=by, slip=slip)


def _tell_the_person(person: Person, slip: Slip) -> None:
    if person.user is None:
        return
    write_letter(
        for_what=f"advocate-by-law:{slip.pk}", kind=LetterKind.DECISION, to_email=person.user.email, to_user=person.user,
        about_person=person, language=person.user.language, path=reverse("my_advocate"),
    )  # fmt: skip


def _after(day: date) -> datetime:
    """The moment after the last minute of a day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
