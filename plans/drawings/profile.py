"""One page: the photo on top and three blocks under it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plans.drawings.answers import Answers


def profile(answers: Answers) -> Mapping[str, Any]:
    """The first photo and the three blocks. It holds all the words, so no list stands beside it."""
    photos = answers.of("photo")
    return {
        "photo": photos[0] if photos else None,
        "blocks": [(key, answers.of(key)) for key in ("appreciate", "important_to", "support")],
        "holds_all": True,
    }
