"""The rows and cells of a Word table that are shown, looking through content controls and tracked changes."""

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass

from gouji.readers.packages import Element
from gouji.readers.word.docx_styles import is_dark
from gouji.readers.word.docx_words import TRANSPARENT, attribute, having, is_on, kind_of, whole_number
from gouji.readers.word.merging import Merge

# Tracked changes of the table itself.
_CHANGES = ("cellDel", "cellMerge", "cellIns")
_MERGES = ("gridSpan", "vMerge", "hMerge", "shd", *_CHANGES)
_SHUT = 60


@dataclass(slots=True)
class RowCell:
    """One cell of a row: the grid column it starts in, how many it covers, and whether it is merged with those above.

    `is_doubtful` where tracked changes of the table itself leave open which cells there are. `is_backed` where there is a colour behind its text.
    """

    node: Element
    column: int
    span: int
    merge: Merge | None
    is_doubtful: bool
    is_backed: bool = False


def open_rows(table: Element, remark: Callable[[str], None]) -> Iterator[tuple[int, list[RowCell]]]:
    """Each row that is shown, counted from 0, with its cells from left to right."""
    rank = 0
    merged = having(table, _MERGES, ("tcPr",))
    for row in _inside(table, "tr"):
        properties = next((child for child in row if kind_of(child) == "trPr"), None)
        before = 0
        if properties is not None and len(properties):
            kinds = {kind_of(one): one for one in properties}
            if "del" in kinds:
                remark("a table row deleted as a tracked change is not read")
                continue
            if "hidden" in kinds and is_on(kinds["hidden"]):
                remark("a hidden table row is not read")
                continue
            if "trHeight" in kinds and _is_shut(kinds["trHeight"]):
                remark("a table row without height is not read")
                continue
            before = whole_number(kinds["gridBefore"], 0) if "gridBefore" in kinds else 0
        yield rank, _cells(row, before, merged)
        rank += 1


def _cells(row: Element, column: int, merged: Set[Element]) -> list[RowCell]:
    """The cells of a row whose first one starts in `column`; `merged` are the properties that say more than a width."""
    cells: list[RowCell] = []
    for node in _inside(row, "tc"):
        cell = RowCell(node, column, 1, None, is_doubtful=False)
        properties = next((child for child in node if kind_of(child) == "tcPr"), None)
        continues = properties is not None and properties in merged and _read_properties(cell, properties)
        column += cell.span
        if continues and cells:
            cells[-1].span += cell.span
        else:
            cells.append(cell)
    return cells


def _read_properties(cell: RowCell, properties: Element) -> bool:
    """Fill in what `tcPr` says of spans. True where the cell continues the one on its left (`hMerge` of old files)."""
    continues = False
    for one in properties:
        kind = kind_of(one)
        if kind == "gridSpan":
            cell.span = max(whole_number(one, 1), 1)
        elif kind == "vMerge":
            cell.merge = "restart" if attribute(one, "val") == "restart" else "continue"
        elif kind == "hMerge":
            continues = attribute(one, "val") != "restart"
        elif kind in _CHANGES:
            cell.is_doubtful = True
        elif kind == "shd":
            cell.is_backed = is_dark(one)
    return continues


def _is_shut(height: Element) -> bool:
    """True for a row of an exact height in which no text is seen (twentieths of a point)."""
    return attribute(height, "hRule") == "exact" and whole_number(height, _SHUT) < _SHUT


def _inside(parent: Iterable[Element], wanted: str) -> Iterator[Element]:
    """The children of kind `wanted`, also those inside content controls and tracked insertions."""
    for child in parent:
        kind = kind_of(child)
        if kind == wanted:
            yield child
        elif kind in TRANSPARENT:
            yield from _inside(child, wanted)
