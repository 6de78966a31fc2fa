"""Notes that others wrote about a person in their work: what can be put right, who wrote it, and where it stands.

A note is never erased by this. Where a fact is changed the old value is kept in the correction; what a decision was
made on stays as it was, and the person's words stand beside it (UK GDPR Art. 16).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budgets.codes import CHANGE_KINDS, FIGURE_KINDS
from budgets.models import LedgerEntry
from people.enums import Voice
from people.models import Person
from plans.models import Need, ReasonableStep, Snapshot, StateChange
from reviews.models import ReviewView

# Lines of money whose words somebody wrote; others hold a code.
SAID = [*CHANGE_KINDS, *FIGURE_KINDS]


@dataclass(frozen=True)
class NoteKind:
    """`column` holds the words; `changes` is whether a fact in them may be changed where they stand."""

    key: str
    name: str | Promise
    rows: Callable[[Person], QuerySet[Any]]
    column: str
    writer: Callable[[Any], Any]
    writer_name: Callable[[Any], str]
    day: Callable[[Any], date | None]
    changes: bool = False


@dataclass(frozen=True)
class NoteAboutMe:
    """One note as its person reads it. `writer` is a user or nobody: then the data lead answers."""

    kind: NoteKind
    row_id: uuid.UUID
    words: str
    writer: Any
    writer_name: str
    day: date | None


def _cards(person: Person) -> QuerySet[Any]:
    said = ReviewView.objects.filter(review__person=person, voice=Voice.PAID, crossed_out_at__isnull=True)
    return said.select_related("author__user")


def _decisions(person: Person) -> QuerySet[Any]:
    others = Q(by__isnull=True) | ~Q(by=person.user_id) if person.user_id else Q()
    return StateChange.objects.filter(others, support_plan__person=person).exclude(reason="").select_related("by")


def _needs(person: Person) -> QuerySet[Any]:
    return Need.objects.filter(support_plan__person=person).select_related("support_plan__facilitator")


def _steps(person: Person) -> QuerySet[Any]:
    taken = ReasonableStep.objects.filter(support_plan__person=person, asked_by_person=False).exclude(words="")
    return taken.select_related("written_by")


def _copies(person: Person) -> QuerySet[Any]:
    others = ~Q(made_by=person.user_id) if person.user_id else Q()
    return Snapshot.objects.filter(others, support_plan__person=person).select_related("made_by")


def _money(person: Person) -> QuerySet[Any]:
    told = LedgerEntry.objects.filter(support_plan__person=person, visible_to_person=True, kind__in=SAID).exclude(
        words=""
    )
    return told.select_related("author")


def _name(user: Any) -> str:
    return user.name if user else ""


def _on(moment: Any) -> date:
    return timezone.localdate(moment)


KINDS: dict[str, NoteKind] = {
    each.key: each
    for each in (
        NoteKind(
            "card", _("Said at a meeting"), _cards, "text", lambda row: row.author.user if row.author else None,
            lambda row: row.author_name, lambda row: _on(row.created_at), changes=True,
        ),
        NoteKind(
            "need", _("What you need help with"), _needs, "words", lambda row: row.support_plan.facilitator,
            lambda row: _name(row.support_plan.facilitator), lambda row: _on(row.support_plan.created_at), changes=True,
        ),
        NoteKind(
            "decision", _("A decision, and why"), _decisions, "reason", lambda row: row.by,
            lambda row: row.by_label, lambda row: _on(row.at),
        ),
        NoteKind(
            "step", _("A step to agree"), _steps, "words", lambda row: row.written_by,
            lambda row: row.who or _name(row.written_by), lambda row: row.taken_on, changes=True,
        ),
        NoteKind(
            "copy", _("A copy that was sent"), _copies, "number", lambda row: row.made_by,
            lambda row: _name(row.made_by), lambda row: _on(row.made_at),
        ),
        NoteKind(
            "money", _("Why your money changed"), _money, "words", lambda row: row.author,
            lambda row: row.author_label, lambda row: _on(row.at),
        ),
    )
}  # fmt: skip


def notes_about(person: Person) -> list[NoteAboutMe]:
    """Everything that others wrote about the person in their work, kind by kind. A fixed number of statements."""
    return [_note(kind, row) for kind in KINDS.values() for row in kind.rows(person)]


def note(person: Person, about: str, row_id: uuid.UUID) -> NoteAboutMe | None:
    """One of them by its kind and key; None where it is not a note about this person."""
    kind = KINDS.get(about)
    row = kind.rows(person).filter(pk=row_id).first() if kind else None
    return _note(kind, row) if kind and row is not None else None


def _note(kind: NoteKind, row: Any) -> NoteAboutMe:
    words = str(kind.name) if kind.column == "number" else getattr(row, kind.column)
    return NoteAboutMe(kind, row.pk, words, kind.writer(row), kind.writer_name(row), kind.day(row))


def sorted_newest(notes: Iterable[NoteAboutMe]) -> list[NoteAboutMe]:
    return sorted(notes, key=lambda each: each.day or date.min, reverse=True)
