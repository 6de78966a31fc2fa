"""What all shapes share. A shape lists its fields one by one; what it does not list cannot come in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)
LARGEST_VERSION = 1_000_000


class Given(serializers.Serializer):
    """Input. A field that is not listed is refused, so nobody believes that it was kept."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and (unknown := sorted(set(map(str, data)) - set(self.fields))):
            raise serializers.ValidationError({name: ErrorDetail("", code="unknown") for name in unknown})
        return super().to_internal_value(data)


class Problem(serializers.Serializer):
    """What did not go, in kind words, and what to put right in each field."""

    message = serializers.CharField()
    fields_ = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))

    def get_fields(self) -> dict[str, serializers.Field]:
        """`fields` is a name that every serializer uses for itself."""
        declared = super().get_fields()
        declared["fields"] = declared.pop("fields_")
        return declared


class PageAsked(Given):
    """Which page of a list: at most `limit` rows, after the row whose id is `after`."""

    limit = serializers.IntegerField(min_value=1, max_value=200, default=50)
    after = serializers.UUIDField(required=False)


class BothLanguages(serializers.Serializer):
    """Words as they are in English and in Welsh."""

    en = serializers.CharField()
    cy = serializers.CharField()


def words(*, long: bool = True, **more: Any) -> serializers.CharField:
    """Words of a person: of an answer's length, or of one line."""
    more.setdefault("max_length", settings.ANSWER_MAX_CHARACTERS if long else 300)
    return serializers.CharField(**more)


def day(**more: Any) -> serializers.DateField:
    """A date that a calendar of ours can hold, with room to add a day."""
    return serializers.DateField(validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)], **more)


def version(**more: Any) -> serializers.IntegerField:
    """The version of a thing, counted from 1."""
    return serializers.IntegerField(min_value=1, max_value=LARGEST_VERSION, **more)


def money(**more: Any) -> serializers.DecimalField:
    """Pounds to the penny, as text such as "142.00": a float has already lost pennies."""
    return serializers.DecimalField(max_digits=12, decimal_places=2, **more)
