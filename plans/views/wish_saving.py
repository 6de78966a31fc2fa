"""A wish is kept while it is written, as an answer is: with its version and operation, and no word of anybody's is lost."""

from __future__ import annotations

from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.errors import KindError
from plans import actions
from plans.forms import OutcomeForm
from plans.models import Outcome, Part
from plans.views.keeping import refused_to_a_reader, refused_to_another
from plans.views.parts import record_look
from plans.views.questions import saved_words


def is_sent_by_script(request: HttpRequest) -> bool:
    """Whether a script sends these words, and waits to be told what became of them."""
    return request.method == "POST" and "application/json" in request.headers.get("Accept", "")


def typed_for(request: HttpRequest, part: Part) -> str:
    """The name of the person, for somebody who helps to write; blank for the person."""
    person = part.plan.person
    return "" if request.actor.is_person(person) else person.preferred_name


def saved_by_script(request: HttpRequest, part: Part, found: Outcome | None) -> JsonResponse:
    """Save a wish while it is written, in whole.

    Out: item (the wish: another one when both were kept), version, url (where it is changed from now on), saved, said, and
    theirs: the fields that somebody else changed meanwhile, which the page did not know. Or fix, as for an answer.
    """
    refused = refused_to_another(request) or refused_to_a_reader(request, part)
    if refused:
        return refused
    name = typed_for(request, part)
    form = OutcomeForm(request.POST, name=name)
    if not form.is_valid():
        return JsonResponse({"fix": _fix(form, name)}, status=422)
    try:
        saved = actions.save_outcome(by=request.actor, part=part, outcome=found, **form.wish())
    except KindError as fix:
        return JsonResponse({"fix": str(fix)}, status=422)
    except Outcome.DoesNotExist:
        raise Http404 from None
    own = saved.pk == (found.pk if found else form.cleaned_data["operation"])
    theirs = form.theirs(saved) if own else {}
    if theirs:  # it shows more than was sent
        record_look(request.actor, part.plan.person, obj=part, part_key=part.tool)
    told = {
        "item": str(saved.pk), "version": saved.version, "url": reverse("change_outcome", args=[saved.pk]),
        "saved": saved_words(), "said": _said(saved, own, theirs), "theirs": theirs,
    }  # fmt: skip
    return JsonResponse(told)


def _said(saved: Outcome, own: bool, theirs: dict[str, str]) -> str:
    if theirs:
        return _("Somebody else changed this too. Their words are here now.")
    if own:
        return ""
    if saved.beside_id is None:
        return _("Somebody took this out. Your words are a wish of their own now.")
    return _("Somebody changed this at the same time. Both are kept. You can choose.")


def _fix(form: OutcomeForm, name: str) -> str:
    """The first thing to put right. A wish needs its first line; the other words wait for it."""
    if form.has_error("in_my_words", "required"):
        if name:
            return _("Not saved yet. First say what %(name)s wants to be different.") % {"name": name}
        return _("Not saved yet. First say what you want to be different.")
    return next(str(problems[0]) for problems in form.errors.values())
