"""The grids and runs of a document with the labels of one table that no list has put right, where they mean one thing only."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gouji.document.figures import Spellings
from gouji.document.folding import fold
from gouji.reports.transcribe.folded import FoldedCell, FoldedGrid, FoldedRow
from gouji.reports.transcribe.tokens import Run, Token
from gouji.reports.transcribe.unlisted import NOTHING, Meant, Seen, meant
from gouji.reports.transcribe.vocabulary import Vocabulary

_IN_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]+[)）\]】]")


def mended_grids(
    grids: Sequence[FoldedGrid], vocabulary: Vocabulary, spellings: Spellings
) -> tuple[tuple[FoldedGrid, ...], Meant]:
    """`grids` with the words of such labels replaced by the official ones, and what the labels mean."""
    known = vocabulary.known.keys()
    own = [grid for grid in grids if not known.isdisjoint(grid.words)]
    cells = list({id(cell): cell for grid in own for row in grid.rows for cell in row.cells if _is_text(cell)}.values())
    found = meant([_seen(cell) for cell in cells], vocabulary, spellings)
    if not found:
        return tuple(grids), NOTHING
    changed: dict[int, FoldedCell] = {}
    for rank, cell in enumerate(cells):
        word = found.official(rank, cell.word)
        if word != cell.word:
            changed[id(cell)] = FoldedCell(cell.cell, word, cell.shown, cell.is_value, cell.end)
    return tuple(_changed(grid, changed) for grid in grids), found


def mended_runs(runs: Sequence[Run], vocabulary: Vocabulary, spellings: Spellings) -> tuple[tuple[Run, ...], Meant]:
    """`runs` with the words of such labels replaced by the official ones, and what the labels mean.

    A bracket in a paragraph of its own belongs to the label in front of it.
    """
    joined = [Run(run.is_label, tuple(_with_brackets(run.tokens, vocabulary))) if run.is_label else run for run in runs]
    tokens = [token for run in joined if run.is_label for token in run.tokens]
    found = meant([Seen(token.word, token.text, token.locator) for token in tokens], vocabulary, spellings)
    if not found:
        return tuple(runs), NOTHING
    rank = 0
    changed: list[Run] = []
    for run, original in zip(joined, runs, strict=True):
        if not run.is_label:
            changed.append(run)
            continue
        parts: list[Token] = []
        at = 0
        for token in run.tokens:
            word = found.official(rank, token.word)
            # What was put together for nothing is taken apart again.
            size = 1 if token is original.tokens[at] else 2
            parts += original.tokens[at : at + size] if word == token.word else [replace(token, word=word)]
            at, rank = at + size, rank + 1
        changed.append(Run(True, tuple(parts)))
    return tuple(changed), found


def _is_text(cell: FoldedCell) -> bool:
    return bool(cell.word) and not cell.is_value


def _seen(cell: FoldedCell) -> Seen:
    # What is doubted of a label is not mended, and proves no other.
    return Seen("" if cell.cell.doubts else cell.word, cell.cell.text, cell.cell.locator)


def _changed(grid: FoldedGrid, changed: dict[int, FoldedCell]) -> FoldedGrid:
    rows = tuple(_changed_row(row, changed) for row in grid.rows)
    words = frozenset(cell.word for row in rows for cell in row.cells)
    return FoldedGrid(rows, words, grid.locator, grid.columns_known)


def _changed_row(row: FoldedRow, changed: dict[int, FoldedCell]) -> FoldedRow:
    if not any(id(cell) in changed for cell in row.cells):
        return row
    cells = tuple(changed.get(id(cell), cell) for cell in row.cells)
    by_column = {column: changed.get(id(cell), cell) for column, cell in row.by_column.items()}
    return FoldedRow(cells, by_column, row.is_blank, row.has_value)


def _with_brackets(tokens: Sequence[Token], vocabulary: Vocabulary) -> Iterable[Token]:
    held: Token | None = None
    for token in tokens:
        if held is not None and held.word in vocabulary.known and _IN_BRACKETS.fullmatch(token.text):
            text = held.text + token.text
            yield replace(held, text=text, word=fold(text))
            held = None
            continue
        if held is not None:
            yield held
        held = token
    if held is not None:
        yield held
