"""Who sees what."""

from __future__ import annotations

from rest_framework import serializers

from api.serializers.base import Given, day, words
from people.enums import Basis, Level
from plans.sharing_words import CIRCLE, JUST_ME, SOME

DOORS = (JUST_ME, SOME, CIRCLE)
LEVEL_CODES = [level.name.lower() for level in Level]


class SlipShown(serializers.Serializer):
    """One act of sharing, as the sentence that the person reads."""

    id = serializers.UUIDField()
    words = serializers.CharField()
    name = serializers.CharField()
    parts = serializers.ListField(child=serializers.UUIDField())
    level = serializers.ChoiceField(LEVEL_CODES)
    basis = serializers.ChoiceField(Basis)
    # Given by somebody who acts for the person by law, and not by them.
    by_law = serializers.BooleanField()
    given_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField(allow_null=True)


class SlipNew(Given):
    """Give somebody of one's circle a level on parts of one's plan, until the end of a day if one is given."""

    connection = serializers.UUIDField()
    parts = serializers.ListField(child=serializers.UUIDField(), allow_empty=False, max_length=200)
    level = serializers.ChoiceField(LEVEL_CODES, default="see")
    ends_on = day(required=False, allow_null=True, default=None)
    why = words(max_length=200, required=False, allow_blank=True, default="")


class MemberLevel(Given):
    connection = serializers.UUIDField()
    level = serializers.ChoiceField(LEVEL_CODES, default="see")


class DoorPut(Given):
    """The door of one part: just me, some people with a level each, or everyone in my circle."""

    door = serializers.ChoiceField(DOORS)
    people = MemberLevel(many=True, required=False, default=list)
    ends_on = day(required=False, allow_null=True, default=None)


class DoorShown(serializers.Serializer):
    door = serializers.ChoiceField(DOORS)
    words = serializers.CharField()
    names = serializers.ListField(child=serializers.CharField())
