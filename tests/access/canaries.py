"""A token of its own in every field that can hold somebody's words, and who may read each by its owner's own list.

The fields are found by walking the models, so that a new one is planted, or fails the build, without anybody
remembering it. `plant` fills each row of each table by one statement; JSON is filled leaf by leaf.
"""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import md5
from typing import Any
from urllib.parse import unquote_plus

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, connection, models, transaction

from tests import triggers

OURS = (
    "audit", "documents", "people", "plans", "reviews", "budgets", "safeguarding", "rights", "partnership_boards",
    "my_data", "api",
)  # fmt: skip
TOKEN = re.compile(r"cnry[0-9a-f]{16}")
IN_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{28,}")
# A leaf of JSON that is a code, an id, a date or an amount, not somebody's words.
CODE = re.compile(r"[a-z0-9_.:/+\-]*|[A-Z0-9_]+|\d{4}-\d{2}-\d{2}.*")

A_CODE = "a code of ours out of a fixed list or a key of a tool, never words"
A_KEY = "a key, digest or name in the store: random, and compared or looked up"
OUR_TEXT = "the council's or our own text about money, law or places, the same for everybody"
# Why a field holds no token. Anything else that is text must hold one.
NO_WORDS: dict[str, str] = dict.fromkeys(
    (
        "people.Organisation.area_code", "people.User.language", "people.User.display", "people.Person.language",
        "plans.Asked.field", "plans.Item.field", "plans.ItemEvent.field", "plans.Suggestion.field", "plans.Part.tool",
        "plans.Outcome.place", "plans.Outcome.support", "plans.OutcomeEvent.support", "plans.OutcomeEvent.place", "plans.Plan.played", "plans.TakeAway.language",
        "plans.SupportPlanEntry.heading", "plans.StateChange.transition", "plans.StateChange.role",
        "plans.StateChange.recorded", "plans.SecondYes.transition", "plans.SecondYes.place", "plans.Need.domain",
        "plans.LookReason.oddities", "plans.AccessOverride.places", "people.RecordedAuthority.places",
        "people.Slip.part_ids", "people.Slip.as_it_was_ids", "reviews.Review.taking_part",
        "safeguarding.ConcernStep.key", "safeguarding.ConcernStep.place", "safeguarding.ConcernStep.by_ref",
        "safeguarding.ConcernLook.by_ref", "safeguarding.RiskAnswer.connection_ref", "api.Token.scopes",
        "budgets.LedgerEntry.author_role", "budgets.IndicativeBudget.inputs", "people.Letter.for_what",
        "people.Letter.language", "plans.PlanPrint.language", "my_data.Correction.about",
        "audit.AuditEntry.action", "audit.AuditEntry.actor_id", "audit.AuditEntry.about_person",
        "audit.AuditEntry.object_type", "audit.AuditEntry.object_id", "audit.AuditEntry.part_key",
        "audit.AuditEntry.details", "audit.AuditEntry.organisation_id", "partnership_boards.PathPrint.language",
        "documents.RenderedDocument.template", "documents.RenderedDocument.template_version",
        "documents.RenderedDocument.language", "documents.StoredFile.content_type", "documents.StoredFile.added_by",
        "documents.Upload.added_by", "documents.RecordingToMake.failed_reason", "partnership_boards.PathEntry.pick", "partnership_boards.PathEntryEvent.pick",
        "safeguarding.ConcernLook.role",
    ),
    A_CODE,
) | dict.fromkeys(
    (
        "audit.AuditSeal.previous", "audit.AuditSeal.fingerprint", "documents.StoredFile.sha256",
        "documents.StoredFile.storage_name", "documents.StoredFile.paper_storage_name",
        "documents.StoredFile.small_storage_name", "documents.RecordingToMake.storage_name", "documents.Piece.sha256",
        "documents.Piece.storage_name", "documents.RenderedDocument.content_hash", "people.Invitation.digest",
        "documents.RenderedDocument.storage_name", "people.Session.session_key", "people.Session.session_data",
        "people.User.password", "plans.TakeAway.storage_name", "plans.Snapshot.sha256", "api.Token.digest",
        "partnership_boards.PublishedReport.sha256", "partnership_boards.PublishedPath.sha256",
    ),
    A_KEY,
) | dict.fromkeys(
    (
        "budgets.PriceTable.version", "budgets.PriceTable.tax_year", "budgets.PriceTable.rows",
        "budgets.PriceTable.published_url", "rights.LibertyScheme.code", "rights.LibertyScheme.name_en",
        "rights.LibertyScheme.name_cy", "rights.LibertyScheme.source", "my_data.RetentionRule.legal_source",
        "people.Organisation.name", "people.Organisation.phone", "people.Organisation.phone_hours",
        "partnership_boards.ReportPeriod.content", "partnership_boards.ReportPeriod.fingerprints",
        "partnership_boards.PublishedReport.content", "people.StaffRole.job_title",
    ),
    OUR_TEXT,
)  # fmt: skip
HISTORY_LABEL = "pgh_label"
# Where an empty field says something by being empty, so that only filled ones hold a token.
EMPTY_SPEAKS = {"plans.Part.setting"}


@dataclass
class Planted:
    """Every token, and the row and field that hold it."""

    where: dict[str, tuple[str, Any, str]] = field(default_factory=dict)

    def named(self, token: str) -> str:
        label, key, name = self.where[token]
        return f"{label}.{name} of {key}"

    def of(self, label: str) -> list[tuple[str, Any]]:
        return [(token, key) for token, (model, key, _name) in self.where.items() if model == label]

    @property
    def fields(self) -> set[str]:
        return {f"{label}.{name}" for label, _key, name in self.where.values()}


def models_of_ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in OURS]


def fields_with_words(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    """Text and JSON that is no choice out of a list; what NO_WORDS names is left out."""
    for each in model._meta.concrete_fields:
        texts = (models.CharField, models.TextField, models.JSONField, ArrayField)
        free = isinstance(each, texts) and not each.choices and not each.primary_key
        if free and each.name != HISTORY_LABEL and f"{model._meta.label}.{each.name}" not in NO_WORDS:
            yield each


def plant() -> Planted:
    """A token at the head of every text, past all triggers: the record is append-only, and history would double."""
    planted, salt = Planted(), secrets.token_hex(8)
    with triggers.set_aside(models_of_ours()), connection.as_owner(), connection.cursor() as cursor:
        for model in models_of_ours():
            for each in fields_with_words(model):
                if isinstance(each, models.JSONField):
                    _plant_in_json(cursor, planted, model, each, salt)
                else:
                    _plant_in_text(cursor, planted, model, each, salt)
    return planted


def token_for(salt: str, table: str, column: str, key: Any) -> str:
    return "cnry" + md5(f"{salt}{table}{column}{key}".encode(), usedforsecurity=False).hexdigest()[:16]


def _plant_in_text(cursor: Any, planted: Planted, model: Any, each: Any, salt: str) -> None:
    table, column, key = model._meta.db_table, each.column, model._meta.pk.column
    between = "." if isinstance(each, models.EmailField) else " "
    token = f"'cnry' || left(md5('{salt}{table}{column}' || {key}::text), 16)"
    words = f"left({token} || '{between}' || \"{column}\", {each.max_length or 1_000_000})"
    fill = f'UPDATE "{table}" SET "{column}" = {words} WHERE "{column}" IS NOT NULL'
    everywhere = f"{model._meta.label}.{each.name}" not in EMPTY_SPEAKS
    try:
        with transaction.atomic():
            cursor.execute(fill if everywhere else f"{fill} AND \"{column}\" <> ''")
    except IntegrityError:  # a rule of the table says that this may be empty
        cursor.execute(f"{fill} AND \"{column}\" <> ''")
    rows = model._base_manager.filter(**{f"{each.name}__startswith": "cnry"}).values_list("pk", flat=True)
    for pk in rows:
        planted.where[token_for(salt, table, column, pk)] = (model._meta.label, pk, each.name)


def _plant_in_json(cursor: Any, planted: Planted, model: Any, each: Any, salt: str) -> None:
    table, column, key = model._meta.db_table, each.column, model._meta.pk.column
    for pk, content in model._base_manager.values_list("pk", each.name):
        token = token_for(salt, table, column, pk)
        filled = _with_token(content, token)
        if filled != content:
            update = f'UPDATE "{table}" SET "{column}" = %s WHERE "{key}" = %s'
            cursor.execute(update, [json.dumps(filled), pk])
            planted.where[token] = (model._meta.label, pk, each.name)


def _with_token(content: Any, token: str) -> Any:
    if isinstance(content, dict):
        return {name: _with_token(value, token) for name, value in content.items()}
    if isinstance(content, list):
        return [_with_token(value, token) for value in content]
    return f"{token} {content}" if isinstance(content, str) and not CODE.fullmatch(content) else content


def tokens_in(*texts: str) -> set[str]:
    """Every token, also one that was written for a URL, for HTML or in base64."""
    found: set[str] = set()
    for text in texts:
        plain = text.lower()
        found |= set(TOKEN.findall(plain))
        if "%" in plain or "&#" in plain:
            found |= set(TOKEN.findall(html.unescape(unquote_plus(plain))))
        for run in IN_BASE64.findall(text):
            found |= set(TOKEN.findall(_decoded(run).lower()))
    return found


def _decoded(run: str) -> str:
    whole = run.replace("-", "+").replace("_", "/")[: len(run) // 4 * 4]
    try:
        return base64.b64decode(whole).decode(errors="ignore")
    except binascii.Error:
        return ""
