"""No view escapes: other methods, other people's ids in paths and in bodies, work that runs later, commands and tags."""

from __future__ import annotations

import inspect
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django import forms
from django.apps import apps
from django.core.cache import cache
from django.core.management import get_commands
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from rest_framework import serializers

from api.serializers.base import Given
from pcp import views
from people.models import Person, RecordedAuthority, StaffRole, User
from tests.access.book import path_to
from tests.access.cast import add_cast
from tests.access.counting import KNOCKS, count
from tests.access.doors import argument
from tests.access.knocking import HIDDEN, IN, NO_SUCH_METHOD, NOT_ALLOWED, SIGN_IN, client_for, meaning
from tests.access.knocking import path_to as path
from tests.access.personas import ANONYMOUS
from tests.access.routes import all_routes
from tests.access.table import DOORS
from tests.scenarios import World

pytestmark = pytest.mark.django_db

# Work that runs later, or by hand: what it may reach, and why nobody gains by it. A new one fails until it is here.
TASKS = {
    "audit.tasks.verify_chain": "takes nothing; checks the seals and logs the kind of a break, no words",
    "audit.tasks.seal_chain": "takes nothing; seals the record and reads no words of anybody",
    "documents.tasks.make_waiting_recordings": "takes nothing; makes each waiting file anew where it stands",
    "documents.tasks.sweep_store": "takes nothing; deletes files that no row knows",
    "documents.tasks.sweep_uploads": "takes nothing; lets go of uploads nobody ended",
    "my_data.tasks.erase_what_is_due": "takes nothing; erases whoever asked for it 30 days ago and did not take it back",
    "my_data.tasks.propose_destruction": "takes nothing; puts ids before the data lead, who decides",
    "partnership_boards.tasks.render_waiting_paths": "takes nothing; prints paths that are published",
    "people.tasks.send_waiting_emails": "takes nothing; asks again for each letter whether it is still wanted",
    "plans.tasks.make_waiting_copies": "takes nothing; reads the plan as whoever asked, when it is made",
    "plans.tasks.render_waiting_prints": "takes nothing; draws what was kept for its audience when it was asked for",
    "reviews.tasks.send_due_reminders": "takes nothing; asks again for each reminder whether it is still wanted",
}
COMMANDS = {
    "check_row_security": "compares the rules of the database with ours; reads no row of anybody",
    "migrate": "Django's own, which ends by writing the rules for rows; reads no words",
    "compile_welsh": "words of the site only",
    "create_staff": "makes an account and a role; a role opens nobody's plan",
    "demo_people": "tells the invented people of the demo; refuses outside of it",
    "draw_process": "draws the table of the process; reads no row",
    "end_account": "shuts what an account opens; prints no words of anybody",
    "make_demo": "makes invented people; refuses outside the demo",
    "make_welsh": "words of the site only",
    "replay_erasures": "erases again by a list of ids; prints numbers",
    "sweep_documents": "deletes files that no row knows; prints numbers",
    "take_off_passkeys": "takes off what signs somebody in, for nobody else; wants a worker assigned to them",
    "verify_audit": "checks the chain; prints which link is broken, no words",
}
TAGS_THAT_FETCH = {
    "my_data/templatetags/beside.py": "the words beside a record, on pages that only the record's readers reach",
    "plans/templatetags/undo.py": "the answers of a part through visible_to, for whoever asks",
}
ROOT = Path(__file__).resolve().parents[2]
MODEL_OF = {
    "person_id": "people.Person", "part_id": "plans.Part", "item_id": "plans.Item",
    "connection_id": "people.Connection", "suggestion_id": "plans.Suggestion", "outcome_id": "plans.Outcome",
    "action_id": "plans.Action", "note_id": "plans.Note", "slip_id": "people.Slip", "print_id": "plans.PlanPrint",
    "review_id": "reviews.Review", "copy_id": "plans.TakeAway", "asked_id": "plans.Asked", "change_id":
    "plans.OutcomeChange", "support_plan_id": "plans.SupportPlan", "promise_id": "plans.Action",
}  # fmt: skip
ROUTES_WITH_IDS = sorted(name for name, names in all_routes().items() if name in DOORS and set(names) & set(MODEL_OF))
# Written without an id of anybody in the address: what is written is one's own.
WRITES = sorted(name for name, doors in DOORS.items() if any("POST" in door.methods for door in doors))


@pytest.fixture(autouse=True)
def nobody_knocked_too_often() -> None:
    cache.clear()


@pytest.fixture(scope="module")
def two_plans(whole_world: World) -> World:
    add_cast(whole_world)
    return whole_world


@pytest.fixture(scope="module")
def clients(two_plans: World) -> dict[str, Client]:
    return {name: client_for(two_plans, name) for name in ("sam", "stranger", ANONYMOUS)}


def leos(world: World, parameter: str) -> Any:
    """The id of something of Leo's for a parameter of an address; an unknown id where Leo has none."""
    model = apps.get_model(MODEL_OF[parameter])
    towards = path_to(model, "people.Person")
    key = f"{towards}__pk" if towards else "pk"
    row = model._default_manager.filter(**{key: world.things["leo"].pk}).order_by("pk").first()
    return row.pk if row is not None else uuid.uuid4()


def answer(client: Client, method: str, address: str, body: Any = "") -> Any:
    """One request whose changes are undone, by somebody who stays signed in."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = client.generic(method, address, body, "application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    client.cookies = cookies
    count(KNOCKS)
    return response


def plain(response: Any) -> str:
    """The page without what is new on each page."""
    body = response.content.decode(errors="replace")
    return re.sub(r"[\w+/=:-]{20,}", "…", body)  # keys, ids and addresses


@pytest.mark.parametrize("route", ROUTES_WITH_IDS)
def test_somebody_elses_id_is_as_if_it_were_not_there(two_plans: World, clients: dict[str, Client], route: str) -> None:
    """Sam asks with Leo's ids, all and one at a time: as with an id that nobody has, to the letter."""
    names = all_routes()[route]
    mine = {name: argument(two_plans, route, name) for name in names}
    swapped = [name for name in names if name in MODEL_OF]
    for chosen in {tuple(swapped), *[(name,) for name in swapped]}:
        theirs = mine | {name: leos(two_plans, name) for name in chosen}
        nobodys = mine | {name: uuid.uuid4() for name in chosen}
        for method in {method for door in DOORS[route] for method in door.methods.split()}:
            got = answer(clients["sam"], method, reverse(route, kwargs=theirs))
            none = answer(clients["sam"], method, reverse(route, kwargs=nobodys))
            assert meaning(got) != IN, f"{method} {route} with Leo's {chosen}"
            assert (got.status_code, plain(got)) == (none.status_code, plain(none)), f"{method} {route}: {chosen}"


def fingerprints(world: World) -> dict[str, Any]:
    """All of Leo's rows, who holds which role and authority, and every tie from Sam's rows into Leo's."""
    leo, found = world.things["leo"].pk, {}
    for model in apps.get_models():
        towards = path_to(model, "people.Person") if model.__module__.split(".")[0] in OURS else None
        if towards is not None:
            key = f"{towards}__pk" if towards else "pk"
            found[model._meta.label] = sorted(map(str, model._default_manager.filter(**{key: leo}).values_list()))
    for model in (StaffRole, RecordedAuthority):
        found[model._meta.label] = sorted(map(str, model._default_manager.values_list()))
    found["staff"] = sorted(User.objects.filter(is_staff_member=True).values_list("email", flat=True))
    found["owner"] = sorted(map(str, Person.objects.values_list("pk", "user_id")))[:5]
    found["ties"] = sorted(ties_into(world.sam.pk, leo))
    return found


OURS = ("people", "plans", "reviews", "budgets", "api")


def ties_into(mine: Any, theirs: Any) -> Iterator[str]:
    """Rows of one person that point at a row of another's."""
    for model in apps.get_models():
        towards = path_to(model, "people.Person") if model.__module__.split(".")[0] in OURS else None
        if not towards:
            continue
        for field in model._meta.concrete_fields:
            goal = field.related_model
            beyond = path_to(goal, "people.Person") if field.is_relation and isinstance(goal, type) else None
            if beyond is None or field.name == towards:
                continue
            other = f"{field.name}__{beyond}__pk" if beyond else f"{field.name}__pk"
            rows = model._default_manager.filter(**{f"{towards}__pk": mine, other: theirs})
            yield from (f"{model._meta.label}.{field.name}: {row.pk}" for row in rows)


def every_field(world: World) -> dict[str, str]:
    """Every column of every model of ours by its name, with the worst value that it could be given."""
    body: dict[str, str] = {}
    for model in apps.get_models():
        if model.__module__.split(".")[0] in OURS:
            for field in model._meta.concrete_fields:
                body[field.name] = body[field.attname] = worst(world, field)
    for name in MODEL_OF:
        body[name] = str(leos(world, name))
    tie, part = str(world.things["leos_tie"].pk), str(world.things["leos_part"].pk)
    body |= dict.fromkeys(("connection", "connections", "people", "who", "said_by", "champion", "to", "person"), tie)
    return body | dict.fromkeys(("part", "parts", "part_ids"), part)


def worst(world: World, field: Any) -> str:
    if field.is_relation:
        model = field.related_model._meta.label
        parameter = next((name for name, label in MODEL_OF.items() if label == model), None)
        return str(leos(world, parameter)) if parameter else str(world.users["stranger"].pk)
    return {"BooleanField": "true", "DateField": "2030-01-01", "UUIDField": str(world.things["leos_part"].pk)}.get(
        field.get_internal_type(), "1"
    )


def test_a_body_full_of_other_peoples_ids_and_of_every_column_changes_nothing_of_theirs(
    two_plans: World, clients: dict[str, Client]
) -> None:
    """Every form and every write of the API is sent each column by name (mass assignment) and Leo's ids."""
    body = every_field(two_plans)
    before = fingerprints(two_plans)
    names = {route: all_routes()[route] for route in WRITES}
    for route, parameters in names.items():
        address = reverse(route, kwargs={name: argument(two_plans, route, name) for name in parameters})
        cookies = clients["sam"].cookies.copy()
        with transaction.atomic():
            kind = {"content_type": "application/json"} if route.startswith("api_") else {}
            got = clients["sam"].post(address, body, **kind)
            # A refusal comes before the one action of a request, which is one transaction.
            after = fingerprints(two_plans) if got.status_code < 400 else before
            transaction.set_rollback(True)
        clients["sam"].cookies = cookies
        count(KNOCKS)
        changed = {key: set(after[key]) ^ set(before[key]) for key in before if after[key] != before[key]}
        assert not changed, f"POST {route} reached what is not Sam's: {changed}"


def test_what_comes_in_is_listed_field_by_field() -> None:
    """No form and no shape of the API takes its fields from a model, so none grows with one."""
    found = [
        f"{kind.__module__}.{kind.__name__}"
        for base in (forms.ModelForm, serializers.ModelSerializer)
        for kind in every_subclass(base)
        if kind.__module__.split(".")[0] in (*OURS, "partnership_boards", "pcp", "audit", "documents")
    ]
    assert not found, f"list their fields one by one, in a Form or a Given: {found}"


@pytest.mark.parametrize("shape", sorted({kind.__name__: kind for kind in Given.__subclasses__()}.items()))
def test_a_field_that_is_not_listed_is_refused(shape: tuple[str, type[Given]]) -> None:
    given = shape[1](data={"owner": "me", "person_id": str(uuid.uuid4()), "is_staff_member": True})
    assert not given.is_valid()
    assert {"owner", "person_id", "is_staff_member"} <= set(given.errors), "what it does not list it must refuse"


def every_subclass(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from every_subclass(each)


@pytest.mark.parametrize("route", sorted(DOORS))
def test_the_methods_that_nobody_thinks_of_say_no_more(
    two_plans: World, clients: dict[str, Client], route: str
) -> None:
    """HEAD answers as GET would and holds nothing; OPTIONS tells at most which methods there are."""
    address = path(two_plans, route)
    takes_get = any("GET" in door.methods.split() for door in DOORS[route])
    for name in ("stranger", ANONYMOUS):
        head = answer(clients[name], "HEAD", address)
        expected = [door.expected(name) for door in DOORS[route] if "GET" in door.methods.split()]
        assert not head.content, route
        # An address of the API that takes no GET still says first that nobody is signed in, or that it is not there.
        shut = (NO_SUCH_METHOD, HIDDEN, SIGN_IN, NOT_ALLOWED)
        assert meaning(head) in (expected if takes_get else shut), f"HEAD {route} as {name}: {meaning(head)}"
    for name in ("stranger", ANONYMOUS):
        options = answer(clients[name], "OPTIONS", address)
        assert meaning(options) != IN or len(options.content) < 400, f"OPTIONS {route} as {name} tells too much"
        assert "Sam" not in options.content.decode(errors="replace") or meaning(options) != IN


def test_every_task_takes_nothing_or_ids_and_is_in_the_list() -> None:
    current_app.loader.import_default_modules()
    ours = {name: task for name, task in current_app.tasks.items() if not name.startswith("celery.")}
    missing = [f'    "{name}": "takes …; why nobody gains by it",' for name in sorted(set(ours) - set(TASKS))]
    assert not missing, "add to TASKS in tests/access/test_walls.py:\n" + "\n".join(missing)
    assert set(TASKS) == set(ours), f"no such task any more: {sorted(set(TASKS) - set(ours))}"
    for name, task in ours.items():
        wrong = [each for each in inspect.signature(task.run).parameters if not re.search(r"(^|_)(id|ids)$", each)]
        assert not wrong, f"{name} is handed {wrong}: hand it ids, and let it ask again who may"


def test_every_command_is_in_the_list() -> None:
    ours = {name for name, app in get_commands().items() if str(app).split(".")[0] in _our_apps()}
    missing = [f'    "{name}": "what it reads and why nobody gains by it",' for name in sorted(ours - set(COMMANDS))]
    assert not missing, "add to COMMANDS in tests/access/test_walls.py:\n" + "\n".join(missing)
    assert ours == set(COMMANDS)


def test_no_template_tag_reads_the_database() -> None:
    """A tag is drawn for whoever asks: one that fetches would be a door of its own. It is handed what it shows."""
    found = sorted(
        str(file.relative_to(ROOT))
        for file in ROOT.glob("*/templatetags/*.py")
        if re.search(r"\.objects\b|get_object_or_404|\.raw\(", file.read_text())
    )
    assert set(found) <= set(TAGS_THAT_FETCH), f"add to TAGS_THAT_FETCH in this file, with the reason: {found}"


def _our_apps() -> set[str]:
    return {file.parent.name for file in ROOT.glob("*/apps.py")} | {"pcp"}


def test_the_pages_of_a_wrong_address_hold_nothing_of_anybody(two_plans: World, clients: dict[str, Client]) -> None:
    """The handlers of 403, 404 and 500 draw no rows: they are the same for everybody but for their own frame."""
    for client in clients.values():
        page = answer(client, "GET", "/no/such/page")
        assert page.status_code in (404, 302)
        assert "Leo" not in page.content.decode()
    request = RequestFactory().get("/")
    assert views.resting(request).status_code == 500
