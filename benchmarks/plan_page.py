"""Goal 9: the rate of a reader's plan page over a Django view that reads one row, both through the whole site.

A member of a circle opens a plan of 12 parts: session, user, access, the record of the look, templates. The
one-read view passes the same middleware, signed out. In `detail`: goal 3 (the statements of the page, the same
for 1 and 12 parts; the statement that reads the parts with access in it, over the same read without).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pcp.settings")
django.setup()

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import include, path, reverse

from benchmarks import population
from benchmarks.measuring import interleaved, say, tell
from pcp import memory
from people import actions, sharing
from people.actors import Actor, system
from people.models import Person, User
from plans.models import Part, Plan
from row_security import acting

LIMIT = 0.3
PARTS = 12
COUNCIL = 10_000


@login_not_required
def one_read(request: HttpRequest, person_id: Any) -> HttpResponse:
    with acting.system("bench"):  # nobody is signed in, and to nobody the database shows no row
        return HttpResponse(Person.objects.only("preferred_name").get(pk=person_id).preferred_name)


urlpatterns = [path("bench/<uuid:person_id>/", one_read), path("", include("pcp.urls"))]


def plan_shared_with(reader: User, parts: int) -> Person:
    """A plan of so many parts, all of them shared with the reader by one slip."""
    by = system("bench")
    person = actions.start_person(by=by, preferred_name="Sam", face=1)
    Plan.objects.create(person=person)
    tie = actions.add_connection(by=by, person=person, name="Mum", user=reader)
    places = ["me", "people", "day", "home", "dreams", "health", "meeting", "money"]
    made = Part.objects.bulk_create(
        Part(plan_id=person.pk, tool="one_page_profile", place=places[n % 8], setting=f"for {n}", position=n)
        for n in range(parts)
    )
    sharing.give(by=by, person=person, connection=tie, part_ids=[part.pk for part in made])
    return person


def opening(client: Client, address: str) -> Callable[[], Any]:
    def open_it() -> None:
        response = client.get(address)
        assert response.status_code == 200, response.status_code

    return open_it


def statements_of(call: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as seen:
        call()
    return len(
        [
            each
            for each in seen.captured_queries
            if not each["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))
        ]
    )


def access_cost(reader: User, person: Person) -> dict[str, float]:
    """The statement that reads the parts with access in it, and the same read without, in bare SQL."""
    import psycopg

    of_the_site = settings.DATABASES["default"]["OPTIONS"].get("options", "")
    bare = psycopg.connect(settings.DATABASE_OWNER_URL or settings.DATABASE_URL, autocommit=True, options=of_the_site)
    queryset = Part.objects.visible_to(Actor(user=reader)).filter(plan=person.pk)
    ours, ours_values = queryset.query.sql_with_params()
    plain, plain_values = Part.objects.filter(plan=person.pk).query.sql_with_params()
    return interleaved(
        {
            "parts_with_access": lambda: bare.execute(ours, ours_values, prepare=True).fetchall(),
            "parts_without": lambda: bare.execute(plain, plain_values, prepare=True).fetchall(),
        },
        times=300,
    )


def main() -> None:
    settings.ROOT_URLCONF = __name__
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SECURE_SSL_REDIRECT = False
    population.empty()
    population.fill(COUNCIL, {})
    reader = User.objects.create_user("reader@bench.example", name="Mum")
    twelve, one = plan_shared_with(reader, PARTS), plan_shared_with(reader, 1)
    population.settle()
    client = Client()
    # The backend that a sign-in by code or passkey keeps in the session: the first one of allauth's kind.
    client.force_login(reader, backend="people.backends.SlipBackend")
    page = opening(client, reverse("plan", args=[twelve.pk]))
    small_page = opening(client, reverse("plan", args=[one.pk]))
    read = opening(Client(), f"/bench/{twelve.pk}/")
    page()
    small_page()
    memory.settle()  # as pcp/wsgi.py does
    statements = {"statements_12_parts": statements_of(page), "statements_1_part": statements_of(small_page)}
    # Short turns: what else the machine does for a tenth of a second falls upon all three, or upon one round in many.
    taken = interleaved({"page": page, "page_of_one_part": small_page, "one_read": read}, times=5, rounds=61)
    say(", ".join(f"{name} {each:.2f} ms" for name, each in taken.items()))
    access = access_cost(reader, twelve)
    detail = {
        **{f"{name}_ms": each for name, each in (taken | access).items()},
        **statements,
        "most_statements": 8,
        "access_over_plain_read": access["parts_with_access"] / access["parts_without"],
    }
    tell("plan_page", taken["one_read"] / taken["page"], "of a one-read view's rate", LIMIT, detail)


if __name__ == "__main__":
    main()
