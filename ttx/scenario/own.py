"""Own figures: which figures an organisation may replace by its own, and its form.

A scenario lists them in words under `own_figures:`; a filled form is a file of its own
that stays with its owner and is read by `filled`.
"""

from __future__ import annotations

from typing import Any, Literal

from ttx.scenario.parts import Name, Part, Text

TAG = "O"
"""The tag of a figure that an organisation gave of itself."""


class Sheet(Part):
    """The part of the form that one organisation fills in: figures by path, in words."""

    title: Text
    figures: dict[str, Text]


class FilledSheet(Part):
    """One part as it comes back; what is left empty stays as the scenario has it."""

    organisation: str | None = None
    source: str | None = None
    figures: dict[str, Any] | None = None


class Filled(Part):
    """A form as it comes back from the organisations."""

    own_figures: Name
    language: Literal["nl", "en"] = "en"
    parts: dict[str, FilledSheet | None]
