"""The checklist of Mental Capacity Act 2005 s.4, with room for three ways and five voices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from people.models import RecordedAuthority
from rights.actions import write_best_interests
from rights.closing import NotYet
from rights.enums import ImcaNeed, WhyAsked
from rights.forms.sheets import Sheet, choose, day, line, pick, tick, words
from rights.models import AdvocacyReferral, BestInterestsDecision, CapacityRecord

MOST_OPTIONS, MOST_ASKED = 3, 5
ROWS = ("option_", "asked_", "limits_least")


class BestInterestsForm(Sheet):
    title = _("What is best for the person")
    lead = _("Only for a decision that they could not make at that time. Their own wishes come first.")
    closes = _("Close it. It cannot be changed after that")
    starts_with = (
        "capacity", "not_by_looks", "circumstances", "may_decide_later", "took_part", "keeps_alive",
        "no_wish_for_death", "wishes_before", "wishes_now", "beliefs", "said_or_showed", "dissent", "decided",
        "least_restrictive_why", "decision_maker", "authority", "decided_on", "imca", "referral", "look_again_on",
    )  # fmt: skip

    capacity = pick(_("For which decision?"), _("From the closed capacity records."))
    wishes_now = words(_("What do they want and feel now?"))
    wishes_before = words(_("What did they want before?"), _("Above all what they wrote down."))
    beliefs = words(_("What do they believe in and value?"), rows=2)
    said_or_showed = words(_("What did they say or show?"), _("Words, signs, faces, what they did."))
    took_part = words(_("How did they take part?"), _("What was done so that they could."))
    circumstances = words(_("What else matters for this decision?"))
    may_decide_later = words(_("May they be able to decide it later?"), rows=2)
    dissent = words(_("Who does not agree, and with what?"), _("Keep it as it was said."))
    least_restrictive_why = words(
        _("How was the one that limits them least weighed?"), _("If another one was taken: why."), 2
    )
    decided = words(_("What was decided, and why?"))
    decision_maker = line(_("Who decided?"))
    authority = pick(_("By which authority?"), _("Only if an attorney, deputy or parent decided."))
    decided_on = day(_("On which day?"))
    not_by_looks = tick(_("Age, looks, behaviour or a condition did not decide it"))
    keeps_alive = tick(_("It is about treatment that keeps them alive"))
    no_wish_for_death = tick(_("No wish for their death had a part in it"))
    imca = choose(_("Must an independent advocate be asked?"), ImcaNeed.choices)
    referral = pick(_("Which request for an advocate?"))
    look_again_on = day(_("When is it looked at again?"))

    def suit(self) -> None:
        closed = CapacityRecord.objects.visible_to(self.by).not_decided().filter(person=self.person)
        held = RecordedAuthority.objects.visible_to(self.by).in_force().filter(person=self.person).exclude(places=[])
        self.fields["capacity"].queryset = closed
        self.fields["authority"].queryset = held.select_related("connection")
        self.fields["referral"].queryset = AdvocacyReferral.objects.visible_to(self.by).filter(person=self.person)
        if self.row is not None:
            del self.fields["capacity"]
        self._add_rows()

    def _add_rows(self) -> None:
        rows: dict[str, forms.Field] = {}
        for number in range(1, MOST_OPTIONS + 1):
            rows[f"option_{number}"] = line(
                _("One way: what is it?") if number == 1 else _("Another way: what is it?"), most=300
            )
            rows[f"option_{number}_good"] = words(_("What is good about it?"), rows=2)
            rows[f"option_{number}_hard"] = words(_("What is hard about it?"), rows=2)
        numbers = [(str(number), _("Number %d above") % number) for number in range(1, MOST_OPTIONS + 1)]
        rows["limits_least"] = choose(_("Which of them limits the person least?"), numbers)
        for number in range(1, MOST_ASKED + 1):
            rows[f"asked_{number}"] = line(_("Who was asked?") if number == 1 else _("Who else was asked?"))
            rows[f"asked_{number}_why"] = forms.ChoiceField(
                label=_("Why them?"), choices=[("", _("Not said")), *WhyAsked.choices], required=False
            )
            rows[f"asked_{number}_said"] = words(_("What did they say?"), rows=2)
        names = list(self.fields)
        at = names.index("dissent")
        kept = {name: self.fields[name] for name in names}
        self.fields = {**{n: kept[n] for n in names[:at]}, **rows, **{n: kept[n] for n in names[at:]}}

    def beginning(self) -> dict[str, Any]:
        first = super().beginning()
        row: BestInterestsDecision | None = self.row
        if row is None:
            return first
        for number, option in enumerate(row.options.all(), start=1):
            first |= {f"option_{number}": option.words, f"option_{number}_good": option.good}
            first[f"option_{number}_hard"] = option.hard
            if option.limits_least:
                first["limits_least"] = str(number)
        for number, asked in enumerate(row.consulted.all(), start=1):
            first |= {
                f"asked_{number}": asked.name,
                f"asked_{number}_why": asked.why,
                f"asked_{number}_said": asked.said,
            }
        return first

    def keep(self) -> Model:
        said = self.cleaned_data
        capacity = self.row.capacity if self.row is not None else said.get("capacity")
        if capacity is None:
            raise NotYet(
                {"capacity": str(_("Choose the decision. Close its capacity record first if it is not here."))}
            )
        fields = {name: value for name, value in said.items() if not name.startswith(ROWS) and name != "capacity"}
        return write_best_interests(
            by=self.by, capacity=capacity, decision=self.row, options=self._options(), consulted=self._asked(),
            close=self.closing, **fields,
        )  # fmt: skip

    def _options(self) -> list[dict[str, Any]]:
        said = self.cleaned_data
        return [
            {"words": said[f"option_{n}"], "good": said[f"option_{n}_good"], "hard": said[f"option_{n}_hard"],
             "limits_least": said["limits_least"] == str(n)}
            for n in range(1, MOST_OPTIONS + 1)
            if said[f"option_{n}"]
        ]  # fmt: skip

    def _asked(self) -> list[dict[str, Any]]:
        said = self.cleaned_data
        return [
            {
                "name": said[f"asked_{n}"],
                "why": said[f"asked_{n}_why"] or WhyAsked.OTHER,
                "said": said[f"asked_{n}_said"],
            }
            for n in range(1, MOST_ASKED + 1)
            if said[f"asked_{n}"]
        ]
