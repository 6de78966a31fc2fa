"""Opening chosen places of a plan by law: asked for, agreed by a second person, ended, told, looked at again.

Source: process reference 3.3 (break-glass). Each step is one action and one row of the record.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit import record
from people import sharing
from people.actions.circle import add_connection, end_connection
from people.actions.letters import drop_letters, write_letter
from people.actions.staff import paid_tie
from people.actors import Actor
from people.enums import Basis, LetterKind, Level, Ring, Role, Voice
from people.letters import MORNING
from people.models import Connection, Person, Slip, StaffRole, User
from people.policy import require
from plans import working_days
from plans.models import AccessOverride, Part
from plans.models.override import HOURS, MOST_HOURS
from plans.staff_enums import Grounds
from plans.staff_querysets import SECOND_ROLES
from row_security import acting

# Whoever agrees to it, ends it or looks again sees neither the plan nor its circle nor the slip.
BY_LAW = "what the law opens: its slip and the worker's place in the circle"
MOST_QUIET = timedelta(days=7)
# Working days within which somebody looks at it a second time.
LOOK_AGAIN_WITHIN = 2
# Asked for and not answered for so long, it must be asked for anew: an emergency is today.
ANSWERED_WITHIN = timedelta(hours=24)


@transaction.atomic
def ask_to_open(
    *, by: Actor, person: Person, grounds: Grounds, reason: str, places: Sequence[str], hours: int = HOURS
) -> AccessOverride:
    """Ask to look at chosen places of a plan, by law. Nothing opens until somebody else agrees.

    `hours` counts from that agreement. Raises PermissionDenied for those who may not ask, for no reason, no place
    and more than 72 hours.
    """
    require(by, "plans.ask_to_open", person)
    if not reason.strip() or not places or not 1 <= hours <= MOST_HOURS or by.staff_role is None:
        raise PermissionDenied("not_enough_said")
    override = AccessOverride.objects.create(
        person=person, organisation=by.staff_role.organisation, grounds=Grounds(grounds), reason=reason.strip(),
        places=sorted(set(places)), hours=hours, asked_by=by.user, asked_by_label=by.audit_label,
    )  # fmt: skip
    _keep(by, "plans.override_asked", override, grounds=str(grounds), places=override.places, hours=hours)
    seconds = StaffRole.objects.live().filter(organisation=override.organisation, role__in=SECOND_ROLES)
    for role in seconds.exclude(user=by.user).select_related("user"):
        _write_to(override, role.user, "asked")
    return override


@transaction.atomic
def answer(
    *, by: Actor, override: AccessOverride, agreed: bool, quiet_reason: str = "", quiet_until: datetime | None = None
) -> AccessOverride:
    """The second person's yes or no. A yes opens the parts that stand in the chosen places now, to look at only.

    The person is told at once, or, for a reason that is recorded, from `quiet_until` on (seven days at most).
    """
    override = _locked(override)
    require(by, "plans.answer_override", override)
    now = timezone.now()
    if override.asked_at < now - ANSWERED_WITHIN:
        raise PermissionDenied("asked_too_long_ago")
    override.decided_by, override.decided_by_label, override.decided_at = by.user, by.audit_label, now
    override.agreed = agreed
    if agreed:
        _check_quiet(quiet_reason, quiet_until, now)
        override.quiet_reason, override.quiet_until = quiet_reason.strip(), quiet_until
        override.ends_at = now + timedelta(hours=override.hours)
        override.look_again_by = working_days.after(timezone.localdate(now), LOOK_AGAIN_WITHIN)
        override.slip = _open(by, override)
    override.save()
    _keep(by, "plans.override_agreed" if agreed else "plans.override_refused", override, **_quiet(override))
    if agreed:
        _tell_the_lead(override)
        _tell_the_person(override)
        _remind_of_second_look(override)
    return override


@transaction.atomic
def put_off_telling(*, by: Actor, override: AccessOverride, reason: str, until: datetime) -> AccessOverride:
    """Decide again that the person is told later: a new reason, a new day. Not decided again, they are told."""
    override = _locked(override)
    require(by, "plans.put_off_telling", override)
    _check_quiet(reason, until, timezone.now())
    override.quiet_reason, override.quiet_until = reason.strip(), until
    return _told_anew(by, override, "plans.override_telling_put_off")


@transaction.atomic
def tell_now(*, by: Actor, override: AccessOverride) -> AccessOverride:
    """The reason to wait is over: the person is told."""
    override = _locked(override)
    require(by, "plans.put_off_telling", override)
    override.quiet_until = None
    return _told_anew(by, override, "plans.override_told")


@transaction.atomic
def end(*, by: Actor, override: AccessOverride) -> None:
    """Shut it before its time. Ending twice changes nothing."""
    override = _locked(override)
    require(by, "plans.end_override", override)
    _shut(by, override)


@transaction.atomic
def end_all_of(by: Actor, user: User) -> None:
    """Somebody has left: what they opened by law shuts, and what they asked for is answered with no."""
    for override in AccessOverride.objects.open_now().with_people().filter(asked_by=user):
        _shut(by, override)
    AccessOverride.objects.waiting().filter(asked_by=user).update(decided_at=timezone.now())


@transaction.atomic
def look_again(*, by: Actor, override: AccessOverride, words: str) -> None:
    """Somebody other than the one who asked writes what they found: was it right, and what follows."""
    override = _locked(override)
    require(by, "plans.look_again", override)
    override.looked_again_at, override.looked_again_by = timezone.now(), by.audit_label
    override.looked_again_words = words.strip()
    override.save(update_fields=["looked_again_at", "looked_again_by", "looked_again_words"])
    drop_letters(starting_with=_second_look_letters(override))
    _keep(by, "plans.override_looked_again", override)


@transaction.atomic
def note_told(*, by: Actor, override: AccessOverride, how: str) -> None:
    """Somebody told the person in a way that no page can: face to face, in signs, on tape."""
    override = _locked(override)
    require(by, "plans.note_told", override)
    AccessOverride.objects.filter(pk=override.pk).update(told_by_hand=how.strip()[:200])
    _keep(by, "plans.override_told_by_hand", override)


@transaction.atomic
def note_read(*, by: Actor, override: AccessOverride) -> None:
    """The person has read it. It leaves their first page and stays in Who looked."""
    require(by, "plans.read_override", override)
    AccessOverride.objects.filter(pk=override.pk, read_at__isnull=True).update(read_at=timezone.now())
    _keep(by, "plans.override_read", override)


@acting.system(BY_LAW)
def _open(by: Actor, override: AccessOverride) -> Slip | None:
    """One slip for the parts of the chosen places, to look at. None where nothing is there."""
    parts = list(Part.objects.filter(plan=override.person_id, place__in=override.places).values_list("pk", flat=True))
    if not parts:
        return None
    return sharing.give(
        by=by, person=override.person, connection=_tie_of(by, override), part_ids=parts, level=Level.SEE,
        ends_at=override.ends_at, basis=Basis.OVERRIDE, quiet_until=override.quiet_until,
    )  # fmt: skip


def _tie_of(by: Actor, override: AccessOverride) -> Connection:
    """The worker's place among those who are paid; a new one, for these hours, where they have none.

    A new one is seen by the person at once, so telling cannot be put off then.
    """
    today = timezone.localdate()
    tie = paid_tie(by=by, person=override.person, user=override.asked_by)
    if tie is not None:
        if tie.starts_on and tie.starts_on > today:
            Connection.objects.filter(pk=tie.pk).update(starts_on=today)
            tie.starts_on = today
        return tie
    if override.quiet_until is not None:
        raise PermissionDenied("would_be_seen")
    override.connection = add_connection(
        by=by, person=override.person, name=override.asked_by.name, voice=Voice.PAID, ring=Ring.PAID,
        user=override.asked_by, starts_on=today, ends_on=timezone.localdate(override.ends_at),
    )  # fmt: skip
    return override.connection


@acting.system(BY_LAW)
def _shut(by: Actor, override: AccessOverride) -> None:
    if not override.is_open:
        return
    AccessOverride.objects.filter(pk=override.pk).update(ended_at=timezone.now())
    if override.slip is not None:
        sharing.tear(by=by, slip=override.slip)
    if override.connection is not None:
        end_connection(by=by, connection=override.connection)
    _keep(by, "plans.override_ended", override)


def _told_anew(by: Actor, override: AccessOverride, action: str) -> AccessOverride:
    override.save(update_fields=["quiet_reason", "quiet_until"])
    if override.slip is not None:
        with acting.system(BY_LAW):
            sharing.tell_from(slip=override.slip, quiet_until=override.quiet_until)
    _keep(by, action, override, **_quiet(override))
    _tell_the_person(override)
    return override


def _check_quiet(reason: str, until: datetime | None, now: datetime) -> None:
    if until is None:
        return
    if not reason.strip() or not now < until <= now + MOST_QUIET:
        raise PermissionDenied("not_a_reason_to_wait")


def _tell_the_person(override: AccessOverride) -> None:
    """A letter when they may know; their first page and Who looked say it from that moment by themselves.

    Letters of an earlier decision are dropped. Those who decide are asked to decide again a day before.
    """
    drop_letters(starting_with=f"override:{override.pk}:told:")
    drop_letters(starting_with=f"override:{override.pk}:again:")
    due = override.quiet_until
    if override.person.user is not None:
        _write_to(override, override.person.user, f"told:{due or 'now'}", page="opened_by_law", due_at=due)
    if due is not None and override.decided_by is not None:
        _write_to(override, override.decided_by, f"again:{due}", due_at=due - timedelta(days=1))


def _tell_the_lead(override: AccessOverride) -> None:
    """Those who look after information learn of it at once."""
    leads = StaffRole.objects.live().filter(organisation=override.organisation, role=Role.DATA_LEAD)
    for role in leads.select_related("user"):
        _write_to(override, role.user, "lead")
    if settings.INFORMATION_GOVERNANCE_EMAIL:
        write_letter(
            for_what=f"override:{override.pk}:lead:address", kind=LetterKind.BY_LAW,
            to_email=settings.INFORMATION_GOVERNANCE_EMAIL, path=reverse("access_override", args=[override.pk]),
        )  # fmt: skip


def _second_look_letters(override: AccessOverride) -> str:
    return f"override:{override.pk}:second-look:"


def _remind_of_second_look(override: AccessOverride) -> None:
    """On the morning of its last day those who look after information are told that nobody has looked again yet."""
    due = timezone.make_aware(datetime.combine(override.look_again_by, MORNING))
    leads = StaffRole.objects.live().filter(organisation=override.organisation, role=Role.DATA_LEAD)
    for role in leads.exclude(user=override.asked_by).select_related("user"):
        _write_to(override, role.user, "second-look", due_at=due)


def _write_to(
    override: AccessOverride, user: User, what: str, page: str = "access_override", due_at: datetime | None = None
) -> None:
    write_letter(
        for_what=f"override:{override.pk}:{what}:{user.pk}", kind=LetterKind.BY_LAW, to_email=user.email, to_user=user,
        language=user.language, path=reverse(page, args=[override.pk]), due_at=due_at,
    )  # fmt: skip


@acting.system(BY_LAW)
def _locked(override: AccessOverride) -> AccessOverride:
    """The row held, with its slip and the worker's place in the circle; the rule is asked after it."""
    return AccessOverride.objects.with_people().select_for_update(of=("self",)).get(pk=override.pk)


def _quiet(override: AccessOverride) -> dict[str, object]:
    return {"told_from": override.quiet_until.date() if override.quiet_until else None}


def _keep(by: Actor, action: str, override: AccessOverride, **details: object) -> None:
    record.write(actor=by, action=action, about_person=override.person_id, obj=override, **details)
