"""T-LOOKLOG, for what is sent: an answer to POST, PUT or PATCH that shows words which were not sent is a look too.

The doors come from the table of every URL. Each is sent forms that cannot be right, as its page has them, and bodies of
programs that are late, sent twice or wrong; every word of Sam's is known by a token (canaries.py).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from audit.models import AuditEntry
from people import sharing
from people.actors import system
from people.enums import Level
from plans.models import Action, Item, Outcome, OutcomeChange, Part
from tests.access.canaries import Planted, plant, tokens_in
from tests.access.knocking import client_for, path_to
from tests.access.personas import STAFF
from tests.access.routes import all_routes
from tests.access.table import DOORS
from tests.access.test_look_log import HOLDS_NO_CONTENT, NOT_A_PERSON
from tests.api.doors import bodies
from tests.scenarios import World

pytestmark = pytest.mark.django_db

SENDING = ("POST", "PUT", "PATCH")
FORM = "application/x-www-form-urlencoded"
READERS = (*STAFF, "mum", "dev")
# They are let help to write every part, and knock at every door.
HELPERS = ("nia", "mum")
NAMES = re.compile(rb"<(?:input|textarea|select)[^>]*\bname=\"([^\"]+)\"(?:[^>]*\bvalue=\"([^\"]*)\")?")
# Words about Sam, whoever wrote them down. Names, and what a sender is asked in our own words, are no content.
CONTENT = (
    "plans.Item", "plans.Outcome", "plans.OutcomeChange", "plans.Barrier", "plans.Action", "plans.Suggestion",
    "plans.Need", "plans.SupportPlan", "plans.SupportPlanEntry", "plans.Snapshot", "plans.Note", "reviews.Review",
    "reviews.ReviewView", "reviews.ReviewAction", "budgets.CostLine", "budgets.LedgerEntry",
    "budgets.IndicativeBudget", "rights.CapacityRecord", "rights.BestInterestsDecision", "rights.PersonsWords",
    "safeguarding.PositiveRiskRecord", "safeguarding.RiskView", "my_data.Correction",
)  # fmt: skip
TOO_LONG = "x" * 30_000


def doors_to_send_to() -> list[tuple[str, str]]:
    """(route, method) of every door with an id of a person's thing to which something is sent."""
    found = []
    for route, doors in DOORS.items():
        if not {name for name in all_routes()[route] if name not in NOT_A_PERSON}:
            continue
        methods = {method for door in doors for method in door.methods.split() if method in SENDING}
        found += [(route, method) for method in sorted(methods)]
    return sorted(found)


@pytest.fixture(scope="module")
def paths(whole_world: World) -> dict[str, str]:
    return {route: path_to(whole_world, route) for route, _method in doors_to_send_to()}


@pytest.fixture(scope="module")
def known(whole_world: World) -> dict[str, list[str]]:
    """By route, ids of what stands in the plan already: sent as an operation, each asks for an answer of before."""
    shared = Part.objects.get(plan=whole_world.sam.pk, tool="one_page_profile")
    items = _ids(Item.objects.filter(part=shared, field__in=("appreciate", "important_to")))
    return {
        "api_item": items,
        "api_part_items": items,
        "api_part_outcomes": _ids(Outcome.objects.filter(part__plan=whole_world.sam.pk)),
        "api_changes": _ids(OutcomeChange.objects.filter(outcome__part__plan=whole_world.sam.pk)),
        "api_outcome_promises": _ids(Action.objects.filter(plan=whole_world.sam.pk)),
    }


def _ids(rows: Any) -> list[str]:
    return [str(pk) for pk in rows.order_by("pk").values_list("pk", flat=True)[:4]]


@pytest.fixture(scope="module")
def planted(whole_world: World, paths: dict[str, str], known: dict[str, list[str]]) -> Planted:
    """Every word of Sam's is known by its token, and two of those around her may write every part."""
    parts = list(Part.objects.filter(plan=whole_world.sam.pk).values_list("pk", flat=True))
    for name in HELPERS:
        sharing.give(
            by=system("test"), person=whole_world.sam, connection=whole_world.connections[name], part_ids=parts,
            level=Level.HELP_WRITE,
        )  # fmt: skip
    return plant()


@pytest.fixture(autouse=True)
def nobody_knocked_too_often() -> None:
    cache.clear()


def answers(
    world: World, client: Client, route: str, method: str, path: str, known: dict[str, list[str]]
) -> Iterator[tuple[str, Any, int]]:
    """What each body brings back, and how many looks at Sam the record gained by it; each is undone."""
    for body, kind in bodies_for(world, client, route, path, known):
        # A page may be let in again and again; each stands alone.
        cache.clear()
        with transaction.atomic():
            about = AuditEntry.objects.about(world.sam.pk).looks()
            before, cookies = about.count(), client.cookies.copy()
            response = client.generic(method, path, body, kind)
            yield body[:90], response, about.count() - before
            transaction.set_rollback(True)
        client.cookies = cookies


def bodies_for(
    world: World, client: Client, route: str, path: str, known: dict[str, list[str]]
) -> Iterator[tuple[str, str]]:
    if not route.startswith("api_"):
        yield "", FORM
        yield from ((urlencode(each), FORM) for each in forms_of(client, path))
        return
    yield "{}", "application/json"
    for method in SENDING:
        good = {key: value for key, value in bodies(world).get((route, method), {}).items() if key != "file"}
        if not good:
            continue
        yield json.dumps({**good, "no_such_field": "x"}), "application/json"
        yield json.dumps(good), "application/json"
        yield json.dumps({**good, "base_version": 0}), "application/json"
        for field in ("question", "text", "in_my_words", "what"):
            if field in good:
                yield json.dumps({**good, field: TOO_LONG}), "application/json"
        for before in known.get(route, ()) if "operation" in good else ():
            yield json.dumps({**good, "operation": before}), "application/json"
            if "question" in good:
                yield json.dumps({**good, "operation": before, "question": "appreciate"}), "application/json"


def forms_of(client: Client, path: str) -> Iterator[dict[str, str]]:
    """What the page itself would send, filled in so that it cannot be kept; without a page, names that doors read."""
    with transaction.atomic():
        response = client.get(path)
        page = b"" if response.status_code != 200 or response.streaming else response.content
        transaction.set_rollback(True)
    there = {name.decode(): value.decode() for name, value in NAMES.findall(page)}
    there.pop("csrfmiddlewaretoken", None)
    ids = {name: value for name, value in there.items() if value and name.startswith(("version-", "operation"))}
    yield {**dict.fromkeys(there, TOO_LONG), **ids}
    yield {**dict.fromkeys(there, "\x00"), **ids}
    yield {**dict.fromkeys(there, ""), **ids}
    yield {**there, "version": "0", "do": "add_person"}
    yield {**dict.fromkeys(("text", "words", "answer", "who", "until"), TOO_LONG), "do": "no-such-thing"}


def _lets_in(route: str, method: str, name: str) -> bool:
    return any(method in door.methods.split() and name in door.let_in.split() for door in DOORS[route])


def content_in(response: Any, planted: Planted) -> set[str]:
    if response.streaming:
        return set()
    found = tokens_in(response.content.decode(errors="replace"))
    return {planted.named(token) for token in found if _is_content(*planted.where[token])}


def _is_content(label: str, _key: Any, field: str) -> bool:
    return label in CONTENT and not field.endswith(("_name", "_label"))


@pytest.mark.parametrize("name", READERS)
def test_an_answer_that_shows_words_which_were_not_sent_is_a_look(
    whole_world: World, planted: Planted, paths: dict[str, str], known: dict[str, list[str]], name: str
) -> None:
    client, shown, wrong = client_for(whole_world, name), 0, []
    for route, method in doors_to_send_to():
        # Where nobody lets somebody in, test_urls.py has seen that they find nothing.
        if route in HOLDS_NO_CONTENT or not (name in HELPERS or _lets_in(route, method, name)):
            continue
        for body, response, looks in answers(whole_world, client, route, method, paths[route], known):
            words = content_in(response, planted)
            shown += bool(words)
            if words and not looks:
                wrong.append(f"{method} {route} [{body}]: {response.status_code} shows {sorted(words)[:2]}")
    assert not wrong, "\n".join(wrong)
    assert shown >= {"nia": 20, "mum": 8}.get(name, 0), f"only {shown} answers showed anything"
