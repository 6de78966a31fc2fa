"""Goal 1: "plans shared with me" (page and capped count) over the same in prepared SQL, at 100,000 people.

In `detail`: growth from 10,000 to 100,000 people and from 50 to 5,000 shares, and guardian's generic tables
filled with the same sharing. `--people N` measures another size instead of 100,000.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pcp.settings")
django.setup()

from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from guardian.shortcuts import get_objects_for_user

from benchmarks import population
from benchmarks.measuring import interleaved, say, tell
from people import shared_list
from people.actors import Actor
from people.models import User
from plans.models import Plan

LIMIT = 4.0
READERS = {"few": 50, "many": 5000}


def ours(user: User) -> Callable[[], Any]:
    actor = Actor(user=user)

    return lambda: shared_list.shared_page(actor)


def prepared(user: User) -> Callable[[], Any]:
    """Page and count as two plain statements on a bare connection, prepared once by the server."""
    import psycopg

    bare = psycopg.connect(settings.DATABASE_OWNER_URL or settings.DATABASE_URL, autocommit=True)
    live = shared_list._LIVE.format(slip="slip")
    page = shared_list._PAGE.replace(
        shared_list._PAGE[shared_list._PAGE.index(", (\n") : shared_list._PAGE.index("FROM people_slip slip")], " "
    )
    count = (
        "SELECT count(DISTINCT plan) FROM (SELECT slip.content_object_id AS plan FROM people_slip slip"
        f" WHERE {live} LIMIT %(cap)s) capped"
    )
    changed_at, slip_id = shared_list._FIRST
    values = {
        "user": user.pk, "now": timezone.now(), "changed_at": changed_at, "id": slip_id,
        "limit": shared_list.PAGE + 1, "cap": shared_list.COUNT_CAP,
    }  # fmt: skip

    def page_and_count() -> None:
        bare.execute(page, values, prepare=True).fetchall()
        bare.execute(count, values, prepare=True).fetchall()

    return page_and_count


def fill_guardian() -> None:
    """The same sharing in guardian's generic table: one row for each slip."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO guardian_userobjectpermission (permission_id, content_type_id, object_pk, user_id)"
            " SELECT %s, %s, content_object_id::text, user_id FROM people_slip ON CONFLICT DO NOTHING",
            [Permission.objects.get(codename="view_plan").pk, ContentType.objects.get_for_model(Plan).pk],
        )
    with connection.as_owner(), connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) guardian_userobjectpermission")


def guardian_generic(user: User) -> Callable[[], Any]:
    def page_and_count() -> None:
        found = get_objects_for_user(user, "plans.view_plan")
        list(found.order_by("-created_at", "-pk")[: shared_list.PAGE])
        found.count()

    return page_and_count


def measure(people: int, *, with_guardian: bool) -> dict[str, float]:
    population.empty()
    readers = {name: min(plans, people // 2) for name, plans in READERS.items()}
    users = population.fill(people, readers)
    population.settle()
    contestants: dict[str, Callable[[], Any]] = {}
    for name, user in users.items():
        contestants[f"ours_{name}"] = ours(user)
        contestants[f"prepared_{name}"] = prepared(user)
    taken = interleaved(contestants, times=60)
    if with_guardian:
        fill_guardian()
        both = {"ours": ours(users["few"]), "guardian": guardian_generic(users["few"])}
        taken |= {f"{name}_beside_guardian": each for name, each in interleaved(both, times=3).items()}
    say(f"{people:,} people: " + ", ".join(f"{name} {each:.2f} ms" for name, each in taken.items()))
    return taken


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=100_000)
    people = options.parse_args().people
    small = measure(10_000, with_guardian=False)
    large = measure(people, with_guardian=True)
    ratio = max(large[f"ours_{name}"] / large[f"prepared_{name}"] for name in READERS)
    detail = {
        "people": people,
        **{f"{name}_ms": each for name, each in large.items()},
        **{f"{name}_10k_ms": each for name, each in small.items()},
        "growth_with_people": max(large[f"ours_{name}"] / small[f"ours_{name}"] for name in READERS),
        "growth_with_shares": large["ours_many"] / large["ours_few"],
        "times_faster_than_guardian": large["guardian_beside_guardian"] / large["ours_beside_guardian"],
        "statements": 1,
    }
    tell("shared_with_me", ratio, "times prepared SQL", LIMIT, detail)


if __name__ == "__main__":
    main()
