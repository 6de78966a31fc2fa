"""Forms of a meeting: when, who, how, a card, a promise, the end of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Connection, Person
from reviews.actions.promises import is_one_name
from reviews.enums import TakingPart

THE_PERSON, SOMEBODY_ELSE = "me", "other"


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day from the calendar.")}, **more,
    )  # fmt: skip


def _words(label: Any, hint: Any = "", most: int = 2000, rows: int = 2, **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, help_text=hint, widget=area, max_length=most, **more)


class KindForm(forms.Form):
    """Our words are shown, not the browser's."""

    use_required_attribute = False


class WhenForm(KindForm):
    meets_on = _day(_("Which day?"))
    meets_at = forms.TimeField(
        label=_("What time?"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write the time like this: 14:30.")},
    )  # fmt: skip
    where = forms.CharField(
        label=_("Where?"), help_text=_("At home, in a café, on a walk."), max_length=200, required=False
    )


class HowForm(KindForm):
    """How the person wants their meeting. Everything may stay empty. The champion is one of those asked to come."""

    taking_part = forms.MultipleChoiceField(choices=TakingPart, required=False)
    taking_part_words = _words(_("Say more, if you like"), required=False)
    off_limits = _words(_("What do you not want to talk about?"), required=False)
    food_and_music = forms.CharField(label=_("What food and music would you like?"), max_length=300, required=False)
    champion = forms.ModelChoiceField(
        label=_("Who stays on your side?"), help_text=_("They check that you are heard."),
        queryset=None, required=False, empty_label=_("Nobody now"),
    )  # fmt: skip

    def __init__(self, *args: Any, asked: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["champion"].queryset = asked


class WhoForm(KindForm):
    """The faces of the circle, to press. `circle` is everybody who may be asked."""

    connections = forms.ModelMultipleChoiceField(queryset=None, required=False)

    def __init__(self, *args: Any, circle: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["connections"].queryset = circle


class CardForm(KindForm):
    """Words for a sheet. Whoever runs the meeting also says whose words they are."""

    text = _words(_("Your words"), most=500, rows=3, error_messages={
        "required": _("Write some words, or go back."), "max_length": _("That is long for a card. Make two cards."),
    })  # fmt: skip
    said_by = forms.ChoiceField(label=_("Whose words are these?"), widget=forms.RadioSelect, required=False)
    operation = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, label: Any, person: Person, speakers: list[Connection] | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
        self.speakers = {str(each.pk): each for each in speakers or []}
        if self.speakers:
            choices = [(key, each.name) for key, each in self.speakers.items()]
            self.fields["said_by"].choices = [(THE_PERSON, person.preferred_name), *choices]
            self.fields["said_by"].initial = THE_PERSON
        else:
            del self.fields["said_by"]

    def clean_said_by(self) -> Connection | None:
        return self.speakers.get(str(self.cleaned_data["said_by"]))


class ActionForm(KindForm):
    """A promise: what, exactly one name, one day. `people` may be picked by their face."""

    what = forms.CharField(
        label=_("What will be done?"), max_length=300, error_messages={"required": _("Say what will be done.")}
    )
    who = forms.ChoiceField(
        label=_("Who will do it?"), widget=forms.RadioSelect, required=False,
        error_messages={"invalid_choice": _("Pick one person.")},
    )  # fmt: skip
    other = forms.CharField(label=_("Somebody else? Write their name."), max_length=120, required=False)
    by_when = _day(_("By when?"))
    how_we_will_know = forms.CharField(label=_("How will we know it is done?"), max_length=300, required=False)
    operation = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person, people: list[Connection], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.people = person, {str(each.pk): each for each in people}
        choices = [(key, each.name) for key, each in self.people.items()]
        self.fields["who"].choices = [(THE_PERSON, person.preferred_name), *choices]

    def clean_other(self) -> str:
        name = str(self.cleaned_data["other"]).strip()
        if name and not is_one_name(name):
            raise forms.ValidationError(_("Give one name. One person keeps a promise best."))
        return name

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        picked, typed = given.get("who"), given.get("other")
        if picked and typed:
            self.add_error("who", _("Pick one person, or write one name. Not both."))
        if not picked and not typed and not self.has_error("who") and not self.has_error("other"):
            self.add_error("who", _("Give one name. One person keeps a promise best."))
        return given

    def promise(self) -> dict[str, Any]:
        """What `agree_action` takes, out of a valid form."""
        given = self.cleaned_data
        tie = self.people.get(given["who"])
        name = self.person.preferred_name if given["who"] == THE_PERSON else (tie.name if tie else given["other"])
        return {
            "what": given["what"], "who": name, "who_connection": tie, "by_when": given["by_when"],
            "how_we_will_know": given["how_we_will_know"], "operation": given["operation"],
        }  # fmt: skip


class CloseForm(KindForm):
    """What the facilitator writes down at the end, where a support plan is being looked at (T16, T17)."""

    transition = forms.ChoiceField(
        label=_("What happens to the support plan?"), widget=forms.RadioSelect,
        choices=[("keep", _("It stays as it is")), ("revise", _("Some of it is planned again"))],
        error_messages={"required": _("Pick one of these.")},
    )  # fmt: skip
    working = _words(_("What is working?"), required=False)
    not_working = _words(_("What is not working?"), required=False)
    reason = _words(_("Why?"), required=False)
    next_review_on = _day(_("When do you look again?"), required=False, help_text=_("Within a year."))
