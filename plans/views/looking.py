"""Staff say why they look at something outside of their ordinary work; the data protection lead reads what was said."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import timedelta
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.policy import require
from plans.actions.looking import say_why as keep_why
from plans.forms.looking import WhyForm
from plans.looking import people_to_say_why_for
from plans.models import LookReason
from plans.staff_enums import Oddity, WhyLook

LOOKED_BACK = timedelta(days=7)
MOST_ROWS = 200


@require_http_methods(["GET", "HEAD", "POST"])
def say_why(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """What is it for? Asked before anything is shown; it tells nothing of the person but the name that is known."""
    person = get_object_or_404(people_to_say_why_for(request.actor), pk=person_id)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        keep_why(
            by=request.actor, person=person, code=WhyLook(form.cleaned_data["code"]), words=form.cleaned_data["words"]
        )
        return redirect(_on(request))
    page = {"form": form, "person": person, "next": _on(request)}
    return render(request, "plans/looking/say_why.html", page, status=422 if form.errors else 200)


def _on(request: HttpRequest) -> str:
    """The page that was asked for, when it is one of this site; else the start of a working day."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if ours else reverse("staff_home")


@require_safe
def odd_looks(request: HttpRequest) -> HttpResponse:
    """Looks of the last week that were out of the ordinary, by person: rows of looks, and nothing of what was read.

    There is no list by worker and no sum for one: it is about looks, and never a measure of how somebody works.
    """
    organisation = request.actor.organisation
    if organisation is None:
        raise Http404
    require(request.actor, "plans.read_odd_looks", organisation)
    said = LookReason.objects.visible_to(request.actor).filter(given_at__gt=timezone.now() - LOOKED_BACK)
    rows = list(
        said.select_related("person", "user").order_by("person__preferred_name", "person", "-given_at")[:MOST_ROWS]
    )
    people = [_case(list(each)) for _key, each in groupby(rows, key=lambda row: row.person_id)]
    return render(request, "plans/looking/odd_looks.html", {"people": people, "organisation": organisation})


def _case(rows: list[LookReason]) -> dict[str, object]:
    """One person: how often each kind was met, and each look with the worker's own reason."""
    kinds = Counter(kind for row in rows for kind in row.oddities)
    return {
        "person": rows[0].person,
        "kinds": [{"name": str(Oddity(kind).label), "times": times} for kind, times in sorted(kinds.items())],
        "rows": [
            {
                "at": row.given_at, "who": row.user.name, "why": row.get_code_display(), "words": row.words,
                "kinds": ", ".join(str(Oddity(kind).label) for kind in row.oddities) or _("Ordinary by now"),
            }
            for row in rows
        ],
    }  # fmt: skip
