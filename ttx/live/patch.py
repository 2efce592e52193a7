"""What changed between two pieces of JSON-ready data, small enough to send.

`patched(old, difference(old, new)) == new`, for any two dictionaries.
"""

from __future__ import annotations

from typing import Any

Patch = dict[str, Any]
"""`set`: keys with their new values; `del`: keys that went; `in`: keys with a patch of
their own; `cut`: lists as [from, how many go, what comes there]; `each`: lists of as many
records as before, as [which, its patch] for those that changed."""


def difference(old: dict[str, Any], new: dict[str, Any]) -> Patch:
    """The patch that makes `new` of `old`; empty if they are equal."""
    made: dict[str, dict[str, Any]] = {"set": {}, "in": {}, "cut": {}, "each": {}}
    for key, value in new.items():
        before = old.get(key)
        if key in old and (before is value or before == value):
            continue
        if key in old and isinstance(before, dict) and isinstance(value, dict):
            made["in"][key] = difference(before, value)
        elif key in old and isinstance(before, list) and isinstance(value, list):
            if (same := _each(before, value)) is not None:
                made["each"][key] = same
            else:
                made["cut"][key] = _cut(before, value)
        else:
            made["set"][key] = value
    patch: Patch = {name: part for name, part in made.items() if part}
    if gone := [key for key in old if key not in new]:
        patch["del"] = gone
    return patch


def _each(old: list[Any], new: list[Any]) -> list[Any] | None:
    """The records that changed in their places; None if that does not tell it all."""
    if len(old) != len(new):
        return None
    found = []
    for place, (one, other) in enumerate(zip(old, new, strict=True)):
        if one is other or one == other:
            continue
        if not (isinstance(one, dict) and isinstance(other, dict)):
            return None
        found.append([place, difference(one, other)])
    return found


def _cut(old: list[Any], new: list[Any]) -> list[Any]:
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    rest = shorter - head
    tail = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    return [head, len(old) - head - tail, new[head : len(new) - tail]]


def patched(old: dict[str, Any], patch: Patch) -> dict[str, Any]:
    """What a patch makes of `old`, which stays as it is; ValueError if it fits not."""
    try:
        new = {key: one for key, one in old.items() if key not in patch.get("del", ())}
        new.update(patch.get("set", {}))
        for key, inner in patch.get("in", {}).items():
            new[key] = patched(old[key], inner)
        for key, changed in patch.get("each", {}).items():
            records = list(old[key])
            for place, inner in changed:
                records[place] = patched(records[place], inner)
            new[key] = records
        for key, (head, many, comes) in patch.get("cut", {}).items():
            before = old[key]
            new[key] = [*before[:head], *comes, *before[head + many :]]
    except (KeyError, IndexError, TypeError, AttributeError) as wrong:
        raise ValueError(f"a patch that fits nothing here: {wrong}") from wrong
    return new
