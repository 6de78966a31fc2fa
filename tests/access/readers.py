"""Who may read the words of each row: the list of what owns it, asked apart from the pages that show it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from people.actors import Actor
from people.enums import Role
from tests.access.canaries import Planted

Rows = QuerySet[Any]
# A row with no list of its own is read with the row that it hangs on: the first of these that it has.
HANGS_ON = (
    "concern", "record", "decision", "screen", "referral", "support_plan", "outcome", "published", "path", "action",
    "review", "part", "connection", "circle", "person", "upload", "file",
)  # fmt: skip


def _rows(label: str) -> Rows:
    return apps.get_model(label)._base_manager.all()


def visible(label: str, actor: Actor) -> Rows:
    """The rows of a kind whose words this actor may read."""
    if label in READERS:
        return READERS[label](actor)
    manager = apps.get_model(label)._default_manager
    if hasattr(manager.all(), "visible_to"):
        return manager.visible_to(actor)
    return with_its_owner(label, actor)


def with_its_owner(label: str, actor: Actor) -> Rows:
    model: type[Model] = apps.get_model(label)
    names = {each.name: each for each in model._meta.concrete_fields if each.is_relation}
    name = next((each for each in HANGS_ON if each in names), None)
    if name is None:
        return _rows(label).none()
    owner = visible(names[name].related_model._meta.label, actor)
    return _rows(label).filter(**{f"{name}__in": owner.order_by().values("pk")})


def _tied(actor: Actor, label: str, name: str) -> Rows:
    """The keys of the people who stand by name in rows that this actor reads."""
    return visible(label, actor).order_by().values(name)


def connections(actor: Actor) -> Rows:
    """My circle's, myself, whom the person shows, and whoever stands beside words that I read: who said or promised
    them, who wrote a card, who is asked to a meeting of mine, and everybody on rings that I am shown."""
    rings = visible("plans.Part", actor).filter(tool="relationship_circle").values("plan__person__circle")
    said = (
        ("plans.Item", "said_by"), ("plans.OutcomeChange", "told_by"), ("plans.Action", "who_connection"),
        ("reviews.ReviewView", "author"), ("reviews.ReviewInvitation", "connection"),
        ("safeguarding.RiskPlace", "connection"), ("safeguarding.RiskView", "connection"),
        ("people.RecordedAuthority", "connection"), ("rights.AdvocacyReferral", "connection"),
    )  # fmt: skip
    shown = Q(pk__in=_listed("people.Connection", actor).order_by().values("pk")) | Q(circle__in=rings)
    for label, name in said:
        shown |= Q(pk__in=_tied(actor, label, name))
    # Who decided on money stands by name beside what they decided.
    decided = _tied(actor, "budgets.LedgerEntry", "author")
    shown |= Q(user__in=decided, circle__in=_tied(actor, "budgets.LedgerEntry", "support_plan__person__circle"))
    return _rows("people.Connection").filter(shown)


def people(actor: Actor) -> Rows:
    """Whom I am tied to; whose plan is sent to me; whom I asked to open; and, for an administrator, who is helped by
    the staff they manage: the name, and nothing else about them."""
    shown = Q(pk__in=_listed("people.Person", actor).order_by().values("pk"))
    shown |= Q(pk__in=_tied(actor, "plans.SupportPlan", "person")) | Q(
        pk__in=_tied(actor, "plans.AccessOverride", "person")
    )
    if actor.role == Role.ORG_ADMIN:
        shown |= Q(organisation=actor.organisation, assignments__isnull=False)
    return _rows("people.Person").filter(shown)


def users(actor: Actor) -> Rows:
    """Myself; the account behind each name that I am shown; who wrote, made or runs for me what I read, and who will
    decide on it; who sits on my board; and an administrator's own staff."""
    shown = Q(pk=actor.user_id) | Q(pk__in=connections(actor).order_by().values("user"))
    shown |= Q(pk__in=people(actor).order_by().values("user"))
    for label, name in (
        ("plans.SupportPlan", "facilitator"), ("plans.Snapshot", "made_by"), ("rights.AdvocacyReferral", "written_by"),
        ("reviews.Review", "facilitator"), ("partnership_boards.BoardMember", "user"),
        ("budgets.LedgerEntry", "author"),
    ):  # fmt: skip
        shown |= Q(pk__in=_tied(actor, label, name))
    council = _tied(actor, "plans.SupportPlan", "organisation")
    shown |= Q(staff_roles__role__in=DECIDERS, staff_roles__organisation__in=council)
    if actor.role == Role.ORG_ADMIN:
        shown |= Q(staff_roles__organisation=actor.organisation)
    return _rows("people.User").filter(shown)


def work(actor: Actor) -> Rows:
    """Who helps whom and what for: the person, the worker, and who sets the work."""
    mine = Q(person__user=actor.user) | Q(user=actor.user)
    if actor.role == Role.ORG_ADMIN:
        mine |= Q(person__organisation=actor.organisation)
    return _rows("people.Assignment").filter(mine)


def drafts(label: str) -> Callable[[Actor], Rows]:
    """A support plan's own rows: for the person and who helps them write it. Deciders read the frozen copy alone."""

    def read(actor: Actor) -> Rows:
        if actor.role in DECIDERS:
            return _rows(label).none()
        return _rows(label).filter(support_plan__in=_tied(actor, "plans.SupportPlan", "pk"))

    return read


def history(label: str, owner: str) -> Callable[[Actor], Rows]:
    """What was written before is its writer's side alone, whoever reads what stands now."""
    return lambda actor: _rows(label).filter(**{owner: actor.user_id})


def record(actor: Actor) -> Rows:
    """The record about me, and my own acts."""
    about = [str(pk) for pk in _rows("people.Person").filter(user=actor.user_id).values_list("pk", flat=True)]
    return _rows("audit.AuditEntry").filter(Q(about_person__in=about) | Q(actor_id=str(actor.user_id)))


def files(actor: Actor) -> Rows:
    """The words under a photo go with the answer, the wish or the face that it belongs to."""
    keys: set[Any] = set()
    for label, name in (
        ("plans.Item", "photo"), ("plans.Item", "recording"), ("plans.OutcomeChange", "photo"),
        ("people.Connection", "photo"), ("people.Person", "photo"),
    ):  # fmt: skip
        keys |= set(visible(label, actor).order_by().values_list(name, flat=True))
    return _rows("documents.StoredFile").filter(Q(pk__in=keys - {None}) | Q(added_by=str(actor.user_id)))


def corrections(actor: Actor) -> Rows:
    """Mine to ask or answer; and beside the record that they are about, for everybody who reads that record."""
    beside = Q(person__in=_tied(actor, "plans.SupportPlan", "person")) & ~Q(kind__in=["details", "question"])
    listed = _listed("my_data.Correction", actor).order_by().values("pk")
    return _rows("my_data.Correction").filter(Q(pk__in=listed) | beside)


def promises(actor: Actor) -> Rows:
    """Those of my plan and of wishes I see, mine, and the ones of meetings that I run."""
    listed = _listed("plans.Action", actor).order_by().values("pk")
    return _rows("plans.Action").filter(Q(pk__in=listed) | Q(pk__in=_tied(actor, "reviews.ReviewAction", "action")))


def concerns(actor: Actor) -> Rows:
    """The lead's, the person's own where they may know; and whoever told reads back what they told."""
    listed = _listed("safeguarding.Concern", actor).order_by().values("pk")
    return _rows("safeguarding.Concern").filter(Q(pk__in=listed) | Q(told_by=actor.user_id))


def _listed(label: str, actor: Actor) -> Rows:
    return apps.get_model(label)._default_manager.visible_to(actor)


def nobody(label: str) -> Callable[[Actor], Rows]:
    return lambda actor: _rows(label).none()


DECIDERS = (Role.TEAM_MANAGER, Role.PANEL, Role.FINANCE)


def of_a_path(actor: Actor) -> Rows:
    """A board's path as it lists it; what a step said goes with the action that the board made public out of it."""
    listed = Q(pk__in=_listed("partnership_boards.PathEntry", actor).order_by().values("pk"))
    made = Q(action__in=_tied(actor, "partnership_boards.BoardAction", "pk"))
    return _rows("partnership_boards.PathEntry").filter(listed | made)


READERS: dict[str, Callable[[Actor], Rows]] = {
    "partnership_boards.PathEntry": of_a_path,
    "people.Connection": connections,
    "people.Person": people,
    "people.User": users,
    "people.Assignment": work,
    "people.Letter": nobody("people.Letter"),
    "people.LocalLetter": nobody("people.LocalLetter"),
    "people.StoppedLetters": nobody("people.StoppedLetters"),
    "people.Invitation": lambda actor: _rows("people.Invitation").filter(
        connection__circle__person__user=actor.user_id
    ),
    "plans.Action": promises,
    # Whoever decides reads what was tried, and settles the money that they agree to.
    "plans.ReasonableStep": lambda actor: with_its_owner("plans.ReasonableStep", actor),
    # Whoever reads the money of a plan reads what was settled: an attorney for money knows no more of the plan.
    "budgets.Statement": lambda actor: (
        with_its_owner("budgets.Statement", actor)
        | _rows("budgets.Statement").filter(support_plan__in=_tied(actor, "budgets.LedgerEntry", "support_plan"))
    ),
    "plans.PartAsItWas": lambda actor: _rows("plans.PartAsItWas").filter(connection__user=actor.user_id),
    "plans.OutcomeEvent": history("plans.OutcomeEvent", "part__plan__person__user"),
    "plans.ItemEvent": history("plans.ItemEvent", "part__plan__person__user"),
    "plans.NoteEvent": history("plans.NoteEvent", "plan__person__user"),
    "documents.StoredFile": files,
    "audit.AuditEntry": record,
    "my_data.Correction": corrections,
    "safeguarding.Concern": concerns,
    **{
        f"plans.{name}": drafts(f"plans.{name}")
        for name in ("Need", "SupportPlanEntry", "AdvocacyScreen", "LibertyScreen")
    },
}


def may_read(actor: Actor, planted: Planted) -> set[str]:
    """Every token that this actor may come across."""
    if actor.user is None:
        return set()
    labels = {label for label, _key, _name in planted.where.values()}
    rows = {label: set(visible(label, actor).order_by().values_list("pk", flat=True)) for label in labels}
    return {token for token, (label, key, _name) in planted.where.items() if key in rows[label]}
