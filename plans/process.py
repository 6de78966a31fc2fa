"""The process of a support plan as one table: 16 states and 19 transitions (process reference, sections 1.1 and 1.2).

Read it from top to bottom: which states a transition leaves, where it goes, who may do it, which guards must be
content, what is written down, and what the person is told. `docs/process.md` is drawn from this table.
A few numbers have two or three ends (T2, T6, T11, T14, T18); each end is a row of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from plans.enums import PlanState as S


class Who(models.TextChoices):
    """In which place somebody stands towards one support plan. One act, one place."""

    PERSON = "P", _("The person")
    LAWFUL = "R", _("Somebody with legal authority")
    CIRCLE = "C", _("Somebody in the circle")
    ADVOCATE = "A", _("Advocate")
    FACILITATOR = "F", _("Facilitator")
    MANAGER = "TM", _("Team manager")
    PANEL = "PN", _("Panel")
    FINANCE = "FIN", _("Finance")
    SYSTEM = "SYS", _("The calendar")


P, R, C, A, F, TM, PN, FIN, SYS = Who
PERSONS_SIDE = frozenset({P, R})


class TransitionRefused(Exception):  # noqa: N818  (a refusal is an answer, not an error)
    """A transition was not made. `reasons` are kind words for whoever asked, one or more."""

    def __init__(self, reasons: Sequence[Any]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(str(reason) for reason in self.reasons))


@dataclass(frozen=True)
class Transition:
    """One row. `to_state` None means: back to the state before. `with_yes_of` names who else must have said yes.

    `decides` marks the sign-off decisions: their guards keep out whoever wrote, facilitated or is tied
    (section 1.3). `records` names what is asked and kept; `name` is on the button; `person_sees` is told.
    """

    number: str
    key: str
    from_states: frozenset[S]
    to_state: S | None
    who: frozenset[Who]
    own_guards: tuple[str, ...]
    records: tuple[str, ...]
    name: Any
    person_sees: Any
    with_yes_of: frozenset[Who] = frozenset()
    decides: bool = False

    @property
    def guards(self) -> tuple[str, ...]:
        """Every guard, the ones that follow from who may act and what is decided included."""
        lawful = ("authority_in_scope",) if R in self.who else ()
        free = DECIDER_GUARDS if self.decides else ()
        second = ("second_yes",) if self.with_yes_of else ()
        return (*lawful, *free, *self.own_guards, *second)


DECIDER_GUARDS = ("decider_is_free", "no_tie_declared", "newest_snapshot_read", "reason_given")
BEFORE_ACTIVE = frozenset(
    {
        S.NOT_STARTED, S.NEEDS_RECORDED, S.INDICATIVE_SHARED, S.PLANNING, S.SUBMITTED, S.WITH_PANEL, S.RETURNED,
        S.REACHING_AGREEMENT, S.SIGNED_OFF, S.BUDGET_CONFIRMED,
    }
)  # fmt: skip
ENDED = frozenset({S.SUPERSEDED, S.CLOSED})
LIVE = frozenset({S.ACTIVE, S.IN_REVIEW, S.PAUSED})
# Where needs, entries and screens may still be written; a frozen copy never changes with them.
OPEN_TO_WRITING = frozenset({S.NOT_STARTED, S.NEEDS_RECORDED, S.INDICATIVE_SHARED, S.PLANNING, S.RETURNED})
# From being sent on. A decider then reads frozen copies, and goes on seeing what was decided.
STATES_DECIDERS_SEE = frozenset(
    {
        S.SUBMITTED, S.WITH_PANEL, S.RETURNED, S.REACHING_AGREEMENT, S.SIGNED_OFF, S.BUDGET_CONFIRMED, *LIVE,
        S.SUPERSEDED,
    }
)  # fmt: skip


def _row(
    number: str, key: str, states: set[S] | frozenset[S], to: S | None, who: set[Who], **fields: Any
) -> Transition:
    guards = tuple(fields.pop("guards", ()))
    return Transition(
        number, key, frozenset(states), to, frozenset(who), guards, tuple(fields.pop("records", ())),
        fields.pop("name"), fields.pop("sees"), frozenset(fields.pop("with_yes_of", ())), **fields,
    )  # fmt: skip


TABLE: tuple[Transition, ...] = (
    _row(
        "T1", "record_needs", {S.NOT_STARTED}, S.NEEDS_RECORDED, {F},
        guards=("assessment_done", "eligibility_decided", "advocacy_asked"),
        records=("assessed_on", "advice_given"),
        name=_("The needs are written down"),
        sees=_("We wrote down what you need help with. Tell us if it is wrong."),
    ),
    _row(
        "T2", "decline", BEFORE_ACTIVE, S.DECLINED, {P, R},
        records=("words",),
        name=_("No, not now"),
        sees=_("You said no for now. You can come back any time."),
    ),
    _row(
        "T2b", "reopen", {S.DECLINED}, None, {P, R},
        records=("words",),
        name=_("Start again"),
        sees=_("You started again, from where you stopped."),
    ),
    _row(
        "T3", "share_indicative", {S.NEEDS_RECORDED}, S.INDICATIVE_SHARED, {F, FIN},
        guards=("indicative_budget_shared", "explained_in_their_format"),
        records=("explanation", "shared_how"),
        name=_("The first figure was explained"),
        sees=_("You have a first guess of your money. It can go up or down."),
    ),
    _row(
        "T4", "start_planning", {S.INDICATIVE_SHARED}, S.PLANNING, {P, R, F},
        guards=("helper_chosen", "person_asked_for_it", "direct_payment_explained_once"),
        records=("planning_helper", "person_asked"),
        name=_("Start planning"),
        sees=_("You are planning. You chose who helps you."),
    ),
    _row(
        "T5", "send", {S.PLANNING}, S.SUBMITTED, {P, R, F},
        guards=(
            "view_of_the_person", "agreed_to_be_sent", "contents_complete", "advocacy_asked", "liberty_asked",
            "direct_payment_explained_twice",
        ),
        records=("person_view", "person_words", "person_agreed", "best_interests"),
        name=_("Send it to be agreed"),
        sees=_("Your plan was sent. You have a copy of what was sent."),
    ),
    _row(
        "T6", "agree", {S.SUBMITTED}, S.SIGNED_OFF, {TM},
        guards=("person_agrees", "within_delegated_limit"),
        records=("reason", "no_tie", "snapshot"), decides=True,
        name=_("Agree"),
        sees=_("Your plan is agreed."),
    ),
    _row(
        "T6p", "panel_agree", {S.WITH_PANEL}, S.SIGNED_OFF, {PN},
        guards=("person_agrees",),
        records=("reason", "no_tie", "snapshot"), decides=True,
        name=_("Agree"),
        sees=_("Your plan is agreed."),
    ),
    _row(
        "T7", "to_panel", {S.SUBMITTED}, S.WITH_PANEL, {TM},
        guards=("panel_reason_given",),
        records=("reason", "panel_reason", "meets_on", "no_tie", "snapshot"), decides=True,
        name=_("Send to the panel"),
        sees=_("A group of people will decide. You can come, or send your views."),
    ),
    _row(
        "T8", "ask", {S.SUBMITTED, S.WITH_PANEL}, S.RETURNED, {TM, PN},
        guards=("question_asked",),
        records=("reason", "questions", "answer_by", "no_tie", "snapshot"), decides=True,
        name=_("Ask a question"),
        sees=_("There is a question for you. The waiting time stops until you answer."),
    ),
    _row(
        "T9", "answer", {S.RETURNED}, S.SUBMITTED, {P, R, F},
        guards=(
            "every_question_answered", "view_of_the_person", "agreed_to_be_sent", "contents_complete", "liberty_asked",
        ),
        records=("answers", "person_view", "person_words", "person_agreed", "best_interests"),
        name=_("Send it back with answers"),
        sees=_("Your answers were sent, with a new copy of your plan."),
    ),
    _row(
        "T10", "not_agree", {S.SUBMITTED, S.WITH_PANEL}, S.REACHING_AGREEMENT, {TM, PN},
        guards=("reasons_are_complete", "support_goes_on"),
        records=("reason", "points", "evidence", "would_change", "alternatives", "interim", "no_tie", "snapshot"),
        decides=True,
        name=_("Not agree yet"),
        sees=_("It is not agreed yet. You have the reasons, and there are other ways."),
    ),
    _row(
        "T11", "plan_again", {S.REACHING_AGREEMENT}, S.PLANNING, {P, R, F},
        guards=("steps_were_taken",), with_yes_of={P, R, F},
        records=("words",),
        name=_("Plan this again together"),
        sees=_("You are planning again. What was tried is written down."),
    ),
    _row(
        "T11s", "agree_after_steps", {S.REACHING_AGREEMENT}, S.SIGNED_OFF, {TM},
        guards=("steps_were_taken", "person_now_agrees"),
        records=("reason", "person_agreed", "agreed_parts", "no_tie", "snapshot"), decides=True,
        name=_("Agree, now that we have talked"),
        sees=_("Your plan is agreed. What was tried is written down."),
    ),
    _row(
        "T12", "agree_without_person", {S.REACHING_AGREEMENT}, S.SIGNED_OFF, {TM},
        guards=("steps_were_taken", "steps_are_used_up", "dissent_kept"), with_yes_of={TM, PN},
        records=("reason", "dissent", "exhausted", "letter_sent_on", "no_tie", "snapshot"), decides=True,
        name=_("Go on without agreement"),
        sees=_("You did not agree. Your plan always says so."),
    ),
    _row(
        "T13", "confirm_budget", {S.SIGNED_OFF}, S.BUDGET_CONFIRMED, {FIN, TM},
        guards=("budget_balances",),
        records=("differences", "charge"),
        name=_("Confirm the money"),
        sees=_("Your money is settled. You can see who pays what."),
    ),
    _row(
        "T14", "go_live", {S.BUDGET_CONFIRMED}, S.ACTIVE, {F},
        guards=("start_date_given", "copy_given", "direct_payment_agreed"),
        records=("starts_on", "copies"),
        name=_("Start the plan"),
        sees=_("Your plan starts. You have a copy."),
    ),
    _row(
        "T14s", "give_way", LIVE, S.SUPERSEDED, {SYS},
        name=_("A newer plan takes its place"),
        sees=_("Your newer plan is in use now."),
    ),
    _row(
        "T15", "look_again", {S.ACTIVE}, S.IN_REVIEW, {P, R, C, A, F, SYS},
        guards=("advocacy_asked",),
        records=("trigger", "words"),
        name=_("Look at the plan again"),
        sees=_("You will look at your plan again. You choose who comes."),
    ),
    _row(
        "T16", "keep", {S.IN_REVIEW}, S.ACTIVE, {F},
        guards=("working_and_not_working", "reasons_for_keeping"), with_yes_of={P, R},
        records=("working", "not_working", "reason", "next_review_on", "best_interests"),
        name=_("Keep the plan as it is"),
        sees=_("Your plan stays as it is."),
    ),
    _row(
        "T17", "revise", {S.IN_REVIEW}, S.ACTIVE, {F, P, R},
        guards=("reason_given", "no_newer_version", "reassessment_linked", "budget_fall_is_lawful"),
        records=("reason", "needs_changed", "reassessed_on"),
        name=_("Plan some of it again"),
        sees=_("You are planning again. Your plan of now goes on until then."),
    ),
    _row(
        "T18", "pause", {S.ACTIVE}, S.PAUSED, {F},
        guards=("reason_given", "resume_by_given"),
        records=("reason", "resume_by", "payments"),
        name=_("Pause the plan"),
        sees=_("Your plan is paused. We tell you before money changes."),
    ),
    _row(
        "T18r", "resume", {S.PAUSED}, S.ACTIVE, {F},
        records=("reason",),
        name=_("Go on with the plan"),
        sees=_("Your plan is in use again."),
    ),
    _row(
        "T19", "close", frozenset(S) - ENDED, S.CLOSED, {TM},
        guards=("closing_reason_given", "closure_statement"), with_yes_of={F},
        records=("closing_reason", "reason", "wishes_reached", "needs_left"),
        name=_("Close the plan"),
        sees=_("Your plan has ended. You can come back."),
    ),
)  # fmt: skip

TRANSITIONS: dict[str, Transition] = {row.key: row for row in TABLE}


def leaving(state: str) -> tuple[Transition, ...]:
    """The transitions that leave a state, in the order of the table."""
    return tuple(row for row in TABLE if state in row.from_states)


def target(row: Transition, state_before: str) -> S:
    """Where a transition ends: its own state, or the one before when it leads back."""
    return row.to_state or S(state_before)
