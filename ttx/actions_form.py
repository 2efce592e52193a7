"""What every action is: a frozen record with a text form that parses back.

Knows no action by name.
"""

from __future__ import annotations

import dataclasses
import math
import types
import typing
from functools import lru_cache
from typing import Any


class Action:
    """Base of all that may be asked."""

    __slots__ = ()


def to_plain(action: Action) -> dict[str, Any]:
    """An action as JSON-ready data; only what differs from its defaults."""
    plain: dict[str, Any] = {"kind": type(action).__name__}
    kind: Any = type(action)
    for name, default in _fields(kind):
        value = getattr(action, name)
        if value != default:
            plain[name] = _plain(value)
    return plain


@lru_cache(maxsize=64)
def _fields(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    """The fields of a kind of action with what they are if nothing is said."""
    items = dataclasses.fields(kind)
    return tuple((item.name, item.default) for item in items)


def _plain(value: Any) -> Any:
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def typed(hint: Any, value: Any) -> Any:
    """A value of a text form as a field of this type; TypeError where it does not fit."""
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        for one in typing.get_args(hint):
            if one is type(None) and value is None:
                return None
            if isinstance(one, type) and type(value) is one:
                return _number(value) if isinstance(value, float) else value
    elif origin is tuple:
        inner = typing.get_args(hint)
        if isinstance(value, list | tuple):
            if inner[-1] is Ellipsis:
                return tuple(typed(inner[0], item) for item in value)
            if len(inner) == len(value):
                return tuple(map(typed, inner, value))
    elif hint is float and type(value) in (int, float):
        return _number(value)
    elif type(value) is hint:
        return _number(value) if hint is float else value
    raise TypeError(f"{value!r} does not fit")


def _number(value: int | float) -> float:
    """A number that can be written down; TypeError for infinity and the like."""
    try:
        number = float(value)
    except OverflowError as wrong:
        raise TypeError("a number without an end does not fit") from wrong
    if not math.isfinite(number):
        raise TypeError(f"{value!r} does not fit")
    return number
