"""Knock at a door as somebody, and say what the answer means."""

from __future__ import annotations

import re
import uuid

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from plans.models import Item, Outcome, Part
from tests.access.doors import argument
from tests.access.personas import ANONYMOUS
from tests.access.routes import all_routes
from tests.scenarios import World

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
SIGN_IN, HIDDEN, NOT_ALLOWED, IN, NO_SUCH_METHOD = "sign in", "hidden", "not allowed", "in", "no such method"
MEANS = {401: SIGN_IN, 403: NOT_ALLOWED, 404: HIDDEN, 405: NO_SUCH_METHOD}
SIGNS_OUT = re.compile(r"sign_out|logout")
LET_IN = {200, 201, 202, 204, 301, 302, 303, 400, 409, 415, 422, 428, 429}


def path_to(world: World, route: str) -> str:
    return reverse(route, kwargs={name: argument(world, route, name) for name in all_routes()[route]})


def every_address(world: World, *, each_part: bool = True) -> list[str]:
    """Every route that can be looked at (signing out is left out), and each part, answer and wish of Sam's by its own."""
    from tests.access.table import DOORS

    found = set()
    for route, names in all_routes().items():
        if route in DOORS and not any("GET" in door.methods for door in DOORS[route]):
            continue
        try:
            found.add(reverse(route, kwargs={name: argument(world, route, name) for name in names}))
        except NoReverseMatch:
            assert route not in DOORS, route
    if not each_part:
        return sorted(path for path in found if not SIGNS_OUT.search(path))
    parts, wishes = Part.objects.filter(plan=world.sam.pk), Outcome.objects.filter(part__plan=world.sam.pk)
    private = Item.objects.filter(part__plan=world.sam.pk, only_me=True)[:3]
    found |= {reverse(name, args=[part.pk]) for part in parts for name in ("part", "api_part")}
    found |= {reverse("outcome", args=[wish.pk]) for wish in wishes}
    found |= {reverse(name, args=[item.pk]) for item in private for name in ("item_history", "photo")}
    return sorted(path for path in found if not SIGNS_OUT.search(path))


def client_for(world: World, name: str) -> Client:
    """Signed in as somebody, staff with their second factor shown."""
    client = Client()
    if name != ANONYMOUS:
        client.force_login(world.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        now = timezone.now().timestamp()
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": now}]
        session.save()
    return client


def knock(world: World, client: Client, route: str, method: str) -> str:
    """What the answer means: let in, hidden (404), not allowed (403), sign in first, or no such method."""
    # A door may sign somebody out; the next knock is by the same person all the same.
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = client.generic(method, path_to(world, route), *body_of(world, route))
        transaction.set_rollback(True)
    client.cookies = cookies
    return meaning(response)


def body_of(world: World, route: str) -> tuple[str, str]:
    """What is sent along, where a door looks at it before it says whether somebody may."""
    if route.startswith("api_"):
        return "{}", "application/json"
    if route == "item":
        return f"version=1&text=Hello&operation={uuid.uuid4()}", "application/x-www-form-urlencoded"
    return "", "application/x-www-form-urlencoded"


def meaning(response: HttpResponse) -> str:
    sign_in_pages = ("/account/login/", "/account/reauthenticate/", "/account/2fa/")
    if response.status_code in (301, 302, 303) and response.headers.get("Location", "").startswith(sign_in_pages):
        return SIGN_IN
    return MEANS.get(response.status_code, IN if response.status_code in LET_IN else f"broken {response.status_code}")
