"""One meeting: getting ready, who comes, when and where, how, and the end of it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.faces import face_of
from people.policy import decide, require
from plans.enums import PlanState
from plans.process import TransitionRefused
from reviews import actions
from reviews.enums import OPEN, WRITABLE, InvitationAnswer, TakingPart
from reviews.forms import CloseForm, HowForm, WhenForm, WhoForm
from reviews.models import Review
from reviews.reading import asks_now, invited, last_promises, may_be_asked, my_invitation, promises_of, sheets_of
from reviews.views.shared import READ_OR_SEND, about, record_look, review_or_404

WAY_PICTURES = {
    TakingPart.ALL: "people", TakingPart.PART: "clock", TakingPart.VIDEO_CALL: "tablet", TakingPart.SEND: "microphone",
    TakingPart.CARDS: "friends", TakingPart.BEFORE: "pencil", TakingPart.SMALL_CHATS: "talk", TakingPart.WALK: "walk",
    TakingPart.ADVOCATE: "advocate",
}  # fmt: skip


@require_safe
def meeting(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """Everything of one meeting that the reader may see, in the order of getting ready."""
    review = review_or_404(request, review_id)
    record_look(request, review)
    context = about(request, review)
    context |= {
        "asks": context["mine"] and asks_now(review),
        "open": review.state in OPEN,
        "writable": bool(decide(request.actor, "reviews.write", review)),
        "invitation": None if context["mine"] else my_invitation(request.actor, review),
        "people": invited(request.actor, review),
        "sheets": sheets_of(request.actor, review, mine=context["mine"]),
        "promises": promises_of(request.actor, review),
        "last": last_promises(request.actor, review),
        "ways": [str(TakingPart(way).label) for way in review.taking_part],
        "finished": review.state not in WRITABLE,
    }
    return render(request, "reviews/meeting.html", context)


def _form_page(request: HttpRequest, review: Review, template: str, form: Any, **more: Any) -> HttpResponse:
    context = {**about(request, review), "form": form, **more}
    return render(request, f"reviews/{template}.html", context, status=422 if form and form.errors else 200)


def _open_or_404(review: Review) -> None:
    if review.state not in OPEN:
        raise Http404


@require_http_methods(READ_OR_SEND)
def when(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """The day, the time and the place."""
    review = review_or_404(request, review_id)
    require(request.actor, "reviews.plan", review)
    _open_or_404(review)
    initial = {"meets_on": review.meets_on, "meets_at": review.meets_at, "where": review.where}
    form = WhenForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.plan_meeting(by=request.actor, review=review, **form.cleaned_data)
        return redirect("meeting", review.pk)
    record_look(request, review)
    return _form_page(request, review, "when", form)


@require_http_methods(READ_OR_SEND)
def who(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """The faces of my circle: I press those I want there. Nobody else asks anybody."""
    review = review_or_404(request, review_id)
    require(request.actor, "reviews.own", review)
    _open_or_404(review)
    circle = may_be_asked(request.actor, review.person)
    form = WhoForm(request.POST if request.method == "POST" else None, circle=circle)
    if request.method == "POST" and form.is_valid():
        actions.invite(by=request.actor, review=review, connections=form.cleaned_data["connections"])
        messages.success(request, _("Saved. We write to the people you asked."))
        return redirect("meeting", review.pk)
    asked = {each["connection"].pk for each in invited(request.actor, review) if each["asked"]}
    choices = [
        {"value": str(each.pk), "words": each.name, "who": face_of(each), "hint": each.relationship,
         "checked": each.pk in asked}
        for each in circle
    ]  # fmt: skip
    return _form_page(request, review, "who", form, choices=choices)


@require_http_methods(READ_OR_SEND)
def how(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """How I want to take part, and what is off limits."""
    review = review_or_404(request, review_id)
    require(request.actor, "reviews.own", review)
    names = ("taking_part", "taking_part_words", "off_limits", "food_and_music", "champion")
    asked = may_be_asked(request.actor, review.person).filter(review_invitations__review=review)
    form = HowForm(
        request.POST if request.method == "POST" else None, initial={name: getattr(review, name) for name in names},
        asked=asked,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        champion = given.pop("champion")
        actions.say_how(by=request.actor, review=review, **given)
        actions.choose_champion(by=request.actor, review=review, champion=champion)
        return redirect("meeting", review.pk)
    ticked = form["taking_part"].value() or []
    choices = [
        {"value": way.value, "words": way.label, "picture": WAY_PICTURES[way], "checked": way.value in ticked}
        for way in TakingPart
    ]
    return _form_page(request, review, "how", form, choices=choices)


@require_POST
def answer(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """Yes, no or maybe."""
    review = review_or_404(request, review_id)
    invitation = my_invitation(request.actor, review)
    if invitation is None:
        raise Http404
    require(request.actor, "reviews.answer", invitation)
    said = request.POST.get("answer", "")
    if said not in (InvitationAnswer.YES, InvitationAnswer.NO, InvitationAnswer.MAYBE):
        return redirect("meeting", review.pk)
    actions.answer_invitation(by=request.actor, invitation=invitation, answer=InvitationAnswer(said))
    messages.success(request, _("Thank you. %(name)s can see your answer.") % {"name": review.person.preferred_name})
    return redirect("meetings" if said == InvitationAnswer.NO else "meeting", *([] if said == "no" else [review.pk]))


@require_POST
def held(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """The meeting happened."""
    review = review_or_404(request, review_id)
    require(request.actor, "reviews.plan", review)
    for words in actions.hold_review(by=request.actor, review=review):
        messages.info(request, words)
    return redirect("meeting", review.pk)


@require_http_methods(READ_OR_SEND)
def end(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """The end of a review. Where a support plan is being looked at, what happens to it is written down here."""
    review = review_or_404(request, review_id)
    require(request.actor, "reviews.plan", review)
    if review.state not in WRITABLE:
        raise Http404
    plan = review.support_plan
    if plan is None or plan.state != PlanState.IN_REVIEW:
        if request.method == "POST":
            actions.close_review(by=request.actor, review=review)
            return redirect("meeting", review.pk)
        record_look(request, review)
        return _form_page(request, review, "end", None, simple=True)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {key: words for key, words in form.cleaned_data.items() if words and key != "transition"}
        try:
            actions.close_review(
                by=request.actor, review=review, transition=form.cleaned_data["transition"], given=given
            )
            return redirect("meeting", review.pk)
        except TransitionRefused as refused:
            for words in refused.reasons:
                form.add_error(None, str(words))
    record_look(request, review)
    return _form_page(request, review, "end", form)
