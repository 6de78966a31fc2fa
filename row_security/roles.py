"""The application's role: it owns nothing, and what it may do is granted table by table (`catalogue.write`)."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError, connections, transaction
from psycopg import sql

ENCRYPTION = b"scram-sha-256"


def application_role(alias: str = "default") -> str:
    """The name of the role that web, worker and commands act as."""
    settings = connections[alias].settings_dict
    return str(settings["OPTIONS"].get("assume_role") or settings["APP"]["USER"])


def has_an_owner(alias: str = "default") -> bool:
    """Whether migrations have somebody to work as: by DATABASE_OWNER_URL, or, outside production, by the one address."""
    settings = connections[alias].settings_dict
    return bool(settings.get("OWNER") or settings["OPTIONS"].get("assume_role"))


def refuse_powers(alias: str = "default") -> None:
    """Asked once when web or worker start. Raises ImproperlyConfigured for a role that may do too much.

    A database that is not there yet says nothing: the first connection of each process asks as well.
    """
    connection = connections[alias]
    if not connection.settings_dict.get("REFUSE_POWERS"):
        return
    try:
        connection.ensure_connection()
    except OperationalError:
        return
    finally:
        connection.close()


def make_sure_of_role(alias: str = "default") -> str:
    """The role's name, made now if it is not there: with the password of DATABASE_URL, or as one that others become.

    Called as the owner of the tables. Raises ImproperlyConfigured with what to write where the owner may make no
    roles. Roles belong to the whole server: two test runs that make it at the same time both go on.
    """
    role = application_role(alias)
    if not _there(role, alias):
        try:
            with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
                cursor.execute(_creation(role, alias))
        except DatabaseError as refused:
            if not _there(role, alias):
                words = f"The role {role} is not there and this one may not make it: CREATE ROLE {role} LOGIN PASSWORD '...'"
                raise ImproperlyConfigured(words) from refused
    return role


def _creation(role: str, alias: str) -> sql.Composed:
    connection = connections[alias]
    if connection.settings_dict["OPTIONS"].get("assume_role"):
        return sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role))
    password = str(connection.settings_dict["APP"]["PASSWORD"])
    if not password:
        return sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role))
    kept = connection.connection.pgconn.encrypt_password(password.encode(), role.encode(), ENCRYPTION)
    return sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), sql.Literal(kept.decode()))


def _there(role: str, alias: str) -> bool:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT true FROM pg_roles WHERE rolname = %s", [role])
        return cursor.fetchone() is not None
