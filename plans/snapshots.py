"""The frozen copy of a support plan: what deciders read, numbered, hashed, and compared with the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from people.actors import Actor
from people.models import Connection
from plans import contents
from plans.enums import PersonView
from plans.models import Action, Snapshot, SupportPlan

Section = Callable[[SupportPlan], Any]
SECTIONS: dict[str, Section] = {}


def register_snapshot_section(name: str, section: Section) -> None:
    """An upper app adds what it holds of a plan to every frozen copy, as JSON without floats (amounts are strings).

    Raises ValueError when the name is taken.
    """
    if name in SECTIONS:
        raise ValueError(f"Two sections named {name}")
    SECTIONS[name] = section


def canonical(content: Mapping[str, Any]) -> str:
    """One text for one content, whatever the order of its keys: what the hash is made of."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def is_intact(snapshot: Snapshot) -> bool:
    """Whether the copy still is what was hashed when it was made."""
    return digest(snapshot.content) == snapshot.sha256


def content_of(support_plan: SupportPlan) -> dict[str, Any]:
    """Everything that is decided on, as JSON: this app's sections and the registered ones."""
    content = {
        "plan": _plan(support_plan),
        "needs": _needs(support_plan),
        "entries": _entries(support_plan),
        "actions": _actions(support_plan),
        "people": _people(support_plan),
        "screens": _screens(support_plan),
        "gaps": contents.gaps(support_plan),
        **{name: section(support_plan) for name, section in SECTIONS.items()},
    }
    # Through JSON once, so that what is hashed is exactly what the database will give back.
    return json.loads(canonical(content))


def make(*, by: Actor, support_plan: SupportPlan, person_view: str, person_words: str = "") -> Snapshot:
    """Freeze the plan as it is now, with the next number. The caller holds the lock on the support plan."""
    last = support_plan.snapshots.order_by("-number").values_list("number", flat=True).first()
    # In the person's language, whoever presses the button: two copies differ only where the plan does.
    with translation.override(support_plan.person.language):
        content = content_of(support_plan)
    return Snapshot.objects.create(
        support_plan=support_plan,
        number=(last or 0) + 1,
        content=content,
        sha256=digest(content),
        person_view=PersonView(person_view),
        person_words=person_words,
        made_by=by.user,
    )


@dataclass(frozen=True)
class Difference:
    """One thing that is not the same in two versions: where, and the words before and now ("" when not there)."""

    where: str
    before: str
    now: str


def differences(old: Snapshot, new: Snapshot) -> list[Difference]:
    """What changed from one frozen copy to a later one, in the order of the new one."""
    before, now = _lines(old.content), _lines(new.content)
    keys = [*now, *(key for key in before if key not in now)]
    return [
        Difference((now.get(key) or before[key])[0], before.get(key, ("", ""))[1], now.get(key, ("", ""))[1])
        for key in keys
        if before.get(key) != now.get(key)
    ]


def _lines(content: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Each part of a copy by a key that stays the same between versions: (where it is, its words)."""
    needs = {f"need {need['id']}": (_("A need"), _need_words(need)) for need in content["needs"]}
    entries = {f"entry {entry['id']}": (_("The person’s own words"), entry["text"]) for entry in content["entries"]}
    names = {"in_case": _("If something goes wrong"), "review": _("Looking at it again"), "advice": _("Advice given")}
    plan = {key: (name, str(content["plan"].get(key, ""))) for key, name in names.items()}
    money = content.get("money") or {}
    lines = {
        f"money {line.get('id', line['what'])}": (
            _("Money"),
            f"{line['what']}: £{line['weekly'] if line.get('recurring', True) else line['annual']}",
        )
        for line in money.get("lines", ())
    }
    total = {"money total": (_("Money each week, together"), f"£{money['weekly']}")} if "weekly" in money else {}
    return {**entries, **needs, **plan, **lines, **total}


def _need_words(need: Mapping[str, Any]) -> str:
    how = "; ".join(need["ways"])
    return f"{need['words']} ({how})" if how else str(need["words"])


def _plan(support_plan: SupportPlan) -> dict[str, Any]:
    return {
        "id": str(support_plan.pk),
        "person": support_plan.person.preferred_name,
        "organisation": support_plan.organisation.name,
        "kind": support_plan.kind,
        "nation": support_plan.jurisdiction,
        "version": support_plan.version_no,
        "planning_helper": support_plan.planning_helper,
        "in_case": support_plan.in_case,
        "review": support_plan.review_arrangement,
        "advice": support_plan.advice_given,
    }


def _needs(support_plan: SupportPlan) -> list[dict[str, Any]]:
    ways = contents.ways_met(support_plan)
    return [
        {
            "id": str(need.pk),
            "words": need.words,
            "domain": need.domain,
            "is_eligible": need.is_eligible,
            "why": need.eligibility_reason,
            "ways": ways[need.pk],
            "met_by_carer": need.met_by_carer,
        }
        for need in support_plan.needs.all()
    ]


def _entries(support_plan: SupportPlan) -> list[dict[str, Any]]:
    return [
        {
            "id": str(entry.pk),
            "heading": entry.heading,
            "text": entry.text,
            "said_by": entry.said_by_name,
            "outcome": str(entry.outcome_id) if entry.outcome_id else "",
            "place": entry.outcome.place if entry.outcome else "",
        }
        for entry in support_plan.entries.select_related("outcome")
    ]


def _actions(support_plan: SupportPlan) -> list[dict[str, Any]]:
    """Promises that belong to the outcomes that were offered, and no others: the rest of the plan stays the person's."""
    promises = Action.objects.filter(outcome__entries__support_plan=support_plan).distinct()
    return [{"what": each.what, "who": each.who, "by_when": each.by_when.isoformat()} for each in promises]


def _people(support_plan: SupportPlan) -> dict[str, Any]:
    """Who was asked: the facilitator, the chosen helper, and whoever is named as an advocate."""
    advocates = Connection.objects.live().filter(circle_id=support_plan.person_id, voice="advocate")
    return {
        "facilitator": support_plan.facilitator.name if support_plan.facilitator else "",
        "advocates": [each.name for each in advocates],
    }


def _screens(support_plan: SupportPlan) -> dict[str, Any]:
    advocacy = support_plan.advocacy_screens.first()
    liberty = support_plan.liberty_screens.first()
    return {
        "advocacy": advocacy
        and {
            "difficulty": advocacy.has_difficulty,
            "appropriate_person": advocacy.appropriate_person,
            "answer": advocacy.advocate_answer,
        },
        "liberty": liberty
        and {"restricts": liberty.restricts, "what": liberty.what, "authorised_by": liberty.authorised_by},
    }
