"""Which rows the database shows to whom, table by table, as data. `row_security.catalogue` writes it down.

Adding a table is one line: in `open_tables.py` with the reason why it names no person, or in `plan.py`, `people.py`,
`support.py`, `law.py`, `safety.py` (and so on) with who may read it and who may write it.
"""

from __future__ import annotations

from row_security.policies import law, my_data, others, people, plan, safety, support
from row_security.policies.open_tables import OPEN_TABLES, READ_ONLY_TABLES
from row_security.policies.words import Rows

GUARDED: dict[str, Rows] = {**people.TABLES, **plan.TABLES, **support.TABLES, **others.TABLES}
GUARDED |= {**law.TABLES, **safety.TABLES, **my_data.TABLES}

__all__ = ["GUARDED", "OPEN_TABLES", "READ_ONLY_TABLES", "Rows"]
