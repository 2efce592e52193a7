"""Codes and tokens: who may sit where. Only hashes are kept, and any can be revoked.

A join code is short enough to be read out and opens a token; the token is what a
browser or terminal shows from then on. The file lies beside the journal and holds no
names, no codes and no tokens.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterable
from pathlib import Path

from ttx.errors import JournalError, TtxError
from ttx.live.door import ROLES, Pass
from ttx.live.rate import Rate

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 8
TRIES, SPAN = 60, 60.0
"""Wrong codes that one source (perhaps a whole building) may try in so many seconds."""
ENTRIES, ENTRIES_AT_ONCE = 20.0, 250
"""Codes that are looked up in a second, of all sources together."""
KEPT = 50
"""Tokens of one place; the oldest goes when there is one more."""


class Passes:
    """The codes and tokens of one session of one or more groups."""

    def __init__(self, path: Path | None, monotonic: Callable[[], float]) -> None:
        """Read what there is at `path` (None: keep nothing on disk).

        JournalError if the file is there and cannot be read.
        """
        self._path, self._monotonic = path, monotonic
        self._salt = secrets.token_hex(16)
        self._codes: dict[str, Pass] = {}
        self._tokens: dict[str, Pass] = {}
        self._wrong: dict[str, list[float]] = {}
        self._entries = Rate(monotonic, ENTRIES, ENTRIES_AT_ONCE)
        if path is not None and path.exists():
            self._read(path)

    @property
    def session(self) -> str:
        """A name for this session that tells nothing of its codes."""
        return hashlib.sha256(f"session {self._salt}".encode()).hexdigest()[:16]

    def __len__(self) -> int:
        return len(self._codes)

    def code(self, given: Pass) -> str:
        """A new code for a place, beside those that there are: `K7MF-Q2XD`."""
        raw = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        self._codes[self._of_code(raw)] = given
        self._write()
        return f"{raw[:4]}-{raw[4:]}"

    def enter(self, code: str, source: str) -> str:
        """A token for a code; TtxError for a wrong one, or too many tries."""
        tries = [
            one for one in self._wrong.get(source, ()) if self._monotonic() - one < SPAN
        ]
        if len(tries) >= TRIES:
            raise TtxError("Too many wrong codes from here; wait a minute.")
        if not self._entries.take():
            raise TtxError("Too much at once; wait a second.")
        given = self._codes.get(self._of_code(_bare(code)))
        if given is None:
            self._wrong[source] = [*tries, self._monotonic()]
            raise TtxError(
                "This code opens no seat. Look at the card, or ask the exercise leader."
            )
        return self.token(given)

    def token(self, given: Pass) -> str:
        """A new token for a place."""
        token = secrets.token_urlsafe(24)
        same = [key for key, one in self._tokens.items() if one == given]
        for oldest in same[: max(0, len(same) - KEPT + 1)]:
            del self._tokens[oldest]
        self._tokens[_of_token(token)] = given
        self._write()
        return token

    def admit(self, token: str) -> Pass | None:
        """What a token opens; None if nothing."""
        return self._tokens.get(_of_token(token)) if token else None

    def drop(self, token: str) -> None:
        """This token opens nothing any more."""
        if self._tokens.pop(_of_token(token), None) is not None:
            self._write()

    def revoke(self, given: Pass) -> int:
        """Take back every code and token of a place; how many tokens there were."""
        before = len(self._tokens)
        self._codes = {k: one for k, one in self._codes.items() if one != given}
        self._tokens = {k: one for k, one in self._tokens.items() if one != given}
        self._write()
        return before - len(self._tokens)

    # --- inside ----------------------------------------------------------------

    def _of_code(self, bare: str) -> str:
        salt = self._salt.encode()
        return hashlib.scrypt(bare.encode(), salt=salt, n=2**12, r=8, p=1).hex()

    def _read(self, path: Path) -> None:
        try:
            kept = json.loads(path.read_text("utf-8"))
            self._salt = str(kept["salt"])
            self._codes = {key: _pass(one) for key, one in kept["codes"].items()}
            self._tokens = {key: _pass(one) for key, one in kept["tokens"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as wrong:
            raise JournalError(
                "The codes of this session at {path} cannot be read: {why}. Remove the"
                " file to give everybody a new code.", path=path, why=wrong) from wrong  # fmt: skip

    def _write(self) -> None:
        if self._path is None:
            return
        kept = {
            "salt": self._salt,
            "codes": _plain(self._codes.items()),
            "tokens": _plain(self._tokens.items()),
        }
        fresh = self._path.with_suffix(".new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(kept, file)
        fresh.replace(self._path)


def _bare(code: str) -> str:
    """A code as typed, without the dash, spaces and small letters."""
    return "".join(one for one in code.upper() if one in LETTERS)[: 2 * LENGTH]


def _of_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _plain(items: Iterable[tuple[str, Pass]]) -> dict[str, list[object]]:
    return {key: [one.group, one.role, one.seat] for key, one in items}


def _pass(raw: list[object]) -> Pass:
    group, role, seat = raw
    if role not in ROLES:
        raise ValueError(role)
    return Pass(int(str(group)), str(role), str(seat))
