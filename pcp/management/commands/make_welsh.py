"""Gather every string, fill in the Welsh of each area, and say what is still missing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from pcp import welsh


class Command(BaseCommand):
    help = "Gather strings into locale/cy/LC_MESSAGES/django.po (with xgettext, where there is one) and merge locale/cy/parts."

    def handle(self, *args: Any, **options: Any) -> None:
        if not welsh.gather():
            self.stdout.write("No xgettext here: the strings already gathered are kept, and the parts are merged.")
        for line in welsh.merge():
            self.stdout.write(self.style.WARNING(line))
        missing = welsh.untranslated()
        for entry in missing:
            self.stdout.write(f"No Welsh yet: {entry.msgid!r} ({', '.join(place for place, _ in entry.occurrences)})")
        self.stdout.write(f"{len(missing)} strings have no Welsh.")
