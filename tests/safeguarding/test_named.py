"""Whoever is named as a possible source of harm: with the concern and without it, all that they can get is the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from audit.models import AuditEntry
from people import actions as people_actions
from people.enums import AuthorityKind, Role
from people.models import Letter
from plans.export import Files, everything
from plans.models import SupportPlan
from plans.prints import content_for
from safeguarding import actions
from safeguarding.models import Concern, Named
from tests.access.routes import all_routes
from tests.access.table import OUTSIDE_THE_TABLE
from tests.safeguarding.conftest import lead
from tests.scenarios import World
from tests.scenarios.safeguarding import LOOKED_AT, tell_as_mum

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
CHANGES_BY_ITSELF = re.compile(
    r'(?:value|content)="[\w-]{36,64}"|nonce="[^"]*"|data-ends="\d+"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
)
NOT_PAGES = re.compile(r"live|ready|components|api_schema|set_language|outbox")


def everything_there_is(client: Client, world: World) -> dict[str, str]:
    """Every address that needs no id, and those of this person, part and connection: status, place and words."""
    known = {"person_id": world.sam.pk, "part_id": world.things["part"].pk, "field": "appreciate", "who": "somebody",
             "connection_id": world.connections["mum"].pk, "place": "me", "tool": "path", "what": "wish"}  # fmt: skip
    found = {}
    for route, names in all_routes().items():
        if OUTSIDE_THE_TABLE.match(route) or NOT_PAGES.match(route) or not set(names) <= set(known):
            continue
        with suppress(NoReverseMatch):
            response = client.get(reverse(route, kwargs={name: known[name] for name in names}))
            words = b"".join(response.streaming_content) if response.streaming else response.content
            place = response.headers.get("Location", "")
            found[route] = f"{response.status_code} {place} {words.decode(errors='replace')}"
    return found


def kept_about_sam(world: World, name: str) -> str:
    """What Sam could hand to anybody: the file to take away, the paper, and who looked."""
    plan = world.sam.plan
    whole = everything(plan, Files()) | {"made_at": ""}
    # Their own looks at the plan are there, and differ with each page that they opened.
    own = world.users[name].name
    whole["held"]["record"] = [row for row in whole["held"]["record"] if row["actor_label"] != own]
    paper = content_for(world.sam, None, "en-gb")
    others = AuditEntry.objects.about(world.sam.pk).exclude(actor_id=str(world.users[name].pk))
    looks = [str(row) for row in others]
    return json.dumps([whole, paper, looks], default=str, sort_keys=True)


def tell_of(world: World, name: str) -> Concern:
    """A concern that was told, looked at, named, wished about, enquired into; all of it about this one."""
    if name == "gareth":  # every other lead of the council could open it now
        return tell_as_mum(world, who_words="Gareth from the council")
    concern = tell_as_mum(world, who_words="Somebody")
    sian = lead(world)
    actions.add_named(by=sian, concern=concern, name=name, connection=world.connections[name])
    actions.move(by=sian, concern=concern, transition="look_at", given=LOOKED_AT)
    actions.add_wish(by=world.actor("sam"), concern=concern, words="I want it to stop.")
    given = {"has_needs": "yes", "at_risk": "yes", "cannot_protect": "yes", "advocate": "Bea", "reason": "All three."}
    actions.move(by=sian, concern=concern, transition="enquire", given=given)
    return concern


@pytest.mark.parametrize("name", ["jo", "attorney", "nia", "gareth"])
def test_with_and_without_the_concern_all_that_the_named_one_can_get_is_the_same(
    safe_world: World, sign_in: SignIn, name: str
) -> None:
    """Somebody in the circle who may write, an attorney, the facilitator, and a lead with the very role."""
    client = sign_in(name)
    kept, without = kept_about_sam(safe_world, name), everything_there_is(client, safe_world)
    assert len(without) > 60
    letters = set(Letter.objects.filter(to_user=safe_world.users[name]).values_list("pk", flat=True))
    concern = tell_of(safe_world, name)
    with_it = everything_there_is(client, safe_world)
    same = CHANGES_BY_ITSELF.sub
    assert {route for route in without if same("", without[route]) != same("", with_it[route])} == set()
    assert str(concern.pk) not in "".join(with_it.values())
    for path in (f"/safeguarding/{concern.pk}/", f"/keeping-me-safe/{concern.pk}/", f"/told/{concern.pk}/"):
        assert client.get(path).status_code == 404
    assert set(Letter.objects.filter(to_user=safe_world.users[name]).values_list("pk", flat=True)) == letters
    assert kept_about_sam(safe_world, name) == kept


def test_an_attorney_for_everything_who_is_named_sees_nothing(safe_world: World) -> None:
    people_actions.record_authority(
        by=lead(safe_world), connection=safe_world.connections["attorney"], kind=AuthorityKind.LPA_WELFARE,
        places=["me", "people", "day", "home", "dreams", "health", "meeting"], scope_words="All", reference="1",
        starts_on=timezone.localdate(), seen=True,
    )  # fmt: skip
    tell_of(safe_world, "attorney")
    assert not Concern.objects.visible_to(safe_world.actor("attorney")).exists()


def test_a_lead_who_is_named_does_not_see_it_from_that_moment_on(safe_world: World, sign_in: SignIn) -> None:
    concern, gareth = tell_as_mum(safe_world), sign_in("gareth")
    assert gareth.get(f"/safeguarding/{concern.pk}/").status_code == 200
    actions.add_named(by=lead(safe_world), concern=concern, name="G", user=safe_world.users["gareth"])
    assert gareth.get(f"/safeguarding/{concern.pk}/").status_code == 404
    assert "Nothing waits" in gareth.get("/safeguarding/").content.decode()
    given = {**LOOKED_AT}
    with pytest.raises(PermissionDenied):
        actions.move(
            by=lead(safe_world), concern=concern, transition="look_at", given=given,
            handlers=[safe_world.users["gareth"]],
        )  # fmt: skip


def test_a_lead_who_is_in_the_circle_and_is_picked_there_does_not_see_it(safe_world: World) -> None:
    """Jo is paid to help Sam, and becomes a lead later."""
    concern = tell_as_mum(safe_world, words="It happened again.", who_words="")
    actions.add_named(by=lead(safe_world), concern=concern, name="Jo", connection=safe_world.connections["jo"])
    people_actions.appoint(
        by=lead(safe_world), user=safe_world.users["jo"], organisation=safe_world.council, role=Role.SAFEGUARDING
    )
    assert not Concern.objects.visible_to(lead(safe_world, "jo")).exists()
    Named.objects.update(user=None)  # known by the tie alone: somebody who joined after they were named
    assert not Concern.objects.visible_to(lead(safe_world, "jo")).exists()


def test_only_a_match_by_name_can_be_cleared_and_only_by_somebody_who_is_not_it(safe_world: World) -> None:
    concern = tell_as_mum(safe_world, who_words="Gareth from the shop")
    match = concern.named.get(how="same_name")
    with pytest.raises(PermissionDenied):
        actions.clear_named(by=lead(safe_world, "gareth"), named=match)
    actions.clear_named(by=lead(safe_world), named=match)
    assert Concern.objects.visible_to(lead(safe_world, "gareth")).exists()
    picked = actions.add_named(by=lead(safe_world), concern=concern, name="G", user=safe_world.users["gareth"])
    with pytest.raises(PermissionDenied):
        actions.clear_named(by=lead(safe_world), named=picked)


def test_nothing_of_another_app_points_at_a_concern(safe_world: World) -> None:
    """No relation backwards from a person, a user, a tie or a council: a page cannot stumble over it."""
    for model in (type(safe_world.sam), type(safe_world.users["sam"]), type(safe_world.council), SupportPlan,
                  type(safe_world.connections["mum"])):  # fmt: skip
        names = {field.name for field in model._meta.get_fields() if field.auto_created}
        assert not {name for name in names if re.search("concern|named|withhold|handler|wish", name)}, model
