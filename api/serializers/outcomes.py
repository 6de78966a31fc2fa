"""Wishes, what is in the way, what changed, and promises."""

from __future__ import annotations

from rest_framework import serializers

from api.serializers.base import Given, day, version, words
from plans.barriers import Barrier, SubBarrier
from plans.enums import ActionState, OutcomeNow, Place
from plans.wishes import HOW_MUCH

NOW = OutcomeNow.choices
CLOSED = [ActionState.DONE.value, ActionState.STOPPED.value]


class BarrierShown(serializers.Serializer):
    code = serializers.CharField()
    sub_code = serializers.CharField()
    words = serializers.CharField(source="get_code_display")
    in_my_words = serializers.CharField()
    tell_the_board = serializers.BooleanField()


class ChangeShown(serializers.Serializer):
    id = serializers.UUIDField()
    now = serializers.ChoiceField(NOW)
    in_my_words = serializers.CharField()
    told_by_person = serializers.BooleanField()
    told_by_name = serializers.CharField()
    told_on = serializers.DateField()


class PromiseShown(serializers.Serializer):
    """One thing, one name, one day."""

    id = serializers.UUIDField()
    outcome = serializers.UUIDField(source="outcome_id", allow_null=True)
    what = serializers.CharField()
    who = serializers.CharField()
    by_when = serializers.DateField()
    how_we_will_know = serializers.CharField()
    state = serializers.ChoiceField(ActionState)
    what_happened = serializers.CharField()


class OutcomeShown(serializers.Serializer):
    """A wish in the person's words, and where it stands as they tell it."""

    id = serializers.UUIDField()
    part = serializers.UUIDField(source="part_id")
    in_my_words = serializers.CharField()
    why = serializers.CharField()
    why_again = serializers.CharField()
    good_looks_like = serializers.CharField()
    matters = serializers.CharField()
    sure = serializers.CharField()
    support = serializers.DictField(child=serializers.CharField())
    place = serializers.CharField()
    now = serializers.ChoiceField(NOW)
    check_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()
    barriers = BarrierShown(many=True, source="barriers.all")


class OutcomeRead(OutcomeShown):
    """A wish with its promises and what changed."""

    changes = ChangeShown(many=True, source="changes.all")
    promises = PromiseShown(many=True, source="actions.all")


class HelpGiven(Given):
    """What would help, by who or what would give it."""

    me = words(required=False, allow_blank=True)
    people = words(required=False, allow_blank=True)
    place = words(required=False, allow_blank=True)
    kit = words(required=False, allow_blank=True)
    paid = words(required=False, allow_blank=True)


class OutcomeNew(Given):
    operation = serializers.UUIDField()
    in_my_words = words()
    # What is not sent stays as it is.
    why = words(required=False, allow_blank=True)
    why_again = words(required=False, allow_blank=True)
    good_looks_like = words(required=False, allow_blank=True)
    matters = serializers.ChoiceField(HOW_MUCH, required=False, allow_blank=True)
    sure = serializers.ChoiceField(HOW_MUCH, required=False, allow_blank=True)
    support = HelpGiven(required=False)
    place = serializers.ChoiceField(Place, required=False, allow_blank=True)
    check_on = day(required=False, allow_null=True)


class OutcomePut(OutcomeNew):
    base_version = version()


class OutcomeClash(serializers.Serializer):
    """Somebody changed this wish first. `theirs` is how it is now; send yours again from that version."""

    message = serializers.CharField()
    theirs = OutcomeShown()
    yours = OutcomeNew()


class BarriersPut(Given):
    """All that is in the way, by its codes. Words stay in the plan; codes are counted only by the person's yes."""

    codes = serializers.ListField(child=serializers.ChoiceField(Barrier), max_length=len(Barrier))
    closer = serializers.ListField(
        child=serializers.ChoiceField(SubBarrier), max_length=len(SubBarrier), required=False
    )
    in_my_words = words(long=False, required=False, allow_blank=True, default="")
    tell_the_board = serializers.BooleanField(default=False)


class ChangeNew(Given):
    operation = serializers.UUIDField()
    now = serializers.ChoiceField(NOW)
    in_my_words = words(required=False, allow_blank=True, default="")
    tell_the_board = serializers.BooleanField(default=False)


class PromiseNew(Given):
    operation = serializers.UUIDField()
    what = words(long=False)
    who = words(max_length=120)
    by_when = day()
    how_we_will_know = words(long=False, required=False, allow_blank=True, default="")


class PromiseClose(Given):
    state = serializers.ChoiceField(CLOSED)
    what_happened = words(max_length=500, required=False, allow_blank=True, default="")
