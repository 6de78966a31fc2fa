"""A planning tool as it is declared, in both languages."""

from __future__ import annotations

from rest_framework import serializers

from api.serializers.base import BothLanguages
from plans.enums import Place, PlanFor
from plans.tools.declaration import CellKind, Feeds, FieldKind


class ChoiceDeclared(serializers.Serializer):
    """What may be chosen. `code` is what is kept; `picture` is an idea of our list of pictures, or empty."""

    code = serializers.CharField()
    words = BothLanguages()
    picture = serializers.CharField()


class CellDeclared(serializers.Serializer):
    """A named cell of a row. One of kind `person` is a name in words, whether or not they are in the circle."""

    key = serializers.CharField()
    kind = serializers.ChoiceField([each.value for each in CellKind])
    you = BothLanguages()
    named = BothLanguages()
    label = BothLanguages()
    choices = ChoiceDeclared(many=True)


class CardDeclared(serializers.Serializer):
    """A card to press: a picture and the sentence that it adds."""

    picture = serializers.CharField()
    words = BothLanguages()


class ExampleDeclared(serializers.Serializer):
    """What somebody said to this question."""

    words = BothLanguages()
    name = serializers.CharField()


class ShownIf(serializers.Serializer):
    """A row is read only where this cell holds this code."""

    cell = serializers.CharField()
    code = serializers.CharField()


class VariantDeclared(serializers.Serializer):
    """The words of a question in a plan of another kind, such as a carer's own."""

    plan_for = serializers.ChoiceField(PlanFor.values)
    you = BothLanguages()
    named = BothLanguages()
    hint = BothLanguages()


class QuestionDeclared(serializers.Serializer):
    """A question: `you` asks the person, `named` (with %(name)s) asks anybody else.

    `private`: its answers are for the person alone until they say otherwise. `shall_we`: what is asked gently before
    it opens, or empty. `one_answer`: it has one answer and not a list of them.
    """

    key = serializers.CharField()
    takes = serializers.ChoiceField([each.value for each in FieldKind])
    one_answer = serializers.BooleanField()
    picture = serializers.CharField()
    you = BothLanguages()
    named = BothLanguages()
    heading = BothLanguages()
    hint = BothLanguages()
    variants = VariantDeclared(many=True)
    examples = ExampleDeclared(many=True)
    cards = CardDeclared(many=True)
    cells = CellDeclared(many=True)
    feeds = serializers.ListField(child=serializers.ChoiceField([each.value for each in Feeds]))
    for_others = serializers.BooleanField()
    private = serializers.BooleanField()
    shall_we = BothLanguages()
    newest_first = serializers.BooleanField()
    shown_if = ShownIf(allow_null=True)


class ToolDeclared(serializers.Serializer):
    """A planning tool. `only_for` are the kinds of plan that are offered it; none named: all are."""

    key = serializers.CharField()
    place = serializers.ChoiceField(Place)
    picture = serializers.CharField()
    title = BothLanguages()
    summary = BothLanguages()
    credit = BothLanguages()
    sensitive = serializers.BooleanField()
    only_for = serializers.ListField(child=serializers.ChoiceField(PlanFor.values))
    questions = QuestionDeclared(many=True)
