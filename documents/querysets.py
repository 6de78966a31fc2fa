"""Named ways to read stored files and prints."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from documents.enums import FileState, PrintState


class StoredFileQuerySet(models.QuerySet):
    """Stored files. Who may see one is decided by the app that holds it."""

    def with_ids(self, ids: Iterable[UUID]) -> "StoredFileQuerySet":
        """Those with these ids, for a caller that has already asked who may see them."""
        return self.filter(id__in=ids)


class RecordingToMakeQuerySet(models.QuerySet):
    """Recordings that wait to be made anew."""

    def free_to_claim(self) -> "RecordingToMakeQuerySet":
        """Those that no worker holds and that do not rest, the oldest first."""
        return self.filter(Q(lease_until=None) | Q(lease_until__lte=Now()), file__state=FileState.WAITING)

    def locked_for_me(self) -> "RecordingToMakeQuerySet":
        """Lock the rows, passing over those another worker holds."""
        return self.select_for_update(skip_locked=True, of=("self",))


class UploadQuerySet(models.QuerySet):
    """Uploads that are on their way. Each belongs to who sends it, and nobody else sees it."""

    def of(self, audit_id: object) -> "UploadQuerySet":
        return self.filter(added_by=str(audit_id))

    def since(self, moment: datetime) -> "UploadQuerySet":
        return self.filter(created_at__gte=moment)

    def older_than(self, moment: datetime) -> "UploadQuerySet":
        return self.filter(created_at__lt=moment)


class RenderedDocumentQuerySet(models.QuerySet):
    """Prints. Who may see one is decided by the app that holds it."""

    def ready(self) -> "RenderedDocumentQuerySet":
        """Those that can be read from the store."""
        return self.filter(state=PrintState.READY)

    def stopped(self) -> "RenderedDocumentQuerySet":
        """Those that were tried often enough, for whoever runs the system."""
        return self.filter(state=PrintState.STOPPED)

    def free_to_claim(self, template: str) -> "RenderedDocumentQuerySet":
        """Prints of one template that a worker may take: waiting and not resting, or held past their lease."""
        rested = Q(lease_until=None) | Q(lease_until__lte=Now())
        held_too_long = Q(state=PrintState.CLAIMED, lease_until__lte=Now())
        waiting = Q(state=PrintState.WAITING) & rested
        return self.filter(waiting | held_too_long, template=template).order_by("created_at", "id")

    def locked_for_me(self) -> "RenderedDocumentQuerySet":
        """Lock the rows, passing over those another worker holds: two workers never take the same print."""
        return self.select_for_update(skip_locked=True)
