"""Named reads of this app. `reachable` is the whole rule of who sees a part, as part of the reading statement."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Exists, F, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from people.composed import Composed
from people.enums import Level, Role
from people.models import Connection, RecordedAuthority, Slip

if TYPE_CHECKING:
    import uuid
    from datetime import datetime

    from people.actors import Actor
    from plans.models import Part

KEPT_AFTER_TAKING_OUT = timedelta(days=30)
# One step above every slip: the person, or somebody with legal authority over this place of the plan.
OWNER_LEVEL = max(Level) + 1


def slips_on(actor: Actor, part: str = "") -> models.QuerySet[Slip]:
    """The actor's live slips that hold the outer row's part. `part` is the path to it, such as "part__"."""
    return (
        Slip.objects.live()
        .of(actor)
        .filter(content_object=OuterRef(f"{part}plan_id"), part_ids__contains=[OuterRef(f"{part}id")])
    )


def slips_to_words_of_now(actor: Actor, part: str = "") -> models.QuerySet[Slip]:
    """The same without those by which the actor sees the part as it was: they read a copy (`plans.as_it_was`)."""
    return slips_on(actor, part).exclude(as_it_was_ids__contains=[OuterRef(f"{part}id")])


def authority_over(actor: Actor, part: str = "") -> models.QuerySet[RecordedAuthority]:
    return RecordedAuthority.objects.in_force().filter(
        connection__user=actor.user, person=OuterRef(f"{part}plan_id"), places__contains=[OuterRef(f"{part}place")]
    )


def owned(actor: Actor, part: str = "") -> Q:
    """Whether the outer row's part is the actor's own, or theirs to act for in law (Mental Capacity Act 2005)."""
    if actor.user is None:
        return Q(pk__in=[])
    return Q(**{f"{part}plan__person__user": actor.user}) | Q(Exists(authority_over(actor, part)))


def open_or_typed_by(actor: Actor) -> Q:
    """Answers that are not "just for me", and those of the others whose words this very actor typed."""
    return Q(only_me=False) | Q(typed_by=actor.user)


def reachable(actor: Actor, part: str = "") -> Q:
    """Whether the outer row's part may be known by the actor: mine, held by law, or on a live slip of mine.

    Source: DESIGN "Who sees what"; nobody else, whatever their job.
    """
    if actor.user is None and actor.connection is None:
        return Q(pk__in=[])
    return _owned_or(Q(Exists(slips_on(actor, part))), actor, part)


def readable(actor: Actor, part: str = "") -> Q:
    """Whether the actor may read what stands in the outer row's part now: `reachable`, but for a copy as it was."""
    if actor.user is None and actor.connection is None:
        return Q(pk__in=[])
    return _owned_or(Q(Exists(slips_to_words_of_now(actor, part))), actor, part)


def _owned_or(shared: Q, actor: Actor, part: str) -> Q:
    return shared if actor.user is None else owned(actor, part) | shared


def _highest(slips: models.QuerySet[Slip]) -> Coalesce:
    # Whoever sees a part as it was may look and suggest: writing is on the words of now.
    as_it_was = When(as_it_was_ids__contains=[OuterRef("id")], then=Least("level", Value(int(Level.SUGGEST))))
    level = Case(as_it_was, default=F("level"), output_field=models.IntegerField())
    most = slips.order_by().values("content_object").annotate(most=Max(level)).values("most")
    return Coalesce(Subquery(most), Value(0), output_field=models.IntegerField())


class PlanQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Plans of which the actor owns, or may see, at least one part (an owner's empty plan included)."""
        if actor.user is None:
            return self.none()
        slips = Slip.objects.live().of(actor).filter(content_object=OuterRef("pk"))
        acting = RecordedAuthority.objects.in_force().filter(connection__user=actor.user, person=OuterRef("pk"))
        acting = acting.exclude(places=[])
        return self.filter(Q(person__user=actor.user) | Exists(slips) | Exists(acting))


class PartQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(reachable(actor))

    def with_reader_level(self, actor: Actor) -> Self:
        """Adds `reader_level`: OWNER_LEVEL for the person or the law, else the highest live slip, else 0.

        `level_now` is the same for the words of now: 0 for somebody who sees the part as it was.
        """
        levels = {"reader_level": _highest(slips_on(actor)), "level_now": _highest(slips_to_words_of_now(actor))}
        if actor.user is None:
            return self.annotate(**levels)
        mine = When(owned(actor), then=Value(OWNER_LEVEL))
        whole = models.IntegerField()
        return self.annotate(**{name: Case(mine, default=level, output_field=whole) for name, level in levels.items()})

    def with_person(self) -> Self:
        return self.select_related("plan__person__photo")


def _read_by(actor: Actor, part_id: uuid.UUID) -> PartQuerySet:
    from plans.models import Part

    return Part.objects.visible_to(actor).with_reader_level(actor).with_person().filter(pk=part_id).order_by()


_READ_BY = Composed(_read_by)


def _levels_on(actor: Actor, part_id: uuid.UUID) -> PartQuerySet:
    from plans.models import Part

    return Part.objects.with_reader_level(actor).only("pk").filter(pk=part_id).order_by()


_LEVELS_ON = Composed(_levels_on)


class PartManager(models.Manager.from_queryset(PartQuerySet)):
    def read_by(self, actor: Actor, part_id: uuid.UUID) -> Part | None:
        """The part with its person, and with who reads it at what level; None: not there for them. One statement."""
        for part in _READ_BY(actor, part_id):
            part.reader = actor
            return part
        return None

    def levels_on(self, actor: Actor, part_id: uuid.UUID) -> tuple[int, int]:
        """`reader_level` and `level_now` of one part, as `with_reader_level` says them, 0 for both where it is not there
        for them. What a check needs, without the words. One statement."""
        for part in _LEVELS_ON(actor, part_id):
            return part.reader_level, part.level_now
        return 0, 0


class ItemQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Answers of the parts that the actor may know of; the ones that are "just for me", only to the person.

        Whoever acts by law reads of those the words that they typed themself (ADR 0010).
        """
        if actor.user is None and actor.connection is None:
            return self.none()
        shared = Q(Exists(slips_to_words_of_now(actor, "part__")), only_me=False)
        if actor.user is None:
            return self.filter(shared)
        mine, by_law = Q(part__plan__person__user=actor.user), Q(Exists(authority_over(actor, "part__")))
        if actor.private_shut:
            return self.filter((mine | by_law) & Q(only_me=False) | shared)
        return self.filter(mine | by_law & open_or_typed_by(actor) | shared)

    def in_part(self, actor: Actor, part: Part) -> Self:
        """The answers of one part that the actor sees: what `visible_to` says of it.

        Where the part was read for this very actor (`PartQuerySet.read_by`), its access is known and not asked again.
        """
        answers = self.filter(part=part)
        if getattr(part, "reader", None) is not actor:
            return answers.visible_to(actor)
        if part.level_now >= OWNER_LEVEL and not actor.private_shut:
            return answers if part.plan.person.user_id == actor.user_id else answers.filter(open_or_typed_by(actor))
        return answers.filter(only_me=False) if part.level_now else answers.none()

    def there_for(self, actor: Actor) -> Self:
        """What the actor may open by its own address: what they see, and of what was taken out their own alone."""
        kept = Q(taken_out_at__isnull=True)
        # Nobody's "own" would be everybody's who has no account: asked of None, the database looks for none.
        if actor.user is not None and not actor.read_only:
            kept |= Q(part__plan__person__user=actor.user)
        return self.visible_to(actor).filter(kept)

    def writable_by(self, actor: Actor) -> Self:
        """What a save may change: what the actor sees, and the words they are writing into a private question now.

        A helper hands such words over and does not read them again; the page that they write on goes on saving.
        """
        if actor.user is None:
            return self.none()
        others = Q(Exists(authority_over(actor, "part__"))) | Q(Exists(slips_on(actor, "part__")))
        return self.filter(Q(part__plan__person__user=actor.user) | (others & open_or_typed_by(actor)))

    def for_others(self) -> Self:
        """Without the answers that the person keeps to themself, whoever asks."""
        return self.filter(only_me=False)

    def kept(self) -> Self:
        """Answers that have not been taken out."""
        return self.filter(taken_out_at__isnull=True)

    def taken_out_lately(self) -> Self:
        """Answers that were taken out and can still come back: for 30 days."""
        return self.filter(taken_out_at__gt=timezone.now() - KEPT_AFTER_TAKING_OUT).order_by("-taken_out_at")

    def main(self) -> Self:
        """Without the second versions that two writers at once left beside one another."""
        return self.filter(beside__isnull=True)

    def with_voices(self) -> Self:
        return self.select_related("said_by", "photo", "recording")


class SuggestionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Mine to answer if the plan is mine; else only the ones that I made, while I am in the circle."""
        if actor.user is None:
            return self.none()
        acting = Exists(authority_over(actor, "part__"))
        said = Q(said_by__in=Connection.objects.live().filter(user=actor.user))
        return self.filter(Q(part__plan__person__user=actor.user) | acting | said)

    def open(self) -> Self:
        return self.filter(state="open")


class OutcomeQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(readable(actor, "part__"))

    def taken_out_lately(self) -> Self:
        """Wishes that were taken out and can still come back: for 30 days."""
        return self.filter(taken_out_at__gt=timezone.now() - KEPT_AFTER_TAKING_OUT).order_by("-taken_out_at")

    def kept(self) -> Self:
        return self.filter(taken_out_at__isnull=True)


class ActionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """My own plan's promises; the ones I made, while I am in the circle; an outcome's are seen with the outcome."""
        with_outcome = readable(actor, "outcome__part__")
        if actor.user is None:
            return self.filter(with_outcome)
        promised = Q(who_connection__in=Connection.objects.live().filter(user=actor.user))
        return self.filter(Q(plan__person__user=actor.user) | promised | with_outcome)


def known_by_work(actor: Actor) -> Q:
    """The support plans that a member of staff knows of by their job: as assigned, or as somebody who decides."""
    from people.models import Assignment
    from plans.process import STATES_DECIDERS_SEE

    # Administrators configure and never read, whatever they were asked to do in another role.
    if actor.staff_role is None or actor.role == Role.ORG_ADMIN:
        return Q(pk__in=[])
    assigned = Assignment.objects.live().filter(
        user=actor.user, person=OuterRef("person"), connection__ended_at__isnull=True
    )
    known = Q(Exists(assigned))
    if actor.role in ("team_manager", "panel", "finance"):
        known |= Q(organisation=actor.staff_role.organisation_id, state__in=STATES_DECIDERS_SEE)
    return known


class SupportPlanQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The person's own, the ones of people I am assigned to, and the ones waiting for my decision.

        The draft is for the person and the facilitator assigned to them. A manager, panel or finance
        officer of the organisation knows of a support plan from the moment it was sent to be agreed,
        and then reads its frozen snapshots only.
        """
        if actor.user is None or actor.read_only:
            return self.none()
        # Welfare attorneys and deputies act where the person cannot decide this (MCA 2005 ss.9, 16).
        acting = RecordedAuthority.objects.in_force().filter(
            person=OuterRef("person"), connection__user=actor.user, places__contains=["meeting"]
        )
        mine = Q(person__user=actor.user) | Q(Exists(acting))
        # What the law keeps of a plan that was erased is read by the data lead alone, in its own place.
        return self.filter(mine | known_by_work(actor), person__sealed_at__isnull=True)

    def with_person(self) -> Self:
        return self.select_related("person", "organisation", "facilitator")

    def longest_waiting(self) -> Self:
        return self.order_by(F("answer_promised_on").asc(nulls_last=True), "created_at")


class PlanPrintQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Prints of my own plan that I asked for. A print for Mum is mine to give, not hers to fetch."""
        if actor.user is None or actor.read_only or actor.token_scopes is not None:
            return self.none()
        return self.filter(plan__person__user=actor.user, asked_by=actor.user)


class NoteQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The writer's own, at their own screen. No slip, no law and no program opens a note."""
        if actor.user is None or actor.read_only or actor.token_scopes is not None or actor.private_shut:
            return self.none()
        return self.filter(plan__person__user=actor.user)

    def kept(self) -> Self:
        return self.filter(taken_out_at__isnull=True)

    def taken_out_lately(self) -> Self:
        """Notes that were taken out and can still come back: for 30 days."""
        return self.filter(taken_out_at__gt=timezone.now() - KEPT_AFTER_TAKING_OUT).order_by("-taken_out_at")


class AskedQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """What the owner of the part asked, and what I was asked while I may see the part."""
        if actor.user is None:
            return self.none()
        to_me = Q(connection__user=actor.user) & Q(Exists(slips_on(actor, "part__")))
        return self.filter(owned(actor, "part__") | to_me)

    def open(self) -> Self:
        """Not called off and not over."""
        return self.filter(called_off_at__isnull=True, ends_at__gt=timezone.now())


class TakeAwayQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """My own copies of my own plan."""
        if actor.user is None or actor.read_only or actor.token_scopes is not None:
            return self.none()
        return self.filter(plan__person__user=actor.user, asked_by=actor.user)

    def to_make(self) -> Self:
        """Rows that no worker holds and that have tries left, oldest first."""
        now = timezone.now()
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
        waiting = self.filter(free, ready_at__isnull=True, attempts__lt=self.model.MOST_ATTEMPTS, delete_at__gt=now)
        return waiting.order_by("asked_at")

    def over(self) -> Self:
        return self.filter(delete_at__lte=timezone.now())


class PartAsItWasQuerySet(models.QuerySet):
    def read_by(self, actor: Actor) -> Self:
        """The copies that the actor reads in the place of the parts: theirs by a live slip, and nothing else is."""
        if actor.user is None and actor.connection is None:
            return self.none()
        theirs = slips_on(actor, "part__").filter(
            connection=OuterRef("connection"), as_it_was_ids__contains=[OuterRef("part_id")]
        )
        return self.filter(Exists(theirs)).exclude(readable(actor, "part__")).order_by("part", "-made_at")

    def read_by_nobody_since(self, moment: datetime) -> Self:
        """Copies whose last slip was torn before `moment`, so that no Undo wants them any more."""
        lately = Q(torn_at__isnull=True) | Q(torn_at__gte=moment)
        wanted = Slip.objects.filter(
            lately, connection=OuterRef("connection"), as_it_was_ids__contains=[OuterRef("part_id")]
        )
        # Whoever has stopped may open the doors again as they were, whenever they come back.
        open_lives = self.filter(part__plan__person__stopped_at__isnull=True, made_at__lt=moment)
        return open_lives.exclude(Exists(wanted))
