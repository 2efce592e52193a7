"""ttx: a tabletop crisis exercise with a world behind the injects."""

from __future__ import annotations

__version__ = "0.1.0"
WORLD = 3
"""Number of the world: raised whenever a model's behaviour changes."""
