"""The Dutch catalogue: one .po per room, merged into the ttx.mo that is shipped.

Written sorted and without dates, so that the same words give the same file.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).parent.parent / "ttx" / "locale" / "nl" / "LC_MESSAGES"
ALWAYS = datetime(2026, 1, 1, tzinfo=UTC)


class TwoTranslations(ValueError):
    """Two rooms translate one sentence differently."""


def merge(rooms: list[Path]) -> Catalog:
    """All rooms' sentences in one catalogue; TwoTranslations if they disagree."""
    whole = Catalog(locale="nl")
    for path in sorted(rooms):
        with path.open("rb") as lines:
            catalogue = read_po(lines, locale="nl", abort_invalid=True)
        for message in catalogue:
            if not message.id or not message.string:
                continue
            known = whole.get(message.id)
            if known is not None and known.string != message.string:
                raise TwoTranslations(
                    f"{path.name}: {message.id!r} is {message.string!r} here"
                    f" and {known.string!r} in another room"
                )
            whole.add(message.id, message.string)
    return whole


def compiled(rooms: list[Path]) -> bytes:
    """The catalogue as gettext reads it."""
    out = io.BytesIO()
    write_mo(out, _plain(merge(rooms)))
    return out.getvalue()


def _plain(catalogue: Catalog) -> Catalog:
    plain = Catalog(locale="nl", creation_date=ALWAYS, revision_date=ALWAYS)
    for message in sorted(catalogue, key=lambda one: str(one.id)):
        if message.id:
            plain.add(message.id, message.string)
    return plain


if __name__ == "__main__":
    found = list(HERE.glob("*.po"))
    (HERE / "ttx.mo").write_bytes(compiled(found))
    sys.stdout.write(f"{len(merge(found))} sentences from {len(found)} rooms\n")
