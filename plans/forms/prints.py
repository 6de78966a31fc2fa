"""Choose for whom a plan is printed, and in which language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from people.enums import Language
from people.models import Connection

FOR_ME = "me"


class PrintForm(forms.Form):
    """`audience` after validation is a Connection, or None for the person's own copy."""

    use_required_attribute = False
    for_whom = forms.ChoiceField(
        label=_("Who is it for?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who it is for."), "invalid_choice": _("Choose who it is for.")},
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language, widget=forms.RadioSelect)

    def __init__(self, *args: Any, audiences: QuerySet[Connection], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by_id = {str(each.pk): each for each in audiences}
        names = [(key, each.name) for key, each in self._by_id.items()]
        self.fields["for_whom"].choices = [(FOR_ME, _("Me")), *names]
        self.fields["for_whom"].initial = FOR_ME
        self.fields["language"].initial = language

    @property
    def audience(self) -> Connection | None:
        return self._by_id.get(self.cleaned_data["for_whom"])
