"""The person's page of programs: let one in, see when it was last used, stop it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from api import actions
from api.forms import TokenForm
from api.models import Token
from people.policy import decide, require


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("secret")
def tokens(request: HttpRequest) -> HttpResponse:
    """My programs. A new one's secret is in the answer to its making and nowhere else, so it is shown once."""
    form, secret, made = TokenForm(request.POST or None), "", None
    if request.method == "POST":
        require(request.actor, "api.make_token", request.actor.user)
        if form.is_valid():
            made, secret = actions.make_token(by=request.actor, user=request.actor.user, **form.cleaned_data)
            form = TokenForm()
    context = {
        "form": form, "secret": secret, "made": made, "tokens": Token.objects.visible_to(request.actor).live(),
        "may_make": bool(decide(request.actor, "api.make_token", request.actor.user)),
    }  # fmt: skip
    return render(request, "api/tokens.html", context, status=422 if form.errors else 200)


@require_POST
def stop(request: HttpRequest, token_id: uuid.UUID) -> HttpResponse:
    """Stop this one, at once."""
    token = get_object_or_404(Token.objects.visible_to(request.actor), pk=token_id)
    require(request.actor, "api.stop_token", token)
    actions.stop_token(by=request.actor, token=token)
    messages.success(request, _("%(name)s is stopped. It can do nothing now.") % {"name": token.name})
    return redirect("tokens")
