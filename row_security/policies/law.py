"""What is written about somebody's rights, what the law opened of a plan, and why staff looked.

As `rights.querysets` and `plans.staff_querysets` say it: nobody of the circle, no manager, whatever is shared with them.
"""

from __future__ import annotations

from row_security.policies.words import (
    ME,
    MY,
    NOW,
    TODAY,
    Rows,
    both,
    either,
    facilitates,
    live_tie,
    seen,
    staff_of,
    there_is,
    told,
)

# plans.staff_querysets.WATCHING_ROLES, which a test compares.
WATCHING = ("data_lead", "safeguarding", "team_manager")
WATCHES = "job.role IN ({})".format(", ".join(f"'{role}'" for role in WATCHING))


def concerns(table: str) -> Rows:
    """The person, and whoever facilitates for them now (`rights.querysets.concerns`)."""
    who = either(f"{table}.person_id = {MY}", facilitates(f"{table}.person_id"))
    return Rows(read=who, write=who)


def hangs_on(table: str, column: str, of: str) -> Rows:
    return Rows(read=seen(of, f"{table}.{column}"), write=seen(of, f"{table}.{column}"))


ADVOCATES = f"""rights_advocacyreferral.ended_at IS NULL AND rights_advocacyreferral.accepted_on IS NOT NULL
    AND (rights_advocacyreferral.ends_on IS NULL OR rights_advocacyreferral.ends_on >= {TODAY})
    AND EXISTS (SELECT FROM people_connection tie WHERE tie.id = rights_advocacyreferral.connection_id
        AND tie.user_id = {ME} AND tie.voice = 'advocate' AND {live_tie("tie")})"""
REFERRAL = concerns("rights_advocacyreferral")
ASKED_BY_ME = both(
    f"plans_accessoverride.asked_by_id = {ME}",
    staff_of("plans_accessoverride.organisation_id", "job.role <> 'org_admin'"),
)
WATCHED = both(
    f"plans_accessoverride.person_id IS DISTINCT FROM {MY}", staff_of("plans_accessoverride.organisation_id", WATCHES)
)
OVERRIDE = either(
    f"plans_accessoverride.person_id = {MY} AND plans_accessoverride.agreed AND {told('plans_accessoverride')}",
    ASKED_BY_ME,
    WATCHED,
)

TABLES = {
    "plans_accessoverride": Rows(read=OVERRIDE, write=OVERRIDE, add=ASKED_BY_ME),
    # The worker whose words they are, on the day on which they hold; and who looks after information there.
    "plans_lookreason": Rows(
        read=either(
            f"plans_lookreason.user_id = {ME} AND plans_lookreason.ends_at > {NOW}",
            staff_of("plans_lookreason.organisation_id", "job.role = 'data_lead'"),
        ),
        write=f"plans_lookreason.user_id = {ME}",
    ),
    **{
        table: concerns(table)
        for table in (
            "rights_advancedecision", "rights_bestinterestsdecision", "rights_capacityrecord",
            "rights_libertyauthorisation", "rights_personswords", "rights_restrictionscreen",
        )
    },
    "rights_advocacyreferral": Rows(read=either(REFERRAL.read, ADVOCATES), write=REFERRAL.write),
    "rights_advocacyreferralevent": Rows(
        read=seen("rights_advocacyreferral", "rights_advocacyreferralevent.pgh_obj_id")
    ),
    "rights_libertyauthorisationevent": Rows(
        read=seen("rights_libertyauthorisation", "rights_libertyauthorisationevent.pgh_obj_id")
    ),
    "rights_bestinterestsoption": hangs_on("rights_bestinterestsoption", "decision_id", "rights_bestinterestsdecision"),
    "rights_consulted": hangs_on("rights_consulted", "decision_id", "rights_bestinterestsdecision"),
    "rights_restriction": hangs_on("rights_restriction", "screen_id", "rights_restrictionscreen"),
    # The advocate's own, for good. No slip, no law and no role opens it.
    "rights_visitnote": Rows(
        read=f"rights_visitnote.author_id = {ME}",
        write=f"rights_visitnote.author_id = {ME}",
        add=both(
            f"rights_visitnote.author_id = {ME}",
            there_is(
                "rights_advocacyreferral",
                "asked",
                "asked.id = rights_visitnote.referral_id AND pcp_sees_rights_advocacyreferral(asked)",
            ),
        ),
    ),
}  # fmt: skip
