"""What is asked, one small form for each page. What is missing is said kindly, and what was typed stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from people.models import Connection, Organisation, Person, User
from people.staffing import person_by_reference
from plans.forms.support import KindForm, choose, day, line, words
from safeguarding.enums import Bad, Likely, Met, OtherWay, Says, SureOrNot, WhoDecides, WithholdingReason
from safeguarding.models import Concern
from safeguarding.process import Transition


class WhomForm(KindForm):
    """Whom somebody is worried about: one of the people they know, or a name; and which council, where none is known."""

    person = forms.ModelChoiceField(
        label=_("Pick them here"), queryset=None, required=False, widget=forms.RadioSelect, blank=True,
        empty_label=_("Somebody else"), error_messages={"invalid_choice": _("Choose one of these.")},
    )  # fmt: skip
    name = line(_("Or write their name"), most=150)
    council = forms.ModelChoiceField(
        label=_("Which council?"), help_text=_("Only when you write a name."),
        queryset=Organisation.objects.councils(), required=False, widget=forms.RadioSelect,
        empty_label=None, error_messages={"invalid_choice": _("Choose one of these.")},
    )  # fmt: skip

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        if not people.exists():
            del self.fields["person"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        person = given.get("person")
        if person is None and not given.get("name"):
            self.add_error("name", _("Pick somebody, or write a name."))
        if (person is None or person.organisation_id is None) and given.get("council") is None:
            self.add_error("council", _("Pick the council where they live."))
        return given


class CouncilForm(KindForm):
    """Which council I tell, for somebody whose plan knows of none."""

    council = forms.ModelChoiceField(
        label=_("Which council?"), queryset=Organisation.objects.councils(), widget=forms.RadioSelect, empty_label=None,
        error_messages={"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")},
    )  # fmt: skip


class WhatForm(KindForm):
    words = forms.CharField(
        label=_("Your words"), help_text=_("Say it your way. A few words are enough."), max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}), error_messages={"required": _("Write a few words, or call somebody.")},
    )  # fmt: skip


class SourceForm(KindForm):
    """Who may do it: people of the circle, or words. Nobody need be named."""

    sources = forms.ModelMultipleChoiceField(
        label=_("Is it one of these people?"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose one of these."), "invalid_pk_value": _("Choose one of these.")},
    )  # fmt: skip
    who_words = line(_("Or say who it is"), _("Leave it empty if you do not know."), most=300)

    def __init__(self, *args: Any, circle: QuerySet[Connection], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sources"].queryset = circle
        self.fields["sources"].label_from_instance = lambda tie: (
            f"{tie.name} ({tie.relationship})" if tie.relationship else tie.name
        )
        if not circle.exists():
            del self.fields["sources"]


class ContactForm(KindForm):
    in_danger = forms.ChoiceField(
        label=_("Is somebody in danger now?"), choices=SureOrNot.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")},
    )  # fmt: skip
    safe_contact = line(
        _("How can we talk to you safely?"), _("A number, a place, a time. Leave it empty if you like."), most=300
    )


class SafeForm(KindForm):
    """Whether it is safe that the person reads it. Unless it is yes, a lead decides first."""

    safe_to_tell = forms.ChoiceField(
        label=_("Is it safe if they read this here?"), help_text=_("Maybe somebody looks at their screen."),
        choices=SureOrNot.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")},
    )  # fmt: skip


class WishForm(KindForm):
    words = forms.CharField(
        label=_("What do you want to happen?"), help_text=_("You can also say what must not happen."), max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": _("Write a few words, or leave it.")},
    )  # fmt: skip


class MetForm(KindForm):
    met = forms.ChoiceField(
        label=_("Did it come true?"), choices=Met.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")},
    )  # fmt: skip
    words = words(_("Do you want to say something about it?"), _("You can leave this empty."))


# --- for leads -------------------------------------------------------------------------------
Maker = Callable[[], forms.Field]
ASKED: dict[str, Maker] = {
    "danger": lambda: choose(_("Is somebody in danger now?"), SureOrNot.choices),
    "done_now": lambda: words(_("What did you do about it today?"), _("Police, doctor, a safe place, a call.")),
    "tell_person": lambda: choose(_("Can the person read this?"), [("yes", _("Yes")), ("no", _("No, not now"))]),
    "withhold_reason": lambda: choose(_("If not: the reason"), WithholdingReason.choices),
    "withhold_words": lambda: words(_("If not: what makes you think so"), _("A second lead must agree within a day.")),
    "withhold_until": lambda: day(_("If not: the day to decide again"), _("A week away at most. Then they are told.")),
    "has_needs": lambda: choose(_("Does the person have needs for care and support?"), SureOrNot.choices),
    "at_risk": lambda: choose(_("Are they hurt or neglected, or at risk of it?"), SureOrNot.choices),
    "cannot_protect": lambda: choose(
        _("Can they not protect themself because of those needs?"), SureOrNot.choices
    ),
    "why_not_asked": lambda: words(_("If the person was not asked what they want: why?"), rows=2),
    "advocate": lambda: words(_("Who speaks up with the person? If nobody: why?"), rows=2),
    "way": lambda: choose(_("Which other way?"), OtherWay.choices),
    "found": lambda: words(_("What was found out?")),
    "safe_steps": lambda: words(_("The plan to keep safe: who does what, from when?")),
    "person_says": lambda: choose(_("Does the person want this plan?"), SureOrNot.choices),
    "person_words": lambda: words(_("What do they say about it?"), _("In their words, signs or actions.")),
    "why_not_answered": lambda: words(_("If a wish has no answer: why could they not be asked?"), rows=2),
    "conclusions": lambda: words(_("What goes into the care and support plan?"), _("Wales: after an enquiry.")),
    "reason": lambda: words(_("Why?"), _("The person reads this.")),
}  # fmt: skip


class MoveForm(KindForm):
    """What one transition records. With the first look it also asks who needs to know, and who is meant."""

    def __init__(
        self, *args: Any, concern: Concern, transition: Transition, leads: QuerySet[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.concern, self.transition = concern, transition
        for name in transition.records:
            self.fields[name] = ASKED[name]()
        if transition.key == "look_at":
            self._ask_who(leads)

    def _ask_who(self, leads: QuerySet[User]) -> None:
        self.fields["handlers"] = forms.ModelMultipleChoiceField(
            label=_("Who else needs to know?"), help_text=_("From now on only you and they can open this."),
            queryset=leads, required=False, widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        if self.concern.about_id is None:
            self.fields["reference"] = line(_("The person's reference"), _("Leave it empty if you do not know."))

    def clean_reference(self) -> Person | None:
        typed = self.cleaned_data["reference"]
        if not typed:
            return None
        person = person_by_reference(self.concern.organisation, typed)
        if person is None:
            raise ValidationError(_("We know nobody here by that reference. Please check it with them."))
        return person

    def given(self) -> dict[str, Any]:
        """What the move is told, by the names of the table."""
        return {name: self.cleaned_data.get(name) for name in self.transition.records}


class WithholdForm(KindForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "withhold_reason": _("Why?"),
            "withhold_words": _("What makes you think so?"),
            "withhold_until": _("The day to decide again"),
        }
        for name, label in labels.items():
            self.fields[name] = ASKED[name]()
            self.fields[name].label = label


class NameForm(KindForm):
    """Who may be the source of harm: somebody of the circle, a lead of this council, or a name nobody knows here."""

    connection = forms.ModelChoiceField(
        label=_("Somebody around the person"), queryset=None, required=False, empty_label=_("Somebody else")
    )
    lead = forms.ModelChoiceField(
        label=_("A safeguarding lead"), queryset=None, required=False, empty_label=_("Nobody")
    )  # fmt: skip
    name = line(_("Or their name"), most=150)

    def __init__(self, *args: Any, circle: QuerySet[Connection], leads: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["connection"].queryset = circle
        self.fields["lead"].queryset = leads

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        picked = given.get("connection") or given.get("lead")
        given["name"] = given.get("name") or (picked.name if picked else "")
        if not given["name"]:
            self.add_error("name", _("Pick somebody, or write a name."))
        return given


class HandlerForm(KindForm):
    lead = forms.ModelChoiceField(
        label=_("Who else needs to know?"), queryset=None, error_messages={"required": _("Pick somebody.")}
    )

    def __init__(self, *args: Any, leads: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = leads


# --- the agreement about a risk ------------------------------------------------------------------
def _must(label: Any, hint: Any, kind: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": kind},
    )  # fmt: skip


class RiskForm(KindForm):
    """The words of an agreement. There is nothing here by which somebody could ask for no risk at all."""

    want = _must(_("What do you want to do?"), "", _("Write what you want to do."))
    why = _must(_("Why does it matter to you?"), "", _("Write why it matters to you."))
    good = words(_("What is good about it?"), rows=2)
    helps = words(_("What helps you do it safely?"), rows=2)
    safeguards = words(_("Who does what?"), _("Like this: Max comes with me on the bus."), rows=2)
    signs = words(_("How would we see that it goes wrong?"), rows=2)
    then_do = words(_("What do we do then?"), rows=2)
    decision = words(_("What is decided?"), rows=2)
    who_decides = forms.ChoiceField(
        label=_("Who has the last word?"), choices=WhoDecides.choices, widget=forms.RadioSelect, initial=WhoDecides.ME,
        error_messages={"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")},
    )  # fmt: skip
    law = line(_("If it is someone else: what law or paper says so?"), most=300)
    look_again_on = forms.DateField(
        label=_("When do you look at it again?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Pick a day."), "invalid": _("Write the day like this: 2026-06-12.")},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("who_decides") == WhoDecides.BY_LAW and not given.get("law"):
            self.add_error("law", _("Someone else decides only if the law says so. Say which."))
        return given


class ViewForm(KindForm):
    words = _must(_("What could go wrong?"), "", _("Write what could go wrong."))
    likely = forms.ChoiceField(
        label=_("How often could it happen?"), choices=Likely.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")},
    )  # fmt: skip
    bad = forms.ChoiceField(
        label=_("How bad would it be?"), choices=Bad.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")},
    )  # fmt: skip


class AnswerForm(KindForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    says = forms.ChoiceField(
        label=_("Do you agree?"), choices=Says.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")},
    )  # fmt: skip
    words = words(_("Do you want to say why?"), _("It stays here beside your answer."), rows=2)


class AskForm(KindForm):
    connection = forms.ModelChoiceField(
        label=_("Who should read it and answer?"), queryset=None, widget=forms.RadioSelect, empty_label=None,
        error_messages={"required": _("Pick one person."), "invalid_choice": _("Choose one of these.")},
    )  # fmt: skip

    def __init__(self, *args: Any, circle: QuerySet[Connection], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["connection"].queryset = circle
