"""The same sharing as people_slip in guardian's own tables: generic, and with a direct foreign key to the part."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from guardian.core import ObjectPermissionChecker
from guardian.models import UserObjectPermissionBase
from guardian.shortcuts import get_users_with_perms

from people.models import User
from plans.models import Part
from row_security.roles import application_role

GENERIC = "guardian_userobjectpermission"
DIRECT = "bench_partuserobjectpermission"


def fill_generic() -> None:
    """One row for each member and part, as guardian's generic table keeps it."""
    values = [_permission(), ContentType.objects.get_for_model(Part).pk]
    _run(
        f"INSERT INTO {GENERIC} (permission_id, content_type_id, object_pk, user_id)"
        " SELECT %s, %s, part::text, user_id FROM people_slip, unnest(part_ids) part ON CONFLICT DO NOTHING",
        values,
    )
    _run(f"VACUUM (ANALYZE) {GENERIC}")


def fill_direct() -> None:
    """The same in a direct table. From here on guardian uses it for parts, and its generic one no more."""
    if DIRECT not in {model._meta.db_table for model in apps.get_models()}:
        _direct_model()
    with connection.as_owner(), connection.schema_editor() as editor:
        editor.execute(f"DROP TABLE IF EXISTS {DIRECT}")
        editor.create_model(apps.get_model("people", "BenchPartPermission"))
    _run(
        f"INSERT INTO {DIRECT} (permission_id, content_object_id, user_id)"
        " SELECT %s, part, user_id FROM people_slip, unnest(part_ids) part ON CONFLICT DO NOTHING",
        [_permission()],
    )
    _run(f"VACUUM (ANALYZE) {DIRECT}")
    _run(f"GRANT SELECT ON {DIRECT} TO {connection.ops.quote_name(application_role())}")


def drop_direct() -> None:
    _run(f"DROP TABLE IF EXISTS {DIRECT}")


def size_of(table: str) -> int:
    """Bytes of a table with its indexes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_total_relation_size(%s)", [table])
        return int(cursor.fetchone()[0])


def check_each(user: User, parts: list[Part]) -> Callable[[], Any]:
    """guardian's has_perm for each part, with nothing remembered from the call before."""

    def ask() -> None:
        for part in parts:
            fresh = User(pk=user.pk, is_active=True)
            assert ObjectPermissionChecker(fresh).has_perm("view_part", part)

    return ask


def owners_table(parts: list[Part]) -> Callable[[], Any]:
    """Who can see what, as guardian answers it: once for each part."""

    def ask() -> None:
        for part in parts:
            get_users_with_perms(part, attach_perms=True, with_group_users=False)

    return ask


def _permission() -> int:
    return Permission.objects.get(codename="view_part", content_type__app_label="plans").pk


def _direct_model() -> None:
    """Declared late, because guardian takes to a direct table as soon as there is one."""
    foreign_key: dict[str, Any] = {"on_delete": models.CASCADE, "db_constraint": False}

    class BenchPartPermission(UserObjectPermissionBase):
        id = models.BigAutoField(primary_key=True)
        content_object = models.ForeignKey(Part, related_name="bench_permissions", **foreign_key)

        class Meta(UserObjectPermissionBase.Meta):
            app_label = "people"
            db_table = DIRECT

    apps.clear_cache()


def _run(sql: str, values: list[Any] | None = None) -> None:
    with connection.as_owner(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def parts_of(part_ids: list[uuid.UUID], person_id: uuid.UUID) -> list[Part]:
    """Rows for the parts that a slip names."""
    places = ["me", "people", "day", "home", "dreams", "health", "meeting", "money"]
    return Part.objects.bulk_create(
        Part(pk=part, plan_id=person_id, tool="one_page_profile", place=places[n % 8], setting=f"for {n}", position=n)
        for n, part in enumerate(part_ids)
    )
