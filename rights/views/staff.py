"""The facilitator's pages: everything that is written about one person's rights, and one sheet for each thing."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.faces import face_of_person
from people.models import Person, RecordedAuthority
from people.policy import decide, require
from plans.models import SupportPlan
from rights import reading
from rights.forms.advocacy import ByLawForm, EndReferralForm, ReferralForm
from rights.forms.authority import AdvanceForm, AuthorityForm, EndAuthorityForm, SeenForm
from rights.forms.best_interests import BestInterestsForm
from rights.forms.capacity import CapacityForm
from rights.forms.liberty import AuthorisationForm, EndAuthorisationForm, RestrictionForm
from rights.forms.sheets import Sheet
from rights.forms.words import AnswerForm
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


@dataclass(frozen=True)
class Page:
    """A sheet, the rows that it can change (None: it only begins new ones), and where a row is read afterwards."""

    form: type[Sheet]
    model: Any = None
    begins: bool = True
    read_at: str = ""


PAGES: dict[str, Page] = {
    "authority": Page(AuthorityForm),
    "authority-seen": Page(SeenForm, RecordedAuthority, begins=False),
    "authority-end": Page(EndAuthorityForm, RecordedAuthority, begins=False),
    "ahead": Page(AdvanceForm),
    "capacity": Page(CapacityForm, CapacityRecord, read_at="capacity_record"),
    "best-interests": Page(BestInterestsForm, BestInterestsDecision, read_at="best_interests"),
    "freedom": Page(RestrictionForm),
    "authorisation": Page(AuthorisationForm, LibertyAuthorisation),
    "authorisation-end": Page(EndAuthorisationForm, LibertyAuthorisation, begins=False),
    "advocate": Page(ReferralForm, AdvocacyReferral),
    "advocate-end": Page(EndReferralForm, AdvocacyReferral, begins=False),
    "advocate-by-law": Page(ByLawForm, AdvocacyReferral, begins=False),
    "answer": Page(AnswerForm, PersonsWords, begins=False),
}


@require_safe
def person_rights(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """All that is written about one person's rights, newest first, with the way to write each."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=person_id)
    require(request.actor, "rights.write", person)
    note_look(request, person, "rights.all_read")
    return render(request, "rights/staff.html", {**_about(request, person), **_liberty(request, person)})


def _about(request: HttpRequest, person: Person) -> dict[str, Any]:
    actor, mine = request.actor, {"person": person}
    said = list(PersonsWords.objects.visible_to(actor).filter(**mine))
    held = RecordedAuthority.objects.visible_to(actor).filter(**mine).select_related("connection__photo")
    referrals = AdvocacyReferral.objects.visible_to(actor).filter(**mine).select_related("connection")
    return {
        "person": person,
        "face": face_of_person(person),
        "authorities": [reading.authority_of(each, said) for each in held.order_by("-starts_on")],
        "ahead": list(AdvanceDecision.objects.visible_to(actor).filter(**mine)),
        "records": list(CapacityRecord.objects.visible_to(actor).filter(**mine)),
        "interests": list(BestInterestsDecision.objects.visible_to(actor).filter(**mine).whole()),
        "referrals": [{"row": each, "rows": reading.referral_rows(each)} for each in referrals],
        "said": said,
        "waiting": [words for words in said if words.answered_at is None],
    }


def _liberty(request: HttpRequest, person: Person) -> dict[str, Any]:
    screen = RestrictionScreen.objects.visible_to(request.actor).filter(person=person).select_related("answer").first()
    given = LibertyAuthorisation.objects.visible_to(request.actor).current().filter(person=person)
    language = get_language() or "en-gb"
    return {
        "screen": screen,
        "limits": reading.limits_of(screen) if screen else [],
        "given": [
            {"row": each, "name": each.scheme.name_in(language), "rows": reading.authorisation_rows(each),
             "ends": reading.ends_words(each)}
            for each in given.select_related("scheme")
        ],
        "open_plan": _open_plan(request, person),
    }  # fmt: skip


def _open_plan(request: HttpRequest, person: Person) -> SupportPlan | None:
    """The support plan of this person that the actor may write on now, if there is one."""
    plans = SupportPlan.objects.visible_to(request.actor).with_person().filter(person=person).order_by("-created_at")
    return next((plan for plan in plans[:3] if decide(request.actor, "plans.write_support_plan", plan)), None)


@require_http_methods(["GET", "HEAD", "POST"])
def new_right(request: HttpRequest, person_id: uuid.UUID, sheet: str) -> HttpResponse:
    """Begin one of the sheets above for a person."""
    page = PAGES.get(sheet)
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=person_id)
    if page is None or not page.begins:
        raise Http404
    require(request.actor, "rights.write", person)
    return _write(request, page, person, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change_right(request: HttpRequest, sheet: str, row_id: uuid.UUID) -> HttpResponse:
    """Go on with one that was begun, end it, or answer it."""
    page = PAGES.get(sheet)
    if page is None or page.model is None:
        raise Http404
    row = get_object_or_404(page.model.objects.visible_to(request.actor).select_related("person"), pk=row_id)
    require(request.actor, "rights.write", row.person)
    if page.read_at and row.closed_at is not None:
        return redirect(page.read_at, row.pk)
    return _write(request, page, row.person, row)


def _write(request: HttpRequest, page: Page, person: Person, row: Any) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    plan = _open_plan(request, person)
    form = page.form(posted, by=request.actor, person=person, row=row, support_plan=plan)
    if posted is not None and form.is_valid() and (kept := form.act()) is not None:
        messages.success(request, _("Saved."))
        return redirect(page.read_at, kept.pk) if page.read_at else redirect("person_rights", person.pk)
    note_look(request, person, "rights.sheet_read", row)
    shown = {"form": form, "person": person, "face": face_of_person(person), "words": getattr(row, "words", "")}
    return render(request, "rights/sheet.html", shown)
