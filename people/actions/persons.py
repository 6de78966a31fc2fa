"""A person begins, pauses, comes back, and says how pages should look."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from audit import record
from people import sharing
from people.actors import Actor
from people.after_death import after_a_death
from people.display import tidy
from people.models import Circle, Organisation, Person, RecordedAuthority, Session, User
from people.policy import require
from row_security import acting


@transaction.atomic
def start_person(
    *, by: Actor, preferred_name: str, user: User | None = None, organisation: Organisation | None = None, **fields: Any
) -> Person:
    """A person with an empty circle. No council, referral or assessment is needed to begin.

    `fields` are other fields of Person. The jurisdiction follows the organisation when there is one.
    """
    if organisation is not None:
        fields.setdefault("jurisdiction", organisation.jurisdiction)
    person = Person.objects.create(preferred_name=preferred_name, user=user, organisation=organisation, **fields)
    if user is not None and by.user == user:
        acting.known(user.pk, person.pk)  # they are a person from here on
    Circle.objects.create(person=person)
    record.write(actor=by, action="people.started", about_person=person.pk, obj=person)
    return person


@transaction.atomic
def ask_council(*, by: Actor, person: Person, council: Organisation | None) -> None:
    """Tell a council that the person would like its help, or (None) take that back.

    The council learns a name and a reference and sees nothing of the plan. Care Act 2014 s.9 and SSWBA 2014
    s.19 begin with somebody asking; a plan needs no council at all.
    """
    changes = {"organisation": council}
    if council is not None:
        changes["jurisdiction"] = council.jurisdiction
    Person.objects.filter(pk=person.pk).update(**changes)
    record.write(
        actor=by, action="people.council_asked", about_person=person.pk, obj=person,
        council=str(council.pk) if council else "",
    )  # fmt: skip


@transaction.atomic
def answer_asked_again(*, by: Actor, person: Person, age: int) -> None:
    """Keep that the person was asked, at 16 or 18, who sees their plan now. What they answered is not kept: whoever may
    see is changed by the pages of sharing.
    """
    require(by, "people.share", person)
    Person.objects.filter(pk=person.pk).update(sharing_asked_at_age=age)
    record.write(actor=by, action="people.asked_again_who_sees", about_person=person.pk, obj=person, age=age)


@transaction.atomic
def stop_for_now(*, by: Actor, person: Person) -> None:
    """Pause: reminders stop at once, nothing is lost, nobody is told. No reason is asked."""
    Person.objects.filter(pk=person.pk, paused_at__isnull=True).update(paused_at=timezone.now())
    record.write(actor=by, action="people.paused", about_person=person.pk, obj=person)


@transaction.atomic
def stop_and_close(*, by: Actor, person: Person) -> None:
    """Stop: every door shuts at once and reminders stop. No word is lost, nobody is told, no reason is asked."""
    now = timezone.now()
    stopped = Person.objects.filter(pk=person.pk, stopped_at__isnull=True)
    if stopped.update(stopped_at=now, paused_at=Coalesce("paused_at", Value(now))):
        sharing.shut_every_door(by=by, person=person, at=now)
        record.write(actor=by, action="people.stopped", about_person=person.pk, obj=person)


@transaction.atomic
def start_again(*, by: Actor, person: Person, open_doors: bool = False) -> None:
    """Come back. The plan is exactly as it was left; the doors open as they were only if the person says so.

    `open_doors` False after a stop leaves every part "just me", and the circle's rules with it.
    """
    held = Person.objects.select_for_update().get(pk=person.pk)
    Person.objects.filter(pk=person.pk).update(paused_at=None, stopped_at=None)
    if held.stopped_at is not None and open_doors:
        sharing.open_doors_again(by=by, person=person, shut_at=held.stopped_at)
    elif held.stopped_at is not None:
        sharing.close_circle(by=by, person=person)
    record.write(actor=by, action="people.came_back", about_person=person.pk, obj=person)


@transaction.atomic
def say_for_after(*, by: Actor, person: Person, circle_may_look: bool) -> None:
    """What the person wants for when they have died: those who may look then may go on looking, or nobody."""
    Person.objects.filter(pk=person.pk).update(circle_may_look_after=circle_may_look)
    record.write(actor=by, action="people.said_for_after", about_person=person.pk, obj=person, look=circle_may_look)


@transaction.atomic
def record_death(*, by: Actor, person: Person, died_on: date) -> None:
    """The person has died: the plan freezes, every door shuts unless they said otherwise, reminders stop.

    Nobody signs in as them any more, and authority in law ends with a life (Mental Capacity Act 2005 Sch. 1, Powers of
    Attorney). Those who may go on looking look, and write nothing. Written twice the first day stands.
    """
    held = Person.objects.select_for_update().get(pk=person.pk)
    if held.died_on is not None:
        return
    Person.objects.filter(pk=held.pk).update(died_on=died_on)
    User.objects.filter(pk=held.user_id).update(is_active=False)
    Session.objects.filter(user=held.user_id).delete()
    RecordedAuthority.objects.live().filter(person=held).update(ends_on=Greatest("starts_on", Value(died_on)))
    after_a_death(by=by, person=held, may_look=held.circle_may_look_after)
    record.write(actor=by, action="people.died", about_person=held.pk, obj=held)


@transaction.atomic
def change_language(*, by: Actor, user: User, language: str) -> None:
    """Keep the language on the account, so that letters and other devices follow it."""
    User.objects.filter(pk=user.pk).update(language=language)
    record.write(actor=by, action="people.language_changed", obj=user, language=language)


@transaction.atomic
def change_display(*, by: Actor, user: User, display: dict[str, Any]) -> None:
    """Keep how pages look for this user. Unknown values fall back to the usual ones."""
    User.objects.filter(pk=user.pk).update(display=tidy(display))
    record.write(actor=by, action="people.display_changed", obj=user)
