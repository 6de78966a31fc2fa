"""Wishes, what is in the way, what changed, and promises."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from api.enums import Scope
from api.errors import NeedsAnotherLook
from api.serializers.outcomes import (
    BarriersPut,
    ChangeNew,
    ChangeShown,
    OutcomeClash,
    OutcomeNew,
    OutcomePut,
    OutcomeRead,
    OutcomeShown,
    PromiseClose,
    PromiseNew,
    PromiseShown,
)
from api.views.base import ApiView, door, given, page, person_or_404, shows_only
from people.models import Connection, Person
from people.policy import require
from plans import actions
from plans.as_it_was import copies_for, wish_for
from plans.enums import ActionState
from plans.forms import PromiseForm
from plans.models import Action, Outcome, OutcomeChange
from plans.views.parts import part_or_404, record_look

KEPT_WORDS = ("in_my_words", "why", "good_looks_like", "check_on")


def outcome_or_404(request: Request, outcome_id: uuid.UUID) -> Outcome:
    """A wish whose part the actor may see, with the actor's level on that part."""
    rows = Outcome.objects.visible_to(request.actor).kept().prefetch_related("barriers", "changes", "actions")
    found = rows.filter(pk=outcome_id).first() or wish_for(request.actor, outcome_id)
    if found is None or found.taken_out_at is not None:
        raise Http404
    found.part = part_or_404(request.actor, found.part_id)
    return found


def _as_they_were(request: Request, person: Person) -> list[Outcome]:
    """The wishes of parts that the actor sees as they were."""
    return [
        wish for copy in copies_for(request.actor, person.pk) for wish in copy.wishes if wish.taken_out_at is None
    ]  # fmt: skip


def _to_write(request: Request, outcome_id: uuid.UUID) -> Outcome:
    found = outcome_or_404(request, outcome_id)
    require(request.actor, "plans.write", found.part)
    return found


def _look(request: Request, found: Outcome) -> None:
    """An answer that shows a whole wish, after a write too, is a look: it is kept before anything is written."""
    record_look(request.actor, found.part.plan.person, obj=found.part, part_key=found.part.tool)


def _read(request: Request, outcome_id: uuid.UUID) -> Response:
    return Response(OutcomeRead(outcome_or_404(request, outcome_id)).data)


class OutcomesView(ApiView):
    """The wishes of a plan that the actor may see."""

    scopes = {"GET": Scope.PLAN_READ}

    @door(OutcomeShown, listed=True)
    def get(self, request: Request, person_id: uuid.UUID) -> Response:
        person = person_or_404(request, person_id)
        rows = Outcome.objects.visible_to(request.actor).kept().filter(part__plan=person.pk)
        return page(
            request, rows.prefetch_related("barriers"), lambda found: OutcomeShown(found, many=True).data,
            lambda found: record_look(
                request.actor, person, part_key="outcome", parts=[each.part_id for each in found]),
            beside=_as_they_were(request, person),
        )  # fmt: skip


class PartOutcomesView(ApiView):
    """Say a new wish. `operation` becomes its id, so that a save sent twice makes one."""

    scopes = {"POST": Scope.PLAN_WRITE}

    @door(OutcomeRead, takes=OutcomeNew, status=201)
    def post(self, request: Request, part_id: uuid.UUID) -> Response:
        part = part_or_404(request.actor, part_id)
        require(request.actor, "plans.write", part)
        if part.tool != "outcome":
            raise Http404
        words = given(request, OutcomeNew)
        with transaction.atomic():
            try:
                made = actions.save_outcome(by=request.actor, part=part, **words)
            except Outcome.DoesNotExist:
                raise Http404 from None
            found = outcome_or_404(request, made.pk)
            # Sent again after somebody wrote on: it shows what they wrote.
            if found.version > 1 or not shows_only(found, words):
                _look(request, found)
        return Response(OutcomeRead(found).data, status=201)


class OutcomeView(ApiView):
    """One wish: its words, what is in the way, the promises and what changed."""

    scopes = {"GET": Scope.PLAN_READ, "PUT": Scope.PLAN_WRITE}

    @door(OutcomeRead)
    def get(self, request: Request, outcome_id: uuid.UUID) -> Response:
        found = outcome_or_404(request, outcome_id)
        _look(request, found)
        return Response(OutcomeRead(found).data)

    @door(OutcomeRead, takes=OutcomePut, clash=OutcomeClash)
    def put(self, request: Request, outcome_id: uuid.UUID) -> Response:
        """Other words for a wish, from the version they were made from."""
        found = _to_write(request, outcome_id)
        words = given(request, OutcomePut)
        _look(request, found)
        base = words.pop("base_version")
        with transaction.atomic():
            locked = Outcome.objects.visible_to(request.actor).kept().select_for_update(of=("self",))
            now = get_object_or_404(locked.select_related("part"), pk=outcome_id)
            if now.version == base:
                actions.save_outcome(by=request.actor, part=now.part, outcome=now, **words)
            elif any(getattr(now, name) != value for name, value in words.items() if name != "operation"):
                return _clash(now, words)
        return _read(request, outcome_id)


def _clash(now: Outcome, words: dict[str, Any]) -> Response:
    message = _("Somebody changed this first. Look at theirs, then send yours again.")
    return Response(OutcomeClash({"message": message, "theirs": now, "yours": words}).data, status=409)


class OutcomeTakeOutView(ApiView):
    """Take a wish out. It can come back for 30 days."""

    scopes = {"POST": Scope.PLAN_WRITE}

    @door(None, status=204)
    def post(self, request: Request, outcome_id: uuid.UUID) -> Response:
        actions.take_outcome_out(by=request.actor, outcome=_to_write(request, outcome_id))
        return Response(status=204)


class BarriersView(ApiView):
    """What is in the way, by codes. Telling the board is the person's own yes; anybody else's counts as no."""

    scopes = {"PUT": Scope.PLAN_WRITE}

    @door(OutcomeRead, takes=BarriersPut)
    def put(self, request: Request, outcome_id: uuid.UUID) -> Response:
        found = _to_write(request, outcome_id)
        words = given(request, BarriersPut)
        mine = request.actor.is_person(found.part.plan.person)
        words["tell_the_board"] = mine and words["tell_the_board"]
        _look(request, found)
        actions.set_barriers(by=request.actor, outcome=found, **words)
        return _read(request, outcome_id)


class ChangesView(ApiView):
    """Tell how a wish is now, and what changed."""

    scopes = {"POST": Scope.PLAN_WRITE}

    @door(ChangeShown, takes=ChangeNew, status=201)
    def post(self, request: Request, outcome_id: uuid.UUID) -> Response:
        found = _to_write(request, outcome_id)
        words = given(request, ChangeNew)
        with transaction.atomic():
            try:
                change = actions.tell_change(by=request.actor, outcome=found, **words)
            except OutcomeChange.DoesNotExist:
                # An operation id that already is a change of another wish is not ours to show.
                raise Http404 from None
            if not shows_only(change, words):
                _look(request, found)
        return Response(ChangeShown(change).data, status=201)


class OutcomePromisesView(ApiView):
    """Write down a promise for a wish: one thing, one name, one day."""

    scopes = {"POST": Scope.PLAN_WRITE}

    @door(PromiseShown, takes=PromiseNew, status=201)
    def post(self, request: Request, outcome_id: uuid.UUID) -> Response:
        found = _to_write(request, outcome_id)
        words = given(request, PromiseNew)
        form = PromiseForm(words)
        if not form.is_valid():
            raise NeedsAnotherLook({name: problems[0] for name, problems in form.errors.items()})
        circle = Connection.objects.live().filter(circle_id=found.part.plan_id, name__iexact=words["who"].strip())
        with transaction.atomic():
            try:
                made = actions.promise(by=request.actor, outcome=found, who_connection=circle.first(), **words)
            except Action.DoesNotExist:
                raise Http404 from None
            if not shows_only(made, words):
                _look(request, found)
        return Response(PromiseShown(made).data, status=201)


def _parts_of(request: Request, promises: list[Action]) -> Any:
    """The parts whose wishes stand beside these promises, asked for only if somebody needs to know."""
    wishes = Outcome.objects.visible_to(request.actor).filter(pk__in=[each.outcome_id for each in promises])
    return wishes.values_list("part_id", flat=True)


class PromisesView(ApiView):
    """The promises of a plan that the actor may see."""

    scopes = {"GET": Scope.PLAN_READ}

    @door(PromiseShown, listed=True)
    def get(self, request: Request, person_id: uuid.UUID) -> Response:
        person = person_or_404(request, person_id)
        rows = Action.objects.visible_to(request.actor).filter(plan=person.pk)
        beside = [each for wish in _as_they_were(request, person) for each in wish.actions.all()]
        return page(
            request, rows, lambda found: PromiseShown(found, many=True).data,
            lambda found: record_look(request.actor, person, part_key="outcome", parts=_parts_of(request, found)),
            beside=beside,
        )  # fmt: skip


class PromiseCloseView(ApiView):
    """Only the person says that a promise was kept, or is not needed now."""

    scopes = {"POST": Scope.PLAN_WRITE}

    @door(PromiseShown, takes=PromiseClose)
    def post(self, request: Request, promise_id: uuid.UUID) -> Response:
        rows = Action.objects.visible_to(request.actor).select_related("plan__person")
        promise = get_object_or_404(rows, pk=promise_id)
        require(request.actor, "plans.close_action", promise)
        words = given(request, PromiseClose)
        actions.close_promise(
            by=request.actor, action=promise, state=ActionState(words["state"]), what_happened=words["what_happened"]
        )
        return Response(PromiseShown(get_object_or_404(rows, pk=promise_id)).data)
