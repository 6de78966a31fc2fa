"""What stands behind each door in the example world: the ids that a URL needs."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from io import BytesIO
from typing import Any

from api.models import Token
from audit import record
from audit.models import AuditEntry
from budgets.models import CostLine
from documents.enums import FileKind
from documents.recordings.keeping import make_waiting
from my_data import actions as my_data
from my_data.models import Destruction
from partnership_boards.models import BoardAction, PublishedReport, ReportPeriod
from people import actions as people_actions
from people.actors import system
from people.enums import Role
from people.models import Assignment, Slip, StaffRole
from plans.actions.prints import ask_for_print
from plans.actions.recordings import save_recording
from plans.actions.support_plans import start_support_plan
from plans.models import (
    Action,
    Asked,
    Item,
    Note,
    Outcome,
    OutcomeChange,
    Part,
    PlanPrint,
    Snapshot,
    Suggestion,
    SupportPlan,
    SupportPlanEntry,
    TakeAway,
)
from reviews.models import ReviewAction, ReviewView
from tests.documents.recordings_for_tests import wav
from tests.ready import READY, WHOLE
from tests.scenarios import World
from tests.scenarios.money import before_step
from tests.scenarios.support import step


def furnished_world(blocker: Any) -> AbstractContextManager[World]:
    """The whole example world with something behind each door, as it was built. `blocker` is pytest-django's."""
    return READY.kept(WHOLE, blocker)


def furnish(world: World) -> None:
    """Put something behind every door: a plan sent to be agreed, a print, an invitation, a token, a look."""
    sam, mum = world.actor("sam"), world.connections["mum"]
    plan = SupportPlan.objects.get(pk=world.things["support_plan"].pk)
    step(world, plan, "send", before_step)
    ask_for_print(by=sam, plan=world.sam.plan, audience=mum, language="en-gb")
    people_actions.invite(by=sam, connection=world.connections["gran"], email="gran@demo.example")
    photo = Item.objects.filter(part__plan=world.sam.pk, photo__isnull=False).select_related("photo").first()
    if photo is not None:
        people_actions.change_connection(by=sam, connection=mum, photo=photo.photo)
    save_recording(
        by=sam, part=shared_part(world), field="appreciate", operation=uuid.uuid4(), kind=FileKind.SOUND,
        upload=BytesIO(wav()),
    )  # fmt: skip
    make_waiting()
    old_records(world)
    record.look(actor=world.actor("mum"), action="plans.plan_seen", about_person=world.sam.pk, obj=world.sam.plan)


def old_records(world: World) -> None:
    """Leo asked to delete and kept it all; the record of somebody who died long ago waits to be decided."""
    leo = world.things["leo"]
    my_data.ask_to_delete(by=world.actor("other"), person=leo)
    my_data.take_back(by=world.actor("other"), person=leo)
    ivy = people_actions.start_person(by=system("demo"), preferred_name="Ivy", organisation=world.council)
    people_actions.assign(
        by=system("demo"), person=ivy, user=world.users["nia"], role=Role.FACILITATOR, purpose="To help Ivy plan"
    )
    start_support_plan(by=world.actor("nia"), person=ivy)
    people_actions.record_death(by=system("demo"), person=ivy, died_on=date(2015, 3, 2))
    my_data.propose_destructions()


def shared_part(world: World) -> Part:
    """The part that Mum may suggest on, and that Dev and Jo may look at."""
    return Part.objects.get(plan=world.sam.pk, tool="one_page_profile")


def hers(world: World, model: Any, **lookup: Any) -> Any:
    """The first row of Sam's, or of the board's, for a model."""
    return model._default_manager.filter(**lookup).order_by("pk").first().pk


# The value of a URL's parameter, by the parameter's name; a route that needs another one says so below.
BY_PARAMETER: dict[str, Callable[[World], Any]] = {
    "person_id": lambda world: world.sam.pk,
    "part_id": lambda world: shared_part(world).pk,
    "field": lambda world: "appreciate",
    "item_id": lambda world: hers(world, Item, part=shared_part(world), field="appreciate", said_by=None),
    "connection_id": lambda world: world.connections["mum"].pk,
    "suggestion_id": lambda world: hers(world, Suggestion, part__plan=world.sam.pk, said_by=world.connections["mum"]),
    "outcome_id": lambda world: hers(world, Outcome, part__plan=world.sam.pk),
    "change_id": lambda world: hers(world, OutcomeChange, outcome__part__plan=world.sam.pk, photo__isnull=False),
    "action_id": lambda world: hers(
        world, Action, plan=world.sam.pk, who_connection=world.connections["jo"], outcome__isnull=False
    ),
    "support_plan_id": lambda world: world.things["support_plan"].pk,
    "snapshot_id": lambda world: hers(world, Snapshot, support_plan__person=world.sam.pk),
    "entry_id": lambda world: hers(world, SupportPlanEntry, support_plan__person=world.sam.pk),
    "need_id": lambda world: world.things["support_plan"].needs.order_by("pk").first().pk,
    "line_id": lambda world: hers(
        world, CostLine, support_plan__person=world.sam.pk, description="Jo helps in the evening"
    ),
    "upload_id": lambda world: uuid.UUID(int=7),
    "number": lambda world: 0,
    "path_id": lambda world: world.things["board_path_draft"].pk,
    "words_id": lambda world: world.things["path_words"].pk,
    "kind": lambda world: "dream",
    "note_id": lambda world: hers(world, Note, plan=world.sam.pk),
    "asked_id": lambda world: hers(world, Asked, part__plan=world.sam.pk),
    "copy_id": lambda world: hers(world, TakeAway, plan=world.sam.pk),
    "print_id": lambda world: hers(world, PlanPrint, plan=world.sam.pk),
    "review_id": lambda world: world.things["review"].pk,
    "view_id": lambda world: hers(world, ReviewView, review=world.things["review"], author=None),
    "promise_id": lambda world: hers(
        world, ReviewAction, review=world.things["review"], action__who_connection=world.connections["jo"]
    ),
    "board_id": lambda world: world.things["board"].pk,
    "report_id": lambda world: hers(world, PublishedReport),
    "period_id": lambda world: hers(world, ReportPeriod),
    "slip_id": lambda world: hers(
        world, Slip, content_object=world.sam.pk, torn_at=None, connection=world.connections["mum"]
    ),
    "token_id": lambda world: hers(world, Token),
    "role_id": lambda world: hers(world, StaffRole, user=world.users["ravi"]),
    "assignment_id": lambda world: hers(world, Assignment, person=world.sam.pk),
    "help_id": lambda world: world.things["help"].pk,
    "correction_id": lambda world: world.things["not_right"].pk,
    "hold_id": lambda world: world.things["hold"].pk,
    "destruction_id": lambda world: hers(world, Destruction),
    "override_id": lambda world: world.things["override"].pk,
    "place": lambda world: "me",
    "tool": lambda world: "communication_chart",
    "transition": lambda world: "decline",
    "sheet": lambda world: "needs",
    "step": lambda world: "working",
    "code": lambda world: "no-such-code",
    "token": lambda world: "no-such-token",
    "rest": lambda world: "reset/",
    "concern_id": lambda world: world.things["concern"].pk,
    "wish_id": lambda world: world.things["wish"].pk,
    "record_id": lambda world: world.things["risk"].pk,
    "who": lambda world: "me",
    "what": lambda world: "wish",
    "version": lambda world: 1,
    "session_id": lambda world: 999_999,
    "pk": lambda world: 999_999,
    "capacity_id": lambda world: world.things["capacity"].pk,
    "decision_id": lambda world: world.things["best_interests"].pk,
    "referral_id": lambda world: world.things["referral"].pk,
    "about": lambda world: "capacity",
    "subject_id": lambda world: world.things["capacity"].pk,
    "row_id": lambda world: world.things["open_capacity"].pk,
    "uidb36": lambda world: "1",
    "key": lambda world: "no-such-key",
}
ON_ROUTE: dict[tuple[str, str], Callable[[World], Any]] = {
    ("my_data_not_right", "about"): lambda world: "need",
    ("my_data_not_right", "row_id"): lambda world: world.things["not_right"].row_id,
    ("unexpected_look", "entry_id"): lambda world: AuditEntry.objects.about(world.sam.pk).looks().first().pk,
    ("opened_by_law", "override_id"): lambda world: world.things["override_shut"].pk,
    ("override_step", "step"): lambda world: "answer",
    ("board_action", "action_id"): lambda world: hers(world, BoardAction, board=world.things["board"].pk),
    ("api_promise_close", "promise_id"): lambda world: BY_PARAMETER["action_id"](world),
    ("concern_move", "transition"): lambda world: "enquire",
    ("recording", "item_id"): lambda world: hers(world, Item, part=shared_part(world), recording__isnull=False),
    ("photo", "item_id"): lambda world: hers(world, Item, part=shared_part(world), photo__isnull=False),
    ("api_item_recording", "item_id"): lambda world: ON_ROUTE["recording", "item_id"](world),
    ("api_item_photo", "item_id"): lambda world: ON_ROUTE["photo", "item_id"](world),
    ("meeting_sheet", "sheet"): lambda world: "working",
    ("withdraw_advance", "decision_id"): lambda world: world.things["ahead"].pk,
    ("new_right", "sheet"): lambda world: "authority",
    ("change_right", "sheet"): lambda world: "capacity",
    ("ring_person_aloud", "part_id"): lambda world: ON_ROUTE["ring_person", "part_id"](world),
    ("start_another", "tool"): lambda world: "one_page_profile",
    ("another_aloud", "tool"): lambda world: "one_page_profile",
    ("ring_person", "part_id"): lambda world: hers(world, Part, plan=world.sam.pk, tool="relationship_circle"),
    ("board_path", "path_id"): lambda world: world.things["board_path"].pk,
    ("board_path_review", "path_id"): lambda world: world.things["board_path"].pk,
    ("board_path_print", "path_id"): lambda world: world.things["board_path"].pk,
    ("board_path_to_plan", "words_id"): lambda world: world.things["path_step"].pk,
    ("week_hours", "part_id"): lambda world: hers(world, Part, plan=world.sam.pk, tool="perfect_week"),
    ("new_outcome", "part_id"): lambda world: hers(world, Part, plan=world.sam.pk, tool="outcome"),
    ("api_part_outcomes", "part_id"): lambda world: hers(world, Part, plan=world.sam.pk, tool="outcome"),
}


def argument(world: World, route: str, parameter: str) -> Any:
    return ON_ROUTE.get((route, parameter), BY_PARAMETER[parameter])(world)
