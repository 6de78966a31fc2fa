"""The capacity record, question by question, in the order of the Act: help first, then what, then why."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from rights.actions import write_capacity
from rights.closing import NotYet
from rights.enums import Conclusion
from rights.forms.sheets import Sheet, choose, day, line, words, yes_or_no


class CapacityForm(Sheet):
    title = _("One decision, at one time")
    lead = _(
        "Everybody can decide until it is shown otherwise, for this decision alone. The person reads what you write."
    )
    closes = _("Close it. It cannot be changed after that")
    starts_with = (
        "decision", "why_doubt", "information", "help_place", "help_time", "help_format", "help_people",
        "understands", "understands_evidence", "retains", "retains_evidence", "weighs", "weighs_evidence",
        "communicates", "communicates_evidence", "impairment", "causal_link", "conclusion", "may_come_back",
        "can_wait", "own_words", "assessor", "assessed_on", "look_again_on",
    )  # fmt: skip

    decision = line(
        _("Which one decision?"), _("“Where to live after June”, not “where to live” and not “money”."), 300
    )
    why_doubt = words(_("Why did somebody doubt it?"), _("An unwise choice is no reason by itself."))
    information = words(
        _("What does somebody have to know to decide this?"), _("The choices, and what each may bring.")
    )
    help_place = words(_("Help to decide: which place was best?"), rows=2)
    help_time = words(_("Help to decide: which time, and how often?"), rows=2)
    help_format = words(_("Help to decide: in which form was it told?"), _("Pictures, film, signs, a visit."), 2)
    help_people = words(_("Help to decide: who was there that the person trusts?"), rows=2)
    understands = yes_or_no(_("Could they understand it?"))
    understands_evidence = words(_("What did you see or hear about understanding?"), rows=2)
    retains = yes_or_no(_("Could they keep it in mind for long enough?"))
    retains_evidence = words(_("What did you see or hear about keeping it in mind?"), rows=2)
    weighs = yes_or_no(_("Could they use it, or weigh it up?"))
    weighs_evidence = words(_("What did you see or hear about weighing it up?"), rows=2)
    communicates = yes_or_no(_("Could they tell what they decide, in any way?"))
    communicates_evidence = words(_("What did you see or hear about telling it?"), rows=2)
    impairment = words(
        _("After a no: what affects the mind or brain?"), _("For now or for long. Leave empty if all are yes."), 2
    )
    causal_link = words(_("After a no: how is that the reason?"), rows=2)
    conclusion = choose(_("What does it come to, for this decision alone?"), Conclusion.choices)
    may_come_back = words(_("May they be able to decide it later?"), rows=2)
    can_wait = yes_or_no(_("Can the decision wait for that?"))
    own_words = words(_("What did the person say about it, in their own words?"))
    assessor = line(_("Who asked the questions?"))
    assessed_on = day(_("On which day?"))
    look_again_on = day(_("When is it looked at again?"))

    def suit(self) -> None:
        if self.row is None and not self.initial.get("assessor"):
            self.initial["assessor"] = self.by.audit_label

    def clean_decision(self) -> str:
        """Even a first draft is about something."""
        if not self.cleaned_data["decision"]:
            raise ValidationError(_("Write which one decision this is about."))
        return str(self.cleaned_data["decision"])

    def keep(self) -> Model:
        said = dict(self.cleaned_data)
        if said["assessed_on"] is None:
            raise NotYet({"assessed_on": str(_("Say when."))})
        return write_capacity(
            by=self.by,
            person=self.person,
            capacity=self.row,
            support_plan=self.support_plan,
            close=self.closing,
            **said,
        )
