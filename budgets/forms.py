"""What is typed about money. Each field says beside itself, in kind words, what to put; typed text is kept."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.actions.lines import LineWords
from budgets.allocation import Support
from budgets.arithmetic import Costing, KindError, parse_money
from budgets.codes import Benefits, DirectPaymentAnswer, FallReason, ToldBy
from budgets.enums import (
    ChangeReason,
    ExclusionReason,
    Frequency,
    LineKind,
    ManagementMethod,
    PriceMethod,
    StatementStatus,
)
from budgets.models import CostLine, PriceTable
from plans.models import SupportPlan
from row_security import acting

NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?")
WHOLE = re.compile(r"[0-9]{1,4}")


class MoneyField(forms.CharField):
    """Pounds as somebody types them; a Decimal of two places."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 40, "widget": forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs})
        self.error_messages["required"] = _("Type an amount, like 12.50.")

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if not typed:
            return typed
        try:
            return parse_money(typed)
        except KindError as kind:
            raise ValidationError(str(kind)) from kind

    def run_validators(self, value: Any) -> None:
        """The length is of the typed text, not of the number."""
        if isinstance(value, str):
            super().run_validators(value)


class NumberField(MoneyField):
    """How many, up to six places."""

    def to_python(self, value: Any) -> Any:
        typed = forms.CharField.to_python(self, value)
        if not typed:
            return typed
        if not NUMBER.fullmatch(typed):
            raise ValidationError(_("Use a number, like 3 or 2.5."))
        return Decimal(typed)


class PointsField(MoneyField):
    """Whole points of an assessment."""

    def to_python(self, value: Any) -> Any:
        typed = forms.CharField.to_python(self, value)
        if not typed:
            raise ValidationError(_("Type the points of the assessment."))
        if not WHOLE.fullmatch(typed):
            raise ValidationError(_("Use a whole number, like 47."))
        return int(typed)


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs})
        self.error_messages["invalid"] = _("Choose a day, like 31/12/2026.")


class KindForm(forms.Form):
    """A form whose own words are shown, not the browser's."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field, MoneyField):
                field.error_messages["required"] = _("Please write or choose something here.")
            if isinstance(field, forms.ChoiceField):
                field.error_messages["invalid_choice"] = _("Please choose one of these.")


class PointsForm(KindForm):
    points = PointsField(label=_("Points of the assessment"), required=False)

    def what(self) -> dict[str, Any]:
        """What `set_indicative` is told beside the table."""
        return {"points": self.cleaned_data["points"]}


class ReckonerForm(KindForm):
    """One quantity for each kind of support of the price list."""

    def __init__(self, *args: Any, table: PriceTable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = [
            (str(words), Decimal(price), Decimal(times)) for words, price, times in table.rows.get("support", [])
        ]
        for number, (words, price, times) in enumerate(self.rows):
            hint = _("£%(price)s each, %(times)s times a year") % {"price": f"{price:,.2f}", "times": times}
            self.fields[f"quantity_{number}"] = NumberField(label=words, help_text=hint, required=False)

    def what(self) -> dict[str, Any]:
        counts = [self.cleaned_data.get(f"quantity_{number}") or Decimal(0) for number in range(len(self.rows))]
        return {
            "support": [
                Support(words, Costing(count, price, times))
                for count, (words, price, times) in zip(counts, self.rows, strict=True)
                if count
            ]
        }


class ProfessionalForm(KindForm):
    reason = forms.CharField(label=_("How did you work it out?"), widget=forms.Textarea(attrs={"rows": 4}))
    what_for = forms.CharField(label=_("What does it pay for?"), max_length=120)
    weekly = MoneyField(label=_("Pounds each week"))

    def what(self) -> dict[str, Any]:
        data = self.cleaned_data
        support = Support(data["what_for"], Costing(Decimal(1), data["weekly"], Decimal(52)))
        return {"support": [support], "reason": data["reason"]}


def first_guess_form(table: PriceTable, data: Any = None) -> PointsForm | ReckonerForm | ProfessionalForm:
    """The questions that this table's method asks."""
    if table.method == PriceMethod.READY_RECKONER:
        return ReckonerForm(data, table=table)
    return ProfessionalForm(data) if table.method == PriceMethod.PROFESSIONAL else PointsForm(data)


class ShareForm(KindForm):
    shared_with = forms.CharField(label=_("Who was told?"), max_length=200)
    shared_how = forms.CharField(
        label=_("How was it explained?"), max_length=300, help_text=_("Such as: easy words and pictures, at home.")
    )


class ChangeForm(KindForm):
    direction = forms.ChoiceField(
        label=_("Which way?"), choices=[("up", _("Up")), ("down", _("Down"))], widget=forms.RadioSelect
    )
    amount = MoneyField(label=_("How much each week, in pounds?"))
    reason = forms.ChoiceField(label=_("Why?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Say it to the person"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Short and plain. They read this."),
    )  # fmt: skip
    reassessed_on = DayField(label=_("When were the needs looked at again?"), required=False)
    effective_on = DayField(label=_("From which day?"), required=False)

    def __init__(self, *args: Any, in_use: bool, **kwargs: Any) -> None:
        """`in_use`: the money is already paid, so that a fall needs a reason of Care Act 2014 s.27."""
        super().__init__(*args, **kwargs)
        falls = [choice for choice in FallReason.choices if choice[0] not in ChangeReason.values]
        self.fields["reason"].choices = [*ChangeReason.choices, *(falls if in_use else [])]
        if not in_use:
            del self.fields["reassessed_on"], self.fields["effective_on"]

    def what(self) -> dict[str, Any]:
        data = self.cleaned_data
        delta = data["amount"] if data["direction"] == "up" else -data["amount"]
        days = {name: data.get(name) for name in ("reassessed_on", "effective_on")}
        return {"weekly_delta": delta, "reason": data["reason"], "words": data["words"], **days}


class LineForm(KindForm):
    description = forms.CharField(label=_("What is it?"), max_length=200)
    kind = forms.ChoiceField(label=_("Which kind?"), choices=LineKind.choices)
    entry = forms.ChoiceField(label=_("What does it help with?"), required=False, widget=forms.RadioSelect)
    legal_reason = forms.CharField(label=_("Or which law asks for it?"), required=False, max_length=300)
    needs = forms.MultipleChoiceField(
        label=_("Which needs does it meet?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    quantity = NumberField(label=_("How many?"), initial="1")
    unit = forms.CharField(label=_("Of what? (hours, nights, times)"), required=False, max_length=40)
    unit_price = MoneyField(label=_("Price of one, in pounds"), help_text=_("0 for free support."))
    frequency = forms.ChoiceField(label=_("How often?"), choices=[*Frequency.choices, ("", _("Once"))], required=False)
    occurrences = NumberField(
        label=_("Or how many times a year?"), required=False, help_text=_("Such as 38 for school weeks.")
    )
    management = forms.ChoiceField(
        label=_("Who looks after the money?"), choices=ManagementMethod.choices, widget=forms.RadioSelect,
        initial=ManagementMethod.COUNCIL,
    )  # fmt: skip
    chargeable = forms.BooleanField(label=_("The person may be asked to pay towards it"), required=False, initial=True)
    exclusion_reason = forms.ChoiceField(
        label=_("Why nobody may be charged"),
        choices=[("", _("No such reason")), *ExclusionReason.choices],
        required=False,
    )
    benefits = forms.ChoiceField(label=_("Whose life is it for?"), choices=Benefits.choices, initial=Benefits.PERSON)
    other_funder = forms.CharField(
        label=_("Does somebody else pay?"), required=False, max_length=120, help_text=_("Such as health or housing.")
    )

    def __init__(self, *args: Any, support_plan: SupportPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The wish that an entry was offered from: the facilitator names it for the line, and does not read it.
        with acting.system("the wishes behind a support plan's entries"):
            self.entries = {str(entry.pk): entry for entry in support_plan.entries.select_related("outcome__part")}
        self.plan_needs = {str(need.pk): need for need in support_plan.needs.all()}
        nothing = ("", _("None of these"))
        self.fields["entry"].choices = [*((key, entry.text) for key, entry in self.entries.items()), nothing]
        self.fields["needs"].choices = [(key, need.words) for key, need in self.plan_needs.items()]

    def words(self) -> LineWords:
        """The line as the action takes it."""
        data = dict(self.cleaned_data)
        entry = self.entries.get(data.pop("entry"))
        often = data.pop("occurrences") or None
        data["frequency"] = "" if often else data["frequency"]
        data["needs"] = tuple(self.plan_needs[key] for key in data.pop("needs"))
        return LineWords(**data, occurrences=often, entry=entry, outcome=entry.outcome if entry else None)


def initial_of(line: CostLine) -> dict[str, Any]:
    """A line as the form shows it."""
    names = ("description", "kind", "legal_reason", "unit", "frequency", "management", "chargeable", "exclusion_reason",
             "benefits", "other_funder")  # fmt: skip
    counted = line.recurring and not line.frequency
    return {
        **{name: getattr(line, name) for name in names},
        "entry": str(line.entry_id or ""),
        "needs": [str(need.pk) for need in line.needs.all()],
        "quantity": f"{line.quantity.normalize():f}",
        "unit_price": f"{line.unit_price:.2f}",
        "occurrences": f"{line.occurrences.normalize():f}" if counted else "",
    }


class ExplainForm(KindForm):
    told_by = forms.ChoiceField(label=_("How did you explain it?"), choices=ToldBy.choices, widget=forms.RadioSelect)
    examples = forms.CharField(
        label=_("Which examples did you give?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    peer_support_offered = forms.BooleanField(
        label=_("I offered a talk with somebody who has a direct payment"), required=False
    )
    answer = forms.ChoiceField(
        label=_("What did they say?"), required=False, widget=forms.RadioSelect,
        choices=[*DirectPaymentAnswer.choices, ("", _("Nothing yet"))],
    )  # fmt: skip
    answer_words = forms.CharField(label=_("In their own words"), required=False, max_length=300)


class AgreementForm(KindForm):
    agreement_signed_on = DayField(label=_("On which day was the agreement signed?"))


class SettleForm(KindForm):
    assessed_weekly = MoneyField(
        label=_("What the person pays each week, in pounds"),
        help_text=_("From the financial assessment. 0 if nothing."),
    )
    status = forms.ChoiceField(
        label=_("Is the financial assessment ready?"), widget=forms.RadioSelect,
        choices=[(StatementStatus.CONFIRMED, _("Yes")), (StatementStatus.ESTIMATED, _("Not yet. This is an estimate."))],
    )  # fmt: skip
    valid_from = DayField(label=_("From which day?"), initial=timezone.localdate)
    words = forms.CharField(
        label=_("Write to the person"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In plain words: what changed since the first guess, and why."),
    )  # fmt: skip


class HoldForm(forms.Form):
    """Who looks after the money."""

    management = forms.ChoiceField(choices=ManagementMethod.choices)


class AnswerForm(forms.Form):
    """What I say about a direct payment."""

    answer = forms.ChoiceField(choices=DirectPaymentAnswer.choices)
