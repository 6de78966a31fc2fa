"""How much room the photos, sounds and films of one plan may take."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _

from documents.errors import KindError
from documents.models import StoredFile
from people.actors import Actor
from plans.models import Item, OutcomeChange, Plan


def require_room(*, by: Actor, plan: Plan) -> None:
    """Nothing more is taken once the files of a plan have settings.PLAN_MAX_BYTES (OWASP ASVS 5.0, 5.2.4).

    Asked before a file is kept, so that the last one may go over. Raises KindError. Only the person is told that it is
    their plan that is full: to a helper that would be a count of what they may not see.
    """
    if _bytes_of(plan.pk) < settings.PLAN_MAX_BYTES:
        return
    if by.is_person(plan.person):
        raise KindError(_("There is no more room for photos, sounds and films. You can still write."))
    raise KindError(_("We have no room to keep this just now. Nothing you kept is lost."))


def _bytes_of(plan_id: uuid.UUID) -> int:
    """One lookup by key for each file of this plan, however many other plans there are."""
    answers, changes = (
        Item.objects.filter(part__plan=plan_id),
        OutcomeChange.objects.filter(outcome__part__plan=plan_id),
    )
    named = [
        each.order_by().values(field)
        for each, field in ((answers, "photo"), (answers, "recording"), (changes, "photo"))
    ]
    kept = StoredFile.objects.filter(pk__in=named[0].union(*named[1:]))
    return kept.aggregate(taken=Sum("bytes"))["taken"] or 0
