"""The support plan: where it is, in the words that the person reads."""

from __future__ import annotations

from rest_framework import serializers

from people.enums import Jurisdiction
from plans.enums import PlanState, SupportPlanKind


class SupportPlanShown(serializers.Serializer):
    """`now` is what is happening, `after` what comes next, in plain words."""

    id = serializers.UUIDField()
    person = serializers.UUIDField(source="person_id")
    kind = serializers.ChoiceField(SupportPlanKind)
    jurisdiction = serializers.ChoiceField(Jurisdiction)
    plan_state = serializers.ChoiceField(PlanState, source="state")
    version = serializers.IntegerField(source="version_no")
    now = serializers.SerializerMethodField()
    after = serializers.SerializerMethodField()
    signed_off_on = serializers.DateField(allow_null=True)
    starts_on = serializers.DateField(allow_null=True)

    def get_now(self, plan: object) -> str:
        return str(self.context["stories"][plan.pk][0])

    def get_after(self, plan: object) -> str:
        return str(self.context["stories"][plan.pk][1])


class StageShown(serializers.Serializer):
    words = serializers.CharField()
    reached = serializers.ChoiceField(["done", "now", "later"], source="state")


class ToldShown(serializers.Serializer):
    """One thing that happened, who did it and what they wrote to the person."""

    at = serializers.DateTimeField(source="when")
    words = serializers.CharField()
    who = serializers.CharField()
    reason = serializers.CharField()


class SupportPlanRead(serializers.Serializer):
    """A support plan with its line of stages and what happened so far, the newest first."""

    plan = SupportPlanShown()
    who_has_it = serializers.CharField()
    stages = StageShown(many=True)
    told = ToldShown(many=True)
