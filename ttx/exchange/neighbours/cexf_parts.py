"""What hangs on an inject of CEXF: the file that it sends, and how it was checked.

An e-mail is read as text; anything else is listed and left.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from typing import Any

from ttx.exchange.loss import LEFT, NEAR, Ledger
from ttx.exchange.plain import line, many, number, objects, text, title, within

MOST_MAIL = 2 * 2**20
MOST_PARTS = 40
EVALUATION = (
    "result",
    "score_range",
    "parameters",
    "evaluation_strategy",
    "evaluation_context",
)


@dataclass(frozen=True, slots=True)
class Payload:
    """What came out of a payload: a message, or notes about what was left."""

    subject: str = ""
    sender: str = ""
    body: str = ""
    notes: tuple[str, ...] = ()


def from_payload(payload: dict[str, Any], at: str, ledger: Ledger) -> Payload:
    """The message that a payload holds; what is no message is listed."""
    if not payload:
        return Payload()
    ledger.rest(payload, ("uuid", "name", "type", "parameters"), at)
    values = within(payload.get("parameters"))
    kind = text(payload.get("type")).lower()
    if kind == "file":
        return _file(payload, values, at, ledger)
    shown = [text(values.get(key)) for key in ("source", "destination", "port")]
    words = " ".join(one for one in (kind, *shown) if one)
    ledger.tell(LEFT, "the technical action '{what}' is not done; it stands in the note", at,
                what=line(words, 80))  # fmt: skip
    return Payload(notes=(words,))


def _file(
    payload: dict[str, Any], values: dict[str, Any], at: str, ledger: Ledger
) -> Payload:
    file = title(values.get("filename")) or title(payload.get("name"))
    content = values.get("content")
    given = content if isinstance(content, str) else ""
    raw = given.encode("utf-8", "replace")
    if "base64" in text(values.get("content-type")).lower():
        try:
            raw = base64.b64decode(
                "".join(given[: MOST_MAIL * 2].split()), validate=False
            )
        except (binascii.Error, ValueError):
            ledger.tell(
                LEFT, "the file '{file}' is not base64 that can be read", at, file=file
            )
            return Payload(notes=(file,))
    found = read_mail(raw[:MOST_MAIL])
    if found is None:
        ledger.tell(LEFT, "the attachment '{file}' is named in the note and not taken", at,
                    file=file)  # fmt: skip
        return Payload(notes=(file,))
    for name in found.notes:
        ledger.tell(LEFT, "the attachment '{file}' is named in the note and not taken", at,
                    file=name)  # fmt: skip
    return found


def read_mail(raw: bytes) -> Payload | None:
    """Subject, sender, text and names of attachments of an e-mail; None if it is none."""
    mail = message_from_bytes(raw)
    if not any(mail.get(key) is not None for key in ("subject", "from", "to")):
        return None
    parts = [mail] if not mail.is_multipart() else list(mail.walk())[:MOST_PARTS]
    texts = {one.get_content_type(): _body(one) for one in reversed(parts) if not _name(one)}  # fmt: skip
    body = texts.get("text/plain") or texts.get("text/html") or ""
    names = tuple(name for one in parts if (name := _name(one)))
    return Payload(title(_header(mail, "subject")), _who(_header(mail, "from")), text(body), names)  # fmt: skip


def _who(header: str) -> str:
    """The name in `Name <address>`, or the address."""
    named, address = parseaddr(header)
    return title(named or address or header)


def _name(part: Message) -> str:
    try:
        found = part.get_filename()
    except (ValueError, LookupError, TypeError):
        found = "?"
    return title(found) if found else ""


def _header(mail: Message, name: str) -> str:
    raw = str(mail.get(name) or "")[:1000]
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError):
        return raw
    return "".join(_decoded(one, how or "utf-8") if isinstance(one, bytes) else one
                   for one, how in pieces)  # fmt: skip


def _body(part: Message) -> str:
    try:
        raw = part.get_payload(decode=True)
    except (ValueError, AssertionError, TypeError):
        return ""
    charset = str(part.get_param("charset") or "utf-8")
    return _decoded(raw, charset) if isinstance(raw, bytes) else ""


def _decoded(raw: bytes, charset: str) -> str:
    known = charset.lower().strip("\"' ")
    known = known if known in ("utf-8", "us-ascii", "iso-8859-1", "iso-8859-15",
                               "windows-1252", "utf-16") else "utf-8"  # fmt: skip
    return raw.decode(known, "replace")


def expected(one: dict[str, Any], at: str, ledger: Ledger) -> str:
    """The evaluations of an inject as expected outcomes that people check."""
    said = []
    for _, mark in objects(one.get("inject_evaluation")):
        ledger.rest(mark, EVALUATION, at)
        result = line(text(mark.get("result"))) or "?"
        said.append(f"- {result}{_score(mark)}{_test(mark)}")
    if said:
        ledger.tell(NEAR, "{count} outcome(s) were checked by a program; here an evaluator"
                    " looks, and nothing is scored", at, count=len(said))  # fmt: skip
    return "\n".join(said[:40])


def _score(mark: dict[str, Any]) -> str:
    points = [number(one) for one in many(mark.get("score_range"))]
    most = max((one for one in points if one is not None), default=None)
    return f" (max. {most:g})" if most is not None else ""


def _test(mark: dict[str, Any]) -> str:
    """What the program would have looked at, in short: `a.b contains x, y`."""
    given = mark.get("parameters")
    branches = [inner for value in given.values() for inner in many(value)] if isinstance(
        given, dict) else many(given)  # fmt: skip
    said = []
    for one in branches[:6]:
        if isinstance(one, str):
            said.append(line(text(one), 80))
        for path, how in list(one.items())[:4] if isinstance(one, dict) else ():
            test = within(how)
            values = ", ".join(line(text(v), 40) for v in many(test.get("values"))[:6])
            said.append(f"{line(str(path), 60)} {line(text(test.get('comparison')), 20)} {values}".strip())  # fmt: skip
    between = " | " if isinstance(given, dict) else "; "
    return f": {between.join(said)}" if said else ""
