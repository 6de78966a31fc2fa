"""The first administrator of an organisation. Everybody after that is added on the staff pages."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from people.actions.accounts import open_staff_account
from people.actors import system
from people.enums import Jurisdiction, Role
from people.models import Organisation


class Command(BaseCommand):
    help = "Give somebody a staff role: EMAIL NAME ROLE ORGANISATION. They set up a second factor at first sign-in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("role", help=", ".join(Role.values))
        parser.add_argument("organisation", help="name of the organisation")
        parser.add_argument("--new-organisation", choices=Jurisdiction.values, help="make it, under this country's law")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if options["role"] not in Role.values:
            raise CommandError(f"Role is one of: {', '.join(Role.values)}.")
        organisation = self._organisation(options["organisation"], options["new_organisation"])
        open_staff_account(
            by=system("command line"), email=options["email"], name=options["name"], organisation=organisation,
            role=Role(options["role"]),
        )  # fmt: skip
        self.stdout.write(f"{options['name']} can sign in with a number sent to {options['email']}.")

    def _organisation(self, name: str, new_in: str | None) -> Organisation:
        if new_in:
            return Organisation.objects.get_or_create(name=name, defaults={"jurisdiction": new_in})[0]
        found = Organisation.objects.filter(name=name).first()
        if found is None:
            raise CommandError(f"There is no organisation called {name}. Add --new-organisation=ENG or WAL to make it.")
        return found
