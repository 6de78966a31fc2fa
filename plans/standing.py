"""In which one place somebody stands towards a support plan, and who is too close to decide on it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from people.actors import Actor
from people.enums import OrganisationKind, Role, Voice
from people.models import Assignment, Connection, RecordedAuthority, StaffRole
from plans.models import SupportPlan
from plans.process import FIN, PN, SYS, TM, A, C, F, P, R, Transition, Who, leaving

OF_ROLE = {Role.TEAM_MANAGER: TM, Role.PANEL: PN, Role.FINANCE: FIN}
# Acting on a plan as a whole reaches this place of it: an authority over money alone does not.
PLACE_OF_THE_PROCESS = "meeting"


def standing(actor: Actor, support_plan: SupportPlan) -> Who | None:
    """The actor's one place, or None. The person is always the person; staff stand in the role they picked.

    Nobody stands in two places at once, so that nobody is on both sides of a decision.
    """
    if actor.system:
        return SYS
    if actor.user is None or actor.read_only or actor.token_scopes is not None:
        return None
    if actor.is_person(support_plan.person):
        return P
    return _as_staff(actor, support_plan) if actor.staff_role else _around_the_person(actor, support_plan)


def open_to(actor: Actor, support_plan: SupportPlan) -> tuple[Transition, ...]:
    """The transitions that the actor may try from where the plan is now. Their guards may still say no."""
    place = standing(actor, support_plan)
    return tuple(row for row in leaving(support_plan.state) if place in row.who)


def authority_held(actor: Actor, support_plan: SupportPlan) -> RecordedAuthority | None:
    """The seen, live authority by which the actor reaches the process (MCA 2005 ss.9, 16), or None."""
    held = RecordedAuthority.objects.in_force().filter(
        person=support_plan.person_id, connection__user=actor.user, places__contains=[PLACE_OF_THE_PROCESS]
    )
    return held.order_by("starts_on", "pk").first()


def ties(actor: Actor, support_plan: SupportPlan) -> str | None:
    """Why the actor is too close to decide on this plan, in words; None when free.

    Section 1.3: nobody signs off what they wrote, facilitated or profit from. It looks at the human being,
    not at the role picked, so a second role does not help; and at ties that have ended too.
    """
    user = actor.user
    if user is None or support_plan.person.user_id == user.pk:
        return _("This is your own plan. Somebody else decides on it.")
    if support_plan.facilitator_id == user.pk:
        return _("You helped to make this plan. Somebody else decides on it.")
    if support_plan.snapshots.filter(made_by=user).exists():
        return _("You sent this plan. Somebody else decides on it.")
    if Connection.objects.filter(circle_id=support_plan.person_id, user=user).exists():
        return _("You are tied to this person. Somebody else decides on it.")
    if StaffRole.objects.live().filter(user=user, organisation__kind=OrganisationKind.PROVIDER).exists():
        return _("You work for a provider. Somebody else decides on it.")
    return None


def deciders(support_plan: SupportPlan) -> list[StaffRole]:
    """At most two live team managers of the council: enough to know whether a name can be told."""
    managers = StaffRole.objects.live().filter(organisation=support_plan.organisation_id, role=Role.TEAM_MANAGER)
    return list(managers.select_related("user").order_by("starts_on", "pk")[:2])


def _as_staff(actor: Actor, support_plan: SupportPlan) -> Who | None:
    if actor.organisation_id != str(support_plan.organisation_id):
        return None
    if actor.role != Role.FACILITATOR:
        return OF_ROLE.get(Role(actor.role))
    assigned = Assignment.objects.live().filter(
        user=actor.user, person=support_plan.person_id, connection__ended_at__isnull=True
    )
    return F if assigned.exists() else None


def _around_the_person(actor: Actor, support_plan: SupportPlan) -> Who | None:
    if authority_held(actor, support_plan) is not None:
        return R
    voices = set(
        Connection.objects.live()
        .filter(circle_id=support_plan.person_id, user=actor.user)
        .values_list("voice", flat=True)
    )
    if Voice.ADVOCATE in voices:
        return A
    return C if Voice.FAMILY in voices else None
