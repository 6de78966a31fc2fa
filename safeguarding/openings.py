"""Agreements about a risk stand open beside the slips: to those who are named in them, and to the facilitator."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from people.enums import Voice
from people.models import Connection, Person
from people.openings import BesideSlips, Open, opens_beside_slips
from safeguarding.models import PositiveRiskRecord, RiskPlace


def shut(person: Person, at: datetime) -> int:
    """Take everybody off the agreements. What they said stays there."""
    return RiskPlace.objects.filter(record__person=person, ended_at__isnull=True).update(ended_at=at)


def open_again(person: Person, at: datetime, voices: Collection[Voice]) -> None:
    shut_then = RiskPlace.objects.filter(record__person=person, record__ended_at__isnull=True, ended_at=at)
    shut_then.filter(connection__voice__in=voices).update(ended_at=None)


def agreements_of(connection: Connection) -> list[Open]:
    """The agreements in which this one is named."""
    named = RiskPlace.objects.filter(connection=connection, ended_at__isnull=True)
    rows = PositiveRiskRecord.objects.filter(places__in=named, person=connection.circle_id)
    return [
        Open(
            _("“%(want)s”: what we agreed about a risk") % {"want": each.want},
            reverse("risk_agreement", args=[each.pk]),
        )
        for each in rows
    ]


def by_work(person_id: uuid.UUID, names: Sequence[str]) -> list[str]:
    """What a worker must keep safe with the person stays open to the one who works with them, until it is ended."""
    if not PositiveRiskRecord.objects.filter(person=person_id, ended_at__isnull=True).exists():
        return []
    words = _("%(name)s can still see what you agreed about risks, so that you stay safe. You can end an agreement.")
    return [words % {"name": name} for name in names]


opens_beside_slips(BesideSlips(shut, open_again, agreements_of, by_work))
