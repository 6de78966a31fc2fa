"""Delete in 30 days: every door shuts at once, and one press brings all of it back as it was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from audit import record
from my_data.models import Deletion
from people.actions import start_again, stop_and_close, write_letter
from people.actors import Actor
from people.enums import LetterKind
from people.models import Person
from people.policy import require

TIME_TO_THINK = timedelta(days=30)


@transaction.atomic
def ask_to_delete(*, by: Actor, person: Person) -> Deletion:
    """The person asks. Asking twice changes nothing. UK GDPR Art. 17; UX reference 6.11.

    A letter goes to their own address, so that nobody can delete a plan behind somebody's back.
    """
    require(by, "my_data.delete", person)
    held = Person.objects.select_for_update().get(pk=person.pk)
    waiting = Deletion.objects.waiting().filter(person=held).first()
    if waiting is not None:
        return waiting
    now = timezone.now()
    Deletion.objects.filter(person=held, taken_back_at__isnull=True, erased_at__isnull=True).update(taken_back_at=now)
    deletion = Deletion.objects.create(
        person=held, asked_at=now, erase_at=now + TIME_TO_THINK, was_paused_at=held.paused_at,
        was_stopped_at=held.stopped_at,
    )  # fmt: skip
    stop_and_close(by=by, person=held)
    _programs().filter(user=by.user, stopped_at__isnull=True).update(stopped_at=now)
    record.write(actor=by, action="my_data.delete_asked", about_person=held.pk, obj=deletion)
    _tell(by, deletion)
    return deletion


@transaction.atomic
def take_back(*, by: Actor, person: Person) -> None:
    """Keep my plan after all: everything as it was, the doors too where they were open before."""
    require(by, "my_data.delete", person)
    deletion = Deletion.objects.waiting().select_for_update(of=("self",)).filter(person=person).first()
    if deletion is None:
        return
    Deletion.objects.filter(pk=deletion.pk).update(taken_back_at=timezone.now())
    if deletion.was_stopped_at is None:
        start_again(by=by, person=person, open_doors=True)
    Person.objects.filter(pk=person.pk).update(paused_at=deletion.was_paused_at, stopped_at=deletion.was_stopped_at)
    _programs().filter(user=by.user, stopped_at=deletion.asked_at).update(stopped_at=None)
    record.write(actor=by, action="my_data.delete_taken_back", about_person=person.pk, obj=deletion)


def _programs() -> QuerySet[Any]:
    """The programs that people let in: a door like any other. Their app stands above this one."""
    return apps.get_model("api.Token")._default_manager.all()


def _tell(by: Actor, deletion: Deletion) -> None:
    user = by.user
    if user is None:
        return
    write_letter(
        for_what=f"my_data:delete:{deletion.pk}", kind=LetterKind.MY_DATA, to_user=user, to_email=user.email,
        language=user.language, path="/my-data/delete/",
    )  # fmt: skip
