"""My data: a data lead of Sam's council, a note that Sam says is not right, and how Mum is named."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

from django.apps import apps
from django.utils import timezone

from my_data import actions as my_data
from my_data.enums import CorrectionKind
from my_data.notes import notes_about
from people import actions
from people.actors import system
from people.enums import Role
from people.models import User
from tests.scenarios.people import STAFF_PASSWORD, World, email_of


def ensure_rules() -> None:
    """The retention rules as the migration writes them: a test that empties every table took them out."""
    import_module("my_data.migrations.0002_retention_rules").seed(apps, None)


def add_data_lead(world: World) -> None:
    user = User.objects.create_user(email_of("lena"), STAFF_PASSWORD, name="Lena Holt")
    actions.appoint(
        by=system("demo"), user=user, organisation=world.council, role=Role.DATA_LEAD, job_title="Data lead"
    )
    world.users["lena"] = user


def add_my_data(world: World) -> None:
    """Sam says that a need is not right and asks a question; Mum asks for her name; a record of Leo's is held."""
    ensure_rules()
    add_data_lead(world)
    sam, lena = world.actor("sam"), world.actor("lena")
    need = next(each for each in notes_about(world.sam) if each.kind.key == "need")
    world.things["not_right"] = my_data.ask_correction(
        by=sam,
        person=world.sam,
        note=need,
        kind=CorrectionKind.OPINION,
        my_words="I can do this when nobody hurries me.",
    )
    my_data.ask_data_lead(by=sam, person=world.sam, my_words="Who can read my support plan in two years?")
    my_data.ask_my_name(by=world.actor("mum"), tie=world.connections["mum"], my_words="Ann, and Mam on birthdays")
    world.things["hold"] = my_data.place_hold(
        by=lena, person=world.sam, reason="Sam has a complaint that is not answered yet",
        review_on=timezone.localdate() + timedelta(days=90),
    )  # fmt: skip
