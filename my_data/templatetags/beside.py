"""What a person says is not right, beside the record that it is about: on the pages of the record's own readers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from my_data.models import Correction
from row_security import acting

register = template.Library()
# Whoever reads the record reads what stands beside it, and nothing else of what was asked to be put right.
BESIDE = "what the person says beside a record that its reader has open"


@register.inclusion_tag("my_data/_beside.html")
def beside_record(person_id: object) -> dict[str, Any]:
    """The person's words beside their support plan, its decisions and its money. One statement."""
    with acting.system(BESIDE):
        return {"said": list(Correction.objects.beside(person_id).of_record())}


@register.inclusion_tag("my_data/_beside.html")
def beside_cards(cards: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The person's words beside the cards that this reader sees. One statement; none without cards of paid people."""
    shown = [each["card"].view.pk for each in cards if each["card"].view.voice == "paid"]
    with acting.system(BESIDE):
        return {"said": list(Correction.objects.of_cards(shown)) if shown else []}
