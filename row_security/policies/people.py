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
    live_slip_on,
    live_tie,
    may_see,
    my_tie,
    staff_of,
    there_is,
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

TABLES = {
    "people_person": Rows(
        read=either(
            f"people_person.id = {MY}",
            f"people_person.user_id = {ME}",
            tied_to("people_person.id"),
            live_slip_on("people_person.id"),
            authority_over("people_person.id"),
            NAME_FOR_WORK,
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
            f"people_slip.content_object_id = {MY}", f"people_slip.user_id = {ME} AND people_slip.torn_at IS NULL"
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
            my_tie("people_recordedauthority.connection_id"),
            assigned_to("people_recordedauthority.person_id"),
        ),
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
