"""A wish to delete, what somebody asked to put right, holds, and records whose time is over (`my_data.querysets`)."""

from __future__ import annotations

from row_security.policies.words import ME, MY, NOBODY, Rows, both, either, staff_of, there_is

LEADS = "job.role = 'data_lead'"
ANSWERED_BY_ME = either(f"my_data_correction.answerer_id = {ME}", staff_of("my_data_correction.organisation_id", LEADS))
OF_OUR_PEOPLE = there_is(
    "people_person", "whose", both("whose.id = my_data_legalhold.person_id", staff_of("whose.organisation_id", LEADS))
)
OURS = staff_of("my_data_destruction.organisation_id", LEADS)

TABLES = {
    "my_data_deletion": Rows(read=f"my_data_deletion.person_id = {MY}", write=f"my_data_deletion.person_id = {MY}"),
    "my_data_correction": Rows(
        read=either(f"my_data_correction.person_id = {MY}", f"my_data_correction.asked_by_id = {ME}", ANSWERED_BY_ME),
        write=either(f"my_data_correction.asked_by_id = {ME}", ANSWERED_BY_ME),
    ),
    "my_data_legalhold": Rows(read=either(f"my_data_legalhold.person_id = {MY}", OF_OUR_PEOPLE), write=OF_OUR_PEOPLE),
    "my_data_destruction": Rows(read=OURS, write=OURS),
    # Ids of people who are gone: the machinery that keeps a restored backup from bringing them back.
    "my_data_erased": Rows(read=NOBODY),
}
