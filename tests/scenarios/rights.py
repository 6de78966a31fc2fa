"""Sam's rights: who may decide about money, two decisions one by one, one that others made, an advocate with notes."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils import timezone

from plans.models import SupportPlan
from rights import actions
from rights.enums import AdvocacyDuty, AdvocateAnswer, Conclusion, ImcaNeed, RestrictionKind, WhyAsked
from rights.models import AdvocacyReferral, BestInterestsDecision, CapacityRecord, LibertyScheme
from tests.scenarios.people import World

TEETH: dict[str, Any] = {
    "decision": "Having two teeth out at the hospital in May",
    "why_doubt": "Sam was in great pain and shouted “no” before anybody could explain.",
    "information": "Two teeth hurt. They can come out while Sam sleeps, or be filled, or wait. What each may bring.",
    "help_place": "At home on the sofa, not at the dentist’s.",
    "help_time": "Three short talks in the morning, when Sam is calm.",
    "help_format": "Photos of the room, a film of ten minutes, a tooth made of clay.",
    "help_people": "Ann and Bea were there. Sam held Ann’s hand.",
    "understands": True, "understands_evidence": "Sam showed which teeth, and that they come out.",
    "retains": True, "retains_evidence": "The next day Sam told Dev about it.",
    "weighs": False,
    "weighs_evidence": "Each time, the pain and the fear filled the talk. Sam could not think about what comes after.",
    "communicates": True, "communicates_evidence": "Sam said “no teeth”, and pointed.",
    "impairment": "A learning disability, and strong pain that week.",
    "causal_link": "With the pain Sam’s thoughts stayed with the fear. On calmer days Sam weighs up harder things.",
    "conclusion": Conclusion.NOT_NOW,
    "may_come_back": "Yes, once the pain is gone.", "can_wait": False,
    "own_words": "No teeth. I want it to stop hurting.",
    "assessor": "Nia Pritchard", "assessed_on": date(2026, 4, 28), "look_again_on": date(2026, 6, 30),
}  # fmt: skip
BUS: dict[str, Any] = {
    "decision": "Going home on the bus alone after choir",
    "why_doubt": "Somebody thought that it is not safe.",
    "information": "Which bus, what to do if it does not come, whom to ring.",
    "help_format": "Sam and Dev did the trip three times.",
    "understands": True, "retains": True, "weighs": True, "communicates": True,
    "weighs_evidence": "Sam said: “If it is late I ring Dev. If it is dark I sit by the driver.”",
    "conclusion": Conclusion.DECIDES,
    "own_words": "It is my bus. I want to go.",
    "assessor": "Nia Pritchard", "assessed_on": date(2026, 9, 3),
}  # fmt: skip
BEST: dict[str, Any] = {
    "not_by_looks": True,
    "circumstances": "The teeth are infected. Sam has not eaten well for a week.",
    "may_decide_later": "Perhaps, when the pain is gone. The infection cannot wait so long.",
    "took_part": "Sam chose the day, the music, and who sits there.",
    "wishes_before": "Sam always wanted the dentist to tell each step.",
    "wishes_now": "I want it to stop hurting. I do not want needles.",
    "beliefs": "Sam’s body is Sam’s own.",
    "said_or_showed": "Sam pushed the tray away, and held the cheek and cried.",
    "dissent": "Gwen thinks that fillings should be tried first.",
    "least_restrictive_why": "Fillings were asked about first. The dentist says they would not last a month.",
    "decided": "The teeth come out in one short sleep, with a cream before the needle. Ann stays until Sam sleeps.",
    "decision_maker": "Dr Owen, dentist",
    "decided_on": date(2026, 5, 4),
    "imca": ImcaNeed.NOT_NEEDED,
    "look_again_on": date(2026, 6, 30),
}
WAYS = (
    {"words": "Take them out in one short sleep", "good": "The pain ends.", "hard": "A needle, and a day in hospital.",
     "limits_least": False},
    {"words": "Fillings, awake, over three visits", "good": "No sleep is needed.", "hard": "Three visits. It may not last.",
     "limits_least": True},
)  # fmt: skip
VOICES = (
    {"name": "Ann", "why": WhyAsked.PERSON, "said": "Sam is most afraid of not knowing what comes."},
    {"name": "Meg", "why": WhyAsked.ATTORNEY, "said": "I decide about money only. I think Sam should choose the day."},
    {"name": "Bea", "why": WhyAsked.OTHER, "said": "Sam asked me to say: no surprises."},
)
# What nobody but Bea may ever find, anywhere.
PRIVATE_NOTE = "Sam was quiet today and wanted to talk without anybody else there."


def add_schemes() -> None:
    """The rows that a migration adds: a browser test empties every table, and the next world needs them again."""
    import_module("rights.migrations.0002_schemes").add(apps, None)


def add_rights(world: World) -> None:
    """Everything that the pages of rights show, written by Nia, Bea and Sam themself."""
    add_schemes()
    nia, plan = world.actor("nia"), world.things["support_plan"]
    plan.refresh_from_db()
    world.things["bus"] = close_capacity(world, plan, BUS)
    world.things["capacity"] = close_capacity(world, plan)
    world.things["open_capacity"] = actions.write_capacity(
        by=nia, person=world.sam, support_plan=plan, decision="Which bank account to have", assessor="Nia Pritchard"
    )
    world.things["best_interests"] = close_best_interests(world, world.things["capacity"])
    world.things["screen"] = actions.answer_restrictions(
        by=nia, support_plan=plan, limits={RestrictionKind.SENSORS: {"decided_by_person": True}},
        what="A sensor on the cooker that rings Jo.", persons_view="I like it. It rings Jo and not Mum.",
        tried_instead="A timer. Sam did not hear it.",
    )  # fmt: skip
    _add_hospital(world)
    world.things["ahead"] = actions.record_advance_decision(
        by=nia, person=world.sam, refuses="I do not want morphine. It made me see things.", made_on=date(2025, 9, 1),
        when_it_counts="When I am in hospital and cannot say it.", kept_where="In the blue folder at home", seen=True,
    )  # fmt: skip
    _add_advocate(world, plan)
    _add_sams_words(world)


def close_capacity(
    world: World, plan: SupportPlan | None, said: dict[str, Any] | None = None, **changes: Any
) -> CapacityRecord:
    """A closed record, as Nia writes it: Sam could not decide about the teeth in that week, or what `said` says."""
    return actions.write_capacity(
        by=world.actor("nia"), person=world.sam, support_plan=plan, close=True, **{**(said or TEETH), **changes}
    )


def close_best_interests(world: World, capacity: CapacityRecord, **changes: Any) -> BestInterestsDecision:
    return actions.write_best_interests(
        by=world.actor("nia"), capacity=capacity, options=WAYS, consulted=VOICES, close=True, **{**BEST, **changes}
    )


def bea_works(world: World, plan: SupportPlan | None = None, **changes: Any) -> AdvocacyReferral:
    """Bea was offered, Sam said yes, and her service too."""
    today = timezone.localdate()
    said = {
        "duty": AdvocacyDuty.PLANNING, "offered_on": today, "offered_how": "A first visit with Nia, and an easy leaflet",
        "answer": AdvocateAnswer.YES, "answer_words": "Yes, Bea please.", "service": "Hafren Voices", "asked_on": today,
        "accepted_on": today, "connection": world.connections["bea"],
        "for_what": "To help Sam say what they want in the plan and at the meeting",
        "ends_on": today + timedelta(days=90), **changes,
    }  # fmt: skip
    return actions.refer(by=world.actor("nia"), person=world.sam, support_plan=plan, **said)


def _add_hospital(world: World) -> None:
    nia, scheme = world.actor("nia"), LibertyScheme.objects.get(code="dols")
    world.things["authorisation"] = actions.write_authorisation(
        by=nia, person=world.sam, scheme=scheme, applied_on=date(2026, 2, 2), granted_on=date(2026, 2, 2),
        expires_on=date(2026, 2, 9), conditions="Ann may visit at any hour.", representative="Ann",
        legal_basis_note="Urgent, asked for by the hospital for seven days.",
    )  # fmt: skip
    actions.end_authorisation(by=nia, authorisation=world.things["authorisation"])


def _add_advocate(world: World, plan: SupportPlan) -> None:
    world.things["referral"] = bea_works(world, plan)
    world.things["visit_note"] = actions.write_visit_note(
        by=world.actor("bea"), referral=world.things["referral"], words=PRIVATE_NOTE, visited_on=timezone.localdate()
    )


def _add_sams_words(world: World) -> None:
    sam = world.actor("sam")
    authority = world.connections["attorney"].authorities.get()
    world.things["sams_words"] = actions.say(
        by=sam,
        person=world.sam,
        about="authority",
        subject=authority,
        disagrees=True,
        words="I want to see my own bank card.",
    )
    said = actions.say(
        by=sam,
        person=world.sam,
        about="best_interests",
        subject=world.things["best_interests"],
        words="Next time ask me when I am well.",
    )
    actions.answer_words(by=world.actor("nia"), said=said, answer="We will. We talk again in June, with photos.")
