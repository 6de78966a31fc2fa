"""The application's role: it owns nothing, and what it may do is granted table by table (`catalogue.write`)."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections, transaction


def application_role(alias: str = "default") -> str:
    """The name of the role that web, worker and commands act as."""
    settings = connections[alias].settings_dict
    return str(settings["OPTIONS"].get("assume_role") or settings["USER"])


def make_sure_of_role(alias: str = "default") -> str:
    """The role's name, made now if one machine alone is served by one address. Called as the owner.

    Raises ImproperlyConfigured with what to write where somebody else makes roles. Roles belong to the whole server:
    two test runs that make it at the same time both go on.
    """
    role, connection = application_role(alias), connections[alias]
    if not _there(role, alias):
        if not connection.settings_dict["OPTIONS"].get("assume_role"):
            raise ImproperlyConfigured(
                f"The role {role} of DATABASE_URL is not there: CREATE ROLE {role} LOGIN PASSWORD '...'"
            )
        try:
            with transaction.atomic(using=alias), connection.cursor() as cursor:
                cursor.execute(f'CREATE ROLE "{role}" NOLOGIN')
        except DatabaseError:
            if not _there(role, alias):
                raise
    return role


def _there(role: str, alias: str) -> bool:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT true FROM pg_roles WHERE rolname = %s", [role])
        return cursor.fetchone() is not None
