"""The pages of the safeguarding leads: the list, the file of one concern, and each thing that is done with it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.models import Connection, User
from people.policy import decide, require
from safeguarding import actions
from safeguarding.actions.keeping import keep_look
from safeguarding.forms import HandlerForm, KindForm, MetForm, MoveForm, NameForm, WishForm, WithholdForm
from safeguarding.guards import withheld_now
from safeguarding.law import LAW, enquire_by
from safeguarding.models import Concern
from safeguarding.process import TRANSITIONS, MoveRefused, leaving
from safeguarding.querysets import lead_users
from safeguarding.reading import looks_told, steps_for_staff, who_told

ON_A_PAGE = 50


@require_safe
def concerns(request: HttpRequest) -> HttpResponse:
    """Day and state of each, and nothing of whom it is about: opening one is what is written down."""
    require(request.actor, "safeguarding.open_list", None)
    rows = Concern.objects.handled_by(request.actor).order_by("-told_at")
    before = parse_datetime(request.GET.get("before", "")) if request.GET.get("before") else None
    found = list((rows.filter(told_at__lt=before) if before else rows)[: ON_A_PAGE + 1])
    more = found[ON_A_PAGE - 1].told_at.isoformat() if len(found) > ON_A_PAGE else ""
    return render(request, "safeguarding/list.html", {"rows": found[:ON_A_PAGE], "more": more})


def _file(request: HttpRequest, concern_id: uuid.UUID) -> Concern:
    """A concern that I may work on. That I opened it is written before anything of it leaves."""
    rows = Concern.objects.handled_by(request.actor).select_related("organisation", "about__user")
    concern = get_object_or_404(rows, pk=concern_id)
    require(request.actor, "safeguarding.handle", concern)
    if request.method != "POST":
        keep_look(by=request.actor, concern=concern)
    return concern


def _other_leads(concern: Concern) -> QuerySet[User]:
    """The leads who could be put on the list: not there yet, and not named."""
    named = concern.named.in_force().values_list("user", "connection__user")
    kept_out = {user for pair in named for user in pair if user is not None}
    kept_out |= set(concern.handlers.live().values_list("user", flat=True))
    return lead_users(concern.organisation_id).exclude(pk__in=kept_out)


@require_safe
def concern(request: HttpRequest, concern_id: uuid.UUID) -> HttpResponse:
    """All of one concern, for those who need to know."""
    found = _file(request, concern_id)
    withheld = withheld_now(found)
    page = {
        "concern": found,
        "who_told": who_told(found),
        "law": LAW[found.jurisdiction],
        "enquire_by": enquire_by(found.jurisdiction, timezone.localdate(found.told_at)),
        "moves": leaving(found.state),
        "named": list(found.named.all()),
        "handlers": list(found.handlers.live()),
        "wishes": list(found.wishes.all()),
        "withheld": withheld,
        "may_approve": bool(withheld and not withheld.approved_at
                            and decide(request.actor, "safeguarding.approve_withholding", withheld)),
        "told": steps_for_staff(found),
        "looks": looks_told(found),
    }  # fmt: skip
    return render(request, "safeguarding/file.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def concern_move(request: HttpRequest, concern_id: uuid.UUID, transition: str) -> HttpResponse:
    """One transition of the table: its questions, or why it cannot be yet."""
    found = _file(request, concern_id)
    row = TRANSITIONS.get(transition)
    if row is None or row not in leaving(found.state):
        raise Http404
    others = _other_leads(found).exclude(pk=request.user.pk)
    form = MoveForm(_posted(request), concern=found, transition=row, leads=others)
    if form.is_bound and form.is_valid():
        picked = {"handlers": form.cleaned_data.get("handlers") or (), "about": form.cleaned_data.get("reference")}
        try:
            actions.move(by=request.actor, concern=found, transition=row.key, given=form.given(), **picked)
            return redirect("concern", found.pk)
        except MoveRefused as refused:
            _say(form, refused)
    lead = _("The person reads: “%(words)s”") % {"words": row.person_sees}
    test = LAW[found.jurisdiction].test if "has_needs" in row.records else ""
    return _form_page(request, found, form, str(row.name), lead=lead, law=test)


def _wish(request: HttpRequest, found: Concern, form: Any) -> None:
    actions.add_wish(by=request.actor, concern=found, words=form.cleaned_data["words"])


def _withhold(request: HttpRequest, found: Concern, form: Any) -> None:
    given = form.cleaned_data
    actions.withhold(
        by=request.actor, concern=found, reason=given["withhold_reason"], words=given["withhold_words"],
        until=given["withhold_until"],
    )  # fmt: skip


def _name(request: HttpRequest, found: Concern, form: Any) -> None:
    given = form.cleaned_data
    actions.add_named(
        by=request.actor, concern=found, name=given["name"], connection=given["connection"], user=given["lead"]
    )


def _handler(request: HttpRequest, found: Concern, form: Any) -> None:
    actions.add_handler(by=request.actor, concern=found, user=form.cleaned_data["lead"])


def _form_for(request: HttpRequest, found: Concern, what: str) -> tuple[KindForm, str, Callable[..., None]]:
    data = _posted(request)
    if what == "wish":
        return WishForm(data), _("What the person wants"), _wish
    if what == "withhold":
        return WithholdForm(data), _("The person cannot read this now"), _withhold
    if what == "name":
        circle = found.about.circle.connections.all() if found.about else Connection.objects.live().none()
        leads = lead_users(found.organisation_id)
        return NameForm(data, circle=circle, leads=leads), _("A possible source of harm"), _name
    if what == "handler":
        return HandlerForm(data, leads=_other_leads(found)), _("Who needs to know"), _handler
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def concern_write(request: HttpRequest, concern_id: uuid.UUID, what: str) -> HttpResponse:
    """Write down a wish, a name, a handler, or that the person is not told now."""
    found = _file(request, concern_id)
    form, title, write = _form_for(request, found, what)
    if form.is_bound and form.is_valid():
        try:
            write(request, found, form)
        except MoveRefused as refused:
            _say(form, refused)
        else:
            still_mine = Concern.objects.handled_by(request.actor).filter(pk=found.pk).exists()
            return redirect("concern", found.pk) if still_mine else redirect("concerns")
    return _form_page(request, found, form, title)


@require_http_methods(["GET", "HEAD", "POST"])
def concern_wish(request: HttpRequest, concern_id: uuid.UUID, wish_id: uuid.UUID) -> HttpResponse:
    """Write down whether a wish came true, as the person says: for somebody who does not write here themself."""
    found = _file(request, concern_id)
    wish = get_object_or_404(found.wishes, pk=wish_id)
    form = MetForm(_posted(request), initial={"met": wish.met, "words": wish.after_words})
    if form.is_bound and form.is_valid():
        actions.answer_wish(by=request.actor, wish=wish, **form.cleaned_data)
        return redirect("concern", found.pk)
    return _form_page(request, found, form, wish.words, lead=_("In the words of the person."))


@require_POST
def concern_press(request: HttpRequest, concern_id: uuid.UUID) -> HttpResponse:
    """One press: tell the person now, say the second yes, or take somebody off a list."""
    found = _file(request, concern_id)
    do, _colon, row = request.POST.get("do", "").partition(":")
    if do == "tell_now":
        actions.tell_person_now(by=request.actor, concern=found)
    elif do == "approve" and (withheld := withheld_now(found)) is not None:
        actions.approve_withholding(by=request.actor, withholding=withheld)
    elif do == "not_meant":
        actions.clear_named(by=request.actor, named=_row_of(found.named, row))
    elif do == "off_list":
        actions.end_handler(by=request.actor, handler=_row_of(found.handlers, row))
    else:
        raise PermissionDenied("no_such_act")
    messages.success(request, _("Done."))
    still_mine = Concern.objects.handled_by(request.actor).filter(pk=found.pk).exists()
    return redirect("concern", found.pk) if still_mine else redirect("concerns")


def _row_of(rows: Any, row: str) -> Any:
    try:
        return get_object_or_404(rows, pk=uuid.UUID(row))
    except ValueError as no_id:
        raise Http404 from no_id


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _say(form: KindForm, refused: MoveRefused) -> None:
    for reason in refused.reasons:
        form.add_error(None, reason)


def _form_page(
    request: HttpRequest, found: Concern, form: KindForm, title: str, *, lead: str = "", law: Any = ""
) -> HttpResponse:
    page = {"concern": found, "form": form, "title": title, "lead": lead, "law": law}
    return render(request, "safeguarding/form.html", page, status=422 if form.errors else 200)
