"""Django's `migrate`, as the role that owns the tables, with the rules for rows written at its end."""

from __future__ import annotations

from typing import Any

from django.core.management import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from row_security import catalogue, roles


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> str | None:
        alias = options["database"]
        if not roles.has_an_owner(alias):
            raise CommandError("DATABASE_OWNER_URL must name the role that owns the tables (docs/operating.md).")
        with connections[alias].as_owner():
            done = super().handle(*args, **options)
            if not (options["check_unapplied"] or options["plan"]):
                self._write_rules(alias, quiet=options["verbosity"] == 0)
        return done

    def _write_rules(self, alias: str, *, quiet: bool) -> None:
        role = roles.make_sure_of_role(alias)
        if not catalogue.is_as_written(role, alias):
            catalogue.write(role, alias)
            if not quiet:
                self.stdout.write(f"Row security: the rules for {role} are written.")
        for table in sorted(catalogue.unlisted(alias)):
            self.stderr.write(f"Row security: {table} stands in no list, so the application cannot open it.")
