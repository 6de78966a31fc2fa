"""Photos and prints as rows; their bytes lie in the private store under names nobody can guess."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from documents.enums import FileKind, FileState, PhotoVariant, PrintState
from documents.querysets import (
    RecordingToMakeQuerySet,
    RenderedDocumentQuerySet,
    StoredFileQuerySet,
    UploadQuerySet,
)


class StoredFile(models.Model):
    """A photo, a sound or a film, made anew. The file that was uploaded is not kept.

    A photo has three sizes; a film has its poster as the paper and the small one; a sound has the one file. The
    file of a recording is not there while its state is WAITING. `seconds` is how long a recording plays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=FileKind.choices, default=FileKind.PHOTO)
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=40)
    bytes = models.PositiveIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    seconds = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=8, choices=FileState.choices, default=FileState.READY)
    storage_name = models.CharField(max_length=120, unique=True)
    paper_storage_name = models.CharField(max_length=120, unique=True, null=True, blank=True)
    small_storage_name = models.CharField(max_length=120, unique=True, null=True, blank=True)
    description = models.CharField(max_length=300, blank=True)
    added_by = models.CharField(max_length=36, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return str(self.id)

    def name_of(self, variant: PhotoVariant) -> str:
        """Where the bytes of one size lie in the private store; nowhere ("") for a size that it has not."""
        sizes = self.storage_name, self.paper_storage_name, self.small_storage_name
        return dict(zip(PhotoVariant, sizes, strict=True))[variant] or ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all its files."""
        return tuple(filter(None, (self.storage_name, self.paper_storage_name, self.small_storage_name)))

    @property
    def is_ready(self) -> bool:
        return self.state == FileState.READY

    @property
    def is_film(self) -> bool:
        return self.kind == FileKind.FILM

    @property
    def length(self) -> str:
        """How long it plays: "1:05"."""
        return f"{self.seconds // 60}:{self.seconds % 60:02d}"


class RecordingToMake(models.Model):
    """A recording as it was sent, until it has been made anew; then this row and its file go.

    `lease_until` is until when a worker holds it, or until when it rests after a try that went wrong.
    """

    file = models.OneToOneField(StoredFile, models.CASCADE, primary_key=True, related_name="to_make")
    storage_name = models.CharField(max_length=120, unique=True)
    claim = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failed_reason = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = RecordingToMakeQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "file"]

    def __str__(self) -> str:
        return f"{self.file_id} {self.attempts}"


class Upload(models.Model):
    """A file that arrives in pieces. Its id is the operation id of the save that it is for; it is kept for a day."""

    id = models.UUIDField(primary_key=True, editable=False)
    added_by = models.CharField(max_length=36)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return str(self.id)


class Piece(models.Model):
    """One piece of an upload. The same piece sent twice is kept once."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="pieces")
    number = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveIntegerField()
    storage_name = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["upload", "number"], name="documents_one_piece_a_number")]

    def __str__(self) -> str:
        return f"{self.upload_id} {self.number}"


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
