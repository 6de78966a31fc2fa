"""Forms of the support plan. A transition's form is made from the names that the process table says are recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans import contents
from plans.enums import PersonView
from plans.guards import open_questions
from plans.lawful import RECORDS
from plans.models import SupportPlan
from plans.process import PERSONS_SIDE, F, R, Transition, Who
from plans.support_steps import ClosingReason, PanelReason, StepKind

MOST_WORDS = 4000
STAFF = frozenset(Who) - PERSONS_SIDE
ANYBODY = frozenset(Who)


def words(label: Any, hint: Any = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": rows})
    )


def line(label: Any, hint: Any = "", most: int = 120) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, max_length=most)


def day(label: Any, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, help_text=hint, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day like this: 2026-06-12.")},
    )  # fmt: skip


def tick(label: Any, hint: Any = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, help_text=hint, required=False)


def choose(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, required=False, widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of these.")},
    )  # fmt: skip


# What each recorded name asks for, and of whom. "snapshot", "questions" and "answers" are built by the forms below.
Maker = Callable[[], forms.Field]
ASKED: dict[str, tuple[frozenset[Who], Maker]] = {
    "assessed_on": (STAFF, lambda: day(_("When was the assessment done?"))),
    "advice_given": (STAFF, lambda: words(_("What advice was given on meeting or reducing needs?"))),
    "words": (ANYBODY, lambda: words(_("Do you want to say something about it?"), _("You can leave this empty."))),
    "explanation": (STAFF, lambda: words(_("How did you explain the figure?"))),
    "shared_how": (STAFF, lambda: line(_("In which form was it given?"), _("For example easy read, film, or on the phone."))),
    "planning_helper": (
        ANYBODY, lambda: line(_("Who helps you plan?"), _("For example your sister, or Bea. You can say nobody.")),
    ),
    "person_asked": (frozenset({F}), lambda: words(_("How did the person ask you to start?"), rows=2)),
    "person_view": (ANYBODY, lambda: choose(_("What do you think of your plan?"), PersonView.choices)),
    "person_words": (ANYBODY, lambda: words(_("Do you want to say more?"), _("The manager reads your words first."))),
    "person_agreed": (frozenset(STAFF), lambda: words(_("How did the person agree?"), _("Their words, signs or actions."), 2)),
    "best_interests": (
        frozenset({F}),
        lambda: line(_("Best-interests record"), _("Only if the person could not say. Its date or number."), 200),
    ),
    "reason": (
        ANYBODY, lambda: words(_("What do you want to tell them, and why?"), _("Short sentences. The person reads or hears this.")),
    ),
    "panel_reason": (STAFF, lambda: choose(_("Why is a panel needed?"), PanelReason.choices)),
    "meets_on": (STAFF, lambda: day(_("When does the panel meet?"))),
    "answer_by": (STAFF, lambda: day(_("By when would you like an answer?"))),
    "points": (STAFF, lambda: words(_("What do you not agree with?"))),
    "evidence": (STAFF, lambda: words(_("Why? Name the law or the evidence."))),
    "would_change": (STAFF, lambda: words(_("What would change your answer?"))),
    "alternatives": (STAFF, lambda: words(_("What other ways are there?"))),
    "interim": (STAFF, lambda: words(_("What support is there until it is agreed?"))),
    "agreed_parts": (STAFF, lambda: words(_("Which parts are agreed, if not all?"))),
    "dissent": (STAFF, lambda: words(_("What does the person not agree with?"), _("In their own words. The plan always shows this."))),
    "exhausted": (STAFF, lambda: words(_("Why would no other step help?"))),
    "letter_sent_on": (STAFF, lambda: day(_("When was the letter on complaints sent?"))),
    "differences": (STAFF, lambda: words(_("What is different from the first figure, and why?"))),
    "charge": (STAFF, lambda: line(_("What the person pays"), _("The result of the money assessment, or “estimated”."))),
    "starts_on": (STAFF, lambda: day(_("On which day does the plan start?"))),
    "copies": (STAFF, lambda: words(_("Who has a copy, and in which form?"), rows=2)),
    "trigger": (STAFF, lambda: line(_("What made you look again?"))),
    "working": (STAFF, lambda: words(_("What is working?"))),
    "not_working": (STAFF, lambda: words(_("What is not working?"))),
    "next_review_on": (STAFF, lambda: day(_("When is the next meeting?"))),
    "needs_changed": (STAFF, lambda: tick(_("The needs have changed"))),
    "reassessed_on": (STAFF, lambda: day(_("When were the needs looked at again?"))),
    "resume_by": (STAFF, lambda: day(_("By when does the plan go on?"))),
    "payments": (STAFF, lambda: words(_("What happens to the payments?"), rows=2)),
    "closing_reason": (STAFF, lambda: choose(_("Why does the plan end?"), ClosingReason.choices)),
    "wishes_reached": (STAFF, lambda: words(_("What did the person reach?"))),
    "needs_left": (STAFF, lambda: words(_("How are needs that are left met?"))),
    "no_tie": (STAFF, lambda: tick(_("I have no tie with this person, their family or a provider"))),
    "capacity_record": (
        frozenset({R}), lambda: line(_("Capacity record"), _("Its date or number, for this one decision."), 200),
    ),
}  # fmt: skip
ON_SIGN_OFF_PAGE = frozenset({"reason", "no_tie", "snapshot"})
MOST_QUESTIONS = 3


def _yes_or_no(label: Any, choices: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=lambda value: value in (True, "True"), widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )  # fmt: skip


class KindForm(forms.Form):
    use_required_attribute = False


class MoveForm(KindForm):
    """What one transition asks of somebody in one place. `given()` is what the move is told."""

    def __init__(
        self, *args: Any, support_plan: SupportPlan, transition: Transition, place: Who | None,
        leave_out: frozenset[str] = frozenset(), **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.support_plan, self.transition = support_plan, transition
        self.asks: tuple[dict[str, str], ...] = ()
        names = [*transition.records, *(["capacity_record"] if "authority_in_scope" in transition.guards else [])]
        for name in names:
            if name in ASKED and name not in leave_out and place in ASKED[name][0]:
                self.fields[name] = ASKED[name][1]() if name not in RECORDS else self._record(name)
        if "person_view" in self.fields:
            self._suit_the_view_to(place)
        if "questions" in names:
            self._add_questions()
        if "answers" in names:
            self._add_answers()

    def _record(self, name: str) -> forms.ChoiceField:
        """One of the records that are there: closed, and of this plan or person."""
        asked, found = ASKED[name][1](), RECORDS[name](self.support_plan)
        choices = [("", _("None of these")), *found.items()]
        return forms.ChoiceField(label=asked.label, help_text=asked.help_text, choices=choices, required=False)

    def _suit_the_view_to(self, place: Who | None) -> None:
        """The person answers for themself; only somebody else can say that the person could not."""
        if place in PERSONS_SIDE:
            mine = [choice for choice in PersonView.choices if choice[0] != PersonView.COULD_NOT_SAY]
            self.fields["person_view"].choices = mine
        else:
            self.fields["person_view"].label = _("What does the person think of the plan?")
            self.fields["person_words"].label = _("What did they say about it?")

    def _add_questions(self) -> None:
        about = [
            ("", _("The whole plan")),
            *((f"need:{need.pk}", need.words) for need in self.support_plan.needs.all()),
        ]
        for number in range(1, MOST_QUESTIONS + 1):
            label = _("Your question") if number == 1 else _("Another question, if you have one")
            self.fields[f"question_{number}"] = words(label, rows=2)
            self.fields[f"about_{number}"] = forms.ChoiceField(
                label=_("What is it about?"), choices=about, required=False
            )

    def _add_answers(self) -> None:
        self.asks = tuple(open_questions(self.support_plan))
        first: dict[str, forms.Field] = {}
        for number, question in enumerate(self.asks):
            first[f"answer_{number}"] = words(question["words"])
            first[f"decline_{number}"] = tick(_("I do not want to answer this"))
        self.fields = {**first, **self.fields}

    def given(self) -> dict[str, Any]:
        """What was said, by the names of the table."""
        said = {name: value for name, value in self.cleaned_data.items() if name in self.transition.records and value}
        if self.cleaned_data.get("capacity_record"):
            said["capacity_record"] = self.cleaned_data["capacity_record"]
        if "questions" in self.transition.records:
            said["questions"] = self._questions()
        if "answers" in self.transition.records:
            said["answers"] = self._answers()
        return said

    def _questions(self) -> list[dict[str, str]]:
        asked = [
            {"words": self.cleaned_data[f"question_{n}"], "about": self.cleaned_data[f"about_{n}"]}
            for n in range(1, MOST_QUESTIONS + 1)
        ]
        return [question for question in asked if question["words"]]

    def _answers(self) -> dict[str, dict[str, Any]]:
        return {
            str(number): {
                "words": self.cleaned_data[f"answer_{number}"],
                "declined": self.cleaned_data[f"decline_{number}"],
            }
            for number in range(len(self.asks))
        }


class NeedForm(KindForm):
    """One need, as the assessment found it."""

    words = forms.CharField(
        label=_("What does the person need help with?"), max_length=300,
        error_messages={"required": _("Write the need in a few words.")},
    )  # fmt: skip
    domain = forms.ChoiceField(label=_("Which part of life is it about?"), required=False)
    is_eligible = tick(_("The council must meet this need"))
    eligibility_reason = line(_("Why, or why not?"), most=300)
    met_by = line(_("How is it met without money?"), _("A friend, a place, a piece of kit."), 300)
    met_by_carer = tick(_("A carer meets it, and wants to"))

    def __init__(self, *args: Any, support_plan: SupportPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed: Mapping[str, Any] = contents.domains(support_plan.jurisdiction)
        self.fields["domain"].choices = [("", _("Not said")), *listed.items()]


class ArrangementsForm(KindForm):
    advice_given = words(_("Advice on meeting, reducing or delaying needs"))
    in_case = words(_("What happens if something goes wrong?"))
    review_arrangement = words(_("When and how is the plan looked at again?"))


class AdvocacyForm(KindForm):
    """Care Act 2014 s.67: four questions, each answered yes or no."""

    YES_NO = ((True, _("Yes, much")), (False, _("No")))
    understanding = _yes_or_no(_("Is it hard for them to understand the information?"), YES_NO)
    retaining = _yes_or_no(_("Is it hard for them to keep it in mind?"), YES_NO)
    weighing = _yes_or_no(_("Is it hard for them to weigh it up?"), YES_NO)
    saying = _yes_or_no(_("Is it hard for them to say what they want?"), YES_NO)
    appropriate_person = line(_("Who else can speak up for them?"), _("Unpaid, willing, and the person wants them."))
    wanted_by_person = tick(_("The person wants this somebody to speak up for them"))
    unpaid = tick(_("They are not paid to care for or treat the person"))
    willing = tick(_("They are willing to do it"))
    refused_by_person = tick(_("The person said no to them"))
    long_stay = tick(
        _("A long stay is likely, and an advocate would help"), _("28 days in hospital, or 8 weeks in a care home.")
    )
    dispute = tick(
        _("The council and this somebody do not agree about the plan"), _("Both see that an advocate would help.")
    )
    advocate_offered_on = day(_("When was an advocate offered?"))
    advocate_answer = line(_("What did the person say to that?"), most=200)


class SaidForm(KindForm):
    """Something the person said and wants in the support plan."""

    text = forms.CharField(
        label=_("What did they say?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=MOST_WORDS,
        error_messages={"required": _("Write what was said.")},
    )  # fmt: skip
    said_by_name = line(_("Who said it, if not the person?"))


class StepForm(KindForm):
    """A step taken to reach agreement."""

    kind = forms.ChoiceField(label=_("What was done?"), choices=StepKind.choices, widget=forms.RadioSelect,
                             error_messages={"required": _("Choose one of these.")})  # fmt: skip
    taken_on = forms.DateField(
        label=_("When?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Say when."), "invalid": _("Write the day like this: 2026-06-12.")},
    )  # fmt: skip
    who = line(_("Who was there?"), most=200)
    what_changed = words(_("What did it change?"), rows=2)


class AskForStepForm(KindForm):
    """The ladder of somebody who does not agree."""

    kind = forms.ChoiceField(label=_("What do you want to do?"), choices=StepKind.choices, widget=forms.RadioSelect,
                             error_messages={"required": _("Choose one of these.")})  # fmt: skip
    words = words(_("What do you not agree with?"), _("You can leave this empty."))


class DecisionForm(KindForm):
    """What every decision asks before its button: the reason to the person, and that there is no tie."""

    reason = words(
        _("What do you want to tell them, and why?"), _("Short sentences. The person reads or hears this."), 5
    )
    no_tie = tick(_("I have no tie with this person, their family or a provider"))
