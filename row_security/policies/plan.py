"""The person's plan: exactly what `visible_to` of each model says, which tests hold for every persona."""

from __future__ import annotations

from row_security.policies.words import (
    HELP_WRITE,
    ME,
    MY,
    NOBODY,
    OWN_PARTS,
    PARTS_SHOWN,
    PARTS_SHOWN_NOW,
    SUGGEST,
    Rows,
    assigned_to,
    authority_over,
    both,
    either,
    live_slip_on,
    my_live_tie,
    my_tie,
    owned,
    part_where,
    seen,
    shared,
    shared_now,
    there_is,
)


def helps(part: str) -> str:
    """Who writes in a part: its owner, the law for this place, and those who were asked to help write."""
    return either(owned(part), shared_now(part, HELP_WRITE))


def of_outcome(key: str, condition: str = "true") -> str:
    """The row of a wish that the actor may see, and what its part must meet."""
    return f"""EXISTS (SELECT FROM plans_outcome outcome JOIN plans_part part ON part.id = outcome.part_id
        WHERE outcome.id = {key} AND ({condition}))"""


def read_now(key: str, condition: str = "true", by_law: str = "true") -> str:
    """The part with this key, if it is the actor's own, or if they read what stands in it now and the condition holds.

    `by_law` is the condition for whoever acts for the person by law in the place of the part.
    """
    return either(
        part_where(key, f"part.plan_id = {MY}"),
        part_where(key, both(shared_now("part"), condition)),
        part_where(key, both(owned("part"), by_law)),
    )


def at_hand(key: str, condition: str = "true") -> str:
    """Rows of parts that are the actor's own, or that few slips show them as they are now and the condition holds."""
    return f"{key} = ANY {OWN_PARTS} OR ({condition} AND {key} = ANY {PARTS_SHOWN_NOW})"


TABLES = {
    "plans_plan": Rows(
        read=either(
            f"plans_plan.person_id = {MY}",
            live_slip_on("plans_plan.person_id"),
            authority_over("plans_plan.person_id", "cardinality(held.places) > 0"),
            # A promise is shown with whose plan it is in; the row of a plan holds no words.
            there_is(
                "plans_action",
                "promise",
                f"promise.plan_id = plans_plan.person_id AND {my_live_tie('promise.who_connection_id')}",
            ),
            assigned_to("plans_plan.person_id"),
        ),
        write=f"plans_plan.person_id = {MY}",
        add=either(f"plans_plan.person_id = {MY}", assigned_to("plans_plan.person_id")),
    ),
    "plans_part": Rows(
        read=either(shared("plans_part"), owned("plans_part")),
        at_hand=f"plans_part.id = ANY {PARTS_SHOWN}",
        write=owned("plans_part"),
        change=helps("plans_part"),
    ),
    # An answer that is "just for me" is the person's alone. Whoever acts by law reads what they typed themself.
    "plans_item": Rows(
        read=read_now(
            "plans_item.part_id",
            "NOT plans_item.only_me",
            either("NOT plans_item.only_me", f"plans_item.typed_by_id = {ME}"),
        ),
        at_hand=at_hand("plans_item.part_id", "NOT plans_item.only_me"),
        write=part_where("plans_item.part_id", helps("part")),
        take=part_where("plans_item.part_id", owned("part")),
    ),
    # History is written by the database itself. An older version is shown where the answer is shown now.
    "plans_itemevent": Rows(read=seen("plans_item", "plans_itemevent.pgh_obj_id")),
    "plans_outcome": Rows(
        read=read_now("plans_outcome.part_id"),
        at_hand=at_hand("plans_outcome.part_id"),
        write=part_where("plans_outcome.part_id", helps("part")),
        take=part_where("plans_outcome.part_id", owned("part")),
    ),
    "plans_outcomeevent": Rows(read=seen("plans_outcome", "plans_outcomeevent.pgh_obj_id")),
    "plans_barrier": Rows(
        read=seen("plans_outcome", "plans_barrier.outcome_id"),
        write=of_outcome("plans_barrier.outcome_id", helps("part")),
    ),
    "plans_outcomechange": Rows(
        read=seen("plans_outcome", "plans_outcomechange.outcome_id"),
        add=of_outcome("plans_outcomechange.outcome_id", either(owned("part"), shared_now("part", SUGGEST))),
        change=of_outcome("plans_outcomechange.outcome_id", owned("part")),
        take=of_outcome("plans_outcomechange.outcome_id", owned("part")),
    ),
    "plans_suggestion": Rows(
        read=either(part_where("plans_suggestion.part_id", owned("part")), my_live_tie("plans_suggestion.said_by_id")),
        write=part_where("plans_suggestion.part_id", owned("part")),
        add=part_where(
            "plans_suggestion.part_id",
            either(owned("part"), both(shared("part", SUGGEST), my_live_tie("plans_suggestion.said_by_id"))),
        ),
    ),
    "plans_asked": Rows(
        read=either(
            part_where("plans_asked.part_id", owned("part")),
            both(my_tie("plans_asked.connection_id"), part_where("plans_asked.part_id", shared("part"))),
        ),
        write=part_where("plans_asked.part_id", owned("part")),
    ),
    # A copy of a part as it was: its reader's while a live slip says so, and the owner's, who may look with their eyes.
    "plans_partasitwas": Rows(
        read=part_where(
            "plans_partasitwas.part_id",
            either(
                owned("part"),
                live_slip_on(
                    "part.plan_id",
                    "slip.connection_id = plans_partasitwas.connection_id AND slip.part_ids @> ARRAY[part.id]"
                    " AND part.id = ANY (slip.as_it_was_ids)",
                ),
            ),
        ),
        write=part_where("plans_partasitwas.part_id", owned("part")),
    ),
    "plans_action": Rows(
        read=either(
            f"plans_action.plan_id = {MY}",
            my_live_tie("plans_action.who_connection_id"),
            seen("plans_outcome", "plans_action.outcome_id"),
            both(  # a facilitator reads the promises of the meetings that they run
                assigned_to("plans_action.plan_id", "work.role = 'facilitator'"),
                there_is("reviews_reviewaction", "kept", "kept.action_id = plans_action.id"),
            ),
        ),
        write=either(f"plans_action.plan_id = {MY}", of_outcome("plans_action.outcome_id", helps("part"))),
        add=either(
            f"plans_action.plan_id = {MY}",
            of_outcome("plans_action.outcome_id", helps("part")),
            assigned_to("plans_action.plan_id", "work.role = 'facilitator'"),
        ),
    ),
    "plans_note": Rows(read=f"plans_note.plan_id = {MY}", write=f"plans_note.plan_id = {MY}"),
    "plans_noteevent": Rows(read=f"plans_noteevent.plan_id = {MY}"),
    "plans_takeaway": Rows(
        read=both(f"plans_takeaway.plan_id = {MY}", f"plans_takeaway.asked_by_id = {ME}"),
        write=both(f"plans_takeaway.plan_id = {MY}", f"plans_takeaway.asked_by_id = {ME}"),
    ),
    "plans_planprint": Rows(
        read=both(f"plans_planprint.plan_id = {MY}", f"plans_planprint.asked_by_id = {ME}"),
        write=both(f"plans_planprint.plan_id = {MY}", f"plans_planprint.asked_by_id = {ME}"),
        change=NOBODY,
    ),
}
