"""Kinds of entry in the record, and of break in its chain."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryKind(models.TextChoices):
    """What an entry says: something was changed, opened, or asked for and refused."""

    WRITE = "WRITE", _("Changed")
    LOOK = "LOOK", _("Looked")
    REFUSED = "REFUSED", _("Was not let in")


class BreakKind(models.TextChoices):
    """How a sealed stretch differs from what was sealed."""

    CHANGED = "CHANGED", _("An entry was changed, or a seal was made without the key")
    MISSING = "MISSING", _("An entry was taken out")
    ADDED = "ADDED", _("An entry was put in later")
    SEAL_MISSING = "SEAL_MISSING", _("A seal was taken out")
    CUT = "CUT", _("The end of the chain was cut off, or an old copy was put back")
