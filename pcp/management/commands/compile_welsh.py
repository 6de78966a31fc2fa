"""Compile the catalogues with polib, so that no machine needs gettext."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from pcp import welsh


class Command(BaseCommand):
    help = "Write a .mo file beside each .po file of the site."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{welsh.compile_all()} catalogues compiled.")
