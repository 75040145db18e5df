"""Plain text -> Document: lines as passages; tabbed tables of a common web exporter and tables with pipes as grids."""

import re
from collections.abc import Iterator

from gouji.document import Cause, Document, Grid, GridCell, Passage
from gouji.document.encoding import decode
from gouji.readers.marks import MARK, around
from gouji.readers.plain.pipes import is_pipe_row, looks_like_table, one_cell_a_line, pipe_grid, pipe_rows

_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029]")
_HAN = re.compile(r"[\u3400-\u9fff]")
# 四、政府信息公开… right below a table belongs to no cell; the fragments of vertical labels (三、 本 年 度) are shorter, and
# labels that look like it (一、本年新收…) have cells behind them.
_SECTION = re.compile(r"\s*(?:[一二三四五六七八九十]{1,2}|\d)、\s*[\u3400-\u9fff]{4}")
_SIGNS = ("~~", "[^", "$", "<s", "<d", "<S", "<D")
_DOUBTED: tuple[tuple[re.Pattern[str], Cause], ...] = (
    (re.compile(r"(?<!~)~~(?!~)(?P<text>[^~\r\n]+)~~(?!~)"), "struck"),
    (re.compile(r"<(?P<tag>s|del|strike)>(?P<text>[^<\r\n]*)</(?P=tag)>", re.IGNORECASE), "struck"),
    (re.compile(r"<(?P<tag>sup|sub)>(?P<text>[^<\r\n]*)</(?P=tag)>", re.IGNORECASE), "raised"),
    # The number of a note, in Markdown and in formulas.
    (re.compile(r"\[\^[^\]\s]{1,9}\](?P<text>)"), "raised"),
    (re.compile(r"\$\s*(?:\{\}\s*)?[\^_]\s*\{(?P<text>[^{}$\r\n]{1,9})\}\s*\$"), "raised"),
)
# Prose that is indented with TAB has a line of figures now and then (a date); any table has more.
_FEWEST_FIGURES = 2


def read_text(content: bytes) -> Document:
    """The Document of a text file. Raises UnreadableError where the bytes are no text."""
    decoded = decode(content)
    return Document("text", tuple(_blocks(_LINE_END.split(_marked(decoded.text)))), remarks=decoded.remarks)


def _marked(text: str) -> str:
    """`text` with what converters write as Markdown or tags for struck out and raised text made marks."""
    if not any(sign in text for sign in _SIGNS):
        return text
    for pattern, cause in _DOUBTED:
        text = pattern.sub(lambda match, mark=MARK[cause]: around(mark, match["text"] or ""), text)
    return text


def _blocks(lines: list[str]) -> Iterator[Passage | Grid]:
    """Passages, and grids where a line starts with TAB. An empty line only parts passages and is not kept."""
    at = 0
    piped = listed = False
    while at < len(lines):
        if not lines[at].startswith("\t") and is_pipe_row(lines[at]):
            rows, end = pipe_rows(lines, at)
            cells = None if piped else one_cell_a_line(rows, listed)
            if cells is not None:
                yield from (Passage(text, f"line {rank + 1}") for rank, text in cells)
                at, listed = end, True
                continue
            # Behind a first table a lone row is the rest of one that a page break has parted.
            piped = piped or looks_like_table(rows)
            if piped:
                yield pipe_grid(rows)
            else:
                yield from _passages(lines, at, end)
            at = end
            continue
        if not lines[at].startswith("\t"):
            if lines[at]:
                yield Passage(lines[at], f"line {at + 1}")
            at += 1
            continue
        end = _table_end(lines, at)
        if _has_figures(lines[at:end]):
            yield _grid(lines[at:end], at)
        else:
            end = max(end, at + 1)
            yield from _passages(lines, at, end)
        at = end


def _passages(lines: list[str], start: int, end: int) -> Iterator[Passage]:
    return (Passage(line, f"line {rank}") for rank, line in enumerate(lines[start:end], start + 1) if line)


def _table_end(lines: list[str], start: int) -> int:
    """The line after a tabbed table that starts here, `start` itself where it is no table.

    A second empty line ends it, an empty line before one without TAB, a section heading, a line of prose, a row with pipes.
    """
    for at in range(start, len(lines)):
        line, following = lines[at], lines[at + 1] if at + 1 < len(lines) else ""
        if not line:
            if not following.startswith("\t"):
                return at
        elif "。" in line or (not line.startswith("\t") and is_pipe_row(line)):
            return at
        elif _SECTION.match(line):
            alone = not following and (at == start or not lines[at - 1])
            if alone or not line.startswith("\t"):
                return at
    return len(lines)


def _has_figures(lines: list[str]) -> bool:
    """True where cells are blank or hold figures; lines of prose that start with TAB are no table."""
    cells = [line for line in lines if line.startswith("\t") and not _HAN.search(line)]
    return len(cells) >= _FEWEST_FIGURES


def _grid(lines: list[str], offset: int) -> Grid:
    """The cells of a tabbed table (reports 000, 002, 003, 004).

    A line that starts with TAB opens a cell, lines without TAB continue it (vertical labels), an empty line ends the
    row. A cell merged downwards continues as an empty cell; how far a cell reaches to the right is not told.
    """
    opened: list[tuple[int, int, int, list[str]]] = []
    row = column = 0
    for number, line in enumerate(lines, offset + 1):
        if line.startswith("\t"):
            opened.append((row, column, number, [line[1:]]))
            column += 1
        elif line:
            opened[-1][3].append(line)
        elif column:
            row, column = row + 1, 0
    cells = tuple(GridCell(row, column, "\n".join(text), f"line {number}") for row, column, number, text in opened)
    return Grid(cells, f"lines {offset + 1} to {offset + len(lines)}", spans_known=False)
