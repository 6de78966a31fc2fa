"""Limits on freedom: what was asked about a plan, and what a scheme was asked for and gave."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit import record
from people.actions import drop_letters, write_letter
from people.actors import Actor
from people.enums import LetterKind
from people.models import Person
from people.policy import require
from plans.actions.support_plans import answer_liberty
from plans.models import SupportPlan
from rights.linking import link_words
from rights.models import LibertyAuthorisation, Restriction, RestrictionScreen

WEEKS_BEFORE = (8, 4, 1)
MORNING = time(9)


@transaction.atomic
def answer_restrictions(
    *,
    by: Actor,
    support_plan: SupportPlan,
    limits: Mapping[str, Mapping[str, Any]],
    what: str = "",
    persons_view: str = "",
    contentment: str = "",
    tried_instead: str = "",
) -> RestrictionScreen:
    """Answer which limits a plan holds: kind -> to what it is linked (fields of Restriction; empty: to nothing yet).

    No limits is an answer too. Earlier answers stay. Raises PermissionDenied.
    """
    require(by, "rights.write", support_plan.person)
    rows = [Restriction(kind=kind, **link) for kind, link in limits.items()]
    names = ", ".join(str(row.get_kind_display()) for row in rows)
    links = dict.fromkeys(link_words(row, support_plan.person.language) for row in rows if row.is_linked)
    answer = answer_liberty(
        by=by, support_plan=support_plan, restricts=bool(rows), what=": ".join(filter(None, (names, what))),
        authorised_by="; ".join(links)[:200],
    )  # fmt: skip
    screen = RestrictionScreen.objects.create(
        person=support_plan.person, answer=answer, persons_view=persons_view, contentment=contentment,
        tried_instead=tried_instead, asked_by=by.user,
    )  # fmt: skip
    for row in rows:
        row.screen = screen
        row.save()
    record.write(
        actor=by, action="rights.restrictions_asked", about_person=support_plan.person_id, obj=screen,
        kinds=sorted(limits),
    )  # fmt: skip
    return screen


@transaction.atomic
def write_authorisation(
    *, by: Actor, person: Person, authorisation: LibertyAuthorisation | None = None, **said: Any
) -> LibertyAuthorisation:
    """Write what a scheme was asked for and gave, or change it; the history keeps what it was. Gentle notes go to whoever
    wrote it 8, 4 and 1 weeks before the last day. Raises PermissionDenied.
    """
    require(by, "rights.write", person)
    if authorisation is None:
        authorisation = LibertyAuthorisation(person=person)
    else:
        authorisation = LibertyAuthorisation.objects.select_for_update().get(pk=authorisation.pk, person=person)
    for name, value in said.items():
        setattr(authorisation, name, value)
    authorisation.written_by = by.user
    authorisation.save()
    drop_letters(starting_with=_notes_of(authorisation))
    _write_notes(by, authorisation)
    record.write(actor=by, action="rights.authorisation_written", about_person=person.pk, obj=authorisation,
                 scheme=authorisation.scheme_id)  # fmt: skip
    return authorisation


@transaction.atomic
def end_authorisation(*, by: Actor, authorisation: LibertyAuthorisation) -> None:
    """It is over, by its day or before. No note goes out about it any more."""
    require(by, "rights.write", authorisation.person)
    LibertyAuthorisation.objects.filter(pk=authorisation.pk, ended_at__isnull=True).update(ended_at=timezone.now())
    drop_letters(starting_with=_notes_of(authorisation))
    record.write(
        actor=by, action="rights.authorisation_ended", about_person=authorisation.person_id, obj=authorisation
    )  # fmt: skip


def _notes_of(authorisation: LibertyAuthorisation) -> str:
    return f"liberty:{authorisation.pk}:"


def _write_notes(by: Actor, authorisation: LibertyAuthorisation) -> None:
    """A letter each 8, 4 and 1 weeks before the last day, to the facilitator. Days that have passed get none."""
    last = authorisation.expires_on
    if last is None or by.user is None or authorisation.ended_at is not None:
        return
    for weeks in WEEKS_BEFORE:
        due = last - timedelta(weeks=weeks)
        if due < timezone.localdate():
            continue
        write_letter(
            # The moment is part of the name: after a change the same day is told of by a new letter.
            for_what=f"{_notes_of(authorisation)}{weeks}:{timezone.now().timestamp():.6f}",
            kind=LetterKind.LOOK_AGAIN,
            to_email=by.user.email,
            to_user=by.user,
            about_person=authorisation.person,
            language=by.user.language,
            path=reverse("person_rights", args=[authorisation.person_id]),
            due_at=timezone.make_aware(datetime.combine(due, MORNING)),
        )
