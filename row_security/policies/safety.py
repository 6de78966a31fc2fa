"""Concerns, outside of the plan's tree: no tie, slip, authority or assignment opens one. And agreements about a risk.

Whoever is named as a possible source of harm sees no row, whatever else they are: that comes before all others, in
`pcp_opens_concern` and `pcp_handles_concern` alike. As `safeguarding.querysets` says it.
"""

from __future__ import annotations

from row_security.policies.words import ME, MY, TODAY, Rows, either, facilitates, in_its_days, live_tie, seen, staff_of


def named(user: str) -> str:
    """Somebody is named in the concern `c`, by themself or as somebody of a circle."""
    return f"""EXISTS (SELECT FROM safeguarding_named n WHERE n.concern_id = c.id AND n.cleared_at IS NULL
        AND (n.user_id = {user} OR EXISTS (
            SELECT FROM people_connection tie WHERE tie.id = n.connection_id AND tie.user_id = {user})))"""


# Handlers who are still leads there and are not named themselves (`HandlerQuerySet.live`).
HANDLERS = f"""SELECT FROM safeguarding_handler h JOIN people_user u ON u.id = h.user_id
    WHERE h.concern_id = c.id AND h.ended_at IS NULL AND u.is_active AND NOT {named("h.user_id")}
    AND EXISTS (SELECT FROM people_staffrole role WHERE role.user_id = h.user_id
        AND role.organisation_id = c.organisation_id AND role.role = 'safeguarding' AND {in_its_days("role")})"""
# On the list of those who need to know; before there is one, every lead of that council.
LEADS = f"""{staff_of("c.organisation_id", "job.role = 'safeguarding'")}
    AND (EXISTS ({HANDLERS} AND h.user_id = {ME}) OR NOT EXISTS ({HANDLERS}))"""
# An unapproved withholding holds for a day (`safeguarding.querysets.UNAPPROVED_HOLDS_FOR`).
WITHHELD = f"""EXISTS (SELECT FROM safeguarding_withholding w WHERE w.concern_id = c.id AND w.ended_at IS NULL
    AND ((w.approved_at IS NOT NULL AND w.recheck_on >= {TODAY})
        OR (w.approved_at IS NULL AND w.asked_on >= {TODAY} - 1)))"""


def _concern(condition: str) -> str:
    return f"""EXISTS (SELECT FROM safeguarding_concern c WHERE c.id = concern AND NOT {named(ME)} AND ({condition}))"""


FUNCTIONS = {
    "pcp_handles_concern(concern uuid)": _concern(LEADS),
    "pcp_opens_concern(concern uuid)": _concern(f"({LEADS}) OR (c.about_id = {MY} AND NOT {WITHHELD})"),
    # Whoever works on a concern reads the names of whom it is about, and of their circle.
    "pcp_keeps_safe(person uuid)": """EXISTS (
        SELECT FROM safeguarding_concern c WHERE c.about_id = person AND pcp_handles_concern(c.id))""",
    # Somebody who is named in the same agreement about a risk as I am.
    "pcp_agrees_with_me(connection uuid)": """EXISTS (
        SELECT FROM safeguarding_riskplace place JOIN safeguarding_positiveriskrecord risk ON risk.id = place.record_id
        WHERE place.connection_id = connection AND pcp_sees_safeguarding_positiveriskrecord(risk))""",
}


def of_concern(table: str, *, write: str = "handles") -> Rows:
    return Rows(read=f"pcp_opens_concern({table}.concern_id)", write=f"pcp_{write}_concern({table}.concern_id)")


RISK = "safeguarding_positiveriskrecord"
FACILITATED = facilitates(f"{RISK}.person_id", "work.role = 'facilitator'")
NAMED_IN = f"""EXISTS (SELECT FROM safeguarding_riskplace place JOIN people_connection tie ON tie.id = place.connection_id
    WHERE place.record_id = {RISK}.id AND place.ended_at IS NULL AND tie.user_id = {ME} AND NOT tie.died
    AND {live_tie("tie")})"""


def of_risk(table: str) -> str:
    return seen(RISK, f"{table}.record_id")


def own_risk(table: str) -> str:
    return f"EXISTS (SELECT FROM {RISK} risk WHERE risk.id = {table}.record_id AND risk.person_id = {MY})"


TABLES = {
    # Whoever told reads their own words; all that came after hangs on `pcp_opens_concern`.
    "safeguarding_concern": Rows(
        read=either(f"safeguarding_concern.told_by_id = {ME}", "pcp_opens_concern(safeguarding_concern.id)"),
        write="pcp_handles_concern(safeguarding_concern.id)",
        add=f"safeguarding_concern.told_by_id = {ME}",
    ),
    "safeguarding_named": of_concern("safeguarding_named"),
    "safeguarding_handler": of_concern("safeguarding_handler"),
    "safeguarding_withholding": of_concern("safeguarding_withholding"),
    "safeguarding_wish": of_concern("safeguarding_wish", write="opens"),
    "safeguarding_concernstep": of_concern("safeguarding_concernstep", write="opens"),
    "safeguarding_concernlook": of_concern("safeguarding_concernlook"),
    RISK: Rows(
        read=either(
            f"{RISK}.person_id = {MY}",
            NAMED_IN,
            f"{RISK}.ended_at IS NULL AND {FACILITATED}",
        ),
        write=f"{RISK}.person_id = {MY}",
    ),
    f"{RISK}event": Rows(read=seen(RISK, f"{RISK}event.pgh_obj_id")),
    "safeguarding_riskplace": Rows(read=of_risk("safeguarding_riskplace"), write=own_risk("safeguarding_riskplace")),
    **{
        table: Rows(read=of_risk(table), add=of_risk(table), write=own_risk(table))
        for table in ("safeguarding_riskview", "safeguarding_riskanswer")
    },
}
