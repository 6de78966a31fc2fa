"""Limits on freedom. The forms ask; nothing here says what an answer means in law."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rights.actions import answer_restrictions, end_authorisation, write_authorisation
from rights.closing import NotYet
from rights.enums import Conclusion, RestrictionKind
from rights.forms.sheets import Sheet, day, line, words
from rights.models import BestInterestsDecision, CapacityRecord, LibertyAuthorisation, LibertyScheme

NONE, OPEN, PERSON = "none", "open", "person"


class RestrictionForm(Sheet):
    """One answer for each kind of limit: not in the plan, or to what it is linked."""

    title = _("Limits on freedom")
    lead = _("Ask before outcomes are settled. This page does not decide what an answer means in law.")

    what = words(_("What is it like, in plain words?"), _("The person reads this. Leave it empty if there are none."))
    persons_view = words(_("What does the person say about it?"), _("Their own words, signs or actions."))
    contentment = words(_("Did they show that they are content, or not?"), _("What they said or did, and when."), 2)
    tried_instead = words(_("What was tried instead, or thought of?"))

    def suit(self) -> None:
        self._links = self._find_links()
        choices = [
            ("", _("Choose")), (NONE, _("Not in this plan")), (OPEN, _("Yes. Nothing is linked yet")),
            (PERSON, _("Yes. They decided it themself, and nobody doubts that")),
            *((key, words) for key, (words, _link) in self._links.items()),
        ]  # fmt: skip
        asked = {
            f"limit_{kind.value}": forms.ChoiceField(
                label=kind.label, choices=choices, error_messages={"required": _("Choose one of these.")}
            )
            for kind in RestrictionKind
        }
        self.fields = {**asked, **self.fields}

    def _find_links(self) -> dict[str, tuple[str, dict[str, Any]]]:
        """What a limit can be linked to for this person: key -> words, and the fields of the limit."""
        mine = {"person": self.person}
        decides = CapacityRecord.objects.visible_to(self.by).closed().filter(conclusion=Conclusion.DECIDES, **mine)
        interests = BestInterestsDecision.objects.visible_to(self.by).closed().filter(**mine).select_related("capacity")
        given = LibertyAuthorisation.objects.visible_to(self.by).current().filter(**mine).select_related("scheme")
        language = get_language() or "en-gb"
        return {
            **{f"capacity:{row.pk}": (str(row), {"capacity": row}) for row in decides},
            **{f"interests:{row.pk}": (str(row), {"best_interests": row}) for row in interests},
            **{f"scheme:{row.pk}": (row.scheme.name_in(language), {"authorisation": row}) for row in given},
        }

    def keep(self) -> Model:
        said = self.cleaned_data
        if self.support_plan is None:
            raise NotYet({"": str(_("There is no support plan that is open for writing."))})
        limits: dict[str, dict[str, Any]] = {}
        for kind in RestrictionKind:
            answer = said[f"limit_{kind.value}"]
            if answer == PERSON:
                limits[kind.value] = {"decided_by_person": True}
            elif answer != NONE:
                limits[kind.value] = {} if answer == OPEN else self._links[answer][1]
        if limits and not said["persons_view"]:
            raise NotYet({"persons_view": str(_("Write what the person says about it, in words, signs or actions."))})
        texts = {name: said[name] for name in ("what", "persons_view", "contentment", "tried_instead")}
        return answer_restrictions(by=self.by, support_plan=self.support_plan, limits=limits, **texts)


class AuthorisationForm(Sheet):
    title = _("What was asked for, and given")
    lead = _("You get a note 8, 4 and 1 weeks before the last day.")
    starts_with = (
        "scheme", "applied_on", "granted_on", "expires_on", "conditions", "representative", "legal_basis_note",
    )  # fmt: skip

    scheme = forms.ModelChoiceField(
        queryset=None, label=_("Which way of the law?"), empty_label=None, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")},
    )  # fmt: skip
    applied_on = day(_("When was it asked for?"))
    granted_on = day(_("When was it given?"))
    expires_on = day(_("Until which day does it last?"))
    conditions = words(_("Which conditions does it have?"))
    representative = line(_("Who is the person’s representative?"))
    legal_basis_note = words(_("A note on the legal basis"), _("Whose advice, from when. The person can read it."))

    def suit(self) -> None:
        self.fields["scheme"].queryset = LibertyScheme.objects.in_force()
        language = get_language() or "en-gb"
        self.fields["scheme"].label_from_instance = lambda scheme: scheme.name_in(language)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, last = said.get("granted_on"), said.get("expires_on")
        if first and last and last < first:
            self.add_error("expires_on", _("The last day comes after the first."))
        return said

    def keep(self) -> Model:
        return write_authorisation(by=self.by, person=self.person, authorisation=self.row, **self.cleaned_data)


class EndAuthorisationForm(Sheet):
    title = _("This has ended")
    lead = _("It stays in the record. No more notes come about it.")

    def keep(self) -> Model:
        end_authorisation(by=self.by, authorisation=self.row)
        return self.row
