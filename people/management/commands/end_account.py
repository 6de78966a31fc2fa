"""The off-switch for a directory or an HR system: somebody left, so all that they could open closes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people.actions.leaving import end_account
from people.actors import system
from people.models import User


class Command(BaseCommand):
    help = "End an account: EMAIL. Sessions, keys, roles, work with people and waiting prints end at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError("There is no account with that email.")
        end_account(by=system("directory"), user=user)
        kept = "It stays open for their own life here, and they sign in anew." if user.is_active else "It is closed."
        self.stdout.write(f"The work of {user.email} has ended. {kept}")
