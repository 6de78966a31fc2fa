"""Erase a person: all that is theirs, with its history and its bytes; what the law keeps is sealed.

The record of who did what is never touched: it holds ids, codes and the names of accounts as they were, and no words of
a plan (docs/adr/0021). The erasure list remembers ids, so that a restored backup cannot bring anybody back.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from audit import record
from budgets.models import CostLine
from my_data import erasure_list, removing
from my_data.holdings import HOLDINGS, Holding, kept_for
from my_data.models import Correction, Deletion, Erased, LegalHold
from partnership_boards.models import BoardMember
from people.actions import leave_circle
from people.actors import Actor, system
from people.models import Connection, Invitation, Letter, LocalLetter, Person, StaffRole, StoppedLetters, User
from people.querysets import live_on, today
from rights.models import AdvocacyReferral
from safeguarding.models import Named

logger = logging.getLogger(__name__)
ACTOR = "erasing"
HISTORY_OF_PLAN = ("plans.Outcome", "plans.Item", "plans.Note")


def erase_due(*, at_most: int = 20) -> int:
    """Erase those whose 30 days are over, one transaction each. Returns how many went."""
    gone = 0
    catch_up()
    for deletion_id in list(Deletion.objects.due().values_list("pk", flat=True)[:at_most]):
        try:
            gone += _erase_one(deletion_id)
        except Exception as fault:  # the next one goes on; this one is tried again within the hour
            logger.error("deletion %s: %s", deletion_id, type(fault).__name__)
    return gone


@transaction.atomic
def _erase_one(deletion_id: UUID) -> bool:
    deletion = Deletion.objects.due().select_for_update(of=("self",), skip_locked=True).filter(pk=deletion_id).first()
    if deletion is None:
        return False
    Deletion.objects.filter(pk=deletion.pk).update(erased_at=timezone.now())
    erase(person=deletion.person)
    return True


@transaction.atomic
def erase(*, person: Person, by: Actor | None = None) -> None:
    """Erase all that goes, seal what stays. Raises PermissionError while a legal hold is in force."""
    actor = by or system(ACTOR)
    person = Person.objects.select_for_update().get(pk=person.pk)
    if LegalHold.objects.in_force().filter(person=person).exists():
        raise PermissionError("held")
    user, person_id = person.user, person.pk
    stays = bool(kept_for(person))
    files = removing.files_of(HOLDINGS, person)
    prints, copies = removing.prints_of(person), removing.copies_of(person)
    if user is not None:
        _leave_other_circles(actor, user)
    _forget_letters(person, user)
    _keep_names(person)
    _take_out_rows(person)
    _seal_or_remove(person, stays=stays)
    if user is not None:
        _forget_account(user)
    removing.remove_files_nobody_shows(files)
    removing.remove_prints_nobody_holds(prints)
    removing.delete_bytes_later(copies)
    removing.forget_spoken_words()
    _write_down(person_id, user.pk if user else None)
    record.write(actor=actor, action="my_data.erased", about_person=person_id, sealed=stays)


@transaction.atomic
def replay(lines: Iterable[erasure_list.Line]) -> int:
    """Erase again whoever a restored backup brought back. Returns how many were there. A hold of the backup gives way:
    whoever is on the list was erased after it was lifted."""
    found = 0
    for line in lines:
        person = Person.objects.filter(pk=line.person_id, sealed_at__isnull=True).first()
        if person is not None:
            LegalHold.objects.in_force().filter(person=person).update(lifted_at=timezone.now())
            erase(person=person)
            found += 1
        else:
            Erased.objects.get_or_create(person_id=line.person_id, defaults={"user_id": line.user_id, "at": line.at})
    return found


def other_ties(user: User) -> bool:
    """Whether the account has work of its own: a job here, or a seat on a board. Then it stays as an account."""
    works = StaffRole.objects.live().filter(user=user).exists()
    return works or BoardMember.objects.filter(live_on(today()), user=user).exists()


def _leave_other_circles(actor: Actor, user: User) -> None:
    """Circles of others are left first: their plans keep what was said in them, as theirs."""
    if other_ties(user):
        return
    for tie in Connection.objects.filter(user=user, ended_at__isnull=True).exclude(circle__person__user=user):
        leave_circle(by=actor, connection=tie)


def _forget_letters(person: Person, user: User | None) -> None:
    """Letters to those whom the person invited or asked for help: they name no person, so the table cannot find them.

    And mail of the demo's outbox, and what this address asked not to be sent. Other letters go with the table.
    """
    invited = list(Invitation.objects.filter(connection__circle=person.pk).values_list("pk", "email"))
    ties = Connection.objects.filter(circle=person.pk).values_list("pk", flat=True)
    for start in (*(f"invitation:{pk}" for pk, _email in invited), *(f"help:{pk}:" for pk in ties)):
        Letter.objects.filter(for_what__startswith=start).delete()
    addresses = {email for _pk, email in invited} | ({user.email} if user else set())
    LocalLetter.objects.filter(to__in=addresses).delete()
    if user is not None and not other_ties(user):
        StoppedLetters.objects.filter(email__iexact=user.email).delete()


def _keep_names(person: Person) -> None:
    """What stays must still say who it was when their row of the circle is gone; and nobody in it is tied any more.

    Whoever is named in a concern by their place in the circle alone stays named as the user that they are.
    """
    for referral in AdvocacyReferral.objects.filter(person=person, connection__isnull=False, service=""):
        referral.service = referral.connection.name
        referral.save(update_fields=["service"])
    for named in Named.objects.filter(connection__circle=person.pk, user__isnull=True, connection__user__isnull=False):
        named.user_id = named.connection.user_id
        named.save(update_fields=["user"])
    Connection.objects.filter(circle=person.pk, ended_at__isnull=True).update(ended_at=timezone.now())


def _nothing(holding: Holding, name: str) -> str | None:
    return None if holding.table._meta.get_field(name).null else ""


def _take_out_rows(person: Person) -> None:
    """Every row that goes, in the order of the table; then the histories; then the person's words in kept rows."""
    CostLine.objects.filter(support_plan__person=person, outcome__isnull=False).update(outcome=None)
    for holding in HOLDINGS:
        if holding.model in HISTORY_OF_PLAN:
            removing.take_out_lost_history(holding, person)
        if holding.by_user or holding.model in {"my_data.Deletion"}:
            continue
        removing.take_out(holding.rows_that_go(person), holding)
        if holding.blanks:
            holding.rows(person).update(**{name: _nothing(holding, name) for name in holding.blanks})
    Correction.objects.filter(person=person).update(asked_by=None)


def _seal_or_remove(person: Person, *, stays: bool) -> None:
    """What must be kept needs to say about whom it is; nothing else of the person stays."""
    if not stays:
        for model in ("my_data.Correction", "my_data.LegalHold", "my_data.Deletion"):
            apps.get_model(model)._default_manager.filter(person=person).delete()
        Person.objects.filter(pk=person.pk).delete()
        return
    Person.objects.filter(pk=person.pk).update(
        sealed_at=timezone.now(), user=None, photo=None, face=0, spoken_language="", paused_at=None, stopped_at=None,
    )  # fmt: skip


def _forget_account(user: User) -> None:
    """The account, unless it has work of its own. Its row stays as an id without a name, because other people's plans
    and the council's decisions point to it."""
    removing.remove_uploads(user.pk)
    if other_ties(user):
        return
    for holding in HOLDINGS:
        if holding.by_user:
            holding.table._default_manager.filter(**{holding.path: user.pk}).delete()
    user.groups.clear()
    user.set_unusable_password()
    User.objects.filter(pk=user.pk).update(
        email=f"{user.pk}@erased.invalid", name="", display={}, is_active=False, password=user.password,
    )  # fmt: skip


def _write_down(person_id: UUID, user_id: UUID | None) -> None:
    """On the list in the database now, in the file once it is certain; `catch_up` finds what a death left between."""
    line = erasure_list.Line(timezone.now(), person_id, user_id)
    Erased.objects.get_or_create(person_id=person_id, defaults={"user_id": user_id, "at": line.at})
    transaction.on_commit(lambda: erasure_list.add(line))


def catch_up() -> int:
    """Write to the file whoever is on the list of the database alone. Returns how many lines were missing."""
    path = Path(settings.ERASURE_LIST)
    there = {line.person_id for line in erasure_list.read(path)} if path.exists() else set()
    missing = Erased.objects.exclude(person_id__in=there).order_by("at")
    for each in missing:
        erasure_list.add(erasure_list.Line(each.at, each.person_id, each.user_id))
    return len(missing)
