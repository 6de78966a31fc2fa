"""Whether the rules for rows stand in the database as this release has them. `migrate` puts them back."""

from __future__ import annotations

from typing import Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from row_security import catalogue, roles


class Command(BaseCommand):
    help = "Says whether row security in the database is as this release has it."

    def handle(self, *args: Any, **options: Any) -> None:
        left_out = sorted(catalogue.unlisted())
        if left_out:
            raise CommandError(f"These tables stand in no list: {', '.join(left_out)}.")
        if not catalogue.is_as_written(roles.application_role()):
            raise CommandError("The rules in the database are not those of this release. Run migrate.")
        self.stdout.write("Row security is as it is written.")
