"""A new scenario from a template: plain YAML with comments for who has never written one.

It fills in and wraps; what a good exercise holds stands in the templates of its plot, and in
those beside its folder that all plots share.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import wrap
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

WIDE = 88
SHORT = 64
"""A text up to so many letters stands on the line of its key."""


def started(template: Path, answers: Mapping[str, Any], lang: str, texts: str) -> str:
    """The scenario; comments in `lang`, its texts in `texts`: nl, en or both."""
    room = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([template.parent, template.parent.parent]), undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
        block_start_string="<%", block_end_string="%>", variable_start_string="<<",
        variable_end_string=">>", comment_start_string="<#", comment_end_string="#>",
    )  # fmt: skip
    write = _text(texts)
    room.globals.update(
        a=answers, q=quoted, t=write, c=_comment(lang), w=_words(texts),
        p=lambda pair, indent=0: write(pair[0], pair[1], indent),
        cap=lambda text: text[:1].upper() + text[1:],
        say2=lambda nl, en: nl if texts == "nl" else en,
    )  # fmt: skip
    return room.get_template(template.name).render()


def quoted(text: str) -> str:
    """A text between double quotes, as YAML and JSON both read it."""
    return json.dumps(text, ensure_ascii=False)


def _text(texts: str) -> Callable[..., str]:
    """Writes a text: on its line, or folded below it; in one language or both."""

    def write(nl: str, en: str, indent: int = 0) -> str:
        if texts != "both":
            return _one(nl if texts == "nl" else en, indent)
        if not indent or len(nl) + len(en) <= SHORT:
            return f"{{nl: {quoted(nl)}, en: {quoted(en)}}}"
        pad = " " * indent
        return f"\n{pad}nl: {_one(nl, indent + 2)}\n{pad}en: {_one(en, indent + 2)}"

    return write


def _one(text: str, indent: int) -> str:
    if not indent or len(text) <= SHORT:
        return quoted(text)
    pad = " " * indent
    return ">-\n" + "\n".join(pad + line for line in _lines(text, WIDE - indent))


KEPT = re.compile(r"`[^`]*`|\{\{.*?\}\}")
"""Commands and live figures stay on one line."""


def _lines(text: str, wide: int) -> list[str]:
    joined = KEPT.sub(lambda found: found[0].replace(" ", "\0"), text)
    lines = wrap(joined, wide, break_long_words=False, break_on_hyphens=False)
    return [line.replace("\0", " ") for line in lines]


def _comment(lang: str) -> Callable[..., str]:
    def write(nl: str, en: str, indent: int = 0) -> str:
        pad = " " * indent + "# "
        said = nl if lang == "nl" else en
        return "\n".join(pad + line for line in _lines(said, WIDE - len(pad)))

    return write


def _words(texts: str) -> Callable[[str, str], str]:
    def write(nl: str, en: str) -> str:
        return {"nl": nl, "en": en}.get(texts, f"{nl}, {en}")

    return write
