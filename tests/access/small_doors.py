"""Small rules that no row of the matrix stands for: the scope that a view names, the private space, whose answer waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from django.utils import timezone

from api.permissions import ANY_SCOPE, NamesItsScope
from my_data.models import Correction
from my_data.permissions import an_answer_is_theirs
from plans.models import Note, Part
from plans.ordinary import Looking
from plans.permissions import is_of_the_private_space
from safeguarding.models import Concern
from tests.access.counting import CELLS, count
from tests.scenarios import World

# The scope that each method of a view needs, whether the view has the method, what a program holds: may it come in?
SCOPES: tuple[tuple[dict[str, str], str, frozenset[str] | None, bool], ...] = (
    ({"GET": "plan:read"}, "GET", None, True),
    ({"GET": "plan:read"}, "GET", frozenset({"plan:read"}), True),
    ({"GET": "plan:read"}, "HEAD", frozenset({"plan:read"}), True),
    ({"GET": "plan:read"}, "HEAD", frozenset(), False),
    ({"GET": "plan:read"}, "GET", frozenset({"plan:write"}), False),
    ({"GET": ANY_SCOPE}, "GET", frozenset(), True),
    # The view has this method and names no scope for it: shut for everybody, also at their own screen.
    ({"GET": "plan:read"}, "POST", None, False),
    ({"GET": "plan:read"}, "POST", frozenset({"plan:read"}), False),
    # It has no such method: the answer is 405 and not 403.
    ({"GET": "plan:read"}, "DELETE", None, True),
)


def scopes_are_named(world: World) -> Iterator[str]:
    """A program comes in where the view names a scope that it holds; a method without a scope is shut."""
    for scopes, method, held, wanted in SCOPES:
        request: Any = SimpleNamespace(method=method, actor=SimpleNamespace(token_scopes=held))
        view = SimpleNamespace(scopes=scopes, get=None, head=None, post=None)
        count(CELLS, 1)
        if NamesItsScope().has_permission(request, view) is not wanted:
            yield f"{method} of {scopes} with {held}: not {wanted}"
    request = SimpleNamespace(method="GET", actor=SimpleNamespace(token_scopes=None))
    if NamesItsScope().has_permission(request, SimpleNamespace(get=None)):
        yield "a view that names no scopes at all is open"


def private_space_is_never_shared(world: World) -> Iterator[str]:
    """An id of the private space is known as one, alone and among others; no other id is."""
    notes = list(Note.objects.values_list("pk", flat=True)[:2])
    parts = list(Part.objects.filter(plan=world.sam.pk).values_list("pk", flat=True)[:2])
    for ids, wanted in ((notes, True), ([*parts, notes[0]], True), (parts, False), ([], False)):
        if is_of_the_private_space(ids) is not wanted:
            yield f"the private space: of {ids} not {wanted}"


def what_is_told_about_me(world: World) -> Iterator[str]:
    """A list of what was told about me holds nothing about others, also where I read it as a lead."""
    for name in ("sam", "other", "sian", "gareth", "stranger"):
        actor, count_of = world.actor(name), 0
        for concern in Concern.objects.about_me(actor).select_related("about"):
            count_of += 1
            if concern.about is None or concern.about.user_id != actor.user_id:
                yield f"told about me · {name} · {concern.pk}"
        if name == "sam" and not count_of:
            yield "told about me · sam · nothing"


def answers_that_wait(world: World) -> Iterator[str]:
    """It is ordinary work to look where somebody's answer waits, or was given in the last two weeks; a data lead's always."""
    now = timezone.now()
    for what, fields in (
        ("as it is", {}),
        ("for Nia", {"answerer": world.users["nia"], "answer": "", "answered_at": None}),
        (
            "Nia answered lately",
            {"answerer": world.users["nia"], "answer": "answered", "answered_at": now - timedelta(days=13)},
        ),
        (
            "Nia answered long ago",
            {"answerer": world.users["nia"], "answer": "answered", "answered_at": now - timedelta(days=15)},
        ),
        (
            "Nia asked herself",
            {"answerer": world.users["nia"], "asked_by": world.users["nia"], "answer": "", "answered_at": None},
        ),
        ("for Priya", {"answerer": world.users["priya"], "answer": "", "answered_at": None}),
    ):
        with transaction.atomic():
            Correction.objects.filter(person=world.sam.pk).update(**fields) if fields else None
            rows = list(Correction.objects.all())
            for name in ("nia", "priya", "lena", "far_data", "once"):
                actor = world.actor(name)
                for person in (world.sam.pk, world.things["leo"].pk):
                    count(CELLS, 1)
                    wanted = any(row.person_id == person and _waits_for(actor, row, now) for row in rows)
                    if an_answer_is_theirs(Looking(actor, person, now, None)) is not wanted:
                        yield f"whose answer waits · {what} · {name} · not {wanted}"
            transaction.set_rollback(True)


def _waits_for(actor: Any, row: Correction, now: Any) -> bool:
    if row.asked_by_id == actor.user.pk:
        return False
    if actor.role == "data_lead" and row.organisation_id == actor.staff_role.organisation_id:
        return True
    lately = row.answered_at is None or row.answered_at > now - timedelta(days=14)
    return row.answerer_id == actor.user.pk and (lately or actor.role == "data_lead")


ALL = (scopes_are_named, private_space_is_never_shared, what_is_told_about_me, answers_that_wait)
