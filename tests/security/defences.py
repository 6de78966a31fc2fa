"""Each named attack of docs/security.md with the defences that hold it, and how each of them is taken away."""

from __future__ import annotations

from tests.security.defences_of_access import OF_ACCESS
from tests.security.defences_of_files import OF_FILES
from tests.security.defences_of_pages import OF_PAGES
from tests.security.taking_away import Defence

DEFENCES: list[Defence] = [*OF_ACCESS, *OF_PAGES, *OF_FILES]
# Named attacks that another tool takes apart, and where it is.
ELSEWHERE = {"T-MATRIX": "tests/access/mutation.py"}
