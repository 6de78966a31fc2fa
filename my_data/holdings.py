"""What is held about a person: every kind of row, whose it is, and what becomes of it when they delete.

This one table feeds the page, the download, the erasing and the sealed record. A test walks every model: one that
points to a person, a plan or an account and stands neither here nor in `not_held.py` fails it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from my_data.enums import RecordKind, Whose
from people.models import Person
from reviews.enums import ReviewState

MINE, RELIED_ON, THEIRS = Whose.MINE, Whose.RELIED_ON, Whose.THEIRS
SUPPORT, MONEY = RecordKind.SUPPORT, RecordKind.MONEY
EMAIL_OF_OTHERS = _("An address of somebody else.")
SECRETS = _("A key for signing in. It would let somebody in.")
HOW_WE_WORK = _("A note of the machine about its own work.")


@dataclass(frozen=True)
class Holding:
    """One kind of row about a person.

    `path` leads from the row to the person (to their user where `by_user`). `stays` is the kind of record as which
    the law keeps it; nothing = it goes. `but_goes` picks the rows of a kept kind that go all the same; `blanks` are
    columns of kept rows that hold the person's own words and are emptied. `leaves_out` are the columns that the
    download does not hold, with the reason (reviewed: DPA 2018 Sch. 2 para 16). `told_elsewhere` is in plan.json under
    its own name already.
    """

    model: str
    path: str
    name: str | Promise
    whose: Whose = MINE
    stays: RecordKind | None = None
    by_user: bool = False
    but_goes: Q | None = None
    blanks: tuple[str, ...] = ()
    leaves_out: dict[str, str | Promise] = field(default_factory=dict)
    told_elsewhere: bool = False

    @property
    def table(self) -> type[models.Model]:
        return apps.get_model(self.model)

    def rows(self, person: Person) -> QuerySet[models.Model]:
        """Every row of this kind about the person. No account, no rows of an account."""
        key = person.user_id if self.by_user else person.pk
        rows = self.table._default_manager.all()
        return rows.filter(**{self.path: key}).distinct() if key else rows.none()

    def rows_that_go(self, person: Person) -> QuerySet[models.Model]:
        rows = self.rows(person)
        if self.stays is None:
            return rows
        return rows.filter(self.but_goes) if self.but_goes is not None else rows.none()

    @property
    def history(self) -> type[models.Model] | None:
        """The table in which the database keeps every version, where there is one."""
        found: type[models.Model] | None = getattr(self.table, "pgh_event_model", None)
        return found


NEVER_SENT = Q(support_plan__snapshots__isnull=True)
ONLY_MINE = Q(support_plan__isnull=True) | ~Q(state__in=[ReviewState.HELD, ReviewState.CLOSED])
IN_SUCH_A_REVIEW = Q(review__support_plan__isnull=True) | ~Q(review__state__in=[ReviewState.HELD, ReviewState.CLOSED])

# Rows before the rows that they lean on: they are taken out in this order.
HOLDINGS: tuple[Holding, ...] = (
    # The person's plan.
    Holding("plans.Asked", "part__plan", _("Help I asked for")),
    Holding("plans.Suggestion", "part__plan", _("Suggestions"), told_elsewhere=True),
    Holding("plans.TakeAway", "plan", _("Files I asked for"), leaves_out={"storage_name": HOW_WE_WORK}),
    Holding("plans.PlanPrint", "plan", _("My plan on paper")),
    Holding("reviews.ReviewAction", "action__plan", _("Promises of meetings")),
    Holding("plans.Action", "plan", _("Promises"), told_elsewhere=True),
    Holding("plans.Barrier", "outcome__part__plan", _("What gets in the way"), told_elsewhere=True),
    Holding("plans.OutcomeChange", "outcome__part__plan", _("What changed"), told_elsewhere=True),
    # Meetings. The council must look again at a support plan: what came of a meeting for it stays.
    Holding("reviews.Reminder", "person", _("Reminders")),
    Holding("reviews.ReviewInvitation", "review__person", _("Who I asked to my meetings")),
    Holding(
        "reviews.ReviewView", "review__person", _("What was said at my meetings"), THEIRS, SUPPORT,
        but_goes=~Q(voice="paid") | IN_SUCH_A_REVIEW,
    ),
    Holding(
        "reviews.Review", "person", _("My meetings"), RELIED_ON, SUPPORT, but_goes=ONLY_MINE,
        blanks=("taking_part_words", "off_limits", "food_and_music", "where", "requested_by"),
    ),
    # The money.
    Holding("budgets.CostLine", "support_plan__person", _("What my support costs"), RELIED_ON, MONEY),
    Holding("budgets.LedgerEntry", "support_plan__person", _("How my money changed"), RELIED_ON, MONEY),
    Holding("budgets.IndicativeBudget", "support_plan__person", _("First guesses of my money"), RELIED_ON, MONEY),
    Holding("budgets.Statement", "support_plan__person", _("My settled money"), RELIED_ON, MONEY),
    Holding(
        "budgets.DirectPaymentInformation", "support_plan__person", _("When a direct payment was explained"),
        RELIED_ON, MONEY,
    ),
    # The support plan.
    Holding(
        "plans.SupportPlanEntry", "support_plan__person", _("What I gave to my support plan"), RELIED_ON, SUPPORT,
        but_goes=NEVER_SENT,
    ),
    Holding("plans.StateChange", "support_plan__person", _("Decisions and steps"), THEIRS, SUPPORT),
    Holding("plans.Snapshot", "support_plan__person", _("Copies that were sent and decided on"), RELIED_ON, SUPPORT),
    Holding("plans.Need", "support_plan__person", _("What I need help with, as it was written"), THEIRS, SUPPORT),
    Holding("plans.AdvocacyScreen", "support_plan__person", _("Questions about an advocate"), THEIRS, SUPPORT),
    Holding("plans.LibertyScreen", "support_plan__person", _("Questions about my freedom"), THEIRS, SUPPORT),
    Holding("plans.ReasonableStep", "support_plan__person", _("Steps to reach agreement"), THEIRS, SUPPORT),
    Holding("plans.SecondYes", "support_plan__person", _("A second yes to a step"), THEIRS, SUPPORT),
    Holding("plans.SupportPlan", "person", _("My support plans"), RELIED_ON, SUPPORT),
    # The person's plan again: the rows on which the ones above lean.
    Holding("plans.Outcome", "part__plan", _("My wishes"), told_elsewhere=True),
    Holding("plans.Item", "part__plan", _("My answers"), told_elsewhere=True),
    Holding("plans.Part", "plan", _("The parts of my plan"), told_elsewhere=True),
    Holding("plans.Note", "plan", _("My notes"), told_elsewhere=True),
    Holding("plans.Plan", "person", _("My plan"), told_elsewhere=True),
    # Around the person.
    Holding("people.Slip", "content_object", _("Everything I ever shared")),
    Holding("people.CircleRule", "person", _("What I share with everyone in my circle")),
    Holding(
        "people.Invitation", "connection__circle", _("Invitations I sent"),
        leaves_out={"email": EMAIL_OF_OTHERS, "digest": SECRETS},
    ),
    Holding("people.Assignment", "person", _("Who works with me"), THEIRS),
    Holding("people.RecordedAuthority", "person", _("Who may decide for me by law"), THEIRS),
    Holding("people.Connection", "circle", _("My circle"), told_elsewhere=True),
    Holding("people.Circle", "person", _("How my circle is set")),
    Holding("people.CommunicationNeed", "person", _("What helps me to read and talk"), told_elsewhere=True),
    # Letters and my data.
    Holding("people.Letter", "about_person", _("Letters about me"), leaves_out={"to_email": EMAIL_OF_OTHERS}),
    Holding("people.Letter", "to_user", _("Letters to me"), by_user=True),
    Holding(
        "my_data.Correction", "person", _("What I asked to put right"), THEIRS, SUPPORT,
        but_goes=Q(kind="details"),
    ),
    Holding("my_data.Deletion", "person", _("When I asked to delete")),
    Holding("my_data.LegalHold", "person", _("Why something must not be deleted now"), THEIRS, SUPPORT),
    # The account.
    Holding("account.EmailAddress", "user", _("My email addresses"), by_user=True),
    Holding("account.EmailConfirmation", "email_address__user", _("Emails I was asked to confirm"), by_user=True,
            leaves_out={"key": SECRETS}),
    Holding("mfa.Authenticator", "user", _("Ways I sign in"), by_user=True, leaves_out={"data": SECRETS}),
    Holding("usersessions.UserSession", "user", _("Where I am signed in"), by_user=True,
            leaves_out={"session_key": SECRETS, "data": SECRETS}),
    Holding("people.Session", "user", _("My sessions"), by_user=True,
            leaves_out={"session_key": SECRETS, "session_data": SECRETS}),
    Holding("api.Token", "user", _("Programs I let in"), by_user=True, leaves_out={"digest": SECRETS}),
)  # fmt: skip

# Rows that the erasing leaves to its own steps: the row of the person is sealed or goes, an account may have other ties.
PERSON = Holding("people.Person", "pk", _("About me"), told_elsewhere=True)
ACCOUNT = Holding(
    "people.User", "pk", _("My account"), by_user=True,
    leaves_out={"password": SECRETS},
)  # fmt: skip
ALL = (*HOLDINGS, PERSON, ACCOUNT)


def kept_for(person: Person) -> list[Holding]:
    """The kinds of rows that the law would keep of this person, if they delete everything today."""
    return [
        each for each in HOLDINGS
        if each.stays is not None
        and each.model not in NEVER_BY_THEMSELVES
        and each.rows(person).exclude(pk__in=each.rows_that_go(person).values("pk")).exists()
    ]  # fmt: skip


# They stay only beside a record that stays; alone they are no reason to keep anything.
NEVER_BY_THEMSELVES = {"my_data.Correction", "my_data.LegalHold"}
