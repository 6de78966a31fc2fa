"""Woken by beat."""

from celery import shared_task
from django.conf import settings

from audit import actions


@shared_task
def seal_chain() -> None:
    """Seal what has settled since the last time."""
    actions.seal_all(key=settings.AUDIT_KEY)
