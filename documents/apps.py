"""The documents app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Private files and printing; imports no other app of ours."""

    name = "documents"
    verbose_name = _("Photos and prints")
