from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from plans.barriers import Barrier
from plans.enums import OutcomeNow, Place

# Words of a service and not of a life (planning tools reference, 2.25 "Not a service?"). They bring a question, no more.
SERVICE_WORDS = (
    "attend", "access", "hours of", "day centre", "be supported to", "receive", "maintain", "engage with",
    "mynychu", "canolfan ddydd", "oriau o", "cael cymorth i", "derbyn",
)  # fmt: skip
BOARD_LABEL = _("Tell the board about this, without my name")
BOARD_HINT = _("The board works to make things better. It never sees your words or your name.")


def sounds_like_a_service(words: str) -> bool:
    """Whether a wish names the help and not the change. A kind question follows; nothing is refused."""
    return any(each in words.lower() for each in SERVICE_WORDS)


def _words(label: Any, hint: Any = "", rows: int = 2, **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, help_text=hint, widget=area, max_length=settings.ANSWER_MAX_CHARACTERS, **more)


class OutcomeForm(forms.Form):
    """A wish. Only the first line is asked for."""

    use_required_attribute = False

    in_my_words = _words(
        _("What do you want to be different?"), _("Say the change, not the help."),
        error_messages={"required": _("Say what you want, or go back.")},
    )  # fmt: skip
    place = forms.ChoiceField(
        label=_("What is it about?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[*Place.choices, ("", _("Not sure"))],
    )
    why = _words(_("What will that give you?"), required=False)
    good_looks_like = _words(_("How will we know? What will we see?"), required=False)
    check_on = forms.DateField(
        label=_("When shall we look again?"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    operation = forms.UUIDField(widget=forms.HiddenInput)


class BarriersForm(forms.Form):
    """What is in the way, by pressing pictures."""

    use_required_attribute = False

    codes = forms.MultipleChoiceField(choices=Barrier, required=False, widget=forms.CheckboxSelectMultiple)
    in_my_words = forms.CharField(
        label=_("Say it in your words"), help_text=_("These words stay here."), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip
    tell_the_board = forms.BooleanField(label=BOARD_LABEL, help_text=BOARD_HINT, required=False)


class PromiseForm(forms.Form):
    """One thing, one name, one day."""

    use_required_attribute = False

    what = forms.CharField(
        label=_("What will be done?"), max_length=300, error_messages={"required": _("Say what will be done.")}
    )
    who = forms.CharField(
        label=_("Who will do it? One name."), max_length=120, error_messages={"required": _("Give one name.")}
    )
    by_when = forms.DateField(
        label=_("By when?"), widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day from the calendar.")},
    )  # fmt: skip
    operation = forms.UUIDField(widget=forms.HiddenInput)

    def clean_who(self) -> str:
        who = str(self.cleaned_data["who"])
        if any(mark in who for mark in (",", "&", "/", " and ", " a'r ")):
            raise forms.ValidationError(_("Give one name. One person keeps a promise best."))
        return who


class ChangeForm(forms.Form):
    """How things are now, as the person tells it."""

    use_required_attribute = False

    now = forms.ChoiceField(
        label=_("How is it now?"), choices=OutcomeNow, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one, or go back.")},
    )  # fmt: skip
    in_my_words = _words(_("What changed?"), required=False)
    tell_the_board = forms.BooleanField(label=BOARD_LABEL, help_text=BOARD_HINT, required=False)
    operation = forms.UUIDField(widget=forms.HiddenInput)
