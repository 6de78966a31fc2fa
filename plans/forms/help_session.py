from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    """The parts in which the helper may write this time, and for how long. Ticked already: those that they see now."""

    parts = forms.MultipleChoiceField(
        label=_("What may they help with?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick one part or more. Or press “Not now”.")},
    )
    field_order = ["parts", "minutes"]

    def __init__(self, *args: Any, parts: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = list(parts)
