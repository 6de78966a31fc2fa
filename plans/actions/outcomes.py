"""What the person wants to change: the wish, what is in the way, who promised what, and what changed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from audit import record
from people.actors import Actor
from people.models import Connection
from plans.actions.items import clean_words
from plans.actions.parts import note_changed
from plans.barriers import Barrier as BarrierCode
from plans.enums import ActionState, OutcomeNow
from plans.models import Action, Barrier, Outcome, OutcomeChange, Part


@transaction.atomic
def save_outcome(
    *, by: Actor, part: Part, operation: uuid.UUID, in_my_words: str, why: str = "", good_looks_like: str = "",
    check_on: date | None = None, place: str = "", outcome: Outcome | None = None,
) -> Outcome:  # fmt: skip
    """Keep a wish. A new one takes the operation id as its own, so that a save sent twice makes one.

    `place` is the part of life it is about, or blank when the person did not say.
    """
    fields = {
        "in_my_words": clean_words(in_my_words), "why": clean_words(why),
        "good_looks_like": clean_words(good_looks_like), "check_on": check_on, "place": place,
    }  # fmt: skip
    if outcome is None:
        last = Outcome.objects.filter(part=part).count()
        outcome, _added = Outcome.objects.get_or_create(
            pk=operation, defaults={**fields, "part": part, "position": last + 1}
        )
        if outcome.part_id != part.pk:
            raise Outcome.DoesNotExist
    else:
        Outcome.objects.filter(pk=outcome.pk).update(**fields, version=F("version") + 1, changed_at=timezone.now())
        outcome.refresh_from_db()
    _after(by, outcome, "plans.outcome_saved")
    return outcome


@transaction.atomic
def take_outcome_out(*, by: Actor, outcome: Outcome) -> None:
    """Take a wish out. It can come back for 30 days."""
    Outcome.objects.filter(pk=outcome.pk, taken_out_at__isnull=True).update(
        taken_out_at=timezone.now(), version=F("version") + 1
    )
    _after(by, outcome, "plans.outcome_taken_out")


@transaction.atomic
def bring_outcome_back(*, by: Actor, outcome: Outcome) -> None:
    """Put a wish back that was taken out."""
    Outcome.objects.filter(pk=outcome.pk).update(taken_out_at=None, version=F("version") + 1)
    _after(by, outcome, "plans.outcome_brought_back")


@transaction.atomic
def set_barriers(
    *, by: Actor, outcome: Outcome, codes: Iterable[BarrierCode], in_my_words: str = "", tell_the_board: bool = False
) -> None:
    """Make the pressed barriers, and only they, stand in the way of a wish. Words stay with the person.

    `tell_the_board` is the person's yes to counting the codes, never the words. A barrier with a closer
    reason (a sub code) is left as it is.
    """
    wanted = {BarrierCode(code) for code in codes}
    plain = outcome.barriers.filter(sub_code="")
    plain.exclude(code__in=wanted).delete()
    for code in sorted(wanted):
        Barrier.objects.update_or_create(
            outcome=outcome, code=code, sub_code="",
            defaults={
                "in_my_words": clean_words(in_my_words)[:300], "confirmed_by_person": by.is_person(outcome.part.plan.person),
                "tell_the_board": tell_the_board,
            },
        )  # fmt: skip
    _after(by, outcome, "plans.barriers_set", codes=sorted(str(code) for code in wanted), board=tell_the_board)


@transaction.atomic
def promise(
    *, by: Actor, outcome: Outcome, operation: uuid.UUID, what: str, who: str, by_when: date,
    who_connection: Connection | None = None, how_we_will_know: str = "",
) -> Action:  # fmt: skip
    """Write down a promise: one thing, one name, one day. Sent twice it is kept once."""
    action, made = Action.objects.get_or_create(
        pk=operation,
        defaults={
            "plan": outcome.part.plan, "outcome": outcome, "what": clean_words(what), "who": clean_words(who),
            "who_connection": who_connection, "by_when": by_when, "how_we_will_know": clean_words(how_we_will_know),
        },
    )  # fmt: skip
    if action.outcome_id != outcome.pk:
        raise Action.DoesNotExist
    if made:
        _after(by, outcome, "plans.promised", promise=action.pk)
    return action


@transaction.atomic
def close_promise(*, by: Actor, action: Action, state: ActionState, what_happened: str = "") -> None:
    """The person says that a promise was kept or is not needed now; nobody else can."""
    Action.objects.filter(pk=action.pk).update(state=state, what_happened=clean_words(what_happened)[:500])
    record.write(actor=by, action="plans.promise_closed", about_person=action.plan_id, obj=action, state=str(state))


@transaction.atomic
def tell_change(
    *, by: Actor, outcome: Outcome, operation: uuid.UUID, now: OutcomeNow, in_my_words: str = "",
    tell_the_board: bool = False,
) -> OutcomeChange:  # fmt: skip
    """Keep what changed, as it is told today. Only the person's own telling may be counted, by their yes."""
    told_by_person = by.is_person(outcome.part.plan.person)
    change, made = OutcomeChange.objects.get_or_create(
        pk=operation,
        defaults={
            "outcome": outcome, "now": now, "in_my_words": clean_words(in_my_words),
            "told_by_person": told_by_person, "tell_the_board": tell_the_board and told_by_person,
        },
    )  # fmt: skip
    if change.outcome_id != outcome.pk:
        raise OutcomeChange.DoesNotExist
    if made:
        Outcome.objects.filter(pk=outcome.pk).update(now=now, version=F("version") + 1, changed_at=timezone.now())
        _after(by, outcome, "plans.change_told", now=str(now), board=change.tell_the_board)
    return change


def _after(by: Actor, outcome: Outcome, action: str, **details: object) -> None:
    note_changed(person_id=outcome.part.plan_id, part_id=outcome.part_id)
    record.write(
        actor=by, action=action, about_person=outcome.part.plan_id, obj=outcome, part_key=outcome.part.tool, **details
    )
