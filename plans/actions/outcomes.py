"""What the person wants to change: the wish, what is in the way, who promised what, and what changed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language

from audit import record
from documents.actions import store_photo
from people.actors import Actor
from people.enums import Language
from people.models import Connection
from plans.actions.items import clean_words
from plans.actions.parts import note_changed
from plans.actions.room import require_room
from plans.barriers import Barrier as BarrierCode
from plans.barriers import SubBarrier
from plans.enums import ActionState, OutcomeNow
from plans.models import Action, Barrier, Outcome, OutcomeChange, Part
from plans.once import keep_once
from plans.wishes import HelpKind
from row_security import acting

# Words that two people may have changed at once. A choice or a day is no word: the later one stands, history keeps both.
WORDS = ("in_my_words", "why", "why_again", "good_looks_like", "support")


@transaction.atomic
def save_outcome(
    *, by: Actor, part: Part, operation: uuid.UUID, in_my_words: str, outcome: Outcome | None = None,
    base_version: int | None = None, **given: Any,
) -> Outcome:  # fmt: skip
    """Keep a wish. A new one takes the operation id as its own, so that a save sent twice makes one.

    `given` may hold why, why_again, good_looks_like, matters, sure, support ({HelpKind: words}), check_on and place
    (the part of life it is about, or blank); what is not given stays as it is. `base_version` is the version that
    these words were made from: what somebody else changed since then stays, and where both changed the same words
    both are kept, the second beside the first. Without it the words are taken as made from what stands now.
    Raises KindError for words that cannot be kept, Outcome.DoesNotExist when the id is of another part.
    """
    fields = _cleaned({"in_my_words": in_my_words, **given})
    if outcome is None:
        outcome, base_version, fields = _say(part, operation, fields)
    if fields:
        outcome = _change(outcome, operation, base_version, fields)
    _after(by, outcome, "plans.outcome_saved")
    return outcome


def _cleaned(given: dict[str, Any]) -> dict[str, Any]:
    unknown = set(given) - {*WORDS, "matters", "sure", "check_on", "place"}
    if unknown:
        raise TypeError(f"A wish has no {', '.join(sorted(unknown))}")
    fields = {name: clean_words(value) if isinstance(value, str) else value for name, value in given.items()}
    if "support" in fields:
        kept = {str(HelpKind(kind)): clean_words(words) for kind, words in fields["support"].items()}
        fields["support"] = {kind: words for kind, words in kept.items() if words}
    return fields


def _say(part: Part, operation: uuid.UUID, fields: dict[str, Any]) -> tuple[Outcome, int, dict[str, Any]]:
    """A new wish, or the one that this very save made before; then what differs is changed from its first version."""
    last = Outcome.objects.filter(part=part).count()
    outcome, added = keep_once(
        Outcome.objects, operation, {**fields, "part": part, "position": last + 1, "language": _language()}
    )
    if outcome.part_id != part.pk:
        raise Outcome.DoesNotExist
    return outcome, 1, {} if added else fields


def _change(outcome: Outcome, operation: uuid.UUID, base_version: int | None, fields: dict[str, Any]) -> Outcome:
    """Put the changed words in, one writer at a time. The database row is locked until both are kept."""
    now = Outcome.objects.select_for_update().get(pk=outcome.pk)
    mine = _changed_since(now, base_version, fields)
    if mine and _came_before(now, base_version, mine):
        return now
    if mine and (now.taken_out_at is not None or _clashes(now, base_version, mine)):
        return _keep_beside(now, operation, fields)
    if mine:
        Outcome.objects.filter(pk=now.pk).update(**mine, version=F("version") + 1, changed_at=timezone.now())
        now.refresh_from_db()
    return now


def _changed_since(now: Outcome, base_version: int | None, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that this writer changed: those that differ from what they were shown, and from what stands now."""
    shown = _as_shown(now, base_version)
    return {
        name: value
        for name, value in fields.items()
        if value != getattr(now, name) and (shown is None or value != getattr(shown, name))
    }


def _came_before(now: Outcome, base_version: int | None, mine: dict[str, Any]) -> bool:
    """Whether the wish has held these very words since: a save that is sent again after somebody else wrote on."""
    if base_version is None or now.taken_out_at is not None:
        return False
    return now.history.filter(version__gt=base_version, **mine).exists()


def _clashes(now: Outcome, base_version: int | None, mine: dict[str, Any]) -> bool:
    """Whether somebody else changed the same words since then."""
    shown = _as_shown(now, base_version)
    return any(name in WORDS and (shown is None or getattr(now, name) != getattr(shown, name)) for name in mine)


def _as_shown(now: Outcome, base_version: int | None) -> Any:
    """The wish as it was at a version: itself when that stands still, None when it never had that version."""
    if base_version is None or base_version == now.version:
        return now
    return now.history.filter(version=base_version).order_by("-pgh_id").first()


def _keep_beside(now: Outcome, operation: uuid.UUID, fields: dict[str, Any]) -> Outcome:
    """Both stay. Words for a wish that was taken out become a wish of their own. Sent twice it is kept once."""
    first = None if now.taken_out_at else now.beside or now
    whole = {name: getattr(now, name) for name in (*WORDS, "matters", "sure", "check_on", "place", "now")}
    own, _added = keep_once(Outcome.objects, uuid.uuid5(operation, f"beside {now.pk}"), {
            **whole, "part": now.part, "position": now.position, "language": _language(), **fields, "beside": first,
        },
    )  # fmt: skip
    return own


def _language() -> str:
    return Language.WELSH if (get_language() or "").startswith("cy") else Language.ENGLISH


@transaction.atomic
def keep_this_wish(*, by: Actor, outcome: Outcome) -> Outcome:
    """Two versions of a wish stood side by side and the person chose this one. The other is taken out, not lost.

    Promises, changes and barriers hang on the first of the two, so the words change places and the second leaves.
    """
    chosen = Outcome.objects.select_for_update().get(pk=outcome.pk)
    if chosen.beside_id is None:
        for other in Outcome.objects.kept().filter(beside=chosen):
            take_outcome_out(by=by, outcome=other)
        return chosen
    first = Outcome.objects.select_for_update().get(pk=chosen.beside_id)
    names = (*WORDS, "matters", "sure", "check_on", "place", "language")
    theirs, mine = ({name: getattr(one, name) for name in names} for one in (first, chosen))
    step = {"version": F("version") + 1, "changed_at": timezone.now()}
    Outcome.objects.filter(pk=first.pk).update(**mine, **step)
    Outcome.objects.filter(pk=chosen.pk).update(**theirs, **step, beside=None, taken_out_at=timezone.now())
    first.refresh_from_db()
    _after(by, first, "plans.outcome_chosen")
    return first


@transaction.atomic
def keep_both_wishes(*, by: Actor, outcome: Outcome) -> None:
    """Two versions of a wish stood side by side and the person keeps both, each as a wish of its own."""
    first = outcome.beside or outcome
    Outcome.objects.filter(beside=first).update(beside=None, version=F("version") + 1)
    _after(by, first, "plans.outcomes_both_kept")


@transaction.atomic
def take_outcome_out(*, by: Actor, outcome: Outcome) -> None:
    """Take a wish out. It can come back for 30 days; a second version beside it stays, as a wish of its own.

    Raises PermissionDenied to somebody who is helping the person to write now.
    """
    if outcome.part.plan_id in by.helps:
        raise PermissionDenied("helping")
    Outcome.objects.filter(pk=outcome.pk, taken_out_at__isnull=True).update(
        taken_out_at=timezone.now(), beside=None, version=F("version") + 1
    )
    Outcome.objects.kept().filter(beside=outcome).update(beside=None, version=F("version") + 1)
    _after(by, outcome, "plans.outcome_taken_out")


@transaction.atomic
def bring_outcome_back(*, by: Actor, outcome: Outcome) -> None:
    """Put a wish back that was taken out."""
    Outcome.objects.filter(pk=outcome.pk).update(taken_out_at=None, version=F("version") + 1)
    _after(by, outcome, "plans.outcome_brought_back")


@transaction.atomic
def set_barriers(
    *, by: Actor, outcome: Outcome, codes: Iterable[BarrierCode], in_my_words: str = "", tell_the_board: bool = False,
    closer: Iterable[SubBarrier] | None = None,
) -> None:  # fmt: skip
    """Make the pressed barriers, and only they, stand in the way of a wish. Words stay with the person.

    `tell_the_board` is the person's yes to counting the codes, never the words. `closer` are the closer reasons
    inside the pressed barriers; when it is not given those that stand are left, under the barriers that stay.
    Words with no barrier pressed are kept under "something else".
    """
    words = clean_words(in_my_words)[:300]
    wanted = {BarrierCode(code) for code in codes} or ({BarrierCode.OTHER} if words else set())
    outcome.barriers.exclude(code__in=wanted).delete()
    rows = {(code, "") for code in wanted}
    if closer is not None:
        reasons = {SubBarrier(each) for each in closer}
        rows |= {(each.barrier, each.value) for each in reasons if each.barrier in wanted}
        outcome.barriers.exclude(sub_code="").exclude(sub_code__in=reasons).delete()
    said = {
        "in_my_words": words, "tell_the_board": tell_the_board,
        "confirmed_by_person": by.is_person(outcome.part.plan.person),
    }  # fmt: skip
    for code, sub_code in sorted(rows):
        Barrier.objects.update_or_create(outcome=outcome, code=code, sub_code=sub_code, defaults=said)
    outcome.barriers.exclude(sub_code="").update(**said)
    _after(by, outcome, "plans.barriers_set", codes=sorted(str(code) for code in wanted), board=tell_the_board)


@transaction.atomic
def add_barrier(*, by: Actor, outcome: Outcome, code: BarrierCode, in_my_words: str) -> Barrier:
    """Put one more thing in the way of a wish, beside those that stand there. It is told to nobody."""
    said = {"in_my_words": clean_words(in_my_words)[:300], "confirmed_by_person": by.is_person(outcome.part.plan.person)}
    barrier, _added = Barrier.objects.get_or_create(outcome=outcome, code=code, sub_code="", defaults=said)
    _after(by, outcome, "plans.barriers_set", codes=[str(code)], board=barrier.tell_the_board)
    return barrier


@transaction.atomic
def promise(
    *, by: Actor, outcome: Outcome, operation: uuid.UUID, what: str, who: str, by_when: date,
    who_connection: Connection | None = None, how_we_will_know: str = "",
) -> Action:  # fmt: skip
    """Write down a promise: one thing, one name, one day. Sent twice it is kept once."""
    action, made = keep_once(Action.objects, operation, {
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
    tell_the_board: bool = False, photo: BinaryIO | None = None, photo_words: str = "",
) -> OutcomeChange:  # fmt: skip
    """Keep what changed, as it is told today, with a picture that shows it if there is one. Sent twice it is kept once.

    Only the person's own telling may be counted, by their yes; somebody else tells it in their own voice.
    Raises KindError, with words for the writer, for a picture or words that cannot be kept.
    """
    known = OutcomeChange.objects.filter(pk=operation).first()
    if known is None:
        known = _told(by, outcome, operation, now, in_my_words, tell_the_board, photo, photo_words)
    if known.outcome_id != outcome.pk:
        raise OutcomeChange.DoesNotExist
    return known


def _told(
    by: Actor, outcome: Outcome, operation: uuid.UUID, now: OutcomeNow, in_my_words: str, tell_the_board: bool,
    photo: BinaryIO | None, photo_words: str,
) -> OutcomeChange:  # fmt: skip
    mine = by.is_person(outcome.part.plan.person)
    tie = None
    if not mine and by.user is not None:
        ties = Connection.objects.live().filter(circle_id=outcome.part.plan_id, user=by.user)
        tie = ties.order_by("voice").first()
    if photo:
        with acting.on_behalf_of(outcome.part.plan_id, "how much room the files of a plan take"):
            require_room(by=by, plan=outcome.part.plan)
    stored = store_photo(upload=photo, description=clean_words(photo_words), by=by) if photo else None
    change, made = keep_once(OutcomeChange.objects, operation, {
            "outcome": outcome, "now": now, "in_my_words": clean_words(in_my_words), "told_by_person": mine,
            "tell_the_board": tell_the_board and mine, "told_by": tie, "told_by_name": tie.name if tie else "",
            "photo": stored,
        },
    )  # fmt: skip
    if made:
        with acting.on_behalf_of(
            outcome.part.plan_id, "what changed in a wish, told by somebody who may not write in it"
        ):
            Outcome.objects.filter(pk=outcome.pk).update(now=now, version=F("version") + 1, changed_at=timezone.now())
        _after(by, outcome, "plans.change_told", now=str(now), board=change.tell_the_board)
    return change


def _after(by: Actor, outcome: Outcome, action: str, **details: object) -> None:
    note_changed(person_id=outcome.part.plan_id, part_id=outcome.part_id)
    record.write(
        actor=by, action=action, about_person=outcome.part.plan_id, obj=outcome, part_key=outcome.part.tool, **details
    )
