"""Print who can be tried in the demo."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from people.demo import demo_people


class Command(BaseCommand):
    help = "Prints the people of the demo: who they are, and the address to sign in with."

    def handle(self, *args: Any, **options: Any) -> None:
        people = demo_people()
        width = max((len(person.email) for person in people), default=0)
        for person in people:
            self.stdout.write(f"  {person.email:<{width}}  {person.name}, {person.words}")
