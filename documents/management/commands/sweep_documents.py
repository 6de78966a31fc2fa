"""Tidy the private store."""

from typing import Any

from django.core.management.base import BaseCommand

from documents import actions, pieces


class Command(BaseCommand):
    """Lets go of uploads that nobody ended, and deletes files older than a day that no row knows."""

    help = "Deletes private files, older than a day, that belong to nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many were deleted."""
        pieces.sweep_uploads()
        self.stdout.write(f"Deleted: {actions.sweep_orphans()}")
