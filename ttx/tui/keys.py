"""A user's own keys: `keys.toml` in the settings folder, an id and a key a line.

Reads and judges only; the program around the screens puts them to work.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import Keys

from ttx.errors import UsageError

NAMED = frozenset(str(key.value) for key in Keys)


def keys_file() -> Path:
    """Where a user's own keys stand: keys.toml in the settings folder of this user."""
    base = os.environ.get("XDG_CONFIG_HOME") or os.environ.get("APPDATA")
    return (Path(base) if base else Path.home() / ".config") / "ttx" / "keys.toml"


def own_keys(path: Path) -> dict[str, str]:
    """The keys that a user chose, by the id of what they do; empty without a file.

    Raises UsageError with the file and what to do if it cannot be used.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as wrong:
        english = (
            '{path}: this cannot be read: {why}. A line reads: "table.decide" = "d"'
        )
        raise UsageError(english, path=path, why=wrong) from None
    return _judged(dict(_flat(raw)), path)


def _flat(raw: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """`[table]` with `decide = "d"` below it says the same as "table.decide"."""
    for name, value in raw.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _judged(chosen: dict[str, Any], path: Path) -> dict[str, str]:
    known = {binding.id for binding in bindings()}
    taken: dict[str, str] = {}
    for name, key in chosen.items():
        if name not in known:
            raise _unknown(path, name, [one for one in known if one])
        if not isinstance(key, str) or not all(map(_is_key, key.split(","))):
            english = "{path}: '{key}' is not a key; write a letter, f2 or ctrl+t"
            raise UsageError(english, path=path, key=key)
        for one in key.split(","):
            if one in taken:
                english = "{path}: '{key}' is given twice: to {first} and to {name}"
                raise UsageError(
                    english, path=path, key=one, first=taken[one], name=name
                )
            taken[one] = name
    return {name: str(key) for name, key in chosen.items()}


def _unknown(path: Path, name: str, known: list[str]) -> UsageError:
    near = difflib.get_close_matches(name, known, 1)
    english = "{path}: there is no '{name}' to give a key"
    if near:
        english = "{path}: there is no '{name}' to give a key, did you mean '{near}'?"
    return UsageError(english, path=path, name=name, near=near[0] if near else "")


def _is_key(key: str) -> bool:
    *held, last = key.strip().split("+")
    fits = all(one in ("ctrl", "alt", "shift") for one in held)
    return fits and (len(last) == 1 or last in NAMED or key in NAMED)


def bindings() -> Iterator[Binding]:
    """Every key that does something, of the program and all its screens and parts."""
    seen: set[str | None] = {None}
    for kind in _kinds(DOMNode):
        ours = kind.__module__.startswith("ttx.")
        for one in vars(kind).get("BINDINGS", ()) if ours else ():
            if isinstance(one, Binding) and one.id not in seen:
                seen.add(one.id)
                yield one


def _kinds(kind: type[DOMNode]) -> Iterator[type[DOMNode]]:
    below: list[type[DOMNode]] = type.__subclasses__(kind)
    for one in below:
        yield one
        yield from _kinds(one)
