"""Where the paragraphs of a .doc or RTF text stand: outside of tables, in cells, in cells of tables in cells.

Both list the ends of paragraphs, cells and rows one behind the other, and say with a row's end where its cells stood.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from gouji.document import Grid, Passage, UnreadableError
from gouji.readers.grid import cell_text
from gouji.readers.marks import MARK
from gouji.readers.story import Counts, Story
from gouji.readers.word.edges import EdgeRow, RowDefinition, edges_grid

# Word allows 63 columns, and tables in tables as deep as nobody nests them.
_MOST_LEVELS = 20


@dataclass(slots=True)
class _Level:
    """A table whose rows are being read: a cell holds lines and, where tables stand in it, what became of these."""

    rows: list[tuple[RowDefinition, list[list[str | Passage | Grid]]]] = field(
        default_factory=list[tuple[RowDefinition, list[list[str | Passage | Grid]]]]
    )
    cells: list[list[str | Passage | Grid]] = field(default_factory=list[list[str | Passage | Grid]])
    items: list[str | Passage | Grid] = field(default_factory=list[str | Passage | Grid])
    is_shown: bool = False


class RowsStory:
    """The text of a document, or of one text box, in reading order; `part` names it in errors."""

    def __init__(self, part: str, remark: Callable[[str], None], counts: Counts | None = None) -> None:
        self._counts = counts or Counts()
        self.story = Story(self._counts)
        self._levels: list[_Level] = []
        self._part = part
        self._remark = remark

    def end_paragraph(
        self,
        depth: int,
        lines: Sequence[str],
        *,
        is_numbered: bool = False,
        number: str | None = None,
        is_pictured: Callable[[], bool] | None = None,
    ) -> None:
        """A paragraph ends, in a cell of a table as deep as `depth`, 0 outside of tables. The rest is of one outside."""
        if depth > _MOST_LEVELS:
            raise UnreadableError("nested_too_deep", limit=_MOST_LEVELS)
        self._close(depth)
        if not depth:
            self.story.paragraph(lines, is_numbered=is_numbered, number=number, is_pictured=is_pictured)
            return
        while len(self._levels) < depth:
            self._levels.append(_Level())
        self._levels[-1].items += lines

    def end_cell(self, depth: int, *, is_shown: bool) -> None:
        """The cell of the paragraph that ended last ends; not `is_shown` where the mark of the cell is hidden or deleted."""
        if not depth:
            raise self._damaged("a cell outside of a table")
        level = self._levels[-1]
        level.cells.append(level.items)
        level.items = []
        level.is_shown = level.is_shown or is_shown

    def end_row(
        self, depth: int, definition: RowDefinition, *, is_shown: bool, doubtful: Collection[int] = (), rest: str = ""
    ) -> None:
        """A row ends whose cells are given by `definition`; the `doubtful` ones, by rank, are marked.

        `rest` is text behind its last cell, of which there is none.
        """
        self._close(depth)
        level = self._levels[-1] if len(self._levels) == depth and depth else _Level()
        if len(level.cells) != len(definition.right) or _is_filled([*level.items, rest]):
            raise self._damaged(f"a row of {len(level.cells)} cells, defined with {len(definition.right)}")
        for rank in doubtful:
            if rank < len(level.cells):
                level.cells[rank].append(MARK["merge_unclear"])
        if level.is_shown or is_shown:
            level.rows.append((definition, level.cells))
        else:
            self._remark("a table row hidden or deleted as a tracked change is not read")
        level.cells, level.items, level.is_shown = [], [], False

    def end(self) -> None:
        """The text ends, and every table in it."""
        self._close(0)

    def _damaged(self, problem: str) -> UnreadableError:
        return UnreadableError("damaged", problem=f"{self._part}: {problem}")

    def _close(self, depth: int) -> None:
        """Tables deeper than `depth` end; each becomes part of the cell that it is in."""
        while len(self._levels) > depth:
            level = self._levels.pop()
            if level.cells or _is_filled(level.items):
                raise self._damaged("a table row without end")
            made = self._table(level)
            if self._levels:
                self._levels[-1].items += made.blocks
            else:
                self.story.take_in(made)

    def _table(self, level: _Level) -> Story:
        made = Story(self._counts)
        if not level.rows:
            return made
        cells = [cell for _, row in level.rows for cell in row]
        if any(not isinstance(item, str) for cell in cells for item in cell):
            # A table that holds tables lays out the page.
            for cell in cells:
                for item in cell:
                    if isinstance(item, str):
                        made.passage(item)
                    else:
                        made.blocks.append(item)
            return made
        rows = [
            EdgeRow(definition, [cell_text(item for item in cell if isinstance(item, str)) for cell in row])
            for definition, row in level.rows
        ]
        made.table(edges_grid(made.next_table(), rows, self._part, self._remark))
        return made


def _is_filled(items: Sequence[str | Passage | Grid]) -> bool:
    return any(not isinstance(item, str) or item.strip() for item in items)
