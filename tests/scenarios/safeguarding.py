"""Two safeguarding leads, a concern that Mum told and that names Dad, and something Sam wants to do safely enough."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.utils import timezone

from people import actions as people_actions
from people.actors import system
from people.enums import Role
from people.models import User
from safeguarding import actions
from safeguarding.models import Concern
from tests.scenarios.people import STAFF_PASSWORD, World, email_of

LEADS = (("sian", "Sian Morris"), ("gareth", "Gareth Lowe"))
MUMS_WORDS = "Sam comes home from his dad with no money left. On Sunday he had a bruise on his arm."
SAMS_WISH = "I want my money back. I still want to see my dad."
LOOKED_AT = {"danger": "no", "done_now": "Rang Mum. Sam is at home and well.", "tell_person": "yes"}


def add_leads(world: World) -> None:
    """Whom a concern of Sam's council goes to."""
    for key, name in LEADS:
        world.users[key] = User.objects.create_user(email_of(key), STAFF_PASSWORD, name=name)
        people_actions.appoint(
            by=system("demo"), user=world.users[key], organisation=world.council, role=Role.SAFEGUARDING,
            job_title="Safeguarding lead",
        )  # fmt: skip


def add_safeguarding(world: World) -> None:
    """The concern is looked at, Sam said what he wants, and Dad is named. The agreement waits for Mum's answer."""
    add_leads(world)
    concern = tell_as_mum(world)
    sian = world.actor("sian")
    actions.move(by=sian, concern=concern, transition="look_at", given=LOOKED_AT)
    actions.add_named(by=sian, concern=concern, name="Colin", connection=world.connections["dad"])
    world.things["concern"] = concern
    world.things["wish"] = actions.add_wish(by=world.actor("sam"), concern=concern, words=SAMS_WISH)
    add_risk(world)


def tell_as_mum(world: World, **changes: object) -> Concern:
    given: dict = {
        "operation": uuid.uuid4(), "organisation": world.council, "about": world.sam, "words": MUMS_WORDS,
        "who_words": "Colin, his dad", "in_danger": "no", "safe_contact": "Ring me in the morning.",
    }  # fmt: skip
    return actions.tell(by=world.actor("mum"), **given | changes)


def add_risk(world: World) -> None:
    """Sam wants to go to the match alone. He asked Mum; both say what could go wrong."""
    sam = world.actor("sam")
    given = {
        "want": "Go to the match on my own.", "why": "It is my team. I want to sing with the other fans.",
        "good": "I am proud when I do it myself.", "helps": "I know the bus. My phone is charged.",
        "safeguards": "Dev meets me at the gate. Mum rings at ten.", "signs": "I am late and do not answer.",
        "then_do": "Mum rings Dev. Dev looks for me.", "decision": "I try it at the next home match.",
        "who_decides": "me", "law": "", "look_again_on": timezone.localdate() + timedelta(days=60),
    }  # fmt: skip
    risk = actions.start_record(by=sam, person=world.sam, given=given)
    actions.add_view(by=sam, found=risk, words="I could miss the bus.", likely="sometimes", bad="little")
    actions.ask(by=sam, found=risk, connection=world.connections["mum"])
    actions.add_view(by=world.actor("mum"), found=risk, words="He could lose his phone.", likely="sometimes", bad="bad")
    actions.answer(by=sam, found=risk, version=1, says="yes")
    world.things["risk"] = risk
