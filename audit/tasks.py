"""Woken by beat."""

import logging
from pathlib import Path

from celery import shared_task
from django.conf import settings

from audit import actions, chain, heads

logger = logging.getLogger(__name__)


@shared_task
def seal_chain() -> None:
    """Seal what has settled since the last time, and keep the new head outside of the database."""
    head = actions.seal_all(key=settings.AUDIT_KEY)
    if head and settings.AUDIT_HEADS and not heads.keep(Path(settings.AUDIT_HEADS), head):
        logger.error("the chain of the record does not hold the last head that was kept: run verify_audit")


@shared_task
def verify_chain() -> None:
    """Check the whole record each night. A break is told where faults are told; `verify_audit` names the link."""
    found = chain.first_break(key=settings.AUDIT_KEY, heads=heads.known())
    if found:
        logger.error("the chain of the record breaks (%s): run verify_audit", found.kind)
