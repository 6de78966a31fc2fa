from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Connection

MINUTES = ((30, _("Half an hour")), (60, _("1 hour")), (120, _("2 hours")))


class _HowLong(forms.Form):
    use_required_attribute = False
    minutes = forms.TypedChoiceField(
        label=_("For how long?"), choices=MINUTES, coerce=int, initial=60, widget=forms.RadioSelect
    )


class OfferHelpForm(_HowLong):
    """Whom somebody would like to help to write, where that person says yes, and for how long."""

    who = forms.ChoiceField(
        label=_("Who do you want to help?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pick one person.")},
    )
    where = forms.ChoiceField(
        label=_("Where do they say yes?"),
        choices=(("own", _("On their own screen")), ("worker", _("Their worker is with us, and hears it"))),
        initial="own",
        widget=forms.RadioSelect,
    )
    field_order = ["who", "where", "minutes"]

    def __init__(self, *args: Any, ties: Sequence[Connection], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ties = {str(tie.pk): tie for tie in ties}
        self.fields["who"].choices = [(key, str(tie.circle.person)) for key, tie in self.ties.items()]

    @property
    def tie(self) -> Connection:
        return self.ties[self.cleaned_data["who"]]


class AnswerHelpForm(_HowLong):
    """The parts in which the helper may write this time, and for how long. Ticked already: those that they see now.

    `left` are the parts that the helper sees as they were. They stand among the others with no mark of it, because the
    helper may sit there too. Only for one that is ticked `seen_now` asks, after one sentence, and it is opened only
    if it is ticked there as well.
    """

    parts = forms.MultipleChoiceField(
        label=_("What may they help with?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick one part or more. Or press “Not now”.")},
    )
    # Which parts the sentence was about, so that an empty tick means no. Both stand on the page that says it alone.
    told = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    seen_now = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    field_order = ["parts", "minutes"]

    def __init__(self, *args: Any, parts: Sequence[tuple[str, str]], left: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left = left
        self.fields["parts"].choices = parts
        self.fields["told"].choices = self.fields["seen_now"].choices = [each for each in parts if each[0] in left]

    @property
    def to_tell(self) -> list[tuple[str, str]]:
        """The parts that were ticked and that the person was not yet told about, by key and title."""
        told, ticked = self.cleaned_data["told"], self.cleaned_data["parts"]
        return [each for each in self.fields["seen_now"].choices if each[0] in ticked and each[0] not in told]

    @property
    def as_it_is_now(self) -> list[str]:
        """The parts to be seen as they are now: ticked, told about, and ticked again."""
        twice = set(self.cleaned_data["told"]) & set(self.cleaned_data["seen_now"])
        return [key for key in self.cleaned_data["parts"] if key in twice]

    @property
    def chosen(self) -> list[str]:
        """All parts that the yes opens."""
        return [key for key in self.cleaned_data["parts"] if key not in self.left] + self.as_it_is_now
