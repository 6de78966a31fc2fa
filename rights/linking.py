"""To what a limit on freedom is linked, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from rights.models import Restriction


def link_words(limit: Restriction, language: str) -> str:
    """The record that a limit is linked to, in words; "" when it is to none. The software adds no opinion."""
    if limit.authorisation is not None:
        return limit.authorisation.scheme.name_in(language)
    if limit.best_interests is not None:
        return _("Best-interests decision: %(what)s") % {"what": limit.best_interests.capacity.decision}
    if limit.capacity is not None:
        return _("Capacity record: %(what)s") % {"what": limit.capacity.decision}
    return _("The person decided this themself") if limit.decided_by_person else ""
