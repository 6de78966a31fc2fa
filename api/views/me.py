"""Who is asking, whom they may know of, and the tools as they are declared."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from api.declared import all_tools
from api.enums import Scope
from api.permissions import ANY_SCOPE
from api.serializers.plans import Me, PersonShown
from api.serializers.tools import ToolDeclared
from api.views.base import ApiView, door, page
from people.models import Person


class MeView(ApiView):
    """Whom a program acts for, and what it may do."""

    scopes = {"GET": ANY_SCOPE}

    @door(Me)
    def get(self, request: Request) -> Response:
        actor = request.actor
        scopes = None if actor.token_scopes is None else sorted(actor.token_scopes)
        person = actor.person.pk if actor.person else None
        me = {"name": actor.user.name, "language": actor.user.language, "person": person, "scopes": scopes}
        return Response(Me(me).data)


class PeopleView(ApiView):
    """Everybody whom the actor may know of: themself, and those who have a live tie with them."""

    scopes = {"GET": Scope.PLAN_READ}

    @door(PersonShown, listed=True)
    def get(self, request: Request) -> Response:
        def show(people: list[Person]) -> list[Any]:
            rows = [{"id": each.pk, "name": each.name, "mine": request.actor.is_person(each)} for each in people]
            return PersonShown(rows, many=True).data

        return page(request, Person.objects.visible_to(request.actor), show)


class ToolsView(ApiView):
    """The planning tools: their questions in English and Welsh. They are nobody's, so nothing is asked of the reader."""

    scopes = {"GET": ANY_SCOPE}

    @door(ToolDeclared(many=True))
    def get(self, request: Request) -> Response:
        return Response(ToolDeclared(all_tools(), many=True).data)
