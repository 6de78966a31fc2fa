"""Money, to read. Every amount is pounds as text with two places: "142.00"."""

from __future__ import annotations

from rest_framework import serializers

from api.serializers.base import money
from budgets.codes import EntryKind
from budgets.enums import LineKind, ManagementMethod


class StepShown(serializers.Serializer):
    """One line of how the first figure was worked out; `amount` is null for a line that only says something."""

    words = serializers.CharField()
    amount = money(allow_null=True)


class FirstFigureShown(serializers.Serializer):
    """The first guess, each week and each year, with how it was worked out and from which price table."""

    weekly = money()
    annual = money()
    price_table = serializers.CharField()
    shared_at = serializers.DateTimeField(allow_null=True)
    explanation = StepShown(many=True)


class EntryShown(serializers.Serializer):
    """One line of the way from the first figure to the settled one: what changed, why and who decided."""

    sequence = serializers.IntegerField()
    entry = serializers.ChoiceField(EntryKind, source="kind")
    at = serializers.DateTimeField()
    weekly_before = money(allow_null=True)
    weekly_after = money(allow_null=True)
    annual_before = money(allow_null=True)
    annual_after = money(allow_null=True)
    reason = serializers.CharField(source="get_reason_code_display")
    words = serializers.CharField()
    who = serializers.CharField(source="author_label")


class CostLineShown(serializers.Serializer):
    """One kind of support. `weekly` is null for something bought once."""

    id = serializers.UUIDField()
    line = serializers.ChoiceField(LineKind, source="kind")
    description = serializers.CharField()
    how_much = serializers.CharField(source="how_much_words")
    weekly = money(allow_null=True)
    annual = money()
    management = serializers.ChoiceField(ManagementMethod)


class StatementShown(serializers.Serializer):
    """The settled money: what it costs, what the person pays and what the council pays."""

    total = money()
    total_weekly = money()
    contribution = money()
    contribution_weekly = money()
    council_amount = money()
    council_weekly = money()
    words = serializers.CharField()
    valid_from = serializers.DateField()


class BudgetRead(serializers.Serializer):
    """The money of one support plan, as this reader may see it. What is not there yet is null."""

    support_plan = serializers.UUIDField()
    first_figure = FirstFigureShown(allow_null=True)
    record = EntryShown(many=True)
    lines = CostLineShown(many=True)
    lines_weekly = money(allow_null=True)
    lines_annual = money(allow_null=True)
    settled = StatementShown(allow_null=True)
