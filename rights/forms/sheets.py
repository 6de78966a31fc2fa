"""What every sheet of the facilitator has in common: its title, the row it changes, and the one action it calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from people.actors import Actor
from people.models import Person
from plans.models import SupportPlan
from rights.closing import NotYet

MOST_WORDS = 4000
YES_NO = ((True, _("Yes")), (False, _("No")))


def words(label: Any, hint: Any = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": rows})
    )


def line(label: Any, hint: Any = "", most: int = 150) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, max_length=most)


def day(label: Any, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, help_text=hint, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day like this: 2026-06-12.")},
    )  # fmt: skip


def tick(label: Any, hint: Any = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, help_text=hint, required=False)


def choose(label: Any, choices: Any, hint: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, help_text=hint, choices=choices, required=False, widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )  # fmt: skip


def pick(label: Any, hint: Any = "") -> forms.ModelChoiceField:
    """One of the rows that the form finds for this person; none is an answer too."""
    return forms.ModelChoiceField(
        queryset=None, label=label, help_text=hint, required=False, empty_label=_("None of these"),
        error_messages={"invalid_choice": _("Choose one of these.")},
    )  # fmt: skip


def yes_or_no(label: Any, hint: Any = "") -> forms.TypedChoiceField:
    """Yes, no, or not said yet (None)."""
    return forms.TypedChoiceField(
        label=label, help_text=hint, choices=YES_NO, required=False, empty_value=None, widget=forms.RadioSelect,
        coerce=lambda value: value in (True, "True"),
    )  # fmt: skip


class Sheet(forms.Form):
    """A page that writes one thing about one person. `act` calls its action and adds what it says to the fields.

    `row` is what is changed; None on a new sheet. `closes` is the button that ends the writing for good.
    """

    use_required_attribute = False
    title: ClassVar[Any] = ""
    lead: ClassVar[Any] = ""
    closes: ClassVar[Any] = ""
    starts_with: ClassVar[Sequence[str]] = ()

    def __init__(
        self, *args: Any, by: Actor, person: Person, row: Any = None, support_plan: SupportPlan | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        self.by, self.person, self.row, self.support_plan = by, person, row, support_plan
        kwargs.setdefault("initial", self.beginning())
        super().__init__(*args, **kwargs)
        self.suit()

    def beginning(self) -> dict[str, Any]:
        """What the fields start with: the row's own values."""
        return {name: getattr(self.row, name) for name in self.starts_with} if self.row is not None else {}

    def suit(self) -> None:
        """Fill in what depends on the person, such as the choices."""

    @property
    def closing(self) -> bool:
        return bool(self.closes) and "close" in self.data

    def act(self) -> Model | None:
        """Whether what was sent is right and now kept: the row, or None with kind words on the form."""
        try:
            return self.keep()
        except NotYet as gaps:
            self.say(gaps.gaps)
            return None

    def keep(self) -> Model:
        """Do what was asked, by an action: the row. Each sheet says how; one that did not would break at its first use."""
        raise NotImplementedError

    def say(self, gaps: Mapping[str, str]) -> None:
        for name, said in gaps.items():
            self.add_error(name if name in self.fields else None, said)
