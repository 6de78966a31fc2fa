"""What Sam keeps to himself, whom he asked for help, what he plays, and a copy of his plan that he asked for."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.utils import timezone

from plans import actions
from plans.actions import private
from plans.actions.ask import ask_about
from plans.actions.play import choose_played
from plans.actions.take_away import ask_for_copy
from plans.models import Item, Part
from tests.scenarios.people import World

ASKED_ABOUT = "appreciate"
PLAYED = 4


def add_helping(world: World) -> None:
    """Add them to a world whose plan is written: one answer just for Sam in a part that Mum sees, and a note."""
    sam, plan = world.actor("sam"), world.sam.plan
    shared = Part.objects.get(plan=plan, tool="one_page_profile")
    quiet = actions.save_item(
        by=sam, part=shared, field="important_to", operation=uuid.uuid4(), text="Talking to Alex on the phone at night."
    ).item
    private.keep_to_myself(by=sam, item=quiet)
    private.save_note(by=sam, plan=plan, operation=uuid.uuid4(), text="Ask Bea what a tenancy is, when we are alone.")
    ask_about(
        by=sam, part=shared, field=ASKED_ABOUT, connection=world.connections["mum"],
        ends_at=timezone.now() + timedelta(days=14),
    )  # fmt: skip
    mine = Item.objects.visible_to(sam).for_others().kept().main().filter(part=shared, said_by=None)
    choose_played(by=sam, plan=plan, items=list(mine[:PLAYED]))
    ask_for_copy(by=sam, plan=plan, language="en-gb")
