"""What stays of a plan when somebody stops seeing a part: a copy that was sent to be agreed, and what they wrote."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.utils.translation import gettext as _

from people.models import Connection, Person
from people.withdrawal import says_what_keeps_safe, says_what_stays
from plans.enums import Place
from plans.models import Part, Snapshot, SupportPlan, SupportPlanEntry


@says_what_stays
def relied_on(person: Person, part_ids: Collection[uuid.UUID], stopping: Collection[Connection]) -> list[str]:
    """A frozen copy with words from these parts stays with the council that decides or decided on it.

    The Care Act 2014 s.25 and the SSWBA 2014 s.54 ask it to hold the plan that it agreed.
    """
    entries = SupportPlanEntry.objects.filter(support_plan__person=person)
    words = entries.filter(source_item__part__in=part_ids) | entries.filter(outcome__part__in=part_ids)
    found = dict(words.values_list("pk", "support_plan__organisation__name"))
    return [
        _("%(council)s keeps the words that you sent to be agreed. The law asks them to.") % {"council": council}
        for council in sorted(set(found.values()))
        if any(_holds(person, entry) for entry, name in found.items() if name == council)
    ]


def _holds(person: Person, entry: uuid.UUID) -> bool:
    copies = Snapshot.objects.filter(support_plan__person=person)
    return copies.filter(content__entries__contains=[{"id": str(entry)}]).exists()


def theirs_stays(names: Collection[str]) -> list[str]:
    """What somebody wrote about the person is theirs: a professional must keep it, and the person reads and answers it."""
    words = _("What %(name)s wrote about you stays theirs. You can read it and answer it.")
    return [words % {"name": name} for name in names]


@says_what_stays
def theirs_about_me(person: Person, part_ids: Collection[uuid.UUID], stopping: Collection[Connection]) -> list[str]:
    """The record of a facilitator: the needs that they wrote down."""
    wrote = SupportPlan.objects.filter(person=person, needs__isnull=False).values_list("facilitator", flat=True)
    writers = set(wrote) - {None}
    return theirs_stays([each.name for each in stopping if each.user_id in writers])


@says_what_keeps_safe
def keeps_well_and_safe(part_ids: Collection[uuid.UUID]) -> bool:
    """My health, well and safe: whoever helps and cannot see it may not know."""
    return Part.objects.filter(pk__in=part_ids, place=Place.HEALTH).exists()
