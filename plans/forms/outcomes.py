from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from plans.actions.offers import many_names
from plans.barriers import Barrier, SubBarrier
from plans.enums import OutcomeNow, Place
from plans.models import Outcome
from plans.wishes import HOW_MUCH, HelpKind

# Words of a service and not of a life (planning tools reference, 2.25 "Not a service?"). They bring a question, no more.
SERVICE_WORDS = (
    "attend", "access", "hours of", "day centre", "be supported to", "receive", "maintain", "engage with",
    "mynychu", "canolfan ddydd", "oriau o", "cael cymorth i", "derbyn",
)  # fmt: skip
FORM_FIELDS = ("in_my_words", "place", "why", "why_again", "good_looks_like", "matters", "sure", "check_on")
BOARD_LABEL = _("Tell the board about this, without my name")
BOARD_HINT = _("The board works to make things better. It never sees your words or your name.")


def sounds_like_a_service(words: str) -> bool:
    """Whether a wish names the help and not the change. A kind question follows; nothing is refused."""
    return any(each in words.lower() for each in SERVICE_WORDS)


def _words(label: Any, hint: Any = "", rows: int = 2, **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, help_text=hint, widget=area, max_length=settings.ANSWER_MAX_CHARACTERS, **more)


def _day_field() -> forms.DateInput:
    """A browser's own day field takes a day in one form only, whatever the language of the page."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


# Kind questions beside a wish (planning tools reference, 2.25). None of them ever keeps a wish from being saved.
KIND_QUESTIONS = (
    _("Would you say this yourself? Do you want it?"),
    _("Is this the change, or the help?"),
    _("Could we see it when it has changed?"),
    _("Can you or your people do something about it?"),
    _("Is it one thing at a time?"),
)
KIND_QUESTIONS_NAMED = (
    _("Would %(name)s say this? Does %(name)s want it?"),
    *KIND_QUESTIONS[1:3],
    _("Can %(name)s or their people do something about it?"),
    KIND_QUESTIONS[4],
)
HELP_HINTS = {
    HelpKind.ME: _("What can you do yourself?"),
    HelpKind.PEOPLE: _("Family, friends, people next door."),
    HelpKind.PLACE: _("A club, a shop, a library."),
    HelpKind.KIT: _("A phone, a lamp, a rail, a taxi app."),
    HelpKind.PAID: _("Somebody who is paid to help."),
}


# The same questions to somebody who helps the person to write.
NAMED = {
    "in_my_words": _("What does %(name)s want to be different?"),
    "why": _("What will that give %(name)s?"),
    "sure": _("How sure is %(name)s that it can happen?"),
    f"support_{HelpKind.ME}": "%(name)s",
}
NAMED_HINTS = {f"support_{HelpKind.ME}": _("What can %(name)s do?")}


def kind_questions(name: str = "") -> list[str]:
    """The kind questions, in "you" form or by name."""
    return (
        [str(each) % {"name": name} for each in KIND_QUESTIONS_NAMED]
        if name
        else [str(each) for each in KIND_QUESTIONS]
    )


class OutcomeForm(forms.Form):
    """A wish. Only the first line is asked for. `name` is whose wish it is, for somebody who helps to write."""

    use_required_attribute = False

    in_my_words = _words(
        _("What do you want to be different?"), _("Say the change, not the help."),
        error_messages={"required": _("Say what you want, or go back.")},
    )  # fmt: skip
    why = _words(_("What will that give you?"), required=False)
    why_again = _words(_("And what would be good about that?"), _("Only if there is more to say."), required=False)
    good_looks_like = _words(_("How will we know? What will we see?"), required=False)
    place = forms.ChoiceField(
        label=_("What is it about?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[*Place.choices, ("", _("Not sure"))],
    )
    matters = forms.ChoiceField(
        label=_("How much does this matter?"), help_text=_("0 is not at all. 10 is very, very much."),
        required=False, widget=forms.RadioSelect, choices=HOW_MUCH,
    )  # fmt: skip
    sure = forms.ChoiceField(
        label=_("How sure are you that it can happen?"), help_text=_("0 is not at all. 10 is very sure."),
        required=False, widget=forms.RadioSelect, choices=HOW_MUCH,
    )  # fmt: skip
    check_on = forms.DateField(
        label=_("When shall we look again?"), required=False, widget=_day_field(),
        error_messages={"invalid": _("Choose a day from the calendar.")},
    )  # fmt: skip
    operation = forms.UUIDField(widget=forms.HiddenInput)
    base_version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in HelpKind:
            self.fields[f"support_{kind}"] = _words(kind.label, HELP_HINTS[kind], required=False)
        if name:
            self._ask_by(name)

    def _ask_by(self, name: str) -> None:
        for key, words in NAMED.items():
            self.fields[key].label = str(words) % {"name": name}
        for key, words in NAMED_HINTS.items():
            self.fields[key].help_text = str(words) % {"name": name}
        self.fields["in_my_words"].error_messages["required"] = _("Say what %(name)s wants, or go back.") % {
            "name": name
        }

    @property
    def helps(self) -> list[forms.BoundField]:
        """What would help, one field for each kind of help."""
        return [self[f"support_{kind}"] for kind in HelpKind]

    def theirs(self, kept: Outcome) -> dict[str, str]:
        """What somebody else wrote in a wish since these words were made: the fields that now hold something else."""
        there = words_of(kept)
        return {name: there[name] for name in there if there[name] != _plain(self.cleaned_data[name])}

    def wish(self) -> dict[str, Any]:
        """What `actions.save_outcome` takes."""
        words = dict(self.cleaned_data)
        words["support"] = {str(kind): words.pop(f"support_{kind}") for kind in HelpKind}
        return words


def _plain(value: Any) -> str:
    return str(value or "").replace("\r\n", "\n").strip()


def words_of(wish: Outcome) -> dict[str, str]:
    """What a wish holds, as the fields of its form."""
    words = {name: _plain(getattr(wish, name)) for name in FORM_FIELDS}
    return words | {f"support_{kind}": _plain(wish.support.get(kind)) for kind in HelpKind}


class BarriersForm(forms.Form):
    """What is in the way, by pressing pictures; then, for those who like, the closer reason."""

    use_required_attribute = False

    codes = forms.MultipleChoiceField(choices=Barrier, required=False, widget=forms.CheckboxSelectMultiple)
    closer = forms.MultipleChoiceField(choices=SubBarrier, required=False, widget=forms.CheckboxSelectMultiple)
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
        label=_("By when?"), widget=_day_field(),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day from the calendar.")},
    )  # fmt: skip
    operation = forms.UUIDField(widget=forms.HiddenInput)

    def clean_who(self) -> str:
        who = str(self.cleaned_data["who"])
        if many_names(who):
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
    photo = forms.FileField(label=_("A picture that shows it"), required=False)
    photo_words = forms.CharField(
        label=_("What is in the picture?"), help_text=_("These words are read out where the picture cannot be seen."),
        required=False, max_length=300,
    )  # fmt: skip
    tell_the_board = forms.BooleanField(label=BOARD_LABEL, help_text=BOARD_HINT, required=False)
    operation = forms.UUIDField(widget=forms.HiddenInput)
