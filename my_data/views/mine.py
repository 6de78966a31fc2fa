"""What you hold about me: read it, take it, put it right, delete it, ask somebody."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from my_data import actions, retention
from my_data.actions.erase import other_ties
from my_data.everything import whose_groups
from my_data.forms import AskForm, MyNameForm, NotRightForm
from my_data.holdings import kept_for
from my_data.models import Correction, Deletion, LegalHold
from my_data.notes import note, notes_about, sorted_newest
from people.actions import say_for_after
from people.models import Connection, Person
from people.openings import who_goes_on
from people.policy import require
from plans import looks

READ_OR_SEND = ["GET", "HEAD", "POST"]


def own_person(request: HttpRequest, action: str = "my_data.see") -> Person:
    """The person whose own data this is; for anybody else the page does not exist."""
    person = request.actor.person
    if person is None:
        raise Http404
    require(request.actor, action, person)
    return person


@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """What there is about me by whose it is, how long it stays and why, and the ways on. For everybody who signs in."""
    person = request.actor.person
    page: dict[str, Any] = {"person": person, "circles": _circles(request)}
    if person is not None:
        require(request.actor, "my_data.see", person)
        page |= {
            "groups": whose_groups(person),
            "shut": not person.circle_may_look_after,
            "deletion": Deletion.objects.visible_to(request.actor).waiting().first(),
            "holds": LegalHold.objects.visible_to(request.actor).in_force().about(person),
        }
    return render(request, "my_data/my_data.html", page)


@require_safe
def put_right(request: HttpRequest) -> HttpResponse:
    """Everything that others wrote about me in their work, what I said of it, and what became of that."""
    person = own_person(request, "my_data.put_right")
    mine = list(Correction.objects.visible_to(request.actor).asked_by_me(request.actor))
    said = {(each.about, each.row_id): each for each in reversed(mine)}
    notes = [
        {"note": each, "said": said.get((each.kind.key, each.row_id))} for each in sorted_newest(notes_about(person))
    ]
    others = [each for each in mine if each.about == "question"]
    return render(request, "my_data/put_right.html", {"notes": notes, "questions": others, "person": person})


@require_http_methods(READ_OR_SEND)
def not_right(request: HttpRequest, about: str, row_id: uuid.UUID) -> HttpResponse:
    """This is not right: a fact or an opinion, and what I say."""
    person = own_person(request, "my_data.put_right")
    found = note(person, about, row_id)
    if found is None:
        raise Http404
    form = NotRightForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.ask_correction(by=request.actor, person=person, note=found, **form.cleaned_data)
        messages.success(request, _("We keep your words. You get an answer within a month."))
        return redirect("my_data_put_right")
    return render(request, "my_data/not_right.html", {"note": found, "form": form})


@require_safe
def my_names(request: HttpRequest) -> HttpResponse:
    """The circles I am in, how I am named there, and what I asked to change."""
    asked = {each.row_id: each for each in Correction.objects.visible_to(request.actor).asked_by_me(request.actor)}
    ties = [{"tie": each, "said": asked.get(each.pk)} for each in _circles(request)]
    return render(request, "my_data/names.html", {"ties": ties})


@require_http_methods(READ_OR_SEND)
def my_name(request: HttpRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Ask the person whose circle it is to name me rightly."""
    tie = get_object_or_404(
        Connection.objects.visible_to(request.actor).select_related("circle__person__user"), pk=connection_id
    )
    require(request.actor, "my_data.put_my_name_right", tie)
    form = MyNameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.ask_my_name(by=request.actor, tie=tie, my_words=form.cleaned_data["my_words"])
        messages.success(request, _("We told %(name)s.") % {"name": tie.circle.person.preferred_name})
        return redirect("my_data_names")
    return render(request, "my_data/name.html", {"tie": tie, "form": form})


@require_http_methods(READ_OR_SEND)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask the data lead of my council, or complain to them. `?look=7` names that look in the words to begin with."""
    person = own_person(request, "my_data.put_right")
    if person.organisation_id is None:
        raise Http404
    form = AskForm(request.POST or None, initial={"my_words": _about_a_look(request, person)})
    if request.method == "POST" and form.is_valid():
        actions.ask_data_lead(by=request.actor, person=person, my_words=form.cleaned_data["my_words"])
        messages.success(request, _("We have it. You get an answer within 30 days."))
        return redirect("my_data_put_right")
    return render(request, "my_data/ask.html", {"form": form, "person": person})


def _about_a_look(request: HttpRequest, person: Person) -> str:
    """Words about the look that was not expected, for the person to change; none without one, or for one not theirs."""
    wanted = request.GET.get("look", "")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 19):
        return ""
    require(request.actor, "people.see_looks", person)
    entry = looks.entries_told_to(person).filter(pk=int(wanted)).first()
    if entry is None:
        return ""
    said = {"day": date_format(timezone.localdate(entry.at), "j F Y"), "look": looks.told(person, [entry])[0].words}
    return _("On %(day)s: %(look)s I did not expect this. Please tell me why they looked.") % said


@require_POST
def after(request: HttpRequest) -> HttpResponse:
    """What I want for when I have died."""
    person = own_person(request, "my_data.delete")
    say_for_after(by=request.actor, person=person, circle_may_look=request.POST.get("look") == "yes")
    messages.success(request, _("Saved."))
    return redirect("my_data")


@require_safe
def delete(request: HttpRequest) -> HttpResponse:
    """First step: what goes, what the council must keep and why, what happens to my sign-in. Or: it is asked for."""
    return render(request, "my_data/delete.html", _statement(request))


@require_http_methods(READ_OR_SEND)
def delete_sure(request: HttpRequest) -> HttpResponse:
    """Second step: delete in 30 days."""
    person = own_person(request, "my_data.delete")
    if request.method == "POST":
        actions.ask_to_delete(by=request.actor, person=person)
        return redirect("my_data_delete")
    if Deletion.objects.visible_to(request.actor).waiting().exists():
        return redirect("my_data_delete")
    return render(request, "my_data/delete_sure.html", {"person": person, "goes_on": who_goes_on(person)})


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """I changed my mind: everything as it was."""
    person = own_person(request, "my_data.delete")
    actions.take_back(by=request.actor, person=person)
    messages.success(request, _("Your plan is as it was."))
    return redirect("my_data")


def _statement(request: HttpRequest) -> dict[str, Any]:
    person = own_person(request, "my_data.delete")
    rules = retention.rules_for(person)
    kinds = dict.fromkeys(each.stays.value for each in kept_for(person) if each.stays)
    return {
        "person": person,
        "deletion": Deletion.objects.visible_to(request.actor).waiting().first(),
        "holds": LegalHold.objects.visible_to(request.actor).in_force().about(person),
        "kept": [
            {"name": rules[kind].get_record_kind_display(), "how_long": retention.in_words(rules[kind]),
             "law": rules[kind].legal_source}
            for kind in kinds if kind in rules
        ],
        "circles": [each for each in _circles(request) if each.circle_id != person.pk],
        "account_stays": other_ties(request.user),
    }  # fmt: skip


def _circles(request: HttpRequest) -> list[Connection]:
    """The circles of others in which I am."""
    ties = Connection.objects.visible_to(request.actor).live().of_user(request.user)
    return list(ties.select_related("circle__person"))
