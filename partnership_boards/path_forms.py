"""Forms of a PATH: what it is about, and one thing to say at a step."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership_boards.forms import DAY, WORDS
from partnership_boards.models import BoardPath, PathEntry
from partnership_boards.path_steps import Step

ISO_DAY = "%Y-%m-%d"  # the only form that a browser's own day box takes
NAME = {**WORDS, "required": _("Write one name.")}
PICK = {"required": _("Pick one of these.")}


def _day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format=ISO_DAY)
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget, error_messages=DAY)


class AboutForm(forms.Form):
    """Whose path it is, who keeps the vision, and the day it leads to."""

    use_required_attribute = False
    name = forms.CharField(label=_("What do you call this path?"), max_length=120, error_messages=WORDS)
    sub_group = forms.ModelChoiceField(
        label=_("Whose path is it?"), queryset=None, required=False, empty_label=_("The whole board"),
    )  # fmt: skip
    vision_owner = forms.CharField(
        label=_("Who keeps the vision?"), help_text=_("One name. They see that the dream is not forgotten."),
        max_length=120, error_messages=NAME,
    )  # fmt: skip
    drawn_on = _day_field(_("On which day do you draw it?"))
    horizon = _day_field(
        _("By which day do you want to be there?"), help_text=_("A year to a year and a half is usual.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, groups: Any, path: BoardPath | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _about(path))
        super().__init__(*args, **kwargs)
        whose = self.fields["sub_group"]
        if isinstance(whose, forms.ModelChoiceField):
            whose.queryset = groups

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        drawn, there = told.get("drawn_on"), told.get("horizon")
        if drawn and there and there <= drawn:
            self.add_error("horizon", _("Pick a day after the day you draw it."))
        return told


def _about(path: BoardPath | None) -> dict[str, Any]:
    if path is None:
        return {"drawn_on": timezone.localdate()}
    keys = ("name", "sub_group", "vision_owner", "drawn_on", "horizon", "version")
    return {key: getattr(path, key) for key in keys}


def _words(label: Any, required: bool) -> forms.Field:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=required, max_length=300, widget=widget, error_messages=WORDS)


def _one_name(label: Any, required: bool) -> forms.Field:
    return forms.CharField(label=label, required=required, max_length=120, error_messages=NAME)


def _a_day(label: Any, required: bool) -> forms.Field:
    return _day_field(label, required=required)


def _yes(label: Any, required: bool) -> forms.Field:
    return forms.BooleanField(label=label, required=required)


CELL_FIELDS: dict[str, Callable[[Any, bool], forms.Field]] = {
    "words": _words, "notice": _words, "name": _one_name, "asks": _one_name, "by_when": _a_day, "may_be_named": _yes,
}  # fmt: skip


class SayForm(forms.Form):
    """One thing at a step: the cells that the step asks. `operation` makes a save sent twice one save."""

    use_required_attribute = False
    operation = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, step: Step, entry: PathEntry | None = None, **kwargs: Any) -> None:
        begin = {key: getattr(entry, key) for key in (*step.cells, "version")} if entry else {}
        super().__init__(*args, initial={**begin, "operation": uuid.uuid4()}, **kwargs)
        self.step = step
        for key, label in step.cells.items():
            self.fields[key] = self._field(key, label, key in step.needed)

    def _field(self, key: str, label: Any, needed: bool) -> forms.Field:
        if key == "words" and self.step.short:
            return _one_name(label, needed)
        if key == "pick" and self.step.picks is not None:
            choices = self.step.picks.choices
            return forms.ChoiceField(
                label=label, choices=choices, required=needed, widget=forms.RadioSelect, error_messages=PICK
            )
        return CELL_FIELDS[key](label, needed)

    @property
    def operation_id(self) -> uuid.UUID:
        return self.cleaned_data["operation"] or uuid.uuid4()

    @property
    def cells(self) -> dict[str, Any]:
        return {key: self.cleaned_data[key] for key in self.step.cells}
