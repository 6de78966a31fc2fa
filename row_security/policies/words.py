"""The words that the rules are made of: pieces of SQL about the row of the table that a rule is for.

A rule that looks at another table becomes the body of a function, `pcp_sees_<table>` or its like, which works as the
owner of the tables: so the rules of that other table do not hold inside, and `may_see` asks for them by name. Written
into the policies themselves, rules within rules made 340 plans of one reading of a part, and 5 ms of each statement.
"""

from __future__ import annotations

from dataclasses import dataclass

ME = "(SELECT pcp_user())"  # the id of the user who acts
MY = "(SELECT pcp_person())"  # the id of the person who is that user
SYSTEM = "(SELECT pcp_works())"  # true while named work of the system acts
NOW = "(SELECT pcp_now())"
TODAY = "(SELECT pcp_today())"
# Looked up once for a statement: the parts of the actor's own plan, and those that a few slips show them, with and
# without what they see as it was. With many slips the last two are empty, and each row is asked for by itself.
OWN_PARTS = "((SELECT pcp_own_parts())::uuid[])"
PARTS_SHOWN = "((SELECT pcp_parts_shown())::uuid[])"
PARTS_SHOWN_NOW = "((SELECT pcp_parts_shown_now())::uuid[])"
NOBODY = "false"
ANYBODY = "true"

SEE, SUGGEST, HELP_WRITE = 1, 2, 3  # people.enums.Level


@dataclass(frozen=True)
class Rows:
    """Who may read a row; add it; change it (as it was and as it becomes); take it away. SQL conditions.

    What is left out of the last three is as `write` says. The system's named work may do all of it.
    """

    read: str
    write: str = NOBODY
    add: str = ""
    change: str = ""
    take: str = ""
    # Opens some of the rows that `read` opens, and is cheaper to ask: what was looked up once for the whole statement.
    at_hand: str = ""

    def of(self, command: str) -> str:
        """The condition for SELECT, INSERT, UPDATE or DELETE."""
        own = {"SELECT": self.read, "INSERT": self.add, "UPDATE": self.change, "DELETE": self.take}[command]
        return own or self.write


class Either(str):
    """Conditions of which one must hold. `choices` keeps them apart: those about the row alone are asked first."""

    choices: tuple[str, ...]


def either(*conditions: str) -> Either:
    made = Either(" OR ".join(f"({each})" for each in conditions))
    made.choices = tuple(choice for each in conditions for choice in getattr(each, "choices", (each,)))
    return made


def both(*conditions: str) -> str:
    return " AND ".join(f"({each})" for each in conditions)


def there_is(table: str, name: str, condition: str) -> str:
    """Whether `table` has a row, called `name`, that meets the condition."""
    return f"EXISTS (SELECT FROM {table} {name} WHERE {condition})"


def may_see(table: str, row: str) -> str:
    """Whether the actor may see a row of a table, whose name in a subquery is `row`."""
    return f"pcp_sees_{table}({row})"


def seen(table: str, key: str) -> str:
    """The row of another table with this key, if the actor may see it."""
    return there_is(table, "its", f"its.id = {key} AND {may_see(table, 'its')}")


def live_tie(tie: str) -> str:
    """A connection that has not ended and whose days hold today (`people.querysets.live_on`)."""
    return f"{tie}.ended_at IS NULL AND {in_its_days(tie)}"


def in_its_days(row: str) -> str:
    begun = f"({row}.starts_on IS NULL OR {row}.starts_on <= {TODAY})"
    return f"{begun} AND ({row}.ends_on IS NULL OR {row}.ends_on >= {TODAY})"


def my_tie(connection: str) -> str:
    """A connection that is the actor's own, live or over."""
    return there_is("people_connection", "tie", f"tie.id = {connection} AND tie.user_id = {ME}")


def my_live_tie(connection: str) -> str:
    """A connection that is the actor's own now: what somebody said in a circle is theirs to read while they are in it."""
    return there_is("people_connection", "tie", f"tie.id = {connection} AND tie.user_id = {ME} AND {live_tie('tie')}")


def live_slip_on(person: str, condition: str = "true") -> str:
    """A live slip that names the actor, on the plan of `person` (`SlipQuerySet.live` and `of`)."""
    return f"EXISTS (SELECT {my_live_slips(f'slip.content_object_id = {person} AND {condition}')})"


def my_live_slips(condition: str = "true") -> str:
    return f"""FROM people_slip slip JOIN people_connection tie ON tie.id = slip.connection_id
        WHERE slip.user_id = {ME} AND slip.torn_at IS NULL AND slip.starts_at <= {NOW}
        AND (slip.ends_at IS NULL OR slip.ends_at > {NOW}) AND {live_tie("tie")} AND {condition}"""


def authority_over(person: str, condition: str = "true") -> str:
    """Authority of the actor in force over `person` (`RecordedAuthorityQuerySet.in_force`; MCA 2005 ss.9, 16)."""
    return f"""EXISTS (SELECT FROM people_recordedauthority held JOIN people_connection tie ON tie.id = held.connection_id
        WHERE held.person_id = {person} AND tie.user_id = {ME} AND held.seen_on IS NOT NULL
        AND held.ended_at IS NULL AND {in_its_days("held")} AND {live_tie("tie")} AND {condition})"""


def assigned_to(person: str, condition: str = "true") -> str:
    """Live work of the actor with `person`, whose connection has not ended."""
    return f"""EXISTS (SELECT FROM people_assignment work JOIN people_connection tie ON tie.id = work.connection_id
        WHERE work.person_id = {person} AND work.user_id = {ME} AND {in_its_days("work")} AND tie.ended_at IS NULL
        AND {condition})"""


def staff_of(organisation: str, condition: str = "true") -> str:
    """A live staff role of the actor in an organisation."""
    return there_is(
        "people_staffrole", "job",
        f"job.user_id = {ME} AND job.organisation_id = {organisation} AND {in_its_days('job')} AND {condition}",
    )  # fmt: skip


def facilitates(person: str, condition: str = "true") -> str:
    """Live work of the actor with `person`, as somebody who is a facilitator now (`people.querysets`)."""
    role = there_is(
        "people_staffrole", "job", f"job.user_id = {ME} AND job.role = 'facilitator' AND {in_its_days('job')}"
    )
    return both(assigned_to(person, condition), role)


def told(row: str) -> str:
    """What the law opened, from the moment on from which the person may know of it."""
    return f"({row}.quiet_until IS NULL OR {row}.quiet_until <= {NOW})"


def owned(part: str) -> str:
    """A part that is the actor's own, or in a place that their authority reaches (`plans.querysets.owned`)."""
    return either(f"{part}.plan_id = {MY}", authority_over(f"{part}.plan_id", f"{part}.place = ANY (held.places)"))


def shared(part: str, level: int = SEE) -> str:
    """A part on a live slip of the actor, at this level or above (`plans.querysets.slips_on`)."""
    return live_slip_on(f"{part}.plan_id", f"slip.part_ids @> ARRAY[{part}.id] AND slip.level >= {level}")


def shared_now(part: str, level: int = SEE) -> str:
    """The same without those by which the actor sees it as it was: they read a copy (`slips_to_words_of_now`)."""
    held = f"slip.part_ids @> ARRAY[{part}.id] AND NOT ({part}.id = ANY (slip.as_it_was_ids)) AND slip.level >= {level}"
    return live_slip_on(f"{part}.plan_id", held)


def part_where(key: str, condition: str = "true") -> str:
    return there_is("plans_part", "part", f"part.id = {key} AND ({condition})")
