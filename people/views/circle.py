"""My circle, for the person whose circle it is: the list by ring, one person, adding, changing, inviting, taking off."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents.actions import store_photo
from documents.enums import PhotoVariant
from documents.errors import KindError
from documents.serving import file_response
from people import actions
from people.actions.invitations import InvitationClosedError, NotAskedAgainError, TooManyInvitationsError
from people.audiences import audiences
from people.enums import Ring, Voice
from people.faces import face_of
from people.forms.circle import AddForm, EditForm, InviteForm, begin_with
from people.models import Connection, Invitation, NotAskedAgain, Person
from people.newcomers import newcomer_would_see
from people.policy import require
from people.staffing import work_behind
from people.withdrawal import keep_safe, parts_open, what_stays

READ_OR_SEND = ["GET", "HEAD", "POST"]


def own_person(request: HttpRequest) -> Person:
    """The person whose own circle this is; for anybody else the page does not exist."""
    person = request.actor.person
    if person is None:
        raise Http404
    return person


def _one_of_mine(request: HttpRequest, connection_id: uuid.UUID, *, to_change: bool = True) -> Connection:
    """Somebody whom the reader may know of (else 404), in a circle that is theirs to change (else 403)."""
    seen = Connection.objects.visible_to(request.actor).select_related("circle__person", "photo", "user")
    connection = get_object_or_404(seen, pk=connection_id)
    require(request.actor, "people.change_circle", connection.circle.person)
    if to_change and connection.ended_at is not None:
        raise Http404
    return connection


@require_safe
def circle(request: HttpRequest) -> HttpResponse:
    """Everybody by ring, with the number of parts each can see, and those whom I remember."""
    person = own_person(request)
    around = list(Connection.objects.visible_to(request.actor).filter(circle=person.pk).select_related("photo"))
    counts: dict[Connection, int] = {}
    for slips in audiences(person.pk).values():
        for connection in {slip.connection for slip in slips}:
            counts[connection] = counts.get(connection, 0) + 1
    live = [each for each in around if each.ended_at is None]
    rings = [
        {"name": ring.label, "people": [_row(each, counts.get(each, 0)) for each in live if each.ring == ring]}
        for ring in Ring
    ]
    remembered = [_row(each, 0) for each in around if each.died]
    context = {"rings": rings, "remembered": remembered, "anybody": bool(live), "person": person}
    context["shut_out"] = _any_shut_out(request)
    return render(request, "people/circle/circle.html", context)


def _row(connection: Connection, count: int) -> dict[str, Any]:
    return {"connection": connection, "who": face_of(connection), "count": count}


@require_http_methods(READ_OR_SEND)
def add_to_circle(request: HttpRequest) -> HttpResponse:
    """Who it is, then what they would see, then Done: only that puts them in the circle."""
    person = own_person(request)
    require(request.actor, "people.change_circle", person)
    form = AddForm(request.POST or None)
    if request.method != "POST" or not form.is_valid() or "back" in request.POST:
        return render(request, "people/circle/add.html", {"form": form})
    fields = {**form.cleaned_data, "voice": Voice(form.cleaned_data["voice"])}
    if request.POST.get("step") != "done":
        context = {"form": form, "name": fields["name"], "would_see": newcomer_would_see(person, fields["voice"])}
        return render(request, "people/circle/add_check.html", context)
    connection = actions.add_connection(by=request.actor, person=person, **fields)
    messages.success(request, _("%(name)s is in your circle.") % {"name": connection.name})
    return redirect("connection", connection.pk)


@require_http_methods(READ_OR_SEND)
def connection(request: HttpRequest, connection_id: uuid.UUID) -> HttpResponse:
    """One person around me. POST moves them one ring closer or further."""
    tie = _one_of_mine(request, connection_id, to_change=request.method == "POST")
    if request.method == "POST":
        ring = {"closer": tie.ring - 1, "further": tie.ring + 1}.get(request.POST.get("move", ""), tie.ring)
        if ring in Ring and ring != tie.ring:
            actions.change_connection(by=request.actor, connection=tie, ring=Ring(ring))
            messages.success(
                request, _("%(name)s is here now: %(ring)s.") % {"name": tie.name, "ring": Ring(ring).label}
            )
        return redirect("connection", tie.pk)
    context = {
        "tie": tie,
        "who": face_of(tie),
        "live": tie.ended_at is None,
        "ring": Ring(tie.ring).label,
        "work": work_behind(tie),
        "closer": tie.ring > Ring.CLOSEST,
        "further": tie.ring < Ring.PAID,
        "asked": Invitation.objects.open().filter(connection=tie).exists(),
    }
    return render(request, "people/circle/connection.html", context)


@require_http_methods(READ_OR_SEND)
def edit_connection(request: HttpRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Change the name, who they are to me, the ring and the photo."""
    tie = _one_of_mine(request, connection_id)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = EditForm(*sent, initial=begin_with(tie))
    if request.method == "POST" and form.is_valid() and _save(request, tie, form):
        messages.success(request, _("Saved."))
        return redirect("connection", tie.pk)
    return render(request, "people/circle/edit.html", {"form": form, "tie": tie, "who": face_of(tie)})


def _save(request: HttpRequest, tie: Connection, form: EditForm) -> bool:
    """Save a valid form. A photo that is none puts words beside its field, and the rest stays typed."""
    fields = dict(form.cleaned_data)
    upload = fields.pop("photo")
    if upload:
        try:
            fields["photo"] = store_photo(upload=upload, description=fields["name"], by=request.actor)
        except KindError as kind:
            form.add_error("photo", str(kind))
            return False
    actions.change_connection(by=request.actor, connection=tie, **fields)
    return True


@require_http_methods(READ_OR_SEND)
def invite(request: HttpRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Write to somebody and ask them to join; or take the invitation back."""
    tie = _one_of_mine(request, connection_id)
    if tie.user_id is not None or tie.died:
        raise Http404
    if request.method == "POST" and "withdraw" in request.POST:
        actions.withdraw_invitation(by=request.actor, connection=tie)
        messages.success(request, _("We took the invitation back."))
        return redirect("connection", tie.pk)
    form = InviteForm(request.POST or None, own_email=request.user.email)
    if request.method == "POST" and form.is_valid() and _send(request, tie, form):
        messages.success(request, _("We wrote to %(name)s.") % {"name": tie.name})
        return redirect("connection", tie.pk)
    open_now = Invitation.objects.open().filter(connection=tie).order_by("-created_at").first()
    return render(
        request,
        "people/circle/invite.html",
        {
            "form": form,
            "tie": tie,
            "who": face_of(tie),
            "asked": open_now,
            "shut_out": form.errors and _any_shut_out(request),
        },
    )


def _any_shut_out(request: HttpRequest) -> bool:
    return NotAskedAgain.objects.visible_to(request.actor).standing().exists()


def _send(request: HttpRequest, tie: Connection, form: InviteForm) -> bool:
    try:
        actions.invite(by=request.actor, connection=tie, email=form.cleaned_data["email"])
    except TooManyInvitationsError:
        form.add_error("email", _("You have sent 10 today. You can send more tomorrow."))
        return False
    except InvitationClosedError:
        raise Http404 from None
    except NotAskedAgainError:
        form.add_error("email", _("You said: do not ask them again. Nothing was sent. You can change that."))
        return False
    return True


@require_http_methods(READ_OR_SEND)
def take_off(request: HttpRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Take somebody off my circle. They stop seeing everything at once, and are not told.

    In (POST): `again` "no" when nobody shall ask them into this circle again.
    """
    tie = _one_of_mine(request, connection_id)
    may_say_no = tie.user_id is not None or tie.invitations.exists()
    if request.method == "POST":
        not_again = may_say_no and request.POST.get("again") == "no"
        actions.take_off_circle(by=request.actor, connection=tie, not_again=not_again)
        words = _("%(name)s is not in your circle now.")
        if not_again:
            words = _("%(name)s is not in your circle now, and is not asked again.")
        messages.success(request, words % {"name": tie.name})
        return redirect("circle")
    parts = parts_open(tie.circle.person, tie)
    context = {
        "tie": tie, "who": face_of(tie), "stays": what_stays(tie.circle.person, parts, [tie]),
        "may_say_no": may_say_no, "keeps_safe": keep_safe(parts),
    }  # fmt: skip
    return render(request, "people/circle/take_off.html", context)


@require_http_methods(READ_OR_SEND)
def not_asked_again(request: HttpRequest) -> HttpResponse:
    """Whom I do not want asked again. POST opens that again for one of them: only I can."""
    person = own_person(request)
    require(request.actor, "people.say_who_is_asked", person)
    standing = NotAskedAgain.objects.visible_to(request.actor).standing().filter(circle=person.pk)
    entries = {entry.connection_id: entry for entry in standing.select_related("connection", "circle__person")}
    if request.method == "POST":
        entry = {str(key): each for key, each in entries.items()}.get(request.POST.get("who", ""))
        if entry is None:
            raise Http404
        actions.may_be_asked_again(by=request.actor, entry=entry)
        messages.success(request, _("You can ask %(name)s again.") % {"name": entry.connection.name})
        return redirect("not_asked_again")
    people = [{"connection": each.connection, "who": face_of(each.connection)} for each in entries.values()]
    return render(request, "people/circle/not_asked_again.html", {"people": people, "person": person})


@require_http_methods(READ_OR_SEND)
def has_died(request: HttpRequest, connection_id: uuid.UUID) -> HttpResponse:
    """Somebody has died: everything stops at once, and their place stays."""
    tie = _one_of_mine(request, connection_id)
    if request.method == "POST":
        actions.mark_died(by=request.actor, connection=tie)
        messages.success(request, _("We are sorry. %(name)s keeps a place in your circle.") % {"name": tie.name})
        return redirect("circle")
    return render(request, "people/circle/has_died.html", {"tie": tie, "who": face_of(tie)})


@require_safe
def connection_photo(request: HttpRequest, connection_id: uuid.UUID) -> HttpResponseBase:
    """The small photo of somebody in a circle, for whoever may know of them there."""
    tie = get_object_or_404(
        Connection.objects.visible_to(request.actor).select_related("photo"), pk=connection_id, photo__isnull=False
    )
    return file_response(tie.photo, PhotoVariant.SMALL)
