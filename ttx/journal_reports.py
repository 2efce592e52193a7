"""The reports that an entry tells of, however it was written down.

Reports that arrive together are one entry, `{"true_at", "reports": [{"team", "values",
"by", "sender"}, ...]}`; up to WORLD 2 every report was an entry of its own, with these
fields and `true_at` in its body.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ttx.journal import Entry


def reports(entry: Entry) -> Sequence[dict[str, Any]]:
    """The reports of a `reported` entry, in the order written: to which team, which
    values, by which carrier and from whom. When they were true stands in its body."""
    return entry.body.get("reports") or (entry.body,)
