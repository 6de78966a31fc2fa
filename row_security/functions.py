"""The functions that the rules ask. The first read what `row_security.acting` told; the others look where the actor
may not, as the owner of the tables, and give back a yes or a no about this very actor.
"""

from __future__ import annotations

import re

from row_security.policies import GUARDED, safety
from row_security.policies.words import (
    ME,
    MY,
    SYSTEM,
    assigned_to,
    authority_over,
    either,
    live_tie,
    my_live_slips,
    owned,
    shared_now,
)

_ONCE = re.compile(r"\(SELECT (pcp_\w+\(\))\)")
_ASKED = {
    "pcp_user() RETURNS uuid": "SELECT nullif(current_setting('pcp.user', true), '')::uuid",
    "pcp_person() RETURNS uuid": "SELECT nullif(current_setting('pcp.person', true), '')::uuid",
    "pcp_works() RETURNS boolean": "SELECT coalesce(current_setting('pcp.work', true), '') <> ''",
    # The application's own clock, so that both lines end a slip at the same moment.
    "pcp_now() RETURNS timestamptz": (
        "SELECT coalesce(nullif(current_setting('pcp.now', true), '')::timestamptz, statement_timestamp())"
    ),
    "pcp_today() RETURNS date": (
        "SELECT coalesce(nullif(current_setting('pcp.today', true), '')::date, (pcp_now() AT TIME ZONE 'Europe/London')::date)"
    ),
}


def _in_a_part_i_read(part: str) -> str:
    return f"(({owned(part)}) OR ({shared_now(part)}))"


def _live_tie_of_mine(circle: str) -> str:
    return f"EXISTS (SELECT FROM people_connection me WHERE me.circle_id = {circle} AND me.user_id = {ME} AND {live_tie('me')})"


_COMES = f"""EXISTS (
    SELECT FROM reviews_reviewinvitation asked JOIN people_connection me ON me.id = asked.connection_id
    WHERE asked.review_id = %s AND asked.state <> 'no' AND asked.shut_at IS NULL AND me.user_id = {ME} AND {live_tie("me")})"""

_LOOKED_UP = {
    "pcp_circle_is_shown_to_me(circle uuid)": f"""
        EXISTS (SELECT FROM people_circle c WHERE c.person_id = circle AND c.members_see_each_other)
        AND {_live_tie_of_mine("circle")}""",
    # Whose words or name stands in something that the actor may read.
    "pcp_is_heard_by_me(connection uuid, circle uuid)": either(
        assigned_to("circle"),
        authority_over("circle"),
        f"""EXISTS (SELECT FROM plans_item i JOIN plans_part part ON part.id = i.part_id
                WHERE i.said_by_id = connection AND NOT i.only_me AND {_in_a_part_i_read("part")})""",
        f"""EXISTS (SELECT FROM plans_outcomechange c JOIN plans_outcome o ON o.id = c.outcome_id
                JOIN plans_part part ON part.id = o.part_id
                WHERE c.told_by_id = connection AND {_in_a_part_i_read("part")})""",
        f"""EXISTS (SELECT FROM plans_action a JOIN plans_outcome o ON o.id = a.outcome_id
                JOIN plans_part part ON part.id = o.part_id
                WHERE a.who_connection_id = connection AND {_in_a_part_i_read("part")})""",
        f"""EXISTS (SELECT FROM reviews_reviewinvitation i WHERE i.connection_id = connection
                AND {_COMES % "i.review_id"})""",
        f"""EXISTS (SELECT FROM reviews_reviewview v WHERE v.author_id = connection AND {_COMES % "v.review_id"})""",
        f"""EXISTS (SELECT FROM reviews_review r WHERE r.champion_id = connection AND {_COMES % "r.id"})""",
        """EXISTS (SELECT FROM people_assignment a WHERE a.connection_id = connection AND pcp_sets_up_work_with(circle))""",
        "pcp_agrees_with_me(connection)",
        "pcp_keeps_safe(circle)",
    ),
    "pcp_comes_to_review(review uuid, person uuid)": either(
        assigned_to("person", "work.role = 'facilitator'"), _COMES % "review"
    ),
    # Administrators of the person's own council set up who works with whom: names and dates.
    "pcp_sets_up_work_with(person uuid)": f"""
        EXISTS (SELECT FROM people_person p JOIN people_staffrole job ON job.organisation_id = p.organisation_id
                WHERE p.id = person AND job.user_id = {ME} AND job.role = 'org_admin'
                AND job.starts_on <= (SELECT pcp_today()) AND (job.ends_on IS NULL OR job.ends_on >= (SELECT pcp_today())))""",
}

_LOOKED_UP |= safety.FUNCTIONS

# Functions of triggers that look at, or write, rows that the actor may not: history, and the belts on decisions.
TRIGGERS_AS_OWNER = """
SELECT DISTINCT p.oid::regprocedure::text FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace AND p.pronamespace = 'public'::regnamespace
AND p.proname LIKE 'pgtrigger\\_%' AND p.prosrc ~* '(INSERT INTO|\\yFROM\\y)' ORDER BY 1
"""


# History is the triggers' own, and goes with the person alone: the one way in which the application takes it away.
FORGETTING = "forgetting what somebody wrote before"
FORGETS = "pcp_forget_history(history text, named_by text, keys uuid[])"
FORGETS_KIND = "pcp_forget_history(text, text, uuid[])"
_FORGETS = f"""CREATE OR REPLACE FUNCTION {FORGETS} RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone bigint;
BEGIN
    IF coalesce(current_setting('pcp.work', true), '') <> '{FORGETTING}' OR history NOT LIKE '%event' THEN
        RAISE EXCEPTION 'History is kept.' USING ERRCODE = 'insufficient_privilege';
    END IF;
    EXECUTE format('DELETE FROM public.%I WHERE %I = ANY ($1)', history, named_by) USING keys;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$"""

# pgtrigger asks this before each of its triggers. Its own function would take the word of any program that names one; and
# where none is named it raises and catches an error to learn so, at every save. A later migration may write it again.
_SET_ASIDE = f"""CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT current_setting('pcp.work', true) = '{FORGETTING}'
    AND trigger_name::text = ANY (nullif(current_setting('pgtrigger.ignore', true), '')::text[]) $$"""

# A family reads with one to five slips; staff with thousands would make a long list for each statement.
FEW_SLIPS = 20


def _parts_at_hand(name: str, parts: str) -> str:
    parts = _ONCE.sub(r"\1", parts)
    return f"""CREATE OR REPLACE FUNCTION {name}() RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$ BEGIN RETURN {parts}; END $$"""


def _shown(condition: str) -> str:
    return f"""(WITH few AS (SELECT slip.part_ids, slip.as_it_was_ids {my_live_slips()} LIMIT {FEW_SLIPS + 1})
    SELECT CASE WHEN (SELECT count(*) FROM few) <= {FEW_SLIPS} THEN array_agg(part) END
    FROM few, unnest(part_ids) AS part WHERE {condition})"""


# Whoever holds the key of a sign-in is that person, to whom the database then shows what is theirs. Whether it is over
# by now is asked beside it (`people.sessions`), by the application's clock.
_SIGNED_IN = """CREATE OR REPLACE FUNCTION pcp_signed_in(key text) RETURNS SETOF people_person ROWS 1
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$ BEGIN RETURN QUERY
    SELECT person.* FROM people_session session JOIN people_person person ON person.user_id = session.user_id
    WHERE session.session_key = key; END $$"""

VERBS = {"SELECT": "sees", "INSERT": "adds", "UPDATE": "changes", "DELETE": "takes"}
_AS_OWNER = "RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp"
_AT_HAND = (
    _parts_at_hand("pcp_own_parts", f"ARRAY(SELECT part.id FROM plans_part part WHERE part.plan_id = {MY})"),
    _parts_at_hand("pcp_parts_shown", _shown("true")),
    _parts_at_hand("pcp_parts_shown_now", _shown("NOT (part = ANY (as_it_was_ids))")),
)


def looks_elsewhere(condition: str) -> bool:
    """Whether a condition asks more than the row itself."""
    return " FROM " in condition or "pcp_" in _ONCE.sub("", condition)


def policy_condition(table: str, command: str) -> str:
    """What a policy says: the system's work, then what the row alone answers, then the function for the rest."""
    condition = GUARDED[table].of(command)
    choices = getattr(condition, "choices", (condition,))
    near = [SYSTEM, *(each for each in choices if not looks_elsewhere(each))]
    if command == "SELECT" and GUARDED[table].at_hand:
        near.append(GUARDED[table].at_hand)
    far = [f"pcp_{VERBS[command]}_{table}({table})"] if any(map(looks_elsewhere, choices)) else []
    return " OR ".join(f"({each})" for each in [*near, *far])


def statements() -> list[str]:
    """Makes them all. A body is looked at when it first runs, so that their order does not matter."""
    plain = [
        f"CREATE OR REPLACE FUNCTION {name} LANGUAGE sql STABLE PARALLEL SAFE AS $$ {body} $$"
        for name, body in _ASKED.items()
    ]
    rules = [
        (f"pcp_{verb}_{table}({table} {table})", rows.of(command))
        for table, rows in GUARDED.items()
        for command, verb in VERBS.items()
        if command == "SELECT" or looks_elsewhere(rows.of(command))
    ]
    return (
        plain
        + [_FORGETS, _SET_ASIDE, _SIGNED_IN, *_AT_HAND]
        + [_as_owner(name, body) for name, body in [*_LOOKED_UP.items(), *rules]]
    )


def _as_owner(name: str, condition: str) -> str:
    """Each choice is asked by itself and the row alone first: what is not reached is not even made ready."""
    choices = sorted(getattr(condition, "choices", (condition,)), key=looks_elsewhere)
    choices = [_ONCE.sub(r"\1", each) for each in choices]
    asked = "".join(f"IF {each} THEN RETURN true; END IF;\n" for each in choices[:-1])
    return f"CREATE OR REPLACE FUNCTION {name} {_AS_OWNER} AS $$ #variable_conflict use_variable\nBEGIN {asked}RETURN {choices[-1]}; END $$"
