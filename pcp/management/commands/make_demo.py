"""Make the invented council of the demo, once."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from people.models import Organisation


class Command(BaseCommand):
    help = (
        "Makes the invented demo council with its people, plans, money, meeting, board and report. Does nothing twice."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("Invented people are not put into a production database.")
        if Organisation.objects.exists():
            self.stdout.write("The demo council is already here.")
            return
        # Imported here: the example world lives beside the tests and is not shipped to a council.
        from tests.scenarios import build_world
        from tests.scenarios.tools_2 import add_other_lives

        with transaction.atomic():
            add_other_lives(build_world(people=620))
        self.stdout.write("The demo council is ready.")
