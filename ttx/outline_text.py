"""Time line and graphs in words: for line mode, a screen reader, and an editor beside it."""

from __future__ import annotations

from collections.abc import Iterator

from ttx.outline import Box, Graph, TimeLine
from ttx.text import say


def of_line(line: TimeLine, lang: str) -> str:
    """The time line, table by table and move by move."""
    return "\n".join(_line(line, lang)) + "\n"


def _line(line: TimeLine, lang: str) -> Iterator[str]:
    yield say(lang, "Time line: {title}", title=line.title.of(lang))
    yield line.span.of(lang)
    for number, column in enumerate(line.columns):
        told = [t.of(lang) for t in (column.when, column.note) if t]
        yield ""
        yield f"{column.title.of(lang)}: {', '.join(told)}" if told else column.title.of(lang)  # fmt: skip
        for lane in line.lanes:
            for entry in lane.cells[number]:
                tag = f"{entry.number} " if entry.number else ""
                yield f"  {lane.title.of(lang)}: {tag}{entry.title.of(lang)} ({entry.when.of(lang)})"  # fmt: skip


def of_graph(graph: Graph, lang: str) -> str:
    """A graph box by box: what leads to it and what it leads to."""
    return "\n".join(_graph(graph, lang)) + "\n"


def _graph(graph: Graph, lang: str) -> Iterator[str]:
    yield graph.title.of(lang)
    named = {box.id: _name(box, lang) for box in graph.boxes}
    kinds = {kind: words.of(lang) for kind, words in graph.kinds}
    for box in graph.boxes:
        yield ""
        yield named[box.id]
        yield from (f"  {line.of(lang)}" for line in box.lines if not _folded(box))
        for arrow in graph.arrows:
            if arrow.target == box.id:
                yield say(lang, "  from: {other} ({kind})", other=named[arrow.source],
                          kind=kinds[arrow.kind])  # fmt: skip
        for arrow in graph.arrows:
            if arrow.source == box.id:
                yield say(lang, "  to: {other} ({kind})", other=named[arrow.target],
                          kind=kinds[arrow.kind])  # fmt: skip
    if graph.alone:
        yield ""
        yield graph.alone_title.of(lang)
    for box in graph.alone:
        told = "; ".join(line.of(lang) for line in box.lines)
        yield f"  {box.title.of(lang)}" + (f": {told}" if told else "")


def _name(box: Box, lang: str) -> str:
    if _folded(box):
        return ", ".join(line.of(lang) for line in box.lines)
    word = say(lang, "decision: {title}") if box.kind == "decision" else "{title}"
    return word.format(title=box.title.of(lang))


def _folded(box: Box) -> bool:
    """Whether it stands for several alike, whose names are its lines."""
    return bool(box.lines) and box.kind not in ("inject", "decision")
