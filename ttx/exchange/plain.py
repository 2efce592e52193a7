"""Plain text out of whatever a foreign file holds: HTML, control characters, numbers.

Every function takes anything and gives something; none takes more than linear time.
"""

from __future__ import annotations

import html
import math
import re
import unicodedata
from typing import Any

MOST_TEXT = 20_000
"""Characters of one text that are taken."""
MOST_TITLE = 160
MOST_LIST = 5_000
"""Members of one list that are looked at."""
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")  # fmt: skip
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|b|i|u|a|em|strong|ul|ol|li|table|tr|td|th|h[1-6]|img|html|body"
    r"|head|style|script|font|hr|blockquote|pre)(?:[\s/>])",
    re.IGNORECASE,
)
_BREAKS = {"br", "p", "div", "tr", "table", "ul", "ol", "blockquote", "pre", "hr",
           "h1", "h2", "h3", "h4", "h5", "h6", "section", "article"}  # fmt: skip
_SILENT = {"script", "style", "head", "title", "template"}


def text(raw: Any, most: int = MOST_TEXT) -> str:
    """Any value as text of lines without trailing blanks; "" for what is no text."""
    if isinstance(raw, bool) or raw is None or isinstance(raw, dict | list | tuple):
        return ""
    given = str(raw)[: most + 1] if isinstance(raw, str) else _shown(raw)
    given = _NO_TEXT.sub("", _LINE_END.sub("\n", given))
    if _MARKUP.search(given):
        given = from_html(given)
    lines = [" ".join(line.split()) for line in given.split("\n")]
    whole = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return whole if len(whole) <= most else whole[: most - 1].rstrip() + "…"


def _shown(raw: Any) -> str:
    if isinstance(raw, float) and math.isfinite(raw) and raw == int(raw):
        return str(int(raw))[:40]
    try:
        return str(raw)[:400]
    except ValueError:  # a whole number of thousands of digits
        return ""


def title(raw: Any) -> str:
    """Any value as one line."""
    return line(text(raw), MOST_TITLE)


def line(words: str, most: int = MOST_TITLE) -> str:
    """Text put on one line, at most so long, without control characters."""
    one = " ".join(_NO_TEXT.sub("", words).split())
    return one if len(one) <= most else one[: most - 1].rstrip() + "…"


def from_html(given: str) -> str:
    """HTML as plain text: paragraphs and list items keep their lines, links their address.

    Scripts, styles and comments are dropped; nothing is fetched.
    """
    out: list[str] = []
    at, silent = 0, ""
    while at < len(given):
        start = given.find("<", at)
        if start < 0:
            break
        if not silent:
            out.append(given[at:start])
        comment = given.startswith("<!--", start)
        end = given.find("-->" if comment else ">", start)
        if end < 0:
            at = len(given) if comment or silent else start
            break
        at = end + (3 if comment else 1)
        if not comment:
            tag = given[start + 1 : end].strip()
            if not _is_tag(tag):
                out.append("" if silent else given[start:at])
                continue
            silent = _silence(tag, silent)
            out.append("" if silent else _sign(tag))
    if not silent:
        out.append(given[at:])
    return html.unescape("".join(out))


def _is_tag(tag: str) -> bool:
    return tag[:1] in "/!?" or tag[:1].isalpha()


def _name(tag: str) -> str:
    found = re.match(r"/?([a-zA-Z][a-zA-Z0-9]{0,20})", tag)
    return found[1].lower() if found else ""


def _silence(tag: str, silent: str) -> str:
    """The element inside which nothing is text, if we are in one after this tag."""
    name = _name(tag)
    if silent:
        return "" if tag.startswith("/") and name == silent else silent
    opens = not tag.startswith("/") and not tag.endswith("/")
    return name if opens and name in _SILENT else ""


def _sign(tag: str) -> str:
    """What stands in plain text for a tag."""
    name, closing = _name(tag), tag.startswith("/")
    if name == "li":
        return "" if closing else "\n- "
    if name in ("td", "th"):
        return " " if closing else ""
    if name == "a" and not closing:
        found = re.search(r"""href\s*=\s*["']?(https?://[^"'\s>]{1,300})""", tag)
        return f"({found[1]}) " if found else ""
    return "\n" if name in _BREAKS else ""


def whole(raw: Any) -> int | None:
    """A whole number out of a number or its text; None for anything else."""
    found = number(raw)
    return None if found is None else round(found)


def number(raw: Any) -> float | None:
    """A finite number out of a number or its text; None for anything else."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return None
    try:
        made = float(raw[:40] if isinstance(raw, str) else raw)
    except (ValueError, OverflowError):
        return None
    return made if math.isfinite(made) and abs(made) < 1e15 else None


def many(raw: Any) -> list[Any]:
    """A list out of a list, a lone value or nothing; never longer than may be read."""
    if raw is None or raw == "":
        return []
    return list(raw[:MOST_LIST]) if isinstance(raw, list | tuple) else [raw]


def objects(raw: Any) -> list[tuple[int, dict[str, Any]]]:
    """The objects of a list, each with its place in it; what is no object is passed by."""
    return [(n, one) for n, one in enumerate(many(raw)) if isinstance(one, dict)]


def within(raw: Any) -> dict[str, Any]:
    """An object, or an empty one; the first where a list of them stands."""
    one = raw[0] if isinstance(raw, list) and raw else raw
    return one if isinstance(one, dict) else {}


def name(raw: str, taken: dict[str, str] | None = None, other: str = "item") -> str:
    """A name of ttx's kind (`phones-dead`) that is not taken yet."""
    bare = unicodedata.normalize("NFKD", raw.lower()[:200]).encode("ascii", "ignore")
    made = re.sub(r"[^a-z0-9]+", "-", bare.decode()).strip("-")[:48].strip("-")
    made = made if made[:1].isalpha() else f"{other}-{made}".strip("-")
    base, number = made, 1
    while taken is not None and made in taken:
        number += 1
        made = f"{base}-{number}"
    return made


_DUTCH = frozenset(
    "de het een van en dat niet voor met zijn wordt worden aan bij naar ook door uit"
    " er wat hoe wie u uw ons deze dit nog geen moet kan om".split()
)
_ENGLISH = frozenset(
    "the and of to is are that not for with you your this from will has have been by"
    " what how who an it on at be or should can".split()
)


def apart(raw: Any, at: str) -> tuple[str, ...]:
    """The parts of a cell between any of these signs, each once."""
    parts = [line(one, 80) for one in re.split(f"[{re.escape(at)}]", text(raw, 600))]
    return tuple(dict.fromkeys(one for one in parts if one))[:20]


def language(texts: list[str]) -> str:
    """`nl` or `en`, by the commonest words; "" where neither is plain."""
    dutch = english = 0
    for one in texts[:2000]:
        for word in re.findall(r"[a-zA-Z']+", one[:2000].lower()):
            dutch += word in _DUTCH
            english += word in _ENGLISH
    if max(dutch, english) < 3 or abs(dutch - english) < 0.2 * (dutch + english):
        return ""
    return "nl" if dutch > english else "en"
