"""All line-mode commands in one table.

Never defines one itself.
"""

from __future__ import annotations

from ttx.plain.deciding import DECIDING
from ttx.plain.desk import DESK
from ttx.plain.draaiboek import DRAAIBOEK
from ttx.plain.general import GENERAL
from ttx.plain.leader import LEADER
from ttx.plain.shared import SHARED
from ttx.plain.table import TABLE
from ttx.plain.watch import WATCH

COMMANDS = (*TABLE, *SHARED, *DECIDING, *LEADER, *DRAAIBOEK, *DESK, *WATCH, *GENERAL)
