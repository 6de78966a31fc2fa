"""Check the whole chain and say where it first breaks."""

import re
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit import chain, heads
from audit.enums import BreakKind
from audit.models import AuditSeal

HEAD = re.compile(r"\d+:[0-9a-f]{64}")


class Command(BaseCommand):
    """`verify_audit` prints the head to keep elsewhere, or ends with status 1 and the first broken link."""

    help = "Checks the chain of the audit record. Keep the head it prints on another machine."

    def add_arguments(self, parser: CommandParser) -> None:
        """Heads that were kept elsewhere find a chain whose end was cut off, or that is an old copy."""
        parser.add_argument("--head", default="", help="A head printed before, as number:fingerprint")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError (status 1) at the first break."""
        if options["head"] and not HEAD.fullmatch(options["head"].strip()):
            raise CommandError("A head looks like 12:3f9c… with 64 letters and digits after the colon.")
        given = [options["head"].strip()] if options["head"] else []
        found = chain.first_break(key=settings.AUDIT_KEY, heads=[*given, *heads.known()])
        if found:
            raise CommandError(
                f"{found.kind}: {BreakKind(found.kind).label}. "
                f"Seal {found.seal}, entries after {found.after} up to {found.up_to}."
            )
        head = AuditSeal.objects.newest()
        self.stdout.write(f"The chain holds. Head: {head}" if head else "Nothing is sealed yet.")
