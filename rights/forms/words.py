"""The person's words beside a record, and the answer to them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from rights.actions import answer_words
from rights.forms.sheets import MOST_WORDS, Sheet


class SayForm(forms.Form):
    use_required_attribute = False
    disagrees = forms.ChoiceField(
        label=_("What do you think?"), widget=forms.RadioSelect,
        choices=(("yes", _("I do not agree")), ("no", _("I want to say something"))),
        error_messages={"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("Your words"), required=False, max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("You do not have to say why."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("disagrees") == "no" and not said.get("words"):
            self.add_error("words", _("Write what you want to say."))
        return said


class AnswerForm(Sheet):
    title = _("Answer the person")
    lead = _("They said it. Say what you did, or will do, in short sentences.")
    answer = forms.CharField(
        label=_("Your answer"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your answer.")},
    )  # fmt: skip

    def keep(self) -> Model:
        return answer_words(by=self.by, said=self.row, answer=self.cleaned_data["answer"])
