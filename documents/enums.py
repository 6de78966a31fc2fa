"""Kinds of file, the sizes a photo is kept in, and the states of a print."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    """What a stored file is."""

    PHOTO = "PHOTO", _("Photo")
    SOUND = "SOUND", _("Sound")
    FILM = "FILM", _("Film")


class FileState(models.TextChoices):
    """Whether a file can be seen or heard yet: a recording is kept first and made ready after."""

    READY = "READY", _("Ready")
    WAITING = "WAITING", _("We are getting it ready")
    STOPPED = "STOPPED", _("We could not get it ready")


class PhotoVariant(models.TextChoices):
    """The sizes that are kept of a photo: up to 1600 pixels, up to 1000 for paper, and a square of 320."""

    FULL = "full", _("Whole photo")
    PAPER = "paper", _("Photo for paper")
    SMALL = "small", _("Small photo")


class PrintState(models.TextChoices):
    """Where a print is: waiting for a worker, held by one, ready to read, or stopped after five tries."""

    WAITING = "WAITING", _("We will make it soon")
    CLAIMED = "CLAIMED", _("We are making it")
    READY = "READY", _("Ready")
    STOPPED = "STOPPED", _("We could not make it")
