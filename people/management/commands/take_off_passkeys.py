"""Take the passkeys, app and paper codes off an account, for a person who has lost them all (ADR 0017)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people.actions.sign_in import take_off_passkeys
from people.actors import Actor
from people.models import Assignment, User


class Command(BaseCommand):
    help = "Take a person's lost passkeys off, heard by the worker who sat with them. Tell the person a day before."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the person's own")
        parser.add_argument("--heard-by", required=True, help="email of the worker assigned to them who sat with them")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"], person__isnull=False).first()
        worker = User.objects.filter(email__iexact=options["heard_by"]).first()
        assigned = Assignment.objects.live().filter(user=worker, person__user=user, connection__ended_at__isnull=True)
        if user is None or worker is None or not assigned.exists():
            raise CommandError("That worker is not assigned to that person today. Nothing was changed.")
        take_off_passkeys(by=Actor(user=worker), user=user)
        self.stdout.write("Taken off. All devices are signed out. A number from the email signs in again.")
