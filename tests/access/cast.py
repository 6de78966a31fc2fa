"""Everybody who is asked about in the matrix: the personas, their doubles in another council, eyes, programs."""

from __future__ import annotations

import uuid
from dataclasses import replace

from api.enums import Scope
from people import actions, sharing
from people.actors import Actor, seeing_as, system
from people.enums import Level, OrganisationKind, Ring, Role, Voice
from people.models import Connection, Organisation, StaffRole, User
from plans import actions as plan_actions
from plans.actions import private
from plans.models import Part
from reviews.models import ReviewInvitation
from tests.access.doubles import add_doubles
from tests.access.personas import ANONYMOUS, PERSONAS
from tests.scenarios import World
from tests.scenarios.people import email_of

# Kinds of people that the example world does not have, told apart by what must not help them.
EXTRAS = {
    "far_manager": "team manager of another council",
    "far_panel": "panel member of another council",
    "far_finance": "finance officer of another council",
    "far_admin": "administrator of another council",
    "uncle": "team manager of Sam's council, and Sam's uncle",
    "seller": "panel member of Sam's council, who also works for a provider",
    "once": "facilitator of Sam's council, never assigned to Sam",
    "family_rep": "member of the board, a relative of somebody",
    "commissioner": "member of the board for the council",
    "sian": "safeguarding lead of Sam's council, who handles the concern",
    "gareth": "safeguarding lead of Sam's council",
    "lena": "data lead of Sam's council",
    "vic": "was in the circle, and is not asked again",
    "far_lead": "safeguarding lead of another council",
    "far_data": "data lead of another council",
}
ROLES = (
    ("far_manager", Role.TEAM_MANAGER, "other_council"), ("far_panel", Role.PANEL, "other_council"),
    ("far_finance", Role.FINANCE, "other_council"), ("far_admin", Role.ORG_ADMIN, "other_council"),
    ("far_lead", Role.SAFEGUARDING, "other_council"), ("far_data", Role.DATA_LEAD, "other_council"),
    ("uncle", Role.TEAM_MANAGER, "council"), ("seller", Role.PANEL, "council"), ("once", Role.FACILITATOR, "council"),
)  # fmt: skip
# Sam at his own screen, while what is just for him stays shut there too (ADR 0017).
HELPED = "sam with somebody beside"
# Whose programs are asked about, and what each may do.
PROGRAMS = {
    "sam": (*[(scope,) for scope in Scope], tuple(Scope), ()),
    "mum": ((Scope.PLAN_READ,), tuple(Scope)),
    "attorney": (tuple(Scope),),
    "jo": (tuple(Scope),),
}


def add_cast(world: World) -> None:
    """The extras, and a plan of Leo's with something of every kind in it, some of it shown to Mum."""
    start = system("demo")
    for name, role, council in ROLES:
        world.users[name] = User.objects.create_user(f"{name}@demo.example", name=f"Extra {name}")
        actions.appoint(by=start, user=world.users[name], organisation=getattr(world, council), role=role)
    world.users["vic"] = User.objects.get(email=email_of("vic"))
    world.connections["uncle"] = actions.add_connection(
        by=start, person=world.sam, name="Bill", relationship="Uncle", user=world.users["uncle"], ring=Ring.KNOWN
    )
    provider = Organisation.objects.create(name="Care Ltd", kind=OrganisationKind.PROVIDER)
    StaffRole.objects.create(user=world.users["seller"], organisation=provider, role=Role.ORG_ADMIN)
    _fill_leos_plan(world)
    _ask_gran(world)
    add_doubles(world)


def _ask_gran(world: World) -> None:
    """Gran, who does not sign in, is shown something and asked to the meeting: who sees it is told by her place alone."""
    sam, gran = world.actor("sam"), world.connections["gran"]
    shown = Part.objects.filter(plan=world.sam.pk, tool__in=["one_page_profile", "outcome"])
    sharing.give(by=sam, person=world.sam, connection=gran, part_ids=[part.pk for part in shown], level=Level.SUGGEST)
    ReviewInvitation.objects.create(review=world.things["review"], connection=gran)


def _fill_leos_plan(world: World) -> None:
    leo, person = world.actor("other"), world.things["leo"]
    part = plan_actions.start_part(by=leo, plan=person.plan, tool="one_page_profile")
    hidden = plan_actions.start_part(by=leo, plan=person.plan, tool="good_bad_day")
    for each in (part, hidden):
        field = "appreciate" if each is part else "good_day"
        plan_actions.save_item(by=leo, part=each, field=field, operation=uuid.uuid4(), text="I whistle.")
    private.save_note(by=leo, plan=person.plan, operation=uuid.uuid4(), text="A secret of Leo's.")
    tie = actions.add_connection(
        by=leo, person=person, name="Ann", relationship="Friend", voice=Voice.FAMILY, user=world.users["mum"]
    )
    slip = sharing.give(by=leo, person=person, connection=tie, part_ids=[part.pk])
    world.things |= {"leos_part": part, "leos_hidden_part": hidden, "leos_tie": tie, "leos_slip": slip}


def actor_named(world: World, name: str) -> Actor:
    """ "mum", "eyes of mum", "program of sam: plan:read", "calendar", or nobody."""
    if name == ANONYMOUS:
        return Actor()
    if name == "calendar":
        return system("process")
    if name == HELPED:
        return replace(world.actor("sam"), private_shut=True)
    if name.startswith("eyes of "):
        tie = world.connections[name.removeprefix("eyes of ")]
        return seeing_as(Connection.objects.select_related("user", "circle").get(pk=tie.pk))
    if name.startswith("program of "):
        owner, scopes = name.removeprefix("program of ").split(": ")
        return Actor(user=world.users[owner], token_scopes=frozenset(scopes.split()))
    return world.actor(name)


def everybody(world: World) -> list[str]:
    """The name of each actor, nobody twice."""
    programs = [f"program of {name}: {' '.join(scopes)}" for name, all_of in PROGRAMS.items() for scopes in all_of]
    eyes = [f"eyes of {name}" for name in world.connections]
    return [*PERSONAS, *EXTRAS, HELPED, *eyes, *programs, "calendar"]
