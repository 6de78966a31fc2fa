"""How pages look: one group of choices a thing, each with its effect, the usual one first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.display import CHOICES

LABELS = {
    "theme": _("Colours"),
    "text": _("Size of the words"),
    "spacing": _("Room between lines"),
    "motion": _("Things that move"),
    "pictures": _("Pictures and words"),
    "buttons": _("Size of the buttons"),
    "page": _("How much is on a page"),
    "reading": _("Reading out loud"),
    "speed": _("How fast it reads"),
}
WORDS = {
    "theme": {
        "light": _("White"), "cream": _("Cream"), "dark": _("Dark"), "contrast": _("Black and yellow"),
        "device": _("The same as my device"),
    },
    "text": {
        "100": _("Usual"), "125": _("A bit bigger"), "150": _("Bigger"), "200": _("Very big"), "300": _("The biggest"),
    },
    "spacing": {"normal": _("Usual"), "wide": _("More room")},
    "motion": {"on": _("Things may move a little"), "off": _("Nothing moves")},
    "pictures": {"both": _("Pictures and words"), "words": _("Words only"), "pictures": _("Big pictures first")},
    "buttons": {"normal": _("Usual"), "big": _("Big")},
    "page": {"all": _("Everything"), "less": _("Only the main things")},
    "reading": {"on": _("I want it. Nothing is read until I press."), "off": _("I do not want it")},
    "speed": {"normal": _("Usual"), "slow": _("Slower"), "fast": _("Faster")},
}  # fmt: skip


class EasierForm(forms.Form):
    """The choices of "Make this easier to use". `only` keeps some of them, for a shorter page."""

    use_required_attribute = False

    def __init__(self, *args: Any, only: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, values in CHOICES.items():
            if only and name not in only:
                continue
            self.fields[name] = forms.ChoiceField(
                label=LABELS[name],
                choices=[(value, WORDS[name][value]) for value in values],
                widget=forms.RadioSelect(attrs={"class": "radios--inline"}),
                required=False,
            )
