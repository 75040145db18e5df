"""Plain text -> Document: lines as passages, and the tabbed tables of a common web exporter as grids."""

import re
from collections.abc import Iterator

from gouji.document import Document, Grid, GridCell, Passage
from gouji.readers.encoding import decode

_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029]")


def read_text(content: bytes) -> Document:
    """The Document of a text file. Raises UnreadableError where the bytes are no text."""
    decoded = decode(content)
    return Document("text", tuple(_blocks(_LINE_END.split(decoded.text))), remarks=decoded.remarks)


def _blocks(lines: list[str]) -> Iterator[Passage | Grid]:
    """Passages, and grids where a line starts with TAB. An empty line only parts passages and is not kept."""
    at = 0
    while at < len(lines):
        if lines[at].startswith("\t"):
            end = _table_end(lines, at)
            yield _grid(lines[at:end], at)
            at = end
        else:
            if lines[at]:
                yield Passage(lines[at], f"line {at + 1}")
            at += 1


def _table_end(lines: list[str], start: int) -> int:
    """The line after a tabbed table: a second empty line ends it, or an empty line before a line without TAB."""
    at = start
    while at < len(lines):
        if not lines[at] and not (at + 1 < len(lines) and lines[at + 1].startswith("\t")):
            return at
        at += 1
    return at


def _grid(lines: list[str], offset: int) -> Grid:
    """The cells of a tabbed table (reports 000, 002, 003, 004).

    A line that starts with TAB opens a cell, lines without TAB continue it (vertical labels), an empty line ends the
    row. A cell merged downwards continues as an empty cell; how far a cell reaches to the right is not told.
    """
    cells: list[GridCell] = []
    row = column = 0
    for index, line in enumerate(lines):
        if line.startswith("\t"):
            locator = f"line {offset + index + 1}"
            cells.append(GridCell(row, column, line[1:], locator))
            column += 1
        elif line:
            last = cells[-1]
            cells[-1] = GridCell(last.row, last.column, f"{last.text}\n{line}", last.locator)
        elif column:
            row, column = row + 1, 0
    return Grid(tuple(cells), f"lines {offset + 1} to {offset + len(lines)}", spans_known=False)
