"""Pages that span apps, health, and the kind pages for when something is not to be had."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from partnership_boards.models import BoardMember


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page to somebody signed out; else the page where their own work begins."""
    if not request.user.is_authenticated:
        return render(request, "pcp/front.html")
    if getattr(request.user, "person", None) is not None:
        return redirect("my_plan")
    if request.user.is_staff_member:
        return redirect("staff_home")
    sits_on_a_board = BoardMember.objects.of(request.actor).exists()
    return redirect("boards" if sits_on_a_board else "shared_with_me")


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this is, who made the pictures and the typeface, and where the source is."""
    return render(request, "pcp/about.html")


@login_not_required
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for those who build and test pages."""
    return render(request, "components_page.html")


@login_not_required
@require_safe
def ask_for_help(request: HttpRequest) -> HttpResponse:
    """Whom to turn to: somebody I trust, an advocate, the council's phone, 999."""
    person = getattr(request.user, "person", None) if request.user.is_authenticated else None
    return render(request, "pcp/help.html", {"person": person, "organisation": getattr(person, "organisation", None)})


@login_not_required
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers. It asks nothing of anything else."""
    return JsonResponse({"live": True})


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and is migrated; the broker is told of, but reading goes on without it."""
    try:
        executor = MigrationExecutor(connection)
        waiting = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except OperationalError:
        return JsonResponse({"database": False}, status=503)
    try:
        cache.set("ready", "1", 5)
        broker = True
    except RedisError:
        broker = False
    return JsonResponse({"database": True, "migrated": not waiting, "broker": broker}, status=503 if waiting else 200)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def resting(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or in another tab: say so, and keep what was typed in the page."""
    secret = ("csrfmiddlewaretoken", "password", "code")
    typed = [value for name, value in request.POST.items() if not any(each in name for each in secret)]
    return render(request, "csrf.html", {"typed": [text for text in typed if text.strip()]}, status=403)
