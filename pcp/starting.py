"""Beginning a plan: the person, their circle and their plan exist from the first of three short pages."""

from __future__ import annotations

from django.db import transaction

from audit import record
from people import actions
from people.actors import Actor
from people.models import Person, User
from plans.models import Plan


@transaction.atomic
def start_my_plan(*, by: Actor, user: User, preferred_name: str) -> Person:
    """The plan of a user who has none yet. It needs no council, and nobody sees it but them.

    Asked twice, it gives the plan that is there.
    """
    mine = Person.objects.select_for_update().filter(user=user).first()
    if mine is not None:
        return mine
    person = actions.start_person(by=by, preferred_name=preferred_name, user=user, language=user.language)
    Plan.objects.create(person=person)
    User.objects.filter(pk=user.pk).update(name=preferred_name)
    record.write(actor=by, action="plans.started", about_person=person.pk, obj=person)
    return person
