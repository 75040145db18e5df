"""A table of a web page -> Grid: its cells where their spans put them, by the table algorithm of the HTML standard."""

from collections.abc import Callable, Sequence

from selectolax.lexbor import LexborNode

from gouji.document import Grid, GridCell, UnreadableError
from gouji.document.folding import shows, single_spaces
from gouji.readers.marks import MARK
from gouji.readers.web.looks import Looks, looks_at
from gouji.readers.web.words import WRAPPERS, is_hidden, span

_MAX_GRID_CELLS = 100_000
_MAX_GRID_SIDE = 5_000

_CELLS = frozenset(("td", "th"))
_NONE = frozenset[int]()


def read_table(table: LexborNode, locator: str, text_of: Callable[[LexborNode, Looks], str], look_closer: bool) -> Grid:
    """The grid of the table at `locator` of its page, in which no other table is; `text_of` reads a cell that is not plain.

    `look_closer`: no cell counts as plain.

    Raises UnreadableError where it is larger than any report's.
    """
    hidden_groups = {group.mem_id for group in table.css("tbody, thead, tfoot") if is_hidden(group.attributes)}
    rows = [
        row
        for row in table.css("tr")
        if not is_hidden(row.attributes) and (row.parent is None or row.parent.mem_id not in hidden_groups)
    ]
    table_altered = looks_at(table.attributes).altered
    ends = _group_ends(rows)
    cells: list[GridCell] = []
    # For each row, the columns that cells of the rows above it reach down into.
    reached: dict[int, set[int]] = {}
    room = _MAX_GRID_CELLS
    for row, node in enumerate(rows):
        at, column = f"{locator}, row {row + 1}, column ", 0
        taken = reached.pop(row, _NONE)
        row_altered = looks_at(node.attributes).altered or table_altered
        for cell in node.iter(include_text=False):
            if cell.tag not in _CELLS:
                continue
            attributes = cell.attributes
            looks = looks_at(attributes)
            if looks.gone:
                continue
            down = right = 1
            if attributes:
                down = min(span(attributes, "rowspan") or len(rows), ends[row] - row)
                right = span(attributes, "colspan") or 1
            room -= down * right
            if room < 0 or right > _MAX_GRID_SIDE:
                raise UnreadableError("table_too_large", limit=_MAX_GRID_CELLS)
            while column in taken:
                column += 1
            if down > 1:
                for below in range(row + 1, row + down):
                    reached.setdefault(below, set()).update(range(column, column + right))
            text = None if look_closer or looks.hidden or looks.pictured else _only_text(cell)
            if text is None:
                text = text_of(cell, looks)
            if cause := looks.altered or row_altered:
                text = MARK[cause] + text
            cells.append(GridCell(row, column, text, f"{at}{column + 1}", down, right))
            column += right
    return Grid(tuple(cells), locator, spans_known=True)


def _only_text(cell: LexborNode) -> str | None:
    """The text of a cell that has one text and nothing around it but plain wrappers; None where there is more to it."""
    node = cell.first_child
    while node is not None:
        tag, behind = node.tag, node.next
        # Word ends each paragraph with an empty <o:p>.
        if behind is not None and (behind.tag != "o:p" or behind.first_child is not None or behind.next is not None):
            return None
        if tag == "-text":
            text = node.text_content or ""
            # Most are a word or a figure.
            return text if text.isalnum() else _shown(single_spaces(text).strip(" "))
        if tag not in WRAPPERS or not looks_at(node.attributes).is_plain:
            return None
        node = node.first_child
    return None


def _shown(text: str) -> str:
    return text if shows(text) else ""


def _group_ends(rows: Sequence[LexborNode]) -> list[int]:
    """For each row the rank behind the last row of its <thead>, <tbody> or <tfoot>: no cell reaches out of its group."""
    ends: list[int] = []
    end, below = len(rows), None
    for rank in range(len(rows) - 1, -1, -1):
        group = rows[rank].parent
        identity = group.mem_id if group is not None else None
        if identity != below:
            end, below = rank + 1, identity
        ends.append(end)
    return ends[::-1]
