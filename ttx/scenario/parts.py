"""The small parts that every page of a scenario is written with.

Frozen, validated once when a scenario is read, trusted ever after. Moments and
durations are whole milliseconds; texts are in Dutch and English.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from ttx.figures import TAGS, Figure, FigureError, read_figure
from ttx.moment import Calendar, parse_duration
from ttx.text import Text as Words

NAME = r"^[a-z][a-z0-9-]*$"
Name = Annotated[str, Field(pattern=NAME, max_length=64)]


class Part(BaseModel):
    """Base of everything an author writes: frozen, and no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _words(raw: Any) -> Any:
    return {"nl": raw, "en": raw} if isinstance(raw, str) else raw


_TEXTS = {lang: {"type": "string"} for lang in ("nl", "en")}
Text = Annotated[
    Words,
    BeforeValidator(_words),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "object", "properties": _TEXTS, "additionalProperties": False},
            ],
            "description": "a text in Dutch and English: {nl: ..., en: ...}",
        }
    ),
]
NO_TEXT = Words()


def _duration(raw: Any) -> Any:
    if isinstance(raw, int) and raw == 0 and not isinstance(raw, bool):
        return raw
    try:
        return parse_duration(str(raw))
    except (ValueError, OverflowError):
        return bad(
            "duration", "'{given}' is not a duration; write it as 30m, 12h or 2d", raw
        )


def bad(code: str, english: str, given: Any, **more: Any) -> Any:
    """Raise a problem that can be told in both languages."""
    context = {"given": str(given)[:80], "english": english, **more}
    raise PydanticCustomError(code, english, context)


def _moment(raw: Any, info: ValidationInfo) -> Any:
    calendar: Calendar = (info.context or {})["calendar"]
    try:
        return calendar.parse(str(raw))
    except (ValueError, OverflowError):
        if str(raw).startswith("D") and calendar.day_d is None:
            return bad("moment", "'{given}' needs a 'day_d' in the scenario", raw)
        return bad(
            "moment",
            "'{given}' is not a moment; write it as T+1:30, D+1 06:00 or 14:00",
            raw,
        )


def _spell(at: int) -> str:
    sign = "-" if at < 0 else "+"
    seconds, ms = divmod(abs(at), 1000)
    if ms:
        raise ValueError("a moment of a scenario is in whole seconds")
    return f"T{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _written(says: str, *examples: str) -> WithJsonSchema:
    """What an editor is told of a text that is read into something else."""
    return WithJsonSchema(
        {"type": ["string", "integer"], "description": says, "examples": [*examples]}
    )


Duration = Annotated[
    int,
    BeforeValidator(_duration),
    PlainSerializer(lambda ms: f"{ms}ms", str),
    _written("a duration", "30m", "1h30m", "12h", "2d"),
]
Moment = Annotated[
    int,
    BeforeValidator(_moment),
    PlainSerializer(_spell, str),
    _written("a moment", "T+1:30", "D+1 06:00", "14:00", "2027-01-18 06:40"),
]
Label = Annotated[
    str, BeforeValidator(lambda raw: str(raw) if type(raw) is int else raw)
]
"""A text that people may write as a bare number."""


def _figure(unit: str) -> Any:
    def read(raw: Any) -> Any:
        try:
            return read_figure(raw, unit)
        except FigureError as wrong:
            params = {"key": "figure", "english": wrong.english, **wrong.params}
            raise PydanticCustomError(wrong.code, wrong.english, params) from None
        except OverflowError:
            return bad("bad-value", "'{given}' is not a number", raw)

    return read


_NAMED = {
    "lognormal": ("median", "sigma", "max"),
    "normal": ("mean", "sd", "min"),
    "erlang": ("mean", "phases"),
    "weibull": ("scale", "power"),
}
_BARE = ("sigma", "phases", "power")
"""What has no unit of its own."""


def _figure_out(made: Figure) -> dict[str, Any]:
    about: dict[str, Any] = {"source": made.source, "tag": made.tag}
    if made.doubt[1]:
        about["doubt"] = list(made.doubt)
    numbers = made.numbers
    if made.shape in _NAMED:
        named = zip(_NAMED[made.shape], numbers, strict=True)
        kept = {
            k: n if k in _BARE else _out(n, made.unit)
            for k, n in named
            if k != "max" or n
        }
        return {made.shape: kept, **about}
    if made.shape in ("quantiles", "hyperexponential"):
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        return {
            made.shape: [[share, _out(n, made.unit)] for share, n in pairs],
            **about,
        }
    if made.shape == "chance":
        return {made.shape: numbers[0], **about}
    row = [_out(n, made.unit) for n in numbers]
    return {made.shape: row[0] if len(row) == 1 else row, **about}


def _out(n: float, unit: str) -> Any:
    return f"{n:.0f}ms" if unit == "time" else n


FIGURE_SCHEMA: dict[str, Any] = {
    "description": "a value with its unit, or a mapping with a shape, source and tag",
    "anyOf": [
        {"type": ["string", "number"]},
        {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "value": {"type": ["string", "number"]},
                "chance": {"type": "number", "minimum": 0, "maximum": 1},
                "uniform": {"type": "array", "minItems": 2, "maxItems": 2},
                "triangular": {"type": "array", "minItems": 3, "maxItems": 3},
                "exponential": {"type": ["string", "number"]},
                "lognormal": {"type": "object"},
                "normal": {"type": "object", "required": ["mean", "sd"]},
                "erlang": {"type": "object", "required": ["mean", "phases"]},
                "weibull": {"type": "object", "required": ["scale", "power"]},
                "quantiles": {"type": "array", "minItems": 2},
                "hyperexponential": {"type": "array", "minItems": 2},
                "doubt": {"type": "array", "minItems": 2, "maxItems": 2},
                "unit": {"type": "string"},
                "source": {"type": "string"},
                "tag": {"enum": list(TAGS)},
                "note": {"type": "string"},
            },
        },
    ],
}
TimeFigure = Annotated[
    Figure,
    BeforeValidator(_figure("time")),
    PlainSerializer(_figure_out, dict),
    WithJsonSchema(FIGURE_SCHEMA),
]
ChanceFigure = Annotated[
    Figure,
    BeforeValidator(_figure("")),
    PlainSerializer(_figure_out, dict),
    WithJsonSchema(FIGURE_SCHEMA),
]


class Condition(Part):
    """Something that can be true of the world: data, never code.

    Exactly one of gauge (with one comparison), all, any, not, milestone, decided.
    `for` is contiguous. Gauge names may hold {instance} and {parameter}.
    """

    gauge: str = ""
    below: float | None = None
    above: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    for_: Duration = Field(0, alias="for")
    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()
    not_: Condition | None = Field(None, alias="not")
    milestone: str = ""
    decided: str = ""
    by: str = ""

    @model_validator(mode="after")
    def _one_kind(self) -> Condition:
        kinds = (
            self.gauge,
            self.all,
            self.any,
            self.not_,
            self.milestone,
            self.decided,
        )
        if sum(bool(kind) for kind in kinds) != 1:
            raise PydanticCustomError(
                "condition",
                "a condition needs exactly one of: gauge, all, any, not, milestone, decided",
            )
        bounds = (self.below, self.above, self.at_least, self.at_most)
        if bool(self.gauge) != (sum(b is not None for b in bounds) == 1):
            raise PydanticCustomError(
                "condition",
                "a gauge needs exactly one of: below, above, at_least, at_most",
            )
        return self

    def parts(self) -> Iterator[Condition]:
        """Itself and all conditions inside it."""
        yield self
        for inner in (*self.all, *self.any, *((self.not_,) if self.not_ else ())):
            yield from inner.parts()


class Effect(Part):
    """What a decision or an inject does to the world, the draaiboek or a table.

    Exactly one of set/add/scale (a lever), send, cancel (an inject), milestone, grant
    (a gauge to tables). An amount is a number, or the name of an asked parameter,
    optionally times a number ("litres", "litres * 0.5").
    """

    set: str = ""
    add: str = ""
    scale: str = ""
    to: float | str | tuple[str, ...] | None = None
    by: float | str | None = None
    after: TimeFigure | None = None
    for_: Duration | None = Field(None, alias="for")
    ramp: Duration = 0
    if_: Condition | None = Field(None, alias="if")
    send: str = ""
    cancel: str = ""
    milestone: str = ""
    grant: str = ""

    @model_validator(mode="after")
    def _one_kind(self) -> Effect:
        kinds = (self.set, self.add, self.scale, self.send, self.cancel,
                 self.milestone, self.grant)  # fmt: skip
        if sum(map(bool, kinds)) != 1:
            raise PydanticCustomError(
                "effect",
                "an effect needs exactly one of: set, add, scale, send, cancel,"
                " milestone, grant",
            )
        if self.set and not isinstance(self.to, int | float | str):
            raise PydanticCustomError("effect", "'set' needs 'to': the new value")
        if (self.add or self.scale) and self.by is None:
            raise PydanticCustomError("effect", "'add' and 'scale' need 'by'")
        if self.grant and not isinstance(self.to, tuple):
            raise PydanticCustomError("effect", "'grant' needs 'to': a list of tables")
        return self

    @property
    def lever(self) -> str:
        """The lever it moves, or nothing."""
        return self.set or self.add or self.scale


Layer = Literal["strategic", "operational"]
Purpose = Literal["orient", "develop", "test"]
