"""How property tests search: the same examples at every run, unless somebody goes hunting.

A run that must pass before work lands may not fail by chance, nor because a machine is slow;
`make hunt` looks for examples that nobody has seen yet.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

slow = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("steady", derandomize=True, **slow)
settings.register_profile("hunt", **slow)
settings.load_profile("hunt" if os.environ.get("TTX_HUNT") else "steady")
