"""What is held about a person: every kind of row, whose it is, and what becomes of it when they delete.

This one table feeds the page, the download, the erasing and the sealed record. A test walks every model: one that
points to a person, a plan or an account and stands neither here nor in `not_held.py` fails it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from my_data import told_later
from my_data.enums import RecordKind, Whose
from people.models import Person
from reviews.enums import ReviewState

MINE, RELIED_ON, THEIRS = Whose.MINE, Whose.RELIED_ON, Whose.THEIRS
SUPPORT, MONEY = RecordKind.SUPPORT, RecordKind.MONEY
EMAIL_OF_OTHERS = _("An address of somebody else.")
SECRETS = _("A key for signing in. It would let somebody in.")
HOW_WE_WORK = _("A note of the machine about its own work.")
ABOUT_THE_WORKER = _("It is about the work of somebody else.")
COULD_HARM = _("It may say something that puts somebody in danger.")
OF_THE_ADVOCATE = _("These are notes of the advocate. Nobody else reads them.")


@dataclass(frozen=True)
class Holding:
    """One kind of row about a person.

    `path` leads from the row to the person (to their user where `by_user`). `stays` is the kind of record as which
    the law keeps it; nothing = it goes. `but_goes` picks the rows of a kept kind that go all the same; `blanks` are
    columns of kept rows that hold the person's own words and are emptied. `leaves_out` are the columns that the
    download does not hold, with the reason (reviewed: DPA 2018 Sch. 2 para 16). `told_elsewhere` is in plan.json under
    its own name already. `later` picks rows of which the person is not to know yet; `kept_from` is why they read none.
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
    later: Callable[[Person], Q] | None = None
    kept_from: str | Promise = ""

    @property
    def table(self) -> type[models.Model]:
        return apps.get_model(self.model)

    def rows(self, person: Person) -> QuerySet[models.Model]:
        """Every row of this kind about the person. No account, no rows of an account."""
        key = person.user_id if self.by_user else person.pk
        rows = self.table._default_manager.all()
        return rows.filter(**{self.path: key}).distinct() if key else rows.none()

    def rows_told(self, person: Person) -> QuerySet[models.Model]:
        """The rows of which the person may know now: for every page and file that is handed to them."""
        rows = self.rows(person)
        if self.kept_from:
            return rows.none()
        return rows.exclude(self.later(person)) if self.later is not None else rows

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
ALL_GO = Q(pk__isnull=False)
# Who decided by law in a record that stays must be known by name: their paper and their place in the circle stay with it.
NOT_DECIDED_BY_THEM = ~Q(best_interests__isnull=False)
NO_DECIDER = ~Q(authorities__best_interests__isnull=False)
NO_DECIDER_IN_IT = ~Q(connections__authorities__best_interests__isnull=False)
BESIDE_WHAT_GOES = Q(authority__isnull=False, authority__best_interests__isnull=True)
IN_SUCH_A_REVIEW = Q(review__support_plan__isnull=True) | ~Q(review__state__in=[ReviewState.HELD, ReviewState.CLOSED])

# Rows before the rows that they lean on: they are taken out in this order.
HOLDINGS: tuple[Holding, ...] = (
    # The person's plan.
    Holding("plans.PartAsItWas", "part__plan", _("What somebody sees as it was")),
    Holding("safeguarding.RiskAnswer", "record__person", _("Yes and no to what I agreed about risks")),
    Holding("safeguarding.RiskView", "record__person", _("What could go wrong, said about my risks")),
    Holding("safeguarding.RiskPlace", "record__person", _("Who I asked about my risks")),
    Holding("safeguarding.PositiveRiskRecord", "person", _("What I agreed about risks")),
    Holding("plans.Asked", "part__plan", _("Help I asked for")),
    Holding("plans.Suggestion", "part__plan", _("Suggestions"), told_elsewhere=True),
    Holding("plans.TakeAway", "plan", _("Files I asked for"), leaves_out={"storage_name": HOW_WE_WORK}),
    Holding("plans.PlanPrint", "plan", _("My plan on paper")),
    Holding("reviews.ReviewAction", "action__plan", _("Promises of meetings")),
    Holding("plans.Action", "plan", _("Promises"), told_elsewhere=True),
    Holding("plans.Barrier", "outcome__part__plan", _("What gets in the way"), told_elsewhere=True),
    Holding("plans.OutcomeChange", "outcome__part__plan", _("What changed"), told_elsewhere=True),
    # My rights. What others wrote of a decision by law is the council's record; what I decided ahead is mine.
    Holding("rights.AdvanceDecision", "person", _("What I decided ahead")),
    Holding(
        "rights.PersonsWords", "person", _("What I put beside their records"), RELIED_ON, SUPPORT,
        but_goes=BESIDE_WHAT_GOES,
    ),
    Holding("rights.Restriction", "screen__person", _("Limits in my support plan"), THEIRS, SUPPORT),
    Holding("rights.RestrictionScreen", "person", _("Questions about limits"), THEIRS, SUPPORT),
    Holding("rights.LibertyAuthorisation", "person", _("What the law allowed about my freedom"), THEIRS, SUPPORT),
    Holding("rights.BestInterestsOption", "decision__person", _("Ways that were thought of for me"), THEIRS, SUPPORT),
    Holding("rights.Consulted", "decision__person", _("Who was asked about me"), THEIRS, SUPPORT),
    Holding("rights.BestInterestsDecision", "person", _("What others decided for me"), THEIRS, SUPPORT),
    Holding("rights.CapacityRecord", "person", _("Whether I could decide something"), THEIRS, SUPPORT),
    Holding(
        "rights.VisitNote", "referral__person", _("Notes of my advocate"), THEIRS, SUPPORT, but_goes=ALL_GO,
        kept_from=OF_THE_ADVOCATE,
    ),
    Holding("rights.AdvocacyReferral", "person", _("Advocates I was offered"), THEIRS, SUPPORT),
    # Opened by law, and the reasons staff gave.
    Holding(
        "plans.AccessOverride", "person", _("When my plan was opened by law"), THEIRS, SUPPORT,
        leaves_out={"quiet_reason": COULD_HARM, "looked_again_words": ABOUT_THE_WORKER}, later=told_later.openings,
    ),
    Holding("plans.LookReason", "person", _("Why staff looked"), THEIRS, leaves_out={"oddities": ABOUT_THE_WORKER}),
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
    Holding("people.HelpSession", "person", _("Who helped me to write")),
    Holding("people.Slip", "content_object", _("Everything I ever shared"), later=told_later.slips),
    Holding("people.CircleRule", "person", _("What I share with everyone in my circle")),
    Holding(
        "people.Invitation", "connection__circle", _("Invitations I sent"),
        leaves_out={"email": EMAIL_OF_OTHERS, "digest": SECRETS},
    ),
    Holding("people.NotAskedAgain", "circle", _("Who is not asked again"), leaves_out={"email": EMAIL_OF_OTHERS}),
    Holding("people.Assignment", "person", _("Who works with me"), THEIRS),
    Holding(
        "people.RecordedAuthority", "person", _("Who may decide for me by law"), THEIRS, SUPPORT,
        but_goes=NOT_DECIDED_BY_THEM,
    ),
    Holding(
        "people.Connection", "circle", _("My circle"), MINE, SUPPORT, but_goes=NO_DECIDER,
        blanks=("relationship", "photo", "user"), told_elsewhere=True,
    ),
    Holding("people.Circle", "person", _("How my circle is set"), MINE, SUPPORT, but_goes=NO_DECIDER_IN_IT),
    Holding("people.CommunicationNeed", "person", _("What helps me to read and talk"), told_elsewhere=True),
    # Letters and my data.
    Holding("people.Letter", "about_person", _("Letters about me"), leaves_out={"to_email": EMAIL_OF_OTHERS},
            later=told_later.letters),
    Holding("people.Letter", "to_user", _("Letters to me"), by_user=True, later=told_later.letters),
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


# Names that a record of a decision needs. Where that record goes they are the person's own circle again.
NAMES_BESIDE = {"people.RecordedAuthority", "people.Connection", "people.Circle"}
# They stay only beside a record that stays; alone they are no reason to keep anything. An opening by law must not be
# one either: the page that says what stays would tell of it before its time. Its steps stand in the sealed record.
NEVER_BY_THEMSELVES = {"my_data.Correction", "my_data.LegalHold", "plans.AccessOverride", *NAMES_BESIDE}
