"""The people of the example world, and who is tied to whom. Every other file of this folder adds to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from people import actions
from people.actors import Actor, system
from people.enums import AuthorityKind, Jurisdiction, Ring, Role, Voice
from people.models import Connection, Organisation, Person, StaffRole, User
from plans.models import Plan

STAFF_PASSWORD = "a long demo password"


@dataclass
class World:
    """Everybody by a short name, so that a test reads as a story: `world.users["mum"]`."""

    council: Organisation
    other_council: Organisation
    sam: Person
    users: dict[str, User] = field(default_factory=dict)
    connections: dict[str, Connection] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """The actor for a user of the world, in their one staff role if they have one."""
        user = self.users[name]
        role = StaffRole.objects.live().filter(user=user).select_related("organisation").order_by("role").first()
        return Actor(user=user, staff_role=role)


PEOPLE_AROUND_SAM = (
    # key, name, relationship, voice, ring, face, signs in
    ("mum", "Ann", "Mum", Voice.FAMILY, Ring.CLOSEST, 2, True),
    ("dev", "Dev", "Best friend", Voice.FAMILY, Ring.CLOSEST, 3, True),
    ("gran", "Gwen", "Gran", Voice.FAMILY, Ring.FRIENDS, 4, False),
    ("dad", "Colin", "Dad", Voice.FAMILY, Ring.KNOWN, 5, True),
    ("bea", "Bea", "Advocate", Voice.ADVOCATE, Ring.KNOWN, 6, True),
)
STAFF = (
    # key, name, role, job title, the largest yearly amount they may agree
    ("nia", "Nia Pritchard", Role.FACILITATOR, "Social worker", None),
    ("priya", "Priya Shah", Role.TEAM_MANAGER, "Team manager", Decimal("30000.00")),
    ("morgan", "Morgan Ellis", Role.PANEL, "Panel member", None),
    ("ravi", "Ravi Gill", Role.FINANCE, "Finance officer", None),
    ("olu", "Olu Adeyemi", Role.ORG_ADMIN, "Administrator", None),
)


def email_of(key: str) -> str:
    return f"{key}@demo.example"


def build_people() -> World:
    """Sam, the circle, the staff of a council, a stranger and another council's worker. Nothing is shared yet."""
    start = system("demo")
    council = Organisation.objects.create(
        name="Hafren Council", jurisdiction=Jurisdiction.ENGLAND, area_code="E06000099", phone="01632 960 001",
        phone_hours="Monday to Friday, 9 to 5",
    )  # fmt: skip
    other = Organisation.objects.create(name="Bryn Council", jurisdiction=Jurisdiction.WALES, area_code="W06000099")
    sam_user = User.objects.create_user(email_of("sam"), name="Sam Rees")
    sam = actions.start_person(
        by=start, preferred_name="Sam", full_name="Sam Rees", user=sam_user, organisation=council, face=1
    )
    Plan.objects.create(person=sam)
    world = World(council=council, other_council=other, sam=sam, users={"sam": sam_user})
    _add_circle(world, start)
    _add_staff(world, start)
    world.users["stranger"] = User.objects.create_user(email_of("stranger"), name="Kit Stranger")
    return world


def _add_circle(world: World, start: Actor) -> None:
    for key, name, relationship, voice, ring, face, signs_in in PEOPLE_AROUND_SAM:
        user = User.objects.create_user(email_of(key), name=name) if signs_in else None
        if user is not None:
            world.users[key] = user
        world.connections[key] = actions.add_connection(
            by=start, person=world.sam, name=name, relationship=relationship, voice=voice, ring=ring, user=user,
            face=face,
        )  # fmt: skip
    # Colin was in the circle and was taken off: what he could see is what nobody may see.
    actions.end_connection(by=start, connection=world.connections["dad"])
    world.users["attorney"] = User.objects.create_user(email_of("attorney"), name="Meg Rees")
    world.connections["attorney"] = actions.add_connection(
        by=start, person=world.sam, name="Meg", relationship="Aunt", ring=Ring.FRIENDS, user=world.users["attorney"],
        face=7,
    )  # fmt: skip


def _add_staff(world: World, start: Actor) -> None:
    for key, name, role, job_title, limit in STAFF:
        user = User.objects.create_user(email_of(key), STAFF_PASSWORD, name=name)
        actions.appoint(
            by=start, user=user, organisation=world.council, role=role, job_title=job_title, sign_off_limit=limit
        )
        world.users[key] = user
    world.users["far"] = User.objects.create_user(email_of("far"), STAFF_PASSWORD, name="Far Away")
    actions.appoint(
        by=start, user=world.users["far"], organisation=world.other_council, role=Role.FACILITATOR,
        job_title="Social worker",
    )  # fmt: skip
    assignment = actions.assign(
        by=start, person=world.sam, user=world.users["nia"], role=Role.FACILITATOR, job_title="Social worker",
        purpose="To help Sam plan and to run the meetings", ends_on=timezone.localdate() + timedelta(days=180),
    )  # fmt: skip
    world.connections["nia"] = assignment.connection
    actions.record_authority(
        by=world.actor("nia"), connection=world.connections["attorney"], kind=AuthorityKind.LPA_MONEY,
        places=["money"],
        scope_words="Money and property", starts_on=timezone.localdate() - timedelta(days=30), reference="7000-0000-0001",
        seen=True,
    )  # fmt: skip
    jo = User.objects.create_user(email_of("jo"), name="Jo Bell")
    world.users["jo"] = jo
    world.connections["jo"] = actions.add_connection(
        by=start, person=world.sam, name="Jo", relationship="Support worker", voice=Voice.PAID, ring=Ring.PAID,
        user=jo, face=8,
    )  # fmt: skip
