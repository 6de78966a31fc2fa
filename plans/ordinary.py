"""What today's ordinary work is. All of it stands here, as data and small named tests (docs/adr/0020).

A look that is not ordinary is not refused: the worker is asked why, once a day, and the person reads the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from audit.models import AuditEntry
from people.actors import Actor
from people.enums import Basis, Voice
from people.models import Assignment, Connection, Person, Slip
from plans.models import SupportPlan
from plans.staff_enums import Oddity, Purpose
from plans.standing import open_to
from row_security import acting


@dataclass(frozen=True)
class Ordinary:
    """The measures of ordinary work. Days and people are counted, nobody's work is."""

    first_days: timedelta = timedelta(days=14)
    after_sharing: timedelta = timedelta(days=14)
    around_a_meeting: timedelta = timedelta(days=14)
    opened_before: timedelta = timedelta(days=7)
    goes_on: timedelta = timedelta(hours=2)
    most_people: int = 20


ORDINARY = Ordinary()


@dataclass(frozen=True)
class Looking:
    """A worker about to open something of a person, with their live work together, if any."""

    actor: Actor
    person_id: object
    now: datetime
    work: Assignment | None


Test = Callable[[Looking], bool]
# In the order in which they are asked; the first that holds says what the look is for.
_WORK: list[tuple[Purpose, Test]] = []


def ordinary_work(purpose: Purpose) -> Callable[[Test], Test]:
    """Register what makes a look ordinary. An upper app adds its own (ADR 0004)."""

    def register(test: Test) -> Test:
        _WORK.append((purpose, test))
        return test

    return register


def purpose_today(looking: Looking) -> str:
    """What of today's work leads here: the assignment's own words or a Purpose; empty when nothing does."""
    for purpose, holds in _WORK:
        if holds(looking):
            return looking.work.purpose if purpose == Purpose.WORK and looking.work else purpose
    return ""


def oddities(looking: Looking, purpose: str) -> list[Oddity]:
    """What is out of the ordinary about this look; empty for ordinary work."""
    found = [] if purpose else [Oddity.NOT_TODAY]
    return found + [oddity for oddity, holds in _ODD if holds(looking)]


def looking_of(actor: Actor, person_id: object) -> Looking | None:
    """The look of a member of staff; None for the person, their circle and everybody who is not staff.

    Somebody who is tied to the person as friend, family or advocate, and does not work with them, looks as that.
    """
    if actor.staff_role is None or actor.user is None or actor.read_only:
        return None
    ties = Connection.objects.live().filter(circle_id=person_id, user=actor.user).select_related("assignment")
    works, close = None, False
    for tie in ties:
        work = getattr(tie, "assignment", None)
        works = work if work is not None and _live(work) else works
        close = close or tie.voice != Voice.PAID
    return None if close and works is None else Looking(actor, person_id, timezone.now(), works)


def _live(work: Assignment) -> bool:
    today = timezone.localdate()
    return work.starts_on <= today and (work.ends_on is None or work.ends_on >= today)


@ordinary_work(Purpose.WORK)
def begins(looking: Looking) -> bool:
    """The first two weeks of working together."""
    if looking.work is None:
        return False
    return timezone.localdate(looking.now) - looking.work.starts_on <= ORDINARY.first_days


@ordinary_work(Purpose.SUPPORT_PLAN)
def a_plan_waits_for_them(looking: Looking) -> bool:
    """The support plan is in a state that waits for this worker's place in the process."""
    plans = SupportPlan.objects.visible_to(looking.actor).with_person().filter(person=looking.person_id)
    return any(open_to(looking.actor, plan) for plan in plans.order_by("-created_at")[:2])


@ordinary_work(Purpose.SHARED)
def was_shared_lately(looking: Looking) -> bool:
    """The person themself showed them something in the last two weeks."""
    given = Slip.objects.live().of(looking.actor).filter(content_object=looking.person_id, basis=Basis.CHOICE)
    return given.filter(given_at__gt=looking.now - ORDINARY.after_sharing).exists()


@ordinary_work(Purpose.WORK)
def was_opened_before(looking: Looking) -> bool:
    """This worker opened something of this person in the last seven days, in ordinary work.

    A look that needed a reason, or was opened by law, makes no other one ordinary: one reason would last for ever.
    """
    looks = _own_looks(looking, ORDINARY.opened_before)
    return looks.filter(reason="").exclude(details__has_key="override").exists()


def opened_since(looking: Looking, ago: timedelta) -> bool:
    return _own_looks(looking, ago).exists()


def _own_looks(looking: Looking, ago: timedelta) -> QuerySet[AuditEntry]:
    looks = AuditEntry.objects.about(looking.person_id).looks()
    return looks.filter(actor_id=looking.actor.audit_id, at__gt=looking.now - ago)


def outside_hours(looking: Looking) -> bool:
    """Before seven in the morning or after eight in the evening, where the council is.

    Work that began before and goes on, such as a meeting in the evening, is not broken off.
    """
    first, last = settings.WORKING_HOURS
    in_hours = first <= timezone.localtime(looking.now).hour < last
    return not in_hours and not opened_since(looking, ORDINARY.goes_on)


def same_surname(looking: Looking) -> bool:
    """The worker has the surname of the person, or of somebody in their circle."""
    mine = surname(looking.actor.audit_label)
    if not mine:
        return False
    with acting.system("whether a worker has the surname of somebody there"):
        return any(surname(name or "") == mine for name in _names_around(looking))


def _names_around(looking: Looking) -> list[str]:
    around = Connection.objects.filter(circle_id=looking.person_id, ended_at__isnull=True)
    names = list(around.exclude(user=looking.actor.user).values_list("name", "user__name"))
    person = Person.objects.filter(pk=looking.person_id).values_list("full_name", "user__name")
    return [name for pair in [*names, *person] for name in pair]


def surname(name: str) -> str:
    """The last word of a full name, in small letters; empty for a single name."""
    words = name.casefold().split()
    return words[-1] if len(words) > 1 else ""


def many_today(looking: Looking) -> bool:
    """More people were opened by this worker today than a day's work holds, and this would be one more."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(looking.now), time.min))
    looks = AuditEntry.objects.of_staff(looking.actor.audit_id, midnight)
    opened = set(looks.values_list("about_person", flat=True).distinct()[: ORDINARY.most_people + 1])
    return len(opened) >= ORDINARY.most_people and str(looking.person_id) not in opened


_ODD: tuple[tuple[Oddity, Test], ...] = (
    (Oddity.HOURS, outside_hours),
    (Oddity.SURNAME, same_surname),
    (Oddity.MANY, many_today),
)
