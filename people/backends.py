"""Django's `user.has_perm` answered from slips, in one query that honours dates and parts.

It stands in guardian's place: guardian's own check says yes to a slip that is over.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from people.actors import Actor
from people.models import Person, Slip
from people.sharing import PERMISSION_OF_LEVEL

LEVEL_OF_PERMISSION = {f"people.{codename}": level for level, codename in PERMISSION_OF_LEVEL.items()}


class SlipBackend(ModelBackend):
    """Passwords for staff, and object permissions on a person from their live slips."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Whether a live slip on `obj` (a Person) gives this user the level that `perm` names."""
        if not user_obj.is_active or user_obj.is_anonymous:
            return False
        if not isinstance(obj, Person) or perm not in LEVEL_OF_PERMISSION:
            return False
        slips = Slip.objects.live().of(Actor(user=user_obj))
        return slips.filter(content_object=obj, level__gte=LEVEL_OF_PERMISSION[perm]).exists()

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """All levels that hold on `obj`; no model-wide permission exists here."""
        if not user_obj.is_active or user_obj.is_anonymous or not isinstance(obj, Person):
            return set()
        levels = Slip.objects.live().of(Actor(user=user_obj)).filter(content_object=obj)
        highest = max(levels.values_list("level", flat=True), default=0)
        return {name for name, level in LEVEL_OF_PERMISSION.items() if level <= highest}
