"""After a backup was put back: erase again those who were erased since it was made."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from my_data import erasure_list
from my_data.actions.erase import replay


class Command(BaseCommand):
    """`replay_erasures` reads the erasure list and says how many people of it were there. Run twice it finds nobody."""

    help = "Erases again whoever a restored backup brought back. Run it before anybody may sign in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--list", default=str(settings.ERASURE_LIST), help="The file of the erasure list")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError (status 1) when there is no list, or when a line of it cannot be read."""
        path = Path(options["list"])
        if not path.exists():
            raise CommandError(f"There is no erasure list at {path}.")
        try:
            lines = list(erasure_list.read(path))
        except ValueError as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"{len(lines)} on the list, {replay(lines)} erased again.")
