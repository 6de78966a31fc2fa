"""Columns that point to somebody and yet hold nothing about them, each with the reason. A test reads this list.

What somebody did in another person's plan, or in their job, belongs to that plan or that job's record: it is in the
download of the person whom it is about.
"""

from __future__ import annotations

WHO_DID_IT = "who did it, in the record of the person whom it is about"
SAME_PERSON = "the same person's own row, reached by another way in the table of holdings"
IN_THEIR_CIRCLE = "somebody of the circle, in the row of the person whose circle it is"
JOB = "somebody's job in an organisation, and nobody's private life"
BOARD = "a seat or a deed on a public board, shown on the board's own pages"
HISTORY = "an earlier version of a row of the table; in the download with the row, and erased with it"
CONCERN = (
    "a concern is read on Keeping me safe alone, and in no file: files are handed on, and who is named in one must find no"
    " hint (docs/adr/0019). It stays with the council as it was told; its keys let go"
)
NOT_TOLD = "somebody whom a person does not want asked again: told to that person alone, in their own file"
NOT_USED = "a table that this software leaves empty"

POINTERS: dict[str, str] = {
    "people.Connection.user": IN_THEIR_CIRCLE,
    "people.Slip.user": IN_THEIR_CIRCLE,
    "people.Slip.connection": IN_THEIR_CIRCLE,
    "people.Slip.given_by": WHO_DID_IT,
    "people.Invitation.invited_by": WHO_DID_IT,
    "people.RecordedAuthority.connection": IN_THEIR_CIRCLE,
    "people.Assignment.user": JOB,
    "people.Assignment.connection": IN_THEIR_CIRCLE,
    "people.StaffRole.user": JOB,
    "people.Person.user": SAME_PERSON,
    "plans.Asked.connection": IN_THEIR_CIRCLE,
    "plans.Suggestion.said_by": IN_THEIR_CIRCLE,
    "plans.Suggestion.source_item": SAME_PERSON,
    "plans.Suggestion.made_item": SAME_PERSON,
    "plans.TakeAway.asked_by": SAME_PERSON,
    "plans.PlanPrint.asked_by": SAME_PERSON,
    "plans.PlanPrint.audience": IN_THEIR_CIRCLE,
    "plans.Action.outcome": SAME_PERSON,
    "plans.Action.who_connection": IN_THEIR_CIRCLE,
    "plans.OutcomeChange.told_by": IN_THEIR_CIRCLE,
    "plans.Outcome.source_item": SAME_PERSON,
    "plans.Outcome.beside": SAME_PERSON,
    "plans.Item.said_by": IN_THEIR_CIRCLE,
    "plans.Item.typed_by": WHO_DID_IT,
    "plans.Item.done_by": WHO_DID_IT,
    "plans.Item.source_item": SAME_PERSON,
    "plans.Item.beside": SAME_PERSON,
    "plans.SupportPlan.facilitator": JOB,
    "plans.SupportPlan.based_on": SAME_PERSON,
    "plans.SupportPlanEntry.source_item": SAME_PERSON,
    "plans.SupportPlanEntry.outcome": SAME_PERSON,
    "plans.AdvocacyScreen.asked_by": JOB,
    "plans.LibertyScreen.asked_by": JOB,
    "plans.Snapshot.made_by": WHO_DID_IT,
    "plans.StateChange.by": WHO_DID_IT,
    "plans.ReasonableStep.written_by": JOB,
    "plans.SecondYes.by": WHO_DID_IT,
    "reviews.Review.support_plan": SAME_PERSON,
    "reviews.Review.facilitator": JOB,
    "reviews.Review.champion": IN_THEIR_CIRCLE,
    "reviews.ReviewInvitation.connection": IN_THEIR_CIRCLE,
    "reviews.ReviewView.author": IN_THEIR_CIRCLE,
    "reviews.ReviewView.typed_by": WHO_DID_IT,
    "reviews.ReviewAction.review": SAME_PERSON,
    "reviews.Reminder.review": SAME_PERSON,
    "budgets.IndicativeBudget.created_by": JOB,
    "budgets.CostLine.outcome": SAME_PERSON,
    "budgets.LedgerEntry.author": JOB,
    "budgets.DirectPaymentInformation.explained_by": JOB,
    "budgets.Statement.confirmed_by": JOB,
    "people.HelpSession.connection": IN_THEIR_CIRCLE,
    "people.HelpSession.yes_taken_by": WHO_DID_IT,
    "people.HelpSession.ended_by": WHO_DID_IT,
    "people.NotAskedAgain.connection": NOT_TOLD,
    "people.NotAskedAgain.user": NOT_TOLD,
    "plans.AccessOverride.asked_by": JOB,
    "plans.AccessOverride.decided_by": JOB,
    "plans.AccessOverride.connection": IN_THEIR_CIRCLE,
    "plans.LookReason.user": JOB,
    "plans.PartAsItWas.connection": IN_THEIR_CIRCLE,
    "rights.AdvocacyReferral.connection": IN_THEIR_CIRCLE,
    "rights.AdvocacyReferral.support_plan": SAME_PERSON,
    "rights.AdvocacyReferral.written_by": JOB,
    "rights.BestInterestsDecision.written_by": JOB,
    "rights.CapacityRecord.support_plan": SAME_PERSON,
    "rights.CapacityRecord.written_by": JOB,
    "rights.LibertyAuthorisation.written_by": JOB,
    "rights.PersonsWords.answered_by": JOB,
    "rights.RestrictionScreen.asked_by": JOB,
    "rights.VisitNote.author": WHO_DID_IT,
    "safeguarding.Concern.about": CONCERN,
    "safeguarding.Concern.told_by": CONCERN,
    "safeguarding.Handler.user": JOB,
    "safeguarding.Named.connection": CONCERN,
    "safeguarding.Named.user": CONCERN,
    "safeguarding.PositiveRiskRecord.part": SAME_PERSON,
    "safeguarding.RiskPlace.connection": IN_THEIR_CIRCLE,
    "safeguarding.RiskView.connection": IN_THEIR_CIRCLE,
    "safeguarding.Withholding.approved_by": JOB,
    "safeguarding.Withholding.asked_by": JOB,
    "partnership_boards.BoardMember.user": BOARD,
    "partnership_boards.ReportPeriod.made_by": BOARD,
    "partnership_boards.ReportPeriod.checked_by": BOARD,
    "my_data.Correction.asked_by": WHO_DID_IT,
    "my_data.Correction.answerer": WHO_DID_IT,
    "guardian.UserObjectPermission.user": NOT_USED,
    "pghistory.MiddlewareEvents.user": NOT_USED,
}

# Columns that name somebody by an id in text, without a link.
NAMED_BY_ID: dict[str, str] = {
    "audit.AuditEntry.about_person": "in the download as `record`; sealed, so it stays (docs/adr/0021)",
    "audit.AuditEntry.actor_id": WHO_DID_IT,
    "documents.StoredFile.added_by": "the file itself is in the download, and is erased with the row that shows it",
    "documents.Upload.added_by": "pieces of a file on its way, for a day; erased with the account",
    "my_data.Erased.person_id": "the erasure list: ids of those who are gone, so that a backup cannot bring them back",
    "my_data.Erased.user_id": "the erasure list",
    "my_data.Destruction.about_person": "the log of what was destroyed: an id and no name",
}
