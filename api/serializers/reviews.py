"""Meetings and the cards on their sheets."""

from __future__ import annotations

from rest_framework import serializers

from api.serializers.base import Given, words
from people.enums import Voice
from reviews.enums import ReviewState
from reviews.sheets import BY_KEY


class MeetingShown(serializers.Serializer):
    """A meeting about how life goes. It is never late: the window says when the council offers it."""

    id = serializers.UUIDField()
    person = serializers.UUIDField(source="person_id")
    meeting_state = serializers.ChoiceField(ReviewState, source="state")
    window_opens = serializers.DateField(allow_null=True)
    window_closes = serializers.DateField(allow_null=True)
    meets_on = serializers.DateField(allow_null=True)
    meets_at = serializers.TimeField(allow_null=True)
    held_on = serializers.DateField(allow_null=True)
    where = serializers.CharField()


class CardShown(serializers.Serializer):
    """Words on a sheet, in the voice of whoever said them."""

    id = serializers.UUIDField()
    sheet = serializers.CharField()
    text = serializers.CharField()
    voice = serializers.ChoiceField(Voice)
    said_by = serializers.CharField(source="author_name")
    hidden = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()

    def get_hidden(self, card: object) -> bool:
        return card.hidden_at is not None


class MeetingRead(serializers.Serializer):
    """A meeting with the cards that the reader may see, the person's own first."""

    meeting = MeetingShown()
    cards = CardShown(many=True)


class CardNew(Given):
    """A card for a sheet. `said_by` is somebody asked to the meeting whose words the person typed."""

    operation = serializers.UUIDField()
    sheet = serializers.ChoiceField(sorted(BY_KEY))
    text = words()
    said_by = serializers.UUIDField(required=False, allow_null=True, default=None)
