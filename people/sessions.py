"""Sessions in the database, read together with their user: every page of everybody begins with both (ADR 0007)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.db import connections, router
from django.utils import timezone

from people.known_users import COLUMNS, user_from
from people.models import Session, User

_LIVE = f"""
SELECT session.session_data, {COLUMNS} FROM people_session session
LEFT JOIN people_user who ON who.id = session.user_id
LEFT JOIN LATERAL pcp_signed_in(session.session_key) person ON true
WHERE session.session_key = %s AND session.expire_date > %s
"""  # noqa: S608  (only names of our own columns are put in; values are bound)


class SessionStore(DatabaseSessionStore):
    """Django's own sessions with their user beside them. Keeping and ending them is as Django does it."""

    # The user that was read with the session; None for nobody, and before the session was read.
    user_at_reading: User | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = super().create_model_instance(data)
        session.user_id = data.get(SESSION_KEY)
        return session

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and no key, when it is over or never was. One statement."""
        # Read as nobody: who somebody is must be read before it can be known who reads.
        with connections[router.db_for_read(self.model)].cursor() as cursor:
            cursor.execute(_LIVE, [self.session_key, timezone.now()])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        self.user_at_reading = user_from(row[1:])
        return self.decode(row[0])
