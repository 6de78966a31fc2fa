"""Django's `user.has_perm` answered from slips, in one query that honours dates and parts.

It stands in guardian's place: guardian's own check says yes to a slip that is over.
"""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection

from people.actors import Actor
from people.known_users import COLUMNS, user_from
from people.models import Person, Slip, User
from people.sharing import PERMISSION_OF_LEVEL
from row_security import acting

_USER_WITH_PERSON = f"""
SELECT {COLUMNS} FROM people_user who LEFT JOIN people_person person ON person.user_id = who.id WHERE who.id = %s
"""  # noqa: S608  (only names of our own columns are put in; the value is bound)
LEVEL_OF_PERMISSION = {f"people.{codename}": level for level, codename in PERMISSION_OF_LEVEL.items()}


class SlipBackend(AuthenticationBackend):
    """Passwords for staff, and object permissions on a person from their live slips.

    allauth signs everybody in through the first of its own kind, which is this one.
    """

    def get_user(self, user_id: Any) -> User | None:
        """The user of a session with their person, which every page asks for; None when gone or closed."""
        with acting.system("sign_in"), connection.cursor() as cursor:
            cursor.execute(_USER_WITH_PERSON, [user_id])
            row = cursor.fetchone()
        user = user_from(row) if row else None
        return user if user is not None and self.user_can_authenticate(user) else None

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
