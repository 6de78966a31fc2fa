"""Every API view, found by walking the URLs, so that none can hide."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from api.urls import v1
from tests.documents.recordings_for_tests import wav

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def doors() -> list[tuple[str, str, Any]]:
    """(name, method, view class) of every method that a view of the API has."""
    return [
        (pattern.name, method, pattern.callback.cls)
        for pattern in v1
        for method in METHODS
        if hasattr(pattern.callback.cls, method.lower())
    ]


def address(name: str, ids: Mapping[str, uuid.UUID]) -> str:
    """The path of a view after /api/v1/, with its ids filled in."""
    pattern = next(each for each in v1 if each.name == name)
    path = str(pattern.pattern)
    for key, value in ids.items():
        path = path.replace(f"<uuid:{key}>", str(value))
    return path


def bodies(world: Any) -> dict[tuple[str, str], dict[str, Any]]:
    """Good input for each door that takes some."""
    parts, mum = world.things["parts"], str(world.connections["mum"].pk)
    new = str(uuid.uuid4())
    return {
        ("api_parts", "POST"): {"tool": "to_for_balance", "setting": "At work"},
        ("api_part_items", "POST"): {"operation": new, "question": "important_to", "text": "My bike"},
        ("api_part_media", "POST"): {
            "operation": new,
            "question": "important_to",
            "kind": "sound",
            "file": SimpleUploadedFile("me.wav", wav()),
        },
        ("api_item", "PUT"): {"operation": new, "base_version": 1, "text": "My red bike"},
        ("api_part_suggestions", "POST"): {"operation": new, "question": "important_to", "text": "Your bike"},
        ("api_suggestion_answer", "POST"): {"answer": "accepted"},
        ("api_part_outcomes", "POST"): {"operation": new, "in_my_words": "I ride to work."},
        ("api_outcome", "PUT"): {"operation": new, "base_version": 1, "in_my_words": "I ride to work."},
        ("api_barriers", "PUT"): {"codes": ["TRN"]},
        ("api_changes", "POST"): {"operation": new, "now": "under_way"},
        ("api_outcome_promises", "POST"): {"operation": new, "what": "Mend it", "who": "Dev", "by_when": "2027-03-01"},
        ("api_promise_close", "POST"): {"state": "done"},
        ("api_slips", "POST"): {"connection": mum, "parts": [str(parts["outcome"].pk)]},
        ("api_part_door", "PUT"): {"door": "some", "people": [{"connection": mum}]},
        ("api_cards", "POST"): {"operation": new, "sheet": "working", "text": "My job"},
    }
