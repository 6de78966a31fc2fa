"""Woken by beat."""

import logging
from pathlib import Path

from celery import shared_task
from django.conf import settings

from audit import actions, heads

logger = logging.getLogger(__name__)


@shared_task
def seal_chain() -> None:
    """Seal what has settled since the last time, and keep the new head outside of the database."""
    head = actions.seal_all(key=settings.AUDIT_KEY)
    if head and settings.AUDIT_HEADS and not heads.keep(Path(settings.AUDIT_HEADS), head):
        logger.error("the chain of the record does not hold the last head that was kept: run verify_audit")
