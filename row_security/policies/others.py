"""Meetings, the record of who looked, files that wait: what the other apps keep about somebody."""

from __future__ import annotations

from row_security.policies.words import ANYBODY, ME, MY, NOBODY, Rows, either, seen


def of_review(table: str) -> str:
    return seen("reviews_review", f"{table}.review_id")


TABLES = {
    "reviews_review": Rows(
        read=either(
            f"reviews_review.person_id = {MY}", "pcp_comes_to_review(reviews_review.id, reviews_review.person_id)"
        ),
        write=either(
            f"reviews_review.person_id = {MY}", "pcp_comes_to_review(reviews_review.id, reviews_review.person_id)"
        ),
    ),
    **{
        table: Rows(read=of_review(table), write=of_review(table))
        for table in ("reviews_reviewinvitation", "reviews_reviewview", "reviews_reviewaction", "reviews_reminder")
    },
    # Anybody may be written down; what is about me is mine to read, what I did myself is known to me.
    "audit_auditentry": Rows(
        read=either(f"audit_auditentry.about_person = {MY}::text", f"audit_auditentry.actor_id = {ME}::text"),
        add=ANYBODY,
        write=NOBODY,
    ),
}
