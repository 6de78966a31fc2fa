"""What the money pages show, read in a fixed number of statements however many lines there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.codes import FIGURE_KINDS, EntryKind
from budgets.enums import ManagementMethod
from budgets.figures import lines_of, total_of_lines
from budgets.models import CostLine, DirectPaymentInformation, IndicativeBudget, LedgerEntry, Statement
from budgets.permissions import can_answer, can_write_money
from budgets.querysets import PLACE, those_who_see_money
from budgets.words import alike, change_words, exactly, said_words, whole
from people.actors import Actor
from people.enums import Voice
from people.faces import Face, face_of
from people.models import Connection, RecordedAuthority
from plans.models import SupportPlan
from row_security import acting

# What each way to hold the money is, as three short stories: method, picture, name, story.
WAYS = (
    (
        ManagementMethod.COUNCIL, "home", gettext_lazy("The council"),
        gettext_lazy("The council pays for your help. You choose what help you want."),
    ),
    (
        ManagementMethod.ISF, "hands", gettext_lazy("Someone I trust"),
        gettext_lazy("A person or a group holds the money for you. You say what it is for."),
    ),
    (
        ManagementMethod.DP, "money", gettext_lazy("Me"),
        gettext_lazy("The money comes to you. You pay for your help. Someone can help you do this."),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One line of "why it changed", as `components/ledger.html` takes it."""

    when: str
    sum: str
    moved: str
    words: str
    who: Face | None
    who_words: str


@dataclass(frozen=True)
class LineRow:
    """One line of support: its words, its amounts as text, and what it helps with ("" = not for this reader)."""

    line: CostLine
    how_much: str
    weekly: str
    price: str
    holder: str
    helps_with: str


def money_page(actor: Actor, support_plan: SupportPlan) -> dict[str, Any]:
    """Everything of one support plan's money that this actor may see. The caller has asked `see_money`."""
    mine = actor.is_person(support_plan.person)
    writes = bool(can_write_money(actor, support_plan))
    first = IndicativeBudget.objects.current().filter(support_plan=support_plan).select_related("price_table").first()
    settled = Statement.objects.filter(support_plan=support_plan).first()
    lines = lines_of(support_plan)
    entries = _entries(support_plan, told_only=not writes)
    faces = _faces(support_plan, entries)
    figures = [entry for entry in entries if entry.kind in FIGURE_KINDS]
    now = figures[-1] if figures else None
    return {
        "support_plan": support_plan,
        "person": support_plan.person,
        "mine": mine,
        "writes": writes,
        "answers": bool(can_answer(actor, support_plan)) and not writes,
        "first": first if first and (first.shared_at or writes) else None,
        "not_shared": bool(first and not first.shared_at),
        "now": now,
        "now_whole": whole(now.weekly_after) if now else "",
        "is_about": bool(now and now.weekly_after % 1),
        "now_exact": exactly(now.weekly_after) if now else "",
        "now_year": exactly(now.annual_after) if now else "",
        "how": explained(first) if first else [],
        "changes": change_rows(figures, faces),
        "said": _said(entries, _decided_by_law(support_plan)),
        "lines": line_rows(lines, show_wishes=mine or writes),
        "lines_total": total_of_lines(support_plan, lines),
        "settled": settled,
        "statement_columns": [_("What"), _("Each week"), _("Each year")],
        "held_columns": [_("Who"), _("Each year")],
        "plan_money_url": reverse("plan_money", args=[support_plan.pk]),
        "statement": statement_rows(settled) if settled else None,
        "ways": ways(lines, entries),
        "told": DirectPaymentInformation.objects.filter(support_plan=support_plan).first(),
        "door": money_door(support_plan),
    }


def _entries(support_plan: SupportPlan, *, told_only: bool) -> list[LedgerEntry]:
    rows = LedgerEntry.objects.filter(support_plan=support_plan).order_by("sequence")
    return list(rows.told() if told_only else rows)


def _faces(support_plan: SupportPlan, entries: Iterable[LedgerEntry]) -> dict[object, Face]:
    authors = {entry.author_id for entry in entries if entry.author_id}
    tied = Connection.objects.filter(circle=support_plan.person_id, user__in=authors).select_related("photo")
    return {connection.user_id: face_of(connection) for connection in tied}


def _who(entry: LedgerEntry, faces: dict[object, Face]) -> Face | None:
    if entry.author_id in faces:
        return faces[entry.author_id]
    return Face(entry.author_label, Voice.PAID, job=entry.author_role) if entry.author_label else None


def change_rows(figures: Sequence[LedgerEntry], faces: dict[object, Face]) -> list[Row]:
    """Old, new, why and who, one line each, oldest first."""
    amounts = [
        amount for entry in figures for amount in (entry.weekly_before, entry.weekly_after, abs(entry.weekly_delta))
    ]
    shown = alike(amounts)
    return [
        Row(
            date_format(localtime(entry.at), "j M"), whole(entry.weekly_after), entry.moved,
            change_words(entry, shown), _who(entry, faces), _("decided"),
        )
        for entry in figures
    ]  # fmt: skip


def _said(entries: Sequence[LedgerEntry], by_law: dict[object, str]) -> list[dict[str, str]]:
    talk = (EntryKind.METHOD_CHANGED, EntryKind.DIRECT_PAYMENT_EXPLAINED, EntryKind.ANSWER)
    rows = [entry for entry in entries if entry.kind in talk]
    return [
        {
            "name": date_format(localtime(entry.at), "j F Y"),
            "words": " ".join(filter(None, (said_words(entry), by_law.get(entry.author_id, "")))),
            "who": entry.author_label,
        }
        for entry in reversed(rows)
    ]


def _decided_by_law(support_plan: SupportPlan) -> dict[object, str]:
    """ "Decided by Meg, for Sam, about money": the words for each user who ever held authority over this money."""
    held = RecordedAuthority.objects.filter(
        person=support_plan.person_id, places__contains=[PLACE], seen_on__isnull=False
    )
    with acting.system("the names of those who decided about money by law, beside what they said"):
        found = list(held.select_related("connection"))
    return {
        authority.connection.user_id: _("Decided by %(who)s, for %(person)s, about %(about)s")
        % {
            "who": authority.connection.name,
            "person": support_plan.person.preferred_name,
            "about": authority.scope_words[:1].lower() + authority.scope_words[1:],
        }
        for authority in found
        if authority.connection.user_id
    }


def explained(first: IndicativeBudget) -> list[dict[str, str]]:
    """How the first guess was worked out, line by line, in the reader's language."""
    return [
        {
            "words": _(row["words"]) % row["figures"] if row["figures"] else _(row["words"]),
            "amount": exactly(Decimal(row["amount"])) if row["amount"] else "",
        }
        for row in first.explanation
    ]


def line_rows(lines: Sequence[CostLine], *, show_wishes: bool) -> list[LineRow]:
    """The lines of support. What the person wants is shown to the person and the facilitator, not to the law's money."""
    return [
        LineRow(
            line, line.how_much_words, exactly(line.weekly) if line.weekly else "", exactly(line.annual),
            "" if line.is_free else str(ManagementMethod(line.management).label),
            line.helps_with if show_wishes else "",
        )
        for line in lines
    ]  # fmt: skip


def ways(lines: Sequence[CostLine], entries: Sequence[LedgerEntry]) -> list[dict[str, Any]]:
    """The three ways to hold the money. One is marked when it was chosen for all that is paid for."""
    used = {line.management for line in lines if not line.is_free}
    wishes = [entry.words for entry in entries if entry.kind in (EntryKind.ANSWER, EntryKind.METHOD_CHANGED)]
    wished = next((words for words in reversed(wishes) if words in ManagementMethod.values), "")
    chosen = wished or (next(iter(used)) if len(used) == 1 else "")
    return [
        {"value": method, "picture": picture, "words": name, "hint": story, "checked": method == chosen}
        for method, picture, name, story in WAYS
    ]


def ways_of_line(line: CostLine) -> list[dict[str, Any]]:
    return [
        {"value": method, "picture": picture, "words": name, "hint": story, "checked": method == line.management}
        for method, picture, name, story in WAYS
    ]


def statement_rows(settled: Statement) -> dict[str, Any]:
    """The settled money: total, what I pay, what the council pays, and who looks after how much."""
    held = (
        (ManagementMethod.COUNCIL, settled.by_council), (ManagementMethod.ISF, settled.by_fund),
        (ManagementMethod.DP, settled.by_direct_payment),
    )  # fmt: skip
    return {
        "rows": [
            [_("What it costs"), exactly(settled.total_weekly), exactly(settled.total)],
            [_("You pay"), exactly(settled.contribution_weekly), exactly(settled.contribution)],
            [_("The council pays"), exactly(settled.council_weekly), exactly(settled.council_amount)],
        ],
        "held": [[str(method.label), exactly(amount)] for method, amount in held if amount],
        "held_total": [_("Together"), exactly(settled.total)],
        "one_off": exactly(settled.one_off_total) if settled.one_off_total else "",
        "other": exactly(settled.other_public_money) if settled.other_public_money else "",
        "net": exactly(settled.net_direct_payment) if settled.net_direct_payment else "",
        "estimated": settled.status == "ESTIMATED",
        "from": date_format(settled.valid_from, "j F Y"),
    }


def money_door(support_plan: SupportPlan) -> dict[str, Any]:
    """Who can see this money, for the door sign."""
    seers = list(those_who_see_money(support_plan.person_id))
    names = [each.name for each in seers]
    return {"state": "some" if names else "just_me", "names": names, "faces": [face_of(each) for each in seers]}
