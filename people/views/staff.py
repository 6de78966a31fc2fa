"""Staff: what is mine to do, which role I act in, and, for administrators, who works here and with whom."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import actions, staffing
from people.actions.accounts import open_staff_account
from people.actions.leaving import end_account
from people.enums import Role
from people.faces import face_of_person
from people.forms.staff import ChangeWorkForm, StaffForm, WorkForm
from people.middleware import ACTING_ROLE
from people.models import Organisation
from people.policy import require


@require_safe
def staff_home(request: HttpRequest) -> HttpResponse:
    """My people with their end dates, and the ways to what my role does."""
    _staff_only(request)
    people = [
        {"who": face_of_person(work.person), "name": work.person.preferred_name, "purpose": work.purpose,
         "ends_on": work.ends_on, "person_id": work.person_id}
        for work in staffing.my_assignments(request.actor)
    ]  # fmt: skip
    page = {"people": people, "roles": staffing.roles_of(request.user), "acting": request.actor.staff_role}
    return render(request, "people/staff/home.html", page)


@require_POST
def act_as(request: HttpRequest) -> HttpResponse:
    """Pick the one role I act in now: nobody stands on both sides of a decision."""
    _staff_only(request)
    picked = request.POST.get("role", "")
    if picked not in {str(role.pk) for role in staffing.roles_of(request.user)}:
        raise Http404
    request.session[ACTING_ROLE] = picked
    return redirect("staff_home")


@require_http_methods(["GET", "HEAD", "POST"])
def staff_list(request: HttpRequest) -> HttpResponse:
    """Who works here, and a form for somebody new. An administrator sets up accounts and opens no plan."""
    organisation = _administered(request)
    form = StaffForm(request.POST or None, giver=request.user)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
        open_staff_account(by=request.actor, organisation=organisation, **given)
        messages.success(request, _("%(name)s can sign in now.") % {"name": given["name"]})
        return redirect("staff_list")
    page = {"form": form, "roles": staffing.staff_of(organisation), "organisation": organisation}
    return render(request, "people/staff/list.html", page)


@require_POST
def end_staff_role(request: HttpRequest, role_id: UUID) -> HttpResponse:
    """End a role today. With the last one, the work with people ends as well."""
    role = staffing.staff_of(_administered(request)).filter(pk=role_id).first()
    if role is None:
        raise Http404
    if role.user_id == request.user.pk:
        messages.info(request, _("Ask another administrator to end your own role."))
        return redirect("staff_list")
    actions.end_role(by=request.actor, staff_role=role)
    messages.success(request, _("That role has ended."))
    return redirect("staff_list")


@require_http_methods(["GET", "HEAD", "POST"])
def end_staff_account(request: HttpRequest, role_id: UUID) -> HttpResponse:
    """Somebody leaves: what closes is said first, and closes with one press."""
    organisation = _administered(request)
    role = staffing.staff_of(organisation).filter(pk=role_id).first()
    if role is None:
        raise Http404
    if request.method != "POST":
        return render(request, "people/staff/leaves.html", {"role": role})
    end_account(by=request.actor, user=role.user, organisation=organisation)
    messages.success(
        request, _("%(name)s is signed out everywhere. Nothing opens for them here.") % {"name": role.user}
    )
    return redirect("staff_list")


@require_http_methods(["GET", "HEAD", "POST"])
def change_work(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """Another last day, or other words for what it is for. The person sees both."""
    work = staffing.work_of(_administered(request)).filter(pk=assignment_id).select_related("connection").first()
    if work is None:
        raise Http404
    form = ChangeWorkForm(request.POST or None, initial={"purpose": work.purpose, "ends_on": work.ends_on})
    if request.method == "POST" and form.is_valid():
        actions.change_work(by=request.actor, assignment=work, **form.cleaned_data)
        messages.success(request, _("Kept. The person can read it."))
        return redirect("staff_work")
    return render(request, "people/staff/change_work.html", {"form": form, "work": work})


@require_http_methods(["GET", "HEAD", "POST"])
def staff_work(request: HttpRequest) -> HttpResponse:
    """Who works with whom, until when, and a form to ask somebody. Names and dates, and nothing of a plan."""
    organisation = _administered(request)
    form = WorkForm(request.POST or None, organisation=organisation, giver=request.user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.assign(
            by=request.actor, person=given["reference"], user=given["user"], role=Role.FACILITATOR,
            purpose=given["purpose"], starts_on=given["starts_on"], ends_on=given["ends_on"],
        )  # fmt: skip
        messages.success(request, _("Done. They are in the person's circle now, and see nothing yet."))
        return redirect("staff_work")
    return render(request, "people/staff/work.html", {"form": form, "work": staffing.work_of(organisation)})


@require_POST
def end_work(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """The work is over today: all that was shared with it closes."""
    work = staffing.work_of(_administered(request)).filter(pk=assignment_id).first()
    if work is None:
        raise Http404
    actions.end_assignment(by=request.actor, assignment=work)
    messages.success(request, _("That work has ended."))
    return redirect("staff_work")


def _staff_only(request: HttpRequest) -> None:
    if not request.user.is_staff_member:
        raise PermissionDenied("not_staff")


def _administered(request: HttpRequest) -> Organisation:
    """The organisation whose accounts this actor looks after; 403 for everybody else."""
    organisation = request.actor.organisation
    require(request.actor, "people.configure", organisation)
    if organisation is None:
        raise PermissionDenied("not_administrator")
    return organisation
