"""People, their circles, and the slips of sharing."""

from __future__ import annotations

from row_security.policies.words import (
    ME,
    MY,
    NOBODY,
    Rows,
    assigned_to,
    authority_over,
    both,
    either,
    facilitates,
    live_slip_on,
    live_tie,
    may_see,
    my_live_tie,
    staff_of,
    there_is,
    told,
)


def tied_to(person: str) -> str:
    """A connection of the actor's own to a person."""
    return there_is(
        "people_connection", "tie", f"tie.circle_id = {person} AND tie.user_id = {ME} AND tie.ended_at IS NULL"
    )


# Staff see the names of the people whose support plan they may know of, or, as administrators, whose work they set up.
NAME_FOR_WORK = either(
    there_is(
        "plans_supportplan",
        "support",
        f"support.person_id = people_person.id AND {may_see('plans_supportplan', 'support')}",
    ),
    staff_of("people_person.organisation_id", "job.role = 'org_admin'"),
)

HELP = either(
    f"people_helpsession.person_id = {MY}",
    my_live_tie("people_helpsession.connection_id"),
    both("people_helpsession.in_front", facilitates("people_helpsession.person_id")),
)
# A name stands beside what somebody may read of them: an opening by law, a reason for a look, something to put right.
NAME_BESIDE = (
    there_is(
        "plans_accessoverride",
        "opened",
        f"opened.person_id = people_person.id AND {may_see('plans_accessoverride', 'opened')}",
    ),
    there_is(
        "plans_lookreason", "said", f"said.person_id = people_person.id AND {may_see('plans_lookreason', 'said')}"
    ),
    there_is(
        "my_data_correction",
        "asked",
        f"asked.person_id = people_person.id AND {may_see('my_data_correction', 'asked')}",
    ),
    there_is(
        "my_data_legalhold", "held", f"held.person_id = people_person.id AND {may_see('my_data_legalhold', 'held')}"
    ),
    # What the law keeps of a plan that was erased is read by the data lead, who finds it by name.
    both("people_person.sealed_at IS NOT NULL", staff_of("people_person.organisation_id", "job.role = 'data_lead'")),
    "pcp_keeps_safe(people_person.id)",
)

TABLES = {
    "people_person": Rows(
        read=either(
            f"people_person.id = {MY}",
            f"people_person.user_id = {ME}",
            tied_to("people_person.id"),
            live_slip_on("people_person.id"),
            authority_over("people_person.id"),
            NAME_FOR_WORK,
            *NAME_BESIDE,
        ),
        write=NOBODY,
        add=f"people_person.user_id = {ME}",
        change=f"people_person.user_id = {ME}",
    ),
    "people_communicationneed": Rows(
        read=either(
            f"people_communicationneed.person_id = {MY}",
            authority_over("people_communicationneed.person_id"),
            assigned_to("people_communicationneed.person_id"),
        ),
        write=f"people_communicationneed.person_id = {MY}",
    ),
    "people_circle": Rows(
        read=either(
            f"people_circle.person_id = {MY}",
            there_is("people_person", "its", f"its.id = people_circle.person_id AND its.user_id = {ME}"),
            there_is("people_connection", "tie", f"tie.circle_id = people_circle.person_id AND tie.user_id = {ME}"),
            "pcp_keeps_safe(people_circle.person_id)",
        ),
        write=f"people_circle.person_id = {MY}",
    ),
    # My whole circle to me; to a member their own tie, and the others only where the person shows them, or where their
    # words stand in what the member may read: words without their voice would pass for the person's. A tie that is
    # over stays known to the one it was with: nobody decides on a plan of somebody they were tied to.
    "people_connection": Rows(
        read=either(
            f"people_connection.circle_id = {MY}",
            f"people_connection.user_id = {ME}",
            both(live_tie("people_connection"), "pcp_circle_is_shown_to_me(people_connection.circle_id)"),
            "pcp_is_heard_by_me(people_connection.id, people_connection.circle_id)",
        ),
        write=f"people_connection.circle_id = {MY}",
    ),
    "people_circlerule": Rows(read=f"people_circlerule.person_id = {MY}", write=f"people_circlerule.person_id = {MY}"),
    "people_slip": Rows(
        read=either(
            f"people_slip.content_object_id = {MY} AND {told('people_slip')}",
            f"people_slip.user_id = {ME} AND people_slip.torn_at IS NULL",
        ),
        write=f"people_slip.content_object_id = {MY}",
    ),
    # Found by its digest in a named span: whoever was invited has no tie yet.
    "people_invitation": Rows(
        read=there_is("people_connection", "tie", f"tie.id = people_invitation.connection_id AND tie.circle_id = {MY}"),
        write=there_is(
            "people_connection", "tie", f"tie.id = people_invitation.connection_id AND tie.circle_id = {MY}"
        ),
    ),
    "people_recordedauthority": Rows(
        read=either(
            f"people_recordedauthority.person_id = {MY}",
            there_is(
                "people_connection",
                "tie",
                f"tie.id = people_recordedauthority.connection_id AND tie.user_id = {ME} AND tie.ended_at IS NULL",
            ),
            facilitates("people_recordedauthority.person_id"),
        ),
        write=facilitates("people_recordedauthority.person_id"),
    ),
    # The helper's own asking, the person's answer, and what a facilitator is asked to hear the person's yes to.
    "people_helpsession": Rows(read=HELP, write=HELP),
    "people_notaskedagain": Rows(
        read=f"people_notaskedagain.circle_id = {MY}", write=f"people_notaskedagain.circle_id = {MY}"
    ),
    "people_assignment": Rows(
        read=either(
            f"people_assignment.person_id = {MY}",
            f"people_assignment.user_id = {ME}",
            "pcp_sets_up_work_with(people_assignment.person_id)",
            authority_over("people_assignment.person_id"),
        ),
    ),
    # The letter box is the system's: nobody reads what is sent to others, or whether it was.
    "people_letter": Rows(read=NOBODY),
    "people_stoppedletters": Rows(read=NOBODY),
}
