"""What goes over a socket: frames of JSON text, and how a picture becomes one.

A client sends `Frame`s, each with an id of its own; the host answers each and sends
pictures (whole once, then what changed). Nothing that does not fit these shapes
reaches the host.
"""

from __future__ import annotations

import dataclasses
import json
from functools import lru_cache
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from ttx.actions import Action, from_plain
from ttx.errors import Refusal, TtxError
from ttx.live.seat import Answer, ClockFace, Control, Present
from ttx.text import Text
from ttx.view import Choice, Picture

PROTOCOL = 2
WRITTEN, LISTED = 4000, 100
"""Characters of one text, and items of one list, in what a seat asks."""
DEEP = ("desk", "cell", "book", "plenary", "coaching", "work")
LARGEST = 64 * 1024
"""Bytes of the largest frame that a host takes."""

_PICTURE = TypeAdapter(Picture)
_FACE = TypeAdapter(ClockFace)
_PRESENT = TypeAdapter(tuple[Present, ...])
_CHOICES = TypeAdapter(tuple[Choice, ...])
_CHAIN = TypeAdapter(tuple[tuple[Text, str], ...])
_TEXT = TypeAdapter(Text)
_WISHES: dict[str, TypeAdapter[Any]] = {
    kind.__name__: TypeAdapter(kind) for kind in Control.__subclasses__()
}


class Frame(BaseModel):
    """One thing that a client asks, with an id by which it knows the answer."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: str = Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._~-]+$")
    do: Literal["submit", "erase", "control", "why", "propose", "as", "debrief"]
    action: dict[str, Any] | None = None
    draft: int | None = None
    wish: dict[str, Any] | None = None
    text: str = Field(default="", max_length=4000)


class Malformed(TtxError):
    """A frame that is none; the sentence is for whoever sent it."""


def read_frame(raw: str) -> Frame:
    """The frame of a text; Malformed if it is none."""
    if len(raw.encode("utf-8", "surrogatepass")) > LARGEST:
        raise Malformed("What was sent is too large for the host; send less at once.")
    try:
        return Frame.model_validate_json(raw)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        place = ".".join(str(one) for one in first["loc"]) or "-"
        raise Malformed(
            "The host cannot read what was sent ({place}: {why}).",
            place=place[:80], why=first["msg"][:200],
        ) from wrong  # fmt: skip


def action_of(frame: Frame) -> Action:
    """The action in a frame; Malformed if there is none that fits."""
    if any(not _fits(value) for value in (frame.action or {}).values()):
        raise Malformed("What was sent is too large for the host; send less at once.")
    try:
        return from_plain(frame.action or {})
    except (ValueError, RecursionError) as wrong:
        raise Malformed(
            "The host cannot read this action ({why}).", why=str(wrong)[:200]
        ) from wrong


def _fits(value: Any) -> bool:
    """Whether a text or list is no longer than people write."""
    if isinstance(value, str):
        return len(value) <= WRITTEN
    if isinstance(value, list):
        return len(value) <= LISTED and all(_fits(one) for one in value)
    return True


def wish_of(frame: Frame) -> Control:
    """What a frame asks of the host; Malformed if nothing that it knows."""
    rest = dict(frame.wish or {})
    kind = str(rest.pop("kind", ""))[:80]
    if kind not in _WISHES:
        raise Malformed("The host knows no '{kind}'.", kind=kind)
    try:
        made: Control = _WISHES[kind].validate_json(json.dumps(rest), strict=True)
    except (ValidationError, RecursionError) as wrong:
        why = str(wrong).splitlines()[0][:200]
        raise Malformed("The host cannot read '{kind}' ({why}).", kind=kind, why=why) from wrong  # fmt: skip
    return made


def wish_to(wish: Control) -> dict[str, Any]:
    """A wish as a frame holds it."""
    kind = type(wish).__name__
    return {"kind": kind, **_WISHES[kind].dump_python(wish, mode="json")}


# --- from the host -------------------------------------------------------------


def plain_picture(
    picture: Picture, before: Picture | None = None, was: dict[str, Any] | None = None
) -> dict[str, Any]:
    """A picture as JSON-ready data, without what is as always and its version.

    What equals the picture `before` is taken from `was`, the data of that one.
    """
    plain = _plain(picture, before, was or {})
    plain.pop("version", None)
    return plain


class _Part(NamedTuple):
    """A field of a record: how it is written, its default, whether it is a record of
    its own that is worth looking into, how one of its records is written if it is a
    row of them."""

    name: str
    written: TypeAdapter[Any]
    default: Any
    deep: bool
    each: TypeAdapter[Any] | None


@lru_cache
def _shape(kind: Any) -> tuple[_Part, ...]:
    hints = get_type_hints(kind)
    return tuple(
        _Part(one.name, TypeAdapter(hints[one.name]), one.default, one.name in DEEP,
              _row(hints[one.name]))
        for one in dataclasses.fields(kind)
    )  # fmt: skip


def _row(hint: Any) -> TypeAdapter[Any] | None:
    inside = get_args(hint) if get_origin(hint) is tuple else ()
    row = len(inside) == 2 and inside[1] is ... and dataclasses.is_dataclass(inside[0])
    return TypeAdapter(inside[0]) if row else None


def _plain(new: Any, old: Any, was: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    kind: Any = type(new)
    for name, written, default, deep, each in _shape(kind):
        value = getattr(new, name)
        if value is default or value == default:
            continue
        before = getattr(old, name) if old is not None else None
        if name not in was:
            made[name] = _dumped(written, value)
        elif value is before or value == before:
            made[name] = was[name]
        elif deep and type(before) is type(value):
            made[name] = _plain(value, before, was[name])
        elif each is not None and before is not None:
            made[name] = _plain_row(each, value, before, was[name])
        else:
            made[name] = _dumped(written, value)
    return made


def _plain_row(
    each: TypeAdapter[Any], new: tuple[Any, ...], old: tuple[Any, ...], was: list[Any]
) -> list[Any]:
    """A row of records, of which those that stayed the same object are not written
    again, wherever they stand now."""
    known = {id(one): plain for one, plain in zip(old, was, strict=True)}
    return [known[id(one)] if id(one) in known else _dumped(each, one) for one in new]


def _dumped(written: TypeAdapter[Any], value: Any) -> Any:
    return written.dump_python(
        value, mode="json", exclude_defaults=True, warnings=False
    )


def picture_of(plain: dict[str, Any], version: int) -> Picture:
    """The picture of `plain_picture`; ValueError if it is none."""
    made: Picture = _PICTURE.validate_python({**plain, "version": version})
    return made


def timed(picture: Picture, face: ClockFace) -> Picture:
    """A picture at the time that its clock shows: that time went on is not sent.

    Who is cut off from what runs now (`knows` before `now`) stays so.
    """
    if face.state == "restoring":
        return picture
    now = max(face.now, picture.now) if face.state == "runs" else face.now
    knows = now if picture.knows == picture.now else picture.knows
    return dataclasses.replace(picture, now=now, knows=knows)


def text_frame(kind: str, **what: Any) -> str:
    """A frame from the host as it goes over the wire."""
    return json.dumps({"is": kind, **what}, ensure_ascii=False, separators=(",", ":"))


def plain_answer(answer: Answer) -> dict[str, Any]:
    """What became of an action, JSON-ready."""
    refusal = answer.refusal.plain() if answer.refusal else None
    return {"entry": answer.entry, "draft": answer.draft, "refusal": refusal}


def answer_of(plain: dict[str, Any]) -> Answer:
    """The answer of `plain_answer`."""
    raw = plain["refusal"]
    refusal = Refusal.from_plain(raw) if raw else None
    return Answer(plain["entry"], refusal, plain["draft"])


def plain_face(face: ClockFace) -> dict[str, Any]:
    """A clock's face, JSON-ready."""
    made: dict[str, Any] = _FACE.dump_python(face, mode="json")
    return made


def face_of(plain: dict[str, Any]) -> ClockFace:
    """The face of `plain_face`."""
    made: ClockFace = _FACE.validate_python(plain)
    return made


def plain_present(present: tuple[Present, ...]) -> Any:
    """Who is there, JSON-ready."""
    return _PRESENT.dump_python(present, mode="json")


def present_of(plain: Any) -> tuple[Present, ...]:
    """The lobby of `plain_present`."""
    made: tuple[Present, ...] = _PRESENT.validate_python(plain)
    return made


def plain_choices(choices: tuple[Choice, ...]) -> Any:
    """Options, JSON-ready."""
    return _CHOICES.dump_python(choices, mode="json")


def choices_of(plain: Any) -> tuple[Choice, ...]:
    """The options of `plain_choices`."""
    made: tuple[Choice, ...] = _CHOICES.validate_python(plain)
    return made


def plain_chain(chain: tuple[tuple[Text, str], ...]) -> Any:
    """The causes behind a figure, JSON-ready."""
    return _CHAIN.dump_python(chain, mode="json")


def chain_of(plain: Any) -> tuple[tuple[Text, str], ...]:
    """The causes of `plain_chain`."""
    made: tuple[tuple[Text, str], ...] = _CHAIN.validate_python(plain)
    return made


def plain_text(text: Text) -> dict[str, str]:
    """A text in its languages, JSON-ready."""
    return {"nl": text.nl, "en": text.en}


def text_of(plain: Any) -> Text:
    """The text of `plain_text`."""
    made: Text = _TEXT.validate_python(plain)
    return made
