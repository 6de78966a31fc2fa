"""The record of looks at a plan, told to the person in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from audit.models import AuditEntry
from audit.querysets import AuditEntryQuerySet
from people.enums import Voice
from people.faces import Face, face_of
from people.models import Connection, Person
from plans.enums import Place
from plans.models import AccessOverride, Part
from plans.staff_enums import WHY_TOLD, Purpose, WhyLook
from plans.tools import TOOLS
from row_security import acting

FIRST_DAYS = timedelta(days=14)
MOST_ON_A_PAGE = 50
# The person does not see these rows yet, so that without this nothing would be left out of what they read.
TOLD_LATER = "which openings by law the person is told of later"


@dataclass(frozen=True)
class Look:
    """One look: `words` is "Jo, support worker, looked at About me.", `why` the reason that was given."""

    entry_id: int
    day: date
    who: Face
    words: str
    why: str


@dataclass(frozen=True)
class LooksPage:
    """Days, newest first, each with its looks. `before` asks for the older ones; None = there are no more."""

    days: list[tuple[date, list[Look]]]
    recent: bool
    before: int | None


def page_of(person: Person, *, before: int | None = None, private_visits: bool = False) -> LooksPage:
    """The last 14 days of looks at a person's plan by others, or up to 50 older than the entry `before`.

    With `private_visits` those of advocates are left out, with no gap: somebody may sit beside the person.
    """
    entries = entries_told_to(person)
    if private_visits:
        advocates = Connection.objects.filter(circle_id=person.pk, voice=Voice.ADVOCATE, user__isnull=False)
        entries = entries.exclude(actor_id__in=[str(each) for each in advocates.values_list("user", flat=True)])
    if before is None:
        shown = list(entries.filter(at__gte=timezone.now() - FIRST_DAYS)[:MOST_ON_A_PAGE])
        last = shown[-1].pk if shown else None
    else:
        shown = list(entries.filter(pk__lt=before)[:MOST_ON_A_PAGE])
        last = shown[-1].pk if shown else before
    older = entries.filter(pk__lt=last) if last is not None else entries
    next_one = older.values_list("pk", flat=True).first()
    days = [(day, list(looks)) for day, looks in groupby(told(person, shown), key=lambda look: look.day)]
    return LooksPage(days, before is None, None if next_one is None else next_one + 1)


def entries_told_to(person: Person) -> AuditEntryQuerySet:
    """The looks of others, newest first: all of them, save those by law of which the person is told later."""
    entries = AuditEntry.objects.about(person.pk).looks().exclude(actor_id=str(person.user_id))
    with acting.system(TOLD_LATER):
        untold = [str(pk) for pk in AccessOverride.objects.untold().filter(person=person).values_list("pk", flat=True)]
    return entries.without_detail("override", untold) if untold else entries


def record_told_to(person: Person) -> AuditEntryQuerySet:
    """Every entry about a person that is theirs to read now, newest first: for whatever hands them their record.

    Without an opening by law that nobody has answered yet, or of which they are told later: its steps, its slip and
    its looks. From the moment of telling they are all here.
    """
    unknown = AccessOverride.objects.unknown_to_the_person().filter(person=person).values_list("pk", "slip")
    with acting.system(TOLD_LATER):
        keys = {str(key) for pair in unknown for key in pair if key is not None}
    entries = AuditEntry.objects.about(person.pk)
    if not keys:
        return entries
    return entries.exclude(object_id__in=keys).without_detail("override", sorted(keys))


def told(person: Person, entries: Iterable[AuditEntry]) -> list[Look]:
    """The entries in words. The same look again on the same day is told once, as the newest of them."""
    found = list(entries)
    users = {entry.actor_id for entry in found if entry.actor_id and ":" not in entry.actor_id}
    tied = Connection.objects.filter(circle_id=person.pk, user__in=users).select_related("photo")
    by_user = {str(each.user_id): each for each in tied}
    settings = _settings(person, found)
    told_once: dict[tuple[object, ...], Look] = {}
    for entry in found:
        day, setting = timezone.localdate(entry.at), settings.get(entry.object_id, "")
        key = (day, entry.actor_id, entry.part_key, setting, entry.purpose, entry.reason)
        told_once.setdefault(key, _look(entry, day, by_user.get(entry.actor_id), setting))
    return list(told_once.values())


def _settings(person: Person, entries: Iterable[AuditEntry]) -> dict[str, str]:
    """What each part that was looked at is for, by its id, where several of its tool may be there."""
    ids = {entry.object_id for entry in entries if entry.object_type == Part._meta.label_lower}
    named = Part.objects.filter(plan=person.pk, pk__in=ids).exclude(setting="")
    return {str(pk): setting for pk, setting in named.values_list("pk", "setting")}


def _look(entry: AuditEntry, day: date, tie: Connection | None, setting: str) -> Look:
    who = face_of(tie) if tie else Face(entry.actor_label, Voice.PAID, job=entry.role)
    job = who.job or entry.role
    names = {"name": who.name, "job": job[:1].lower() + job[1:], "part": _part_words(entry.part_key, setting)}
    sentence = _("%(name)s, %(job)s, looked at %(part)s.") if job else _("%(name)s looked at %(part)s.")
    return Look(entry.pk, day, who, sentence % names, _why(entry))


def _why(entry: AuditEntry) -> str:
    """What it was for, in words: a known purpose or reason, else as it was written; then the worker's own words."""
    if entry.purpose in Purpose:
        told = str(Purpose(entry.purpose).label)
    else:
        told = str(WHY_TOLD[WhyLook(entry.purpose)]) if entry.purpose in WhyLook else entry.purpose
    if not entry.reason:
        return told
    return _("%(why)s: “%(words)s”") % {"why": told, "words": entry.reason} if told else entry.reason


def _part_words(key: str, setting: str) -> str:
    if key in TOOLS:
        title = str(TOOLS[key].title)
        return f"{title}: {setting}" if setting else title
    return str(Place(key).label) if key in Place else _("your plan")
