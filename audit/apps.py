"""The audit app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Append-only record; imports no other app of ours."""

    name = "audit"
    verbose_name = _("Who looked and who changed")
