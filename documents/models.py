"""Photos and prints as rows; their bytes lie in the private store under names nobody can guess."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from documents.enums import FileKind, PhotoVariant, PrintState
from documents.querysets import RenderedDocumentQuerySet, StoredFileQuerySet


class StoredFile(models.Model):
    """A photo, made anew from its pixels. The file that was uploaded is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=FileKind.choices, default=FileKind.PHOTO)
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=40)
    bytes = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    storage_name = models.CharField(max_length=120, unique=True)
    paper_storage_name = models.CharField(max_length=120, unique=True)
    small_storage_name = models.CharField(max_length=120, unique=True)
    description = models.CharField(max_length=300, blank=True)
    added_by = models.CharField(max_length=36, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return str(self.id)

    def name_of(self, variant: PhotoVariant) -> str:
        """Where the bytes of one size lie in the private store."""
        return dict(zip(PhotoVariant, self.names, strict=True))[variant]

    @property
    def names(self) -> tuple[str, str, str]:
        """The names of all sizes, in the order of PhotoVariant."""
        return self.storage_name, self.paper_storage_name, self.small_storage_name


class RenderedDocument(models.Model):
    """One print. A row first, unique by what it holds; then a worker makes its bytes once.

    `lease_until` is until when a worker holds a CLAIMED print, or until when a WAITING one rests after a try
    that went wrong. `claim` names the holder, so that a worker that comes back too late disturbs nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content_hash = models.CharField(max_length=64, unique=True)
    template = models.CharField(max_length=60)
    template_version = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=PrintState.choices, default=PrintState.WAITING)
    lease_until = models.DateTimeField(null=True, blank=True)
    claim = models.UUIDField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failed_reason = models.CharField(max_length=120, blank=True)
    storage_name = models.CharField(max_length=120, blank=True)
    bytes = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())
    ready_at = models.DateTimeField(null=True, blank=True)

    objects = RenderedDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(
                "template",
                "created_at",
                name="documents_print_to_make",
                condition=Q(state__in=[PrintState.WAITING, PrintState.CLAIMED]),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="documents_ready_has_its_file",
                condition=~Q(state=PrintState.READY) | (~Q(storage_name="") & Q(ready_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="documents_claimed_has_its_holder",
                condition=~Q(state=PrintState.CLAIMED) | Q(claim__isnull=False, lease_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.id} {self.state}"
