"""Place the cells of a table from grids whose spans are known: each figure by the headings above it and left of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gouji.document import Grid, GridCell
from gouji.figures import Spellings, looks_like_value
from gouji.folding import strip_invisible
from gouji.transcribe.placement import Leftover, Placement, Printed
from gouji.transcribe.vocabulary import Line, Vocabulary


def place_grids(grids: Iterable[Grid], vocabulary: Vocabulary, spellings: Spellings) -> Placement:
    """What the grids hold of the table, whichever grid it is in and however its blocks are spread over them."""
    placement = Placement(proven=True)
    for grid in grids:
        _GridPlacer(grid, vocabulary, spellings, placement).run()
    return placement


@dataclass(slots=True)
class _Row:
    """One printed row: its distinct cells from left to right, and for each grid column the cell that covers it."""

    cells: list[GridCell]
    by_column: dict[int, GridCell]


class _GridPlacer:
    def __init__(self, grid: Grid, vocabulary: Vocabulary, spellings: Spellings, placement: Placement) -> None:
        self.vocabulary = vocabulary
        self.spellings = spellings
        self.placement = placement
        self.rows = _rows(grid)
        self.word = {id(cell): vocabulary.canonical(cell.text) for cell in grid.cells}
        self.shared = {id(cell) for cell in grid.cells if cell.row_span > 1}

    def run(self) -> None:
        """Walk down the rows: headings gather until a line of figures, a heading after figures starts anew."""
        heads: dict[int, list[GridCell]] = {}
        after_figures = False
        for row in self.rows:
            if not any(self.word[id(cell)] for cell in row.cells):
                if not self._blank_line(row, heads):
                    continue
                after_figures = True
            elif self._is_heading(row):
                if after_figures:
                    heads, after_figures = {}, False
                for column, cell in row.by_column.items():
                    known = heads.setdefault(column, [])
                    if self.word[id(cell)] and not any(cell is above for above in known):
                        known.append(cell)
            else:
                after_figures = self._figures(row, heads) or after_figures

    def _is_heading(self, row: _Row) -> bool:
        """True where every text of the row is a column heading or stands around them (caption, corner, banner)."""
        words = [self.word[id(cell)] for cell in row.cells if self.word[id(cell)]]
        known = self.vocabulary.column_words | self.vocabulary.around
        return any(word in known for word in words) and not any(
            looks_like_value(cell.text, self.spellings) or self.word[id(cell)] in self.vocabulary.row_words - known
            for cell in row.cells
        )

    def _blank_line(self, row: _Row, heads: dict[int, list[GridCell]]) -> bool:
        """An empty row under the headings of a line without label is that line, unless a filled one follows."""
        line = self._unlabelled(self._columns(heads, self._blocks()))
        if line is None or self._already(line):
            return False
        below = self.rows[self.rows.index(row) + 1 :]
        if any(strip_invisible(cell.text) for later in below for cell in later.cells):
            return False
        return self._figures(row, heads)

    def _figures(self, row: _Row, heads: dict[int, list[GridCell]]) -> bool:
        """Place one line of figures. False where the row is none of this table's."""
        columns = self._columns(heads, self._blocks())
        first = min((column for found in columns.values() for column in found.values()), default=None)
        if first is None:
            return False
        labels = [cell for cell in row.cells if cell.column < first and self.word[id(cell)]]
        line = self._line(labels, columns)
        if line is None:
            self._strange(row, first)
            return True
        self._place(line, row, columns[line.block], heads)
        return True

    def _blocks(self) -> range:
        return range(len(self.vocabulary.column_paths))

    def _columns(self, heads: dict[int, list[GridCell]], blocks: Iterable[int]) -> dict[int, dict[int, int]]:
        """For each block: rank of its column -> the first grid column under the headings of that column."""
        paths = {
            column: tuple(word for cell in cells if (word := self.word[id(cell)]) in self.vocabulary.column_words)
            for column, cells in heads.items()
        }
        found: dict[int, dict[int, int]] = {}
        for block in blocks:
            known = {path: rank for rank, path in enumerate(self.vocabulary.column_paths[block])}
            for column in sorted(paths):
                rank = known.get(paths[column])
                if rank is not None:
                    found.setdefault(block, {}).setdefault(rank, column)
        # 总计 heads a column of two tables: a block is only there where most of its headings are.
        return {block: columns for block, columns in found.items() if 2 * len(columns) > self._width(block)}

    def _width(self, block: int) -> int:
        return len(self.vocabulary.column_paths[block])

    def _line(self, labels: list[GridCell], columns: dict[int, dict[int, int]]) -> Line | None:
        """The line that the labels left of the figures name, by its own label and by the headings over it."""
        if not labels:
            return self._unlabelled(columns)
        words = [self.word[id(cell)] for cell in labels]
        lines = [line for line in self.vocabulary.lines_named(words[-1]) if line.block in columns]
        known = [word for word in words if word in self.vocabulary.row_words]
        fitting = [line for line in lines if set(known) <= set(line.path)]
        return fitting[0] if len(fitting) == 1 else None

    def _unlabelled(self, columns: dict[int, dict[int, int]]) -> Line | None:
        lines = [line for line in self.vocabulary.lines if not line.path and line.block in columns]
        complete = [line for line in lines if len(columns[line.block]) == len(line.cells)]
        return complete[0] if len(complete) == 1 else None

    def _already(self, line: Line) -> bool:
        return any(cell.address in self.placement.placed for cell in line.cells)

    def _place(self, line: Line, row: _Row, ranks: dict[int, int], heads: dict[int, list[GridCell]]) -> None:
        last_heads = {column: cells[-1] for column, cells in heads.items() if cells}
        used: set[int] = set()
        for rank, column in sorted(ranks.items()):
            cell = line.cells[rank]
            under = [c for c, head in last_heads.items() if head is last_heads[column]]
            found = _distinct(row.by_column[c] for c in under if c in row.by_column)
            used |= {id(one) for one in found}
            if not found:
                continue
            locator = found[0].locator
            if len(found) > 1:
                self.placement.refuse((cell,), "two_cells_under_heading", locator)
            elif id(found[0]) in self.shared:
                self.placement.refuse((cell,), "cell_spans_rows", locator)
            elif found[0].column_span > len(under):
                self.placement.refuse((cell,), "cell_spans_columns", locator)
            else:
                self.placement.put(cell, Printed(found[0].text, locator))
        first = min(ranks.values())
        for stray in row.cells:
            if stray.column >= first and id(stray) not in used and strip_invisible(stray.text):
                self.placement.strange_headings += 1
                self.placement.leftovers.append(Leftover(stray.text, "no_such_column", stray.locator))

    def _strange(self, row: _Row, first: int) -> None:
        """A row under this table's headings that the form does not have: kept in view, never forced into a line."""
        if any(cell.column >= first and looks_like_value(cell.text, self.spellings) for cell in row.cells):
            self.placement.strange_lines += 1
        for cell in row.cells:
            if strip_invisible(cell.text):
                self.placement.leftovers.append(Leftover(cell.text, "no_such_row", cell.locator))


def _rows(grid: Grid) -> list[_Row]:
    rows: dict[int, dict[int, GridCell]] = {}
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            covered = rows.setdefault(row, {})
            covered.update(dict.fromkeys(range(cell.column, cell.column + cell.column_span), cell))
    ordered = [dict(sorted(rows[row].items())) for row in sorted(rows)]
    return [_Row(list(_distinct(by_column.values())), by_column) for by_column in ordered]


def _distinct(cells: Iterable[GridCell]) -> list[GridCell]:
    return list(_each_once(cells))


def _each_once(cells: Iterable[GridCell]) -> Iterator[GridCell]:
    seen: set[int] = set()
    for cell in cells:
        if id(cell) not in seen:
            seen.add(id(cell))
            yield cell
