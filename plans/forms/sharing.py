"""The form of who can see a part: which door, which people, what each may do, until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.enums import Level
from people.models import Connection
from plans.sharing_changes import Choice
from plans.sharing_words import CIRCLE, JUST_ME, SOME

LEVEL_WORDS = {
    Level.SEE: (_("Look"), _("They read it. They change nothing."), "eye"),
    Level.SUGGEST: (_("Look and suggest"), _("They offer words. You say yes or no."), "talk"),
    Level.HELP_WRITE: (_("Help me write"), _("They write with you. You see what they wrote."), "pencil"),
}


AWAY, LEAVE, ADVOCATE = "away", "leave", "advocate"


class ThenForm(forms.Form):
    """What shall happen for those who stop seeing something. Left out it is taken away."""

    use_required_attribute = False
    then = forms.ChoiceField(
        required=False, choices=[(AWAY, AWAY), (LEAVE, LEAVE), (ADVOCATE, ADVOCATE)],
        error_messages={"invalid_choice": _("Pick one of these.")},
    )  # fmt: skip

    def clean_then(self) -> str:
        return str(self.cleaned_data["then"] or AWAY)


class SharingForm(ThenForm):
    """Fields `door`, `people`, `ends_on`, and one level for each person of the circle."""

    use_required_attribute = False
    door = forms.ChoiceField(
        choices=[(JUST_ME, JUST_ME), (SOME, SOME), (CIRCLE, CIRCLE)],
        error_messages={
            "required": _("Pick one of the three doors."),
            "invalid_choice": _("Pick one of the three doors."),
        },
    )
    ends_on = forms.DateField(
        required=False,
        label=_("Until when?"),
        help_text=_("Leave it empty if there is no end. The last day counts."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day like this: 1/6/2030. Or leave it empty.")},
    )

    def __init__(self, *args: Any, circle: Sequence[Connection], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.circle = {str(each.pk): each for each in circle}
        self.fields["people"] = forms.MultipleChoiceField(
            required=False, choices=[(key, each.name) for key, each in self.circle.items()],
            error_messages={"invalid_choice": _("Pick people from your circle.")},
        )  # fmt: skip
        for key in self.circle:
            self.fields[f"level-{key}"] = forms.TypedChoiceField(
                required=False, coerce=lambda value: Level(int(value)), empty_value=None, choices=Level.choices
            )

    def clean_ends_on(self) -> Any:
        day = self.cleaned_data["ends_on"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("That day has gone. Pick a day to come."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("door") == SOME and not cleaned.get("people") and "people" not in self.errors:
            self.add_error("people", _("Pick somebody. Or pick the shut door."))
        return cleaned

    def choice(self, now: Choice) -> Choice:
        """The choice as it was picked. A person with no level given keeps the one they have, or may look."""
        if self.cleaned_data["door"] != SOME:
            return Choice(self.cleaned_data["door"])
        picked = [self.circle[key] for key in self.cleaned_data["people"]]
        levels = {each: self._level(each) or now.levels.get(each, Level.SEE) for each in picked}
        day = self.cleaned_data["ends_on"]
        return Choice(SOME, levels, last_moment(day) if day else None)

    def _level(self, connection: Connection) -> Level | None:
        level: Level | None = self.cleaned_data.get(f"level-{connection.pk}")
        return level


def last_moment(day: Any) -> datetime:
    """The end of a day in the country's own zone: midnight after it."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def last_day(moment: datetime | None) -> Any:
    """The last day that counts, of an end made by `last_moment` (or any other end); None for no end."""
    return timezone.localdate(moment - timedelta(microseconds=1)) if moment else None
