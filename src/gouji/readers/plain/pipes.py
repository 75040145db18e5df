"""Tables written with pipes between their cells, as converters to Markdown leave them."""

import re
from collections.abc import Sequence
from itertools import pairwise

from gouji.document import Grid, GridCell

_PIPE = re.compile(r"(?<!\\)[|｜]")
_PIPES = ("|", "｜")
_RULER = re.compile(r":?-{3,}:?")
# Right below the first row a single dash will do.
_SECOND_ROW = re.compile(r":?-+:?")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HAN = re.compile(r"[\u3400-\u9fff]")
_FIGURE = re.compile(r"\d")
# A line of dates and buttons has a pipe and a figure now and then; any table has more.
_FEWEST_FIGURES = 2
# Cells below each other, each on a line with its pipe.
_FEWEST_CELLS = 3
# A label broken character by character: 三、本年度办理结果 is eight lines.
_TALLEST = 12


def is_pipe_row(line: str) -> bool:
    """True where a line can be a row of cells between pipes. A sentence is none."""
    return ("|" in line or "｜" in line) and "。" not in line and _PIPE.search(line) is not None


def pipe_rows(lines: Sequence[str], start: int) -> tuple[list[tuple[int, str]], int]:
    """The rows with pipes from line `start` on, each with the rank of its first line, and the rank behind them all.

    A cell may be printed over several lines. Then the row is opened by a pipe in one line and closed in a later one, and
    it is one row only if it has as many cells as the row above it, or below.
    """
    rows: list[tuple[int, str]] = []
    at = start
    while at < len(lines) and is_pipe_row(lines[at]):
        end = _end_of_row(lines, at, rows[-1][1] if rows else "")
        rows.append((at, "\n".join(lines[at:end])))
        at = end
    return rows, at


def looks_like_table(rows: Sequence[tuple[int, str]]) -> bool:
    """True where rows with pipes are a table: with an alignment row, or with cells that are blank or hold figures."""
    split = _split([text for _, text in rows])
    if any(_is_ruler(cells, rank) for rank, cells in enumerate(split)):
        return True
    bare = [
        cell
        for cells in split
        for cell in cells
        if not _HAN.search(cell) and (not cell.strip() or _FIGURE.search(cell))
    ]
    return len(bare) >= _FEWEST_FIGURES and len(split) > 1


def one_cell_a_line(rows: Sequence[tuple[int, str]], begun: bool) -> list[tuple[int, str]] | None:
    """The cells of rows that hold one each, with the ranks of their lines; None where the rows hold more, or are a table.

    A pipe stands behind every cell. One on a line of its own is a blank cell, or parts two cells: it does so between all of
    them, or nowhere. `begun`: the text has had such rows before, and fewer will do.
    """
    bare = [(line, text.strip().strip("|｜").strip()) for line, text in rows]
    is_behind = any(_closes(text) and not _opens(text) for _, text in rows)
    if any(_PIPE.search(text) for _, text in bare) or not (begun or (is_behind and len(rows) >= _FEWEST_CELLS)):
        return None
    blank = [not text for _, text in bare]
    parts = any(blank) and all(one != other for one, other in pairwise(blank))
    return [one for one, is_blank in zip(bare, blank, strict=True) if not is_blank] if parts else bare


def pipe_grid(rows: Sequence[tuple[int, str]]) -> Grid:
    """The cells of rows with pipes, each row with the rank of its line (from 0); the alignment row is left out.

    `columns_known` is True where every row has the same number of cells. Spans are lost: where a merged cell reaches,
    converters print its text again, or an empty cell, or nothing.
    """
    split = _split([text for _, text in rows])
    kept = [
        (line, cells)
        for rank, ((line, _), cells) in enumerate(zip(rows, split, strict=True))
        if not _is_ruler(cells, rank)
    ]
    cells = tuple(
        GridCell(row, column, text, f"line {line + 1}, cell {column + 1}")
        for row, (line, texts) in enumerate(kept)
        for column, text in enumerate(texts)
    )
    place = f"lines {rows[0][0] + 1} to {rows[-1][0] + 1}"
    return Grid(cells, place, spans_known=False, columns_known=len({len(texts) for _, texts in kept}) == 1)


def _end_of_row(lines: Sequence[str], start: int, above: str) -> int:
    """The rank behind the last line of the row that starts with line `start`; `above` is the row over it."""
    if not _opens(lines[start]) or _closes(lines[start]):
        return start + 1
    for end in range(start + 1, min(start + _TALLEST, len(lines))):
        if not lines[end].strip() or _opens(lines[end]) or "。" in lines[end]:
            break
        if _closes(lines[end]):
            below = lines[end + 1] if end + 1 < len(lines) else ""
            whole = above if _opens(above) and _closes(above) else below
            pipes = len(_PIPE.findall("\n".join(lines[start : end + 1])))
            is_one = _opens(whole) and _closes(whole) and pipes == len(_PIPE.findall(whole))
            return end + 1 if is_one else start + 1
    return start + 1


def _opens(line: str) -> bool:
    return line.lstrip()[:1] in _PIPES


def _closes(line: str) -> bool:
    return line.rstrip()[-1:] in _PIPES


def _split(lines: Sequence[str]) -> list[list[str]]:
    """The texts between the pipes. Pipes at the ends open and close a row only where all rows have them."""
    split = [_PIPE.split(line) for line in lines]
    opened = all(not cells[0].strip() for cells in split)
    closed = all(not cells[-1].strip() for cells in split)
    return [[_text(cell) for cell in cells[opened : len(cells) - closed]] for cells in split]


def _is_ruler(cells: Sequence[str], rank: int) -> bool:
    pattern = _SECOND_ROW if rank == 1 else _RULER
    return bool(cells) and all(pattern.fullmatch(cell) for cell in cells)


def _text(cell: str) -> str:
    text = _ESCAPED.sub(r"\1", _BREAK.sub("\n", cell)).strip(" \t")
    bare = text.removeprefix("**").removesuffix("**")
    return bare if len(bare) == len(text) - 4 else text
