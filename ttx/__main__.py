"""`python -m ttx`."""

from __future__ import annotations

import sys

from ttx.cli import main

sys.exit(main())
