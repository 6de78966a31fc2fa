"""Tables without rules for rows, each with the reason why: they hold nobody's life. One line adds a table."""

from __future__ import annotations

SIGN_IN = "who may sign in and how: asked before anybody is known, and held by the app's own rules"
WORK = "what staff and boards do as staff; it names no person with a plan"
MACHINE = "machinery of the framework; no words and no person"
BYTES = "names of files under random keys; the row that points at a file says who may open it"
LAW = "what the law says, from a day to a day; it names nobody"
FROZEN = "published: figures and words of a board, hidden and rounded before they are kept"

OPEN_TABLES: dict[str, str] = {
    "auth_group": MACHINE,
    "auth_group_permissions": MACHINE,
    "auth_permission": MACHINE,
    "django_content_type": MACHINE,
    "django_session": SIGN_IN,
    "django_celery_beat_clockedschedule": MACHINE,
    "django_celery_beat_crontabschedule": MACHINE,
    "django_celery_beat_intervalschedule": MACHINE,
    "django_celery_beat_periodictask": MACHINE,
    "django_celery_beat_periodictasks": MACHINE,
    "django_celery_beat_solarschedule": MACHINE,
    "guardian_groupobjectpermission": "never written: slips stand in its place (ADR 0002)",
    "guardian_userobjectpermission": "never written: slips stand in its place (ADR 0002)",
    "pghistory_context": "never written: history keeps no context",
    "account_emailaddress": SIGN_IN,
    "account_emailconfirmation": SIGN_IN,
    "api_token": SIGN_IN,
    "mfa_authenticator": SIGN_IN,
    "people_session": SIGN_IN,
    "people_user": SIGN_IN,
    "people_user_groups": SIGN_IN,
    "people_user_user_permissions": SIGN_IN,
    "usersessions_usersession": SIGN_IN,
    "people_organisation": WORK,
    "people_staffrole": WORK,
    "people_localletter": "letters of the demo on its own machine; production writes none",
    "audit_auditseal": "fingerprints of the record; no words",
    "documents_storedfile": BYTES,
    "documents_recordingtomake": BYTES,
    "documents_rendereddocument": BYTES,
    "documents_upload": BYTES,
    "documents_piece": BYTES,
    "budgets_pricetable": WORK,
    "my_data_retentionrule": LAW,
    "rights_libertyscheme": LAW,
    "partnership_boards_actionstage": WORK,
    "partnership_boards_boardaction": WORK,
    "partnership_boards_boardmember": WORK,
    "partnership_boards_boardpath": WORK,
    "partnership_boards_partnershipboard": WORK,
    "partnership_boards_pathentry": WORK,
    "partnership_boards_pathentryevent": WORK,
    "partnership_boards_pathprint": FROZEN,
    "partnership_boards_publishedpath": FROZEN,
    "partnership_boards_publishedreport": FROZEN,
    "partnership_boards_purpose": WORK,
    "partnership_boards_reportperiod": WORK,
    "partnership_boards_subgroup": WORK,
    "partnership_boards_subgroup_members": WORK,
    "partnership_boards_yousaidwedid": FROZEN,
}
# The application reads these and never writes them.
READ_ONLY_TABLES: dict[str, str] = {"django_migrations": MACHINE}
