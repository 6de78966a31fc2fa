"""The record and its seals. No foreign keys: an entry outlives what it speaks of."""

import pgtrigger
from django.db import models
from django.db.models.functions import Now

from audit.enums import EntryKind
from audit.querysets import AuditEntryQuerySet, AuditSealQuerySet


class CurrentTransaction(models.Func):
    """The number of the writing transaction, as PostgreSQL gives it out."""

    template = "pg_current_xact_id()::text::bigint"
    output_field = models.BigIntegerField()
    arity = 0


def append_only() -> list[pgtrigger.Trigger]:
    """Triggers that refuse update, delete and truncate, whoever asks."""
    return [
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        pgtrigger.Trigger(
            name="never_emptied",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func="RAISE EXCEPTION 'The record can only grow: % is never emptied', TG_TABLE_NAME;",
        ),
    ]


class AuditEntry(models.Model):
    """One thing that somebody did or opened.

    Names and jobs are kept as text as they were at that time. `details` holds ids and codes, never words
    that a person wrote. `transaction` stands before `id`: the transaction must have its number before the
    entry draws its own, or an entry could come in below a stretch that is already sealed.
    """

    transaction = models.BigIntegerField(db_default=CurrentTransaction(), editable=False)
    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now())
    kind = models.CharField(max_length=8, choices=EntryKind.choices)
    action = models.CharField(max_length=80)
    actor_id = models.CharField(max_length=36, blank=True)
    actor_label = models.CharField(max_length=300, blank=True)
    role = models.CharField(max_length=120, blank=True)
    on_behalf_of = models.CharField(max_length=300, blank=True)
    about_person = models.CharField(max_length=36, blank=True)
    object_type = models.CharField(max_length=80, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    part_key = models.CharField(max_length=80, blank=True)
    purpose = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict, blank=True)
    organisation_id = models.CharField(max_length=36, blank=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index("about_person", models.F("at").desc(), name="audit_about_person"),
            # What one member of staff opened today. Only looks of staff cost it: nobody else's carries a role.
            models.Index(
                "actor_id",
                "at",
                name="audit_looks_of_staff",
                condition=models.Q(kind=EntryKind.LOOK) & ~models.Q(role=""),
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.id} {self.kind} {self.action}"


class AuditSeal(models.Model):
    """A keyed fingerprint over one stretch of entries and over the seal before it.

    It covers every id above the last id of the seal before, up to `last_id`. `first_id` is the first entry
    that really was there (the database leaves gaps in its numbers when a transaction is undone).
    """

    number = models.BigIntegerField(primary_key=True)
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    count = models.PositiveIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    fingerprint = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(db_default=Now())

    objects = AuditSealQuerySet.as_manager()

    class Meta:
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.number}:{self.fingerprint}"
