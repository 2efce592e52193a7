"""The files of an INJECT definition: YAML by its part, Markdown by its path.

A part is one file or a folder of files; the file wins. Nothing is unpacked to disk.
"""

from __future__ import annotations

from typing import Any

from ttx.errors import UsageError
from ttx.exchange.loss import LEFT, Ledger, where
from ttx.exchange.opening import Bundle, decoded
from ttx.exchange.plain import MOST_LIST, line, text
from ttx.scenario.yaml import read
from ttx.text import Text

PARTS = ("injects", "config", "milestones", "channels", "questionnaires")
ENDS = (".yml", ".yaml")


class Definition:
    """What stands in a definition, read part by part."""

    def __init__(self, bundle: Bundle, ledger: Ledger) -> None:
        self._bundle, self._ledger = bundle, ledger
        self._root = self.root(bundle) or ""
        self._names = {self.under(name): name for name in bundle.names
                       if name.startswith(self._root)}  # fmt: skip
        self._read: dict[str, list[dict[str, Any]]] = {}

    @staticmethod
    def root(bundle: Bundle) -> str | None:
        """The folder in the ZIP that holds the definition; None if there is none."""
        for name in bundle.names:
            folder, slash, file = name.rpartition("/")
            stem, dot, end = file.rpartition(".")
            if stem == "config" and dot + end in ENDS:
                return folder + slash
        for name in bundle.names:
            folder, slash, file = name.rpartition("/")
            if file in ("injects.yml", "injects.yaml") and folder.count("/") < 2:
                return folder + slash
        return None

    def under(self, name: str) -> str:
        """A name in the ZIP as seen from the definition."""
        return name.removeprefix(self._root)

    def whole(self, part: str) -> dict[str, Any]:
        """A part that is one object."""
        data = next((self._yaml(name) for name in self._files(part)), None)
        return data if isinstance(data, dict) else {}

    def listed(self, part: str) -> list[dict[str, Any]]:
        """A part that is a list of objects, each with its `name`, of one file or several."""
        if part not in self._read:
            found: list[dict[str, Any]] = []
            for name in self._files(part):
                found += _objects(self._yaml(name), part)
            self._read[part] = found[:MOST_LIST]
        return self._read[part]

    def _files(self, part: str) -> list[str]:
        single = [part + end for end in ENDS if part + end in self._names]
        folder = sorted(name for name in self._names
                        if name.startswith(f"{part}/") and name.endswith(ENDS))  # fmt: skip
        return single[:1] or folder[:200]

    def _yaml(self, name: str) -> Any:
        try:
            source = read(self._bundle.read(self._names[name]), name)
        except UsageError as wrong:
            self._tell(name, wrong)
            return None
        for one in source.problems[:5]:
            self._ledger.tell(LEFT, "line {line}: {why}", where(name), line=one.line,
                              why=Text(one.sentence("nl"), one.sentence("en")))  # fmt: skip
        return source.data

    def _tell(self, name: str, wrong: UsageError) -> None:
        self._ledger.tell(LEFT, "this part cannot be unpacked", where(line(name, 80)))

    def said(self, one: dict[str, Any], at: str) -> str:
        """The text of an object: inline, or the Markdown that it points to."""
        content = one.get("content")
        inner = content if isinstance(content, dict) else one
        if inline := text(inner.get("text")):
            return inline
        path = inner.get("content") if inner is content else content
        return self._markdown(text(path, 300), at) if isinstance(path, str) else ""

    def _markdown(self, path: str, at: str) -> str:
        for name in (f"content/{path}", path):
            if name in self._names:
                try:
                    raw = self._bundle.read(self._names[name])
                except UsageError as wrong:
                    self._tell(name, wrong)
                    return ""
                return text(decoded(raw[:200_000], self._ledger, name))
        if "\n" not in path and "/" not in path and " " not in path and path:
            self._ledger.tell(LEFT, "its text '{path}' is not in the file", at, path=line(path, 80))  # fmt: skip
            return ""
        return path


def _objects(data: Any, part: str) -> list[dict[str, Any]]:
    if isinstance(data, dict) and isinstance(data.get(part), list | dict):
        data = data[part]
    if isinstance(data, dict):
        if "name" in data or "title" in data:
            return [data]
        return [
            {"name": key, **one} for key, one in data.items() if isinstance(one, dict)
        ]
    return (
        [one for one in data or () if isinstance(one, dict)]
        if isinstance(data, list)
        else []
    )
