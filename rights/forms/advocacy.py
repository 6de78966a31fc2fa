"""Advocates: offered, asked for, working; what the law opens; the advocate's own notes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Connection
from plans.models import Part
from plans.shared_plan import title_of
from rights.actions import end_referral, open_by_law, refer
from rights.closing import NotYet
from rights.enums import AdvocacyDuty, AdvocateAnswer
from rights.forms.sheets import MOST_WORDS, Sheet, choose, day, line, pick
from rights.models import CapacityRecord


class ReferralForm(Sheet):
    title = _("An advocate")
    lead = _("Offer one in a way the person understands. They can say yes, no or not now.")
    starts_with = (
        "duty", "offered_on", "offered_how", "answer", "answer_words", "service", "asked_on", "accepted_on",
        "connection", "for_what", "ends_on",
    )  # fmt: skip

    duty = choose(_("Why is an advocate offered?"), AdvocacyDuty.choices)
    offered_on = day(_("When was it offered?"))
    offered_how = line(_("In which form was it offered?"), _("Easy read, a film, a first visit, signs."), 300)
    answer = choose(_("What did the person say?"), AdvocateAnswer.choices)
    answer_words = line(_("In their own words"), most=300)
    service = line(_("Which service was asked?"))
    asked_on = day(_("When was the service asked?"))
    accepted_on = day(_("When did the service say yes?"))
    connection = pick(_("Who is the advocate?"), _("Only the person can add an advocate to their circle."))
    for_what = line(_("What is the advocate asked to do?"), _("The person and the advocate read this."), 300)
    ends_on = day(_("Until which day?"))

    def suit(self) -> None:
        self.fields["connection"].queryset = Connection.objects.advocates_of(self.person.pk)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for name, words in (("duty", _("Choose one of these.")), ("offered_on", _("Say when."))):
            if not said.get(name) and name not in self.errors:
                self.add_error(name, words)
        return said

    def keep(self) -> Model:
        plan = self.row.support_plan if self.row is not None else self.support_plan
        return refer(by=self.by, person=self.person, referral=self.row, support_plan=plan, **self.cleaned_data)


class EndReferralForm(Sheet):
    title = _("The advocate’s work ends")
    lead = _("What the law had opened shuts at once. What the person shares stays the person’s choice.")

    def keep(self) -> Model:
        end_referral(by=self.by, referral=self.row)
        return self.row


class ByLawForm(Sheet):
    """SI 2014/2889 reg 5; MCA 2005 s.35(6). `row` is the referral."""

    title = _("Let the advocate see parts, by law")
    lead = _("Only when the person could not decide about sharing this. They are told, and it ends by itself.")

    capacity = pick(_("Which record says that they could not decide about sharing this?"))
    parts = forms.MultipleChoiceField(
        label=_("Which parts?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Only parts that are shared with you."),
    )  # fmt: skip
    reason = line(_("Tell the person why"), _("Short sentences. They read this beside the advocate’s name."), 200)
    until = day(_("Until which day?"), _("At most 28 days."))

    def suit(self) -> None:
        known = CapacityRecord.objects.visible_to(self.by).not_decided().filter(person=self.person)
        self.fields["capacity"].queryset = known
        self._parts = {str(each.pk): each for each in Part.objects.visible_to(self.by).filter(plan=self.person.pk)}
        self.fields["parts"].choices = [(key, title_of(part)) for key, part in self._parts.items()]
        self.initial.setdefault("until", timezone.localdate() + timedelta(days=14))

    def keep(self) -> Model:
        said = self.cleaned_data
        if said["capacity"] is None or said["until"] is None:
            missing = "capacity" if said["capacity"] is None else "until"
            raise NotYet({missing: str(_("Choose one of these.") if missing == "capacity" else _("Say until when."))})
        open_by_law(
            by=self.by, referral=self.row, capacity=said["capacity"], reason=said["reason"], until=said["until"],
            parts=[self._parts[key] for key in said["parts"]],
        )  # fmt: skip
        return self.row


class VisitNoteForm(forms.Form):
    """The advocate's own. Nobody else reads it."""

    use_required_attribute = False
    visited_on = forms.DateField(
        label=_("When was the visit?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Say when."), "invalid": _("Write the day like this: 2026-06-12.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("Your note"), help_text=_("Only you can read this."), max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}), error_messages={"required": _("Write your note.")},
    )  # fmt: skip
