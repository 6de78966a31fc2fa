"""The sheets, the cards on them, and what we will do."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from documents.errors import KindError
from people.faces import face_of, face_of_person
from people.models import Connection
from people.policy import decide, require
from plans.actions import close_promise as close_the_promise
from plans.enums import ActionState
from reviews import actions
from reviews.actions.cards import part_for_suggesting
from reviews.enums import WRITABLE
from reviews.forms import THE_PERSON, ActionForm, CardForm
from reviews.models import Review, ReviewAction, ReviewView
from reviews.reading import Card, cards_of, invited, question
from reviews.sheets import BY_KEY
from reviews.views.shared import READ_OR_SEND, about, record_look, review_or_404


def speakers(request: HttpRequest, review: Review) -> list[Connection]:
    """Those asked to the meeting who have not said no: whose words may be typed, who may promise."""
    return [each["connection"] for each in invited(request.actor, review) if each["here"]]


@require_http_methods(READ_OR_SEND)
def sheet(request: HttpRequest, review_id: uuid.UUID, sheet: str) -> HttpResponse:
    """One sheet: its question, the cards, and room for one more."""
    review = review_or_404(request, review_id)
    if sheet not in BY_KEY:
        raise Http404
    if request.method == "POST":
        require(request.actor, "reviews.write", review)
    context = about(request, review)
    writable = bool(decide(request.actor, "reviews.write", review))
    asks = question(BY_KEY[sheet], review.person, mine=context["mine"])
    form = CardForm(
        request.POST or None, initial={"operation": uuid.uuid4()}, label=_("Your words") if not context["runs"] else _("Words"),
        person=review.person, speakers=speakers(request, review) if context["runs"] else None,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and _added(request, review, sheet, form):
        return redirect("meeting_sheet", review.pk, sheet)
    record_look(request, review)
    cards = [_offered(request, card, context["mine"]) for card in cards_of(request.actor, review, sheet)]
    context |= {"sheet": BY_KEY[sheet], "asks": asks, "cards": cards, "form": form, "writable": writable}
    return render(request, "reviews/sheet.html", context, status=422 if form.errors else 200)


def _offered(request: HttpRequest, card: Card, mine: bool) -> dict[str, Any]:
    """A card and whether its words can be taken on to the plan by the reader."""
    if mine:
        can = card.view.is_persons and BY_KEY[card.view.sheet].goes_to is not None
    else:
        can = part_for_suggesting(request.actor, card.view) is not None
    return {"card": card, "can_offer": can and not card.crossed_out}


def _added(request: HttpRequest, review: Review, sheet: str, form: CardForm) -> bool:
    try:
        actions.add_view(by=request.actor, review=review, sheet=sheet, **form.cleaned_data)
    except KindError as kind:
        form.add_error("text", str(kind))
        return False
    return True


CHANGES = {
    "hide": actions.hide, "show": actions.show_again, "cross_out": actions.cross_out, "back": actions.take_back_crossing,
}  # fmt: skip


@require_POST
def card(request: HttpRequest, view_id: uuid.UUID) -> HttpResponse:
    """The person hides a card, shows it again, or crosses it out; whoever said it takes it on to the plan."""
    rows = ReviewView.objects.visible_to(request.actor).select_related("review__person", "author")
    view = get_object_or_404(rows, pk=view_id)
    do = request.POST.get("do", "")
    if do == "offer":
        went = actions.offer_to_plan(by=request.actor, view=view)
        messages.success(request, _("It is in the plan now.") if went else _("These words stay here."))
    else:
        require(request.actor, "reviews.own", view.review)
        if do in CHANGES:
            CHANGES[do](by=request.actor, view=view)
    return redirect("meeting_sheet", view.review_id, view.sheet)


@require_http_methods(READ_OR_SEND)
def new_promise(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """What, who (one name), by when. What was typed stays when something is missing."""
    review = review_or_404(request, review_id)
    require(request.actor, "reviews.plan", review)
    if review.state not in WRITABLE:
        raise Http404
    people = speakers(request, review)
    form = ActionForm(request.POST or None, initial={"operation": uuid.uuid4()}, person=review.person, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            actions.agree_action(by=request.actor, review=review, **form.promise())
            return redirect("meeting", review.pk)
        except KindError as kind:
            form.add_error("what", str(kind))
    record_look(request, review)
    picked = form["who"].value()
    faces = [(THE_PERSON, face_of_person(review.person)), *((str(each.pk), face_of(each)) for each in people)]
    choices = [{"value": key, "words": face.name, "who": face, "checked": picked == key} for key, face in faces]
    context = {**about(request, review), "form": form, "choices": choices}
    return render(request, "reviews/promise.html", context, status=422 if form.errors else 200)


@require_POST
def close_promise(request: HttpRequest, promise_id: uuid.UUID) -> HttpResponse:
    """Only the person says that somebody did what they promised."""
    rows = ReviewAction.objects.visible_to(request.actor).with_people()
    kept = get_object_or_404(rows, pk=promise_id)
    require(request.actor, "plans.close_action", kept.action)
    state = ActionState.DONE if request.POST.get("state") == ActionState.DONE else ActionState.STOPPED
    close_the_promise(by=request.actor, action=kept.action, state=state)
    back = request.POST.get("meeting", "")
    known = Review.objects.visible_to(request.actor).filter(person=kept.review.person_id)
    here = next((each.pk for each in known if str(each.pk) == back), kept.review_id)
    return redirect("meeting", here)
