"""Where the paragraphs of an RTF text stand: outside of tables, in cells, in cells of tables in cells."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from gouji.document import Grid, Passage, UnreadableError
from gouji.readers.grid import cell_text, paired
from gouji.readers.marks import MARK
from gouji.readers.word.edges import EdgeRow, RowDefinition, edges_grid
from gouji.readers.word.rtf_tokens import damaged

# Word allows 63 columns, and tables in tables as deep as nobody nests them.
_MOST_LEVELS = 20


@dataclass(slots=True)
class Counts:
    """How many passages and tables there are so far; text boxes have no numbers of their own."""

    passages: int = 0
    grids: int = 0


@dataclass(slots=True)
class _Level:
    """A table whose rows are being read: a cell holds lines and, where tables stand in it, what became of these."""

    rows: list[tuple[RowDefinition, list[list[str | Passage | Grid]]]] = field(
        default_factory=list[tuple[RowDefinition, list[list[str | Passage | Grid]]]]
    )
    cells: list[list[str | Passage | Grid]] = field(default_factory=list[list[str | Passage | Grid]])
    items: list[str | Passage | Grid] = field(default_factory=list[str | Passage | Grid])
    is_shown: bool = False


class Story:
    """The text of the document, or of one text box, in reading order."""

    def __init__(self, counts: Counts, remark: Callable[[str], None]) -> None:
        self.blocks: list[Passage | Grid] = []
        # Document.unread and Document.drawn.
        self.unread: set[int] = set()
        self.drawn: set[int] = set()
        self.numbers: dict[int, str] = {}
        # The number of the paragraph that is being read, where it is told.
        self.number: str | None = None
        # Texts of the paragraph so far; of each whether it is a mark, which only cells keep.
        self.pieces: list[tuple[bool, str]] = []
        # What stands in the text boxes that hang on the paragraph.
        self.boxes: list[Passage | Grid] = []
        self._levels: list[_Level] = []
        self._counts = counts
        self._remark = remark

    def end_line(self, depth: int) -> None:
        """The paragraph ends, in a cell of a table as deep as `depth`, 0 outside of tables."""
        if depth > _MOST_LEVELS:
            raise UnreadableError("nested_too_deep", limit=_MOST_LEVELS)
        self._close(depth)
        lines = paired("".join(text for is_mark, text in self.pieces if depth or not is_mark)).split("\n")
        if not depth and any(is_mark for is_mark, _ in self.pieces):
            # The number of a list, or a picture where there is nothing else.
            (self.drawn if _is_filled(lines) else self.unread).add(len(self.blocks))
            # A picture may stand beside the number.
            marks = {text for is_mark, text in self.pieces if is_mark}
            if self.number is not None and marks == {MARK["list_number"]} and _is_filled(lines):
                self.numbers[len(self.blocks)] = self.number
        self.pieces, self.number = [], None
        if depth:
            while len(self._levels) < depth:
                self._levels.append(_Level())
            self._levels[-1].items += lines
            if self.boxes:
                self._remark("text boxes in table cells are not read")
        else:
            self.blocks += [*self._passages(lines), *self.boxes]
        self.boxes = []

    def end_cell(self, depth: int, is_shown: bool) -> None:
        """The paragraph ends, and its cell; not `is_shown` where the mark of the cell is hidden or deleted."""
        if not depth:
            raise damaged("a cell outside of a table")
        self.end_line(depth)
        level = self._levels[-1]
        level.cells.append(level.items)
        level.items = []
        level.is_shown = level.is_shown or is_shown

    def end_row(self, depth: int, definition: RowDefinition, doubtful: Collection[int], is_shown: bool) -> None:
        """A row ends whose cells are given by `definition`; the `doubtful` ones, by rank, are marked."""
        self._close(depth)
        level = self._levels[-1] if len(self._levels) == depth and depth else _Level()
        if len(level.cells) != len(definition.right) or _is_filled([*level.items, *self._texts()]):
            raise damaged(f"a row of {len(level.cells)} cells, defined with {len(definition.right)}")
        for rank in doubtful:
            if rank < len(level.cells):
                level.cells[rank].append(MARK["merge_unclear"])
        if level.is_shown or is_shown:
            level.rows.append((definition, level.cells))
        else:
            self._remark("a table row hidden or deleted as a tracked change is not read")
        level.cells, level.items, level.is_shown, self.pieces = [], [], False, []

    def end(self) -> None:
        """The text ends: its last paragraph may have no end of its own."""
        if _is_filled(self._texts()):
            self.end_line(0)
        self._close(0)
        self.blocks += self.boxes

    def _texts(self) -> list[str]:
        return [text for _, text in self.pieces]

    def _close(self, depth: int) -> None:
        """Tables deeper than `depth` end; each becomes part of the cell that it is in."""
        while len(self._levels) > depth:
            level = self._levels.pop()
            if level.cells or _is_filled(level.items):
                raise damaged("a table row without end")
            made = self._table(level)
            if self._levels:
                self._levels[-1].items += made
            else:
                self.blocks += made

    def _table(self, level: _Level) -> list[Passage | Grid]:
        if not level.rows:
            return []
        cells = [cell for _, row in level.rows for cell in row]
        if any(not isinstance(item, str) for cell in cells for item in cell):
            # A table that holds tables lays out the page.
            return [block for cell in cells for item in cell for block in self._laid_out(item)]
        self._counts.grids += 1
        rows = [
            EdgeRow(definition, [cell_text(item for item in cell if isinstance(item, str)) for cell in row])
            for definition, row in level.rows
        ]
        return [edges_grid(f"table {self._counts.grids}", rows, "RTF", self._remark)]

    def _laid_out(self, item: str | Passage | Grid) -> Sequence[Passage | Grid]:
        return self._passages([item]) if isinstance(item, str) else (item,)

    def _passages(self, lines: Sequence[str]) -> list[Passage | Grid]:
        made: list[Passage | Grid] = []
        for line in lines:
            # A paragraph of no-break spaces is kept, as in web pages: where tables are lost it may be a blank cell.
            if text := line.strip(" \t"):
                self._counts.passages += 1
                made.append(Passage(text, f"paragraph {self._counts.passages}"))
        return made


def _is_filled(items: Sequence[str | Passage | Grid]) -> bool:
    return any(not isinstance(item, str) or item.strip() for item in items)
