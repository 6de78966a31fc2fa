"""The person's own pages: who may decide what, decisions about them, limits on their freedom, their advocate."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.faces import face_of, face_of_person
from people.models import Person, RecordedAuthority
from people.policy import decide, require
from rights import actions, reading
from rights.forms.words import SayForm
from rights.models import (
    AdvanceDecision,
    AdvocacyReferral,
    BestInterestsDecision,
    CapacityRecord,
    LibertyAuthorisation,
    PersonsWords,
    RestrictionScreen,
)
from rights.views.looking import note_look

# What the person can put words beside, by the word in the address.
SUBJECTS: dict[str, Any] = {
    "authority": RecordedAuthority, "capacity": CapacityRecord, "best_interests": BestInterestsDecision,
    "screen": RestrictionScreen, "referral": AdvocacyReferral,
}  # fmt: skip
BACK_TO = {"authority": "my_deciders", "screen": "my_freedom", "referral": "my_advocate"}


def _me(request: HttpRequest) -> Person:
    """The person whose own screen this is. Nobody else has these pages."""
    person = request.actor.person
    if person is None:
        raise Http404
    return person


def words_of(request: HttpRequest, person: Person) -> list[PersonsWords]:
    return list(PersonsWords.objects.visible_to(request.actor).filter(person=person))


@require_safe
def my_rights(request: HttpRequest) -> HttpResponse:
    """What the law says in five sentences, and the ways to what is written about me."""
    return render(request, "rights/my_rights.html", {"person": _me(request)})


@require_safe
def my_deciders(request: HttpRequest) -> HttpResponse:
    person = _me(request)
    held = RecordedAuthority.objects.visible_to(request.actor).filter(person=person)
    said = words_of(request, person)
    listed = [
        reading.authority_of(each, said) for each in held.select_related("connection__photo").order_by("-starts_on")
    ]
    ahead = AdvanceDecision.objects.visible_to(request.actor).filter(person=person)
    shown = {"now": [row for row in listed if not row["over"]], "over": [row for row in listed if row["over"]]}
    return render(request, "rights/deciders.html", {"person": person, **shown, "ahead": list(ahead)})


@require_POST
def withdraw_advance(request: HttpRequest, decision_id: uuid.UUID) -> HttpResponse:
    """I changed my mind about what I decided ahead. No reason is asked."""
    rows = AdvanceDecision.objects.visible_to(request.actor).with_person()
    actions.withdraw_advance_decision(by=request.actor, decision=get_object_or_404(rows, pk=decision_id))
    messages.success(request, _("We kept that. It does not count any more."))
    return redirect("my_deciders")


@require_safe
def my_decisions(request: HttpRequest) -> HttpResponse:
    person = _me(request)
    records = CapacityRecord.objects.visible_to(request.actor).filter(person=person)
    interests = BestInterestsDecision.objects.visible_to(request.actor).filter(person=person).whole()
    shown = {"person": person, "records": list(records), "interests": list(interests)}
    return render(request, "rights/decisions.html", shown)


@require_safe
def capacity_record(request: HttpRequest, capacity_id: uuid.UUID) -> HttpResponse:
    """One record, in the same words for the person and for the facilitator."""
    record = get_object_or_404(CapacityRecord.objects.visible_to(request.actor).with_person(), pk=capacity_id)
    note_look(request, record.person, "rights.capacity_read", record)
    shown = {
        "record": record, "title": record.decision, "rows": reading.capacity_rows(record),
        "own_words": record.own_words, "about": "capacity", "write_sheet": "capacity",
        "said": [words for words in words_of(request, record.person) if words.capacity_id == record.pk],
        "rests_on_it": list(BestInterestsDecision.objects.visible_to(request.actor).filter(capacity=record)),
    }  # fmt: skip
    return _record(request, record, shown)


@require_safe
def best_interests(request: HttpRequest, decision_id: uuid.UUID) -> HttpResponse:
    """One decision that others made, with what the person said and showed above everything else."""
    decision = get_object_or_404(BestInterestsDecision.objects.visible_to(request.actor).whole(), pk=decision_id)
    note_look(request, decision.person, "rights.best_interests_read", decision)
    shown = {
        "record": decision, "title": decision.capacity.decision, "rows": reading.best_interests_rows(decision),
        "own_words": decision.wishes_now, "showed": decision.said_or_showed, "decided": decision.decided,
        "decided_by": reading.decided_by(decision), "options": list(decision.options.all()), "about": "best_interests",
        "write_sheet": "best-interests", "rests_on": decision.capacity,
        "said": [words for words in words_of(request, decision.person) if words.best_interests_id == decision.pk],
    }  # fmt: skip
    return _record(request, decision, shown)


def _record(request: HttpRequest, record: Any, shown: dict[str, Any]) -> HttpResponse:
    mine = request.actor.is_person(record.person)
    may_write = not mine and record.closed_at is None and bool(decide(request.actor, "rights.write", record.person))
    page = {
        **shown,
        "person": record.person,
        "who": face_of_person(record.person),
        "mine": mine,
        "may_write": may_write,
    }
    return render(request, "rights/record.html", page)


@require_safe
def my_freedom(request: HttpRequest) -> HttpResponse:
    person = _me(request)
    screen = RestrictionScreen.objects.visible_to(request.actor).filter(person=person).select_related("answer").first()
    given = LibertyAuthorisation.objects.visible_to(request.actor).current().filter(person=person)
    language = get_language() or "en-gb"
    shown = {
        "person": person, "who": face_of_person(person), "screen": screen,
        "limits": reading.limits_of(screen) if screen else [],
        "given": [
            {"name": each.scheme.name_in(language), "rows": reading.authorisation_rows(each)}
            for each in given.select_related("scheme")
        ],
        "said": [words for words in words_of(request, person) if screen and words.screen_id == screen.pk],
    }  # fmt: skip
    return render(request, "rights/freedom.html", shown)


@require_safe
def my_advocate(request: HttpRequest) -> HttpResponse:
    person = _me(request)
    referrals = AdvocacyReferral.objects.visible_to(request.actor).filter(person=person)
    said = words_of(request, person)
    rows = [
        {
            "id": each.pk, "over": each.is_over, "rows": reading.referral_rows(each),
            "who": face_of(each.connection) if each.connection else None,
            "said": [words for words in said if words.referral_id == each.pk],
        }
        for each in referrals.select_related("connection__photo")
    ]  # fmt: skip
    shown = {"person": person, "referrals": rows, "by_law": reading.opened_by_law(person.pk)}
    return render(request, "rights/advocate.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def say_about(request: HttpRequest, about: str, subject_id: uuid.UUID) -> HttpResponse:
    """ "I do not agree", or other words, beside a record about me. The record stays; my words stand with it."""
    if about not in SUBJECTS:
        raise Http404
    subject = get_object_or_404(
        SUBJECTS[about].objects.visible_to(request.actor).select_related("person"), pk=subject_id
    )
    require(request.actor, "rights.say", subject.person)
    form = SayForm(request.POST if request.method == "POST" else None)
    back = BACK_TO.get(about, "my_decisions")
    if request.method == "POST" and form.is_valid():
        actions.say(
            by=request.actor, person=subject.person, about=about, subject=subject, words=form.cleaned_data["words"],
            disagrees=form.cleaned_data["disagrees"] == "yes",
        )  # fmt: skip
        messages.success(request, _("Your words are kept. Your helper answers you."))
        return redirect(back)
    return render(request, "rights/say.html", {"form": form, "back": back})
