"""Ask to put something right, and answer."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from audit import record
from my_data.enums import CorrectionAnswer, CorrectionKind
from my_data.models import Correction
from my_data.notes import KINDS, NoteAboutMe
from people.actions import change_connection, write_letter
from people.actors import Actor
from people.enums import LetterKind, Role
from people.models import Connection, Person, StaffRole
from people.policy import require
from row_security import acting

NAME_IN_CIRCLE, QUESTION = "tie", "question"
DAYS_TO_ANSWER = timedelta(days=30)


@transaction.atomic
def ask_correction(*, by: Actor, person: Person, note: NoteAboutMe, kind: CorrectionKind, my_words: str) -> Correction:
    """The person says that a note is not right. Asked again before the answer, their newest words stand.

    The writer answers while they work there; else the data lead of the council. An opinion has the person's words
    beside it from this moment. Raises PermissionDenied for anybody else.
    """
    require(by, "my_data.put_right", person)
    held, _fresh = Correction.objects.update_or_create(
        asked_by=by.user, about=note.kind.key, row_id=note.row_id, answered_at=None,
        defaults={
            "person": person, "organisation": person.organisation, "kind": kind, "my_words": my_words.strip(),
            "old_words": note.words, "answerer": _writer_who_works_here(note, person),
            "answer_by": a_month_after(timezone.localdate()),
        },
    )  # fmt: skip
    record.write(actor=by, action="my_data.correction_asked", about_person=person.pk, obj=held, kind=str(kind))
    return held


@transaction.atomic
def ask_my_name(*, by: Actor, tie: Connection, my_words: str) -> Correction:
    """Somebody of a circle says how they are rightly called. The person whose circle it is answers."""
    require(by, "my_data.put_my_name_right", tie)
    person = tie.circle.person
    held, _fresh = Correction.objects.update_or_create(
        asked_by=by.user, about=NAME_IN_CIRCLE, row_id=tie.pk, answered_at=None,
        defaults={
            "person": person, "kind": CorrectionKind.DETAILS, "my_words": my_words.strip(), "old_words": tie.name,
            "answerer": person.user, "answer_by": a_month_after(timezone.localdate()),
        },
    )  # fmt: skip
    record.write(actor=by, action="my_data.correction_asked", about_person=person.pk, obj=held, kind="details")
    return held


@transaction.atomic
def ask_data_lead(*, by: Actor, person: Person, my_words: str) -> Correction:
    """A question or a complaint about my data, to the data lead of my council. A letter is acknowledged by being there.

    Source: DPA 2018 s.164A (complaints to the controller): an electronic form, an answer without undue delay.
    """
    require(by, "my_data.put_right", person)
    held = Correction.objects.create(
        person=person, organisation=person.organisation, asked_by=by.user, kind=CorrectionKind.QUESTION,
        about=QUESTION, row_id=uuid.uuid4(), my_words=my_words.strip(),
        answer_by=timezone.localdate() + DAYS_TO_ANSWER,
    )  # fmt: skip
    record.write(actor=by, action="my_data.asked", about_person=person.pk, obj=held)
    return held


@transaction.atomic
def answer_correction(
    *, by: Actor, correction: Correction, answer: CorrectionAnswer, words: str = "", new_words: str = ""
) -> Correction:
    """Say what became of it. CHANGED writes `new_words` where the note may change; the old ones stay in the correction.

    What a decision was made on never changes: there CHANGED says so beside it. A second answer changes nothing.
    """
    require(by, "my_data.answer_correction", correction)
    held = Correction.objects.select_for_update().get(pk=correction.pk)
    if held.answered_at is not None:
        return held
    held.answer, held.answer_words, held.new_words = answer, words.strip(), new_words.strip()
    held.answered_at, held.answered_label = timezone.now(), by.audit_label
    held.save()
    if answer == CorrectionAnswer.CHANGED and held.new_words:
        with acting.on_behalf_of(held.person_id, "a fact that its writer or the data lead puts right"):
            _put_right(by, held)
    record.write(
        actor=by, action="my_data.correction_answered", about_person=held.person_id, obj=held, answer=str(answer)
    )
    _tell(held)
    return held


def a_month_after(day: date) -> date:
    """The same day of the next month, or its last day (UK GDPR Art. 12(3): one month)."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise ValueError(day)


def _writer_who_works_here(note: NoteAboutMe, person: Person) -> object:
    """The writer, while they hold a role in the person's council; a data lead does not answer for a writer still there."""
    if note.writer is None or not note.writer.is_active:
        return None
    if person.organisation_id is None:  # no council, so no data lead: the writer alone can answer
        return note.writer
    works = StaffRole.objects.live().filter(user=note.writer, organisation=person.organisation_id)
    return note.writer if works.exclude(role=Role.ORG_ADMIN).exists() else None


def _put_right(by: Actor, correction: Correction) -> None:
    if correction.about == NAME_IN_CIRCLE:
        tie = Connection.objects.filter(pk=correction.row_id, circle=correction.person_id).first()
        if tie is not None:
            change_connection(by=by, connection=tie, name=correction.new_words[:80])
        return
    kind = KINDS.get(correction.about)
    if kind is not None and kind.changes:
        rows = kind.rows(correction.person)
        longest = rows.model._meta.get_field(kind.column).max_length
        rows.model.objects.filter(pk__in=rows.filter(pk=correction.row_id).values("pk")).update(
            **{kind.column: correction.new_words[:longest]}
        )


def _tell(correction: Correction) -> None:
    asker = correction.asked_by
    if asker is None or not asker.is_active:
        return
    write_letter(
        for_what=f"my_data:answered:{correction.pk}", kind=LetterKind.MY_DATA, to_user=asker, to_email=asker.email,
        language=asker.language, path="/my-data/put-right/",
    )  # fmt: skip
