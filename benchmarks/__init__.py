"""Benchmarks: each prints, as its last line, one JSON object {"name", "value", "unit", "limit", "detail"}.

`value` is a ratio to a peer or a physical limit measured in the same run, so that it means the same on
every machine; `limit` is the goal; `detail` holds the raw figures. Run one with `bin/bench NAME`.
"""

from row_security import acting

# Outside of requests a benchmark builds and measures as the system. A page that it opens is its reader's.
acting.whole_process("benchmark")
