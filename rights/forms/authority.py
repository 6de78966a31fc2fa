"""Recording somebody's legal authority, ending it, and what the person decided ahead."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people.actions import end_authority, record_authority, see_proof
from people.actions.authority import MOST_PLACES
from people.enums import AuthorityKind, AuthorityManner
from people.models import Connection, RecordedAuthority
from plans.enums import Place
from rights.actions import record_advance_decision
from rights.closing import NotYet
from rights.forms.sheets import Sheet, choose, day, line, tick, words

NEXT_OF_KIN = "next_of_kin"
KINDS = [
    (kind.value, kind.label) for kind in AuthorityKind if kind != AuthorityKind.ADVOCATE
] + [(NEXT_OF_KIN, _("None of these: a relative, or next of kin"))]  # fmt: skip


class AuthorityForm(Sheet):
    """Who may decide what, by which paper, until when. Without the paper seen it opens nothing."""

    title = _("Somebody with authority by law")
    lead = _("Being family, or next of kin, lets nobody decide for another adult. Only the papers below do.")

    name = line(_("Who is it?"), _("The name that they have in the person’s circle. Only the person can add somebody."))
    kind = choose(_("What makes them the one to decide?"), KINDS)
    scope_words = line(
        _("What may they decide?"), _("In plain words. The person reads this: “Money and the flat”."), 300
    )
    places = forms.MultipleChoiceField(
        label=_("Which places of the plan does that reach?"), choices=Place.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("As few as the paper needs. None is an answer."),
    )  # fmt: skip
    restrictions = words(_("What does it not reach?"), _("Limits and wishes that the paper holds."), 2)
    manner = choose(_("Are there others?"), AuthorityManner.choices)
    reference = line(_("Number at the Office of the Public Guardian, or of the court order"), most=60)
    starts_on = day(_("From which day?"))
    ends_on = day(_("Until which day?"), _("Leave this empty if it has no end. A parent’s ends at 18 by itself."))
    born_on = day(_("For a parent: when was the person born?"), _("Only if the date is not written down yet."))
    seen = tick(_("I have seen the paper itself, or a certified copy"), _("Your name and today’s date are kept."))
    checked_with = line(_("With what did you check it?"), _("The public register, the court, the online code."), 200)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        kind = said.get("kind")
        if not kind:
            self.add_error("kind", _("Choose one of these."))
        elif kind == NEXT_OF_KIN:
            self.add_error("kind", _("Next of kin have no authority to decide. They can be asked, and help."))
        elif not frozenset(said.get("places", ())) <= MOST_PLACES[kind]:
            self.add_error("places", _("This kind of authority does not reach that far."))
        if not said.get("scope_words"):
            self.add_error("scope_words", _("Write what they may decide."))
        if not said.get("starts_on"):
            self.add_error("starts_on", _("Say from which day."))
        elif said.get("ends_on") and said["ends_on"] < said["starts_on"]:
            self.add_error("ends_on", _("The last day comes after the first."))
        return said

    def keep(self) -> Model:
        said = self.cleaned_data
        try:
            return record_authority(
                by=self.by, connection=self._who(said["name"]), kind=AuthorityKind(said["kind"]),
                scope_words=said["scope_words"], places=said["places"], restrictions=said["restrictions"],
                manner=AuthorityManner(said["manner"] or AuthorityManner.ALONE), reference=said["reference"],
                starts_on=said["starts_on"], ends_on=said["ends_on"], seen=said["seen"],
                checked_with=said["checked_with"], born_on=said["born_on"],
            )  # fmt: skip
        except ValueError:
            raise NotYet(
                {"kind": gettext("A parent decides until the age of 18. We need the date of birth.")}
            ) from None

    def _who(self, name: str) -> Connection:
        """The one of that name. A facilitator knows whom the person tells them of, and reads no list of the circle."""
        found = list(Connection.objects.called(self.person.pk, name)[:2]) if name.strip() else []
        if len(found) == 1:
            return found[0]
        if found:
            raise NotYet({"name": gettext("Two people have this name. Ask which of them it is.")})
        raise NotYet({"name": gettext("Nobody of this name is in the circle. Ask the person to add them.")})


class SeenForm(Sheet):
    title = _("I have seen the paper")
    lead = _("From now on it opens the places that are written down, until its last day.")
    checked_with = line(_("With what did you check it?"), _("The public register, the court, the online code."), 200)
    row: RecordedAuthority

    def keep(self) -> Model:
        see_proof(by=self.by, authority=self.row, checked_with=self.cleaned_data["checked_with"])
        return self.row


class EndAuthorityForm(Sheet):
    title = _("This authority ends")
    lead = _("It opens nothing from now on. What was decided before stays as it was.")
    why = line(_("Why does it end?"), _("Taken back, given up, a new order, or a mistake."), 300)
    row: RecordedAuthority

    def keep(self) -> Model:
        end_authority(by=self.by, authority=self.row, why=self.cleaned_data["why"])
        return self.row


class AdvanceForm(Sheet):
    """Mental Capacity Act 2005 ss.24 to 26."""

    title = _("What the person decided ahead")
    lead = _("A refusal of treatment, made while they could decide it. It is theirs and gives nobody else a say.")
    refuses = words(_("Which treatment do they refuse?"), _("In their own words."))
    when_it_counts = words(_("When does it count?"), rows=2)
    keeps_alive = tick(_("It may refuse something that keeps them alive"))
    signed_and_witnessed = tick(_("It is in writing, signed and witnessed, and says “even if life is at risk”"))
    made_on = day(_("On which day was it made?"))
    kept_where = line(_("Where is it kept?"), most=200)
    seen = tick(_("I have seen it myself"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("refuses"):
            self.add_error("refuses", _("Write what they refuse."))
        if not said.get("made_on"):
            self.add_error("made_on", _("Say when."))
        if said.get("keeps_alive") and not said.get("signed_and_witnessed"):
            self.add_error("signed_and_witnessed", _("Such a refusal counts only in writing, signed and witnessed."))
        return said

    def keep(self) -> Model:
        return record_advance_decision(by=self.by, person=self.person, **self.cleaned_data)
