"""Forms of a board: its purpose, a thing to do, where it stands, what we did, and the look before release."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from partnership_boards.enums import Stage, Stream
from plans.counts import Barrier

WORDS = {"required": _("Write some words here."), "max_length": _("Use fewer words.")}
DAY = {"required": _("Pick a day."), "invalid": _("Write the day like this: 14 March 2027.")}


class PurposeForm(forms.Form):
    """The statement of purpose, in easy words first."""

    use_required_attribute = False
    easy_read = forms.CharField(
        label=_("What we are here for, in easy words"), help_text=_("One short sentence on each line."),
        widget=forms.Textarea, max_length=1200, error_messages=WORDS,
    )  # fmt: skip
    full_text = forms.CharField(
        label=_("The whole statement"), help_text=_("How planning helps what this area wants."),
        widget=forms.Textarea, max_length=8000, error_messages=WORDS,
    )  # fmt: skip


class ActionForm(forms.Form):
    """One thing that the board will do."""

    use_required_attribute = False
    what = forms.CharField(label=_("What will we do?"), max_length=200, error_messages=WORDS)
    why = forms.CharField(label=_("Why? (you can leave this empty)"), max_length=300, required=False)
    owner = forms.CharField(
        label=_("Who will see to it?"), help_text=_("One name."), max_length=120,
        error_messages={**WORDS, "required": _("Write one name.")},
    )  # fmt: skip
    by_when = forms.DateField(
        label=_("By which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), error_messages=DAY
    )
    stream = forms.ChoiceField(
        label=_("What does it add to?"), choices=Stream.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Pick one of these.")},
    )  # fmt: skip
    barrier = forms.ChoiceField(
        label=_("Does it answer something that gets in the way?"), required=False,
        choices=[("", _("No, or not yet")), *Barrier.choices],
    )  # fmt: skip

    def clean_stream(self) -> Stream:
        return Stream(self.cleaned_data["stream"])


class StageForm(forms.Form):
    """Where a thing to do stands now."""

    use_required_attribute = False
    stage = forms.ChoiceField(
        label=_("Where are we with this?"), choices=Stage.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Pick one of these.")},
    )  # fmt: skip
    words = forms.CharField(label=_("What happened? (you can leave this empty)"), max_length=300, required=False)

    def clean_stage(self) -> Stage:
        return Stage(self.cleaned_data["stage"])


class ReplyForm(forms.Form):
    """You said, we did. The board's own words: never words out of anybody's plan."""

    use_required_attribute = False
    barrier = forms.ChoiceField(label=_("What is it about?"), choices=Barrier.choices)
    you_said = forms.CharField(
        label=_("What did people say?"), max_length=200, error_messages=WORDS,
        help_text=_("Say it in the board's words. Name nobody."),
    )  # fmt: skip
    we_did = forms.CharField(label=_("What did we do?"), max_length=300, error_messages=WORDS)


class CheckForm(forms.Form):
    """The second person's look at every figure."""

    use_required_attribute = False
    looked = forms.BooleanField(
        label=_("I looked at every number."), error_messages={"required": _("Look at every number first.")}
    )
    nobody_found = forms.BooleanField(
        label=_("I cannot tell who anybody is from this."),
        error_messages={"required": _("If you can tell who somebody is, do not go on. Talk to the maker.")},
    )
