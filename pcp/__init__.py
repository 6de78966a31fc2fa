"""Wiring: settings, urls, Celery, health, and the pages that span apps."""

from pcp.celery import app as celery_app

__all__ = ["celery_app"]
