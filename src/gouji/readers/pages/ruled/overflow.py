"""Group labels of which browsers print characters below the bottom border, where a page ends inside of the group."""

from collections.abc import Iterable
from dataclasses import replace

from gouji.readers.pages.ruled.cells import Cell, Fragment
from gouji.readers.pages.ruled.labels import Labels
from gouji.readers.pages.ruled.writing import Line


def taken_in(fragment: Fragment, lines: Iterable[Line], labels: Labels) -> tuple[Fragment, set[int]]:
    """The last table of a page with such characters in their cells, and the ids of the lines they were taken from.

    Only what makes one label of the forms together with the text of the cell, or the first characters of one that goes on
    on the next page, is taken: all that is printed below it, within its width, down to the end of the page.
    """
    below = [line for line in lines if line.base > fragment.box.y1]
    taken: set[int] = set()
    cells: list[Cell] = []
    for cell in fragment.cells:
        under = [line for line in below if cell.box.x0 <= line.x0 and line.x1 <= cell.box.x1]
        rest = "\n".join(line.text for line in under)
        ends = under and cell.row + cell.row_span == fragment.rows
        if ends and (labels.is_cut(cell.text, rest) or labels.is_begun(cell.text, rest)):
            taken |= {id(line) for line in under}
            cells.append(cell._replace(text=f"{cell.text}\n{rest}", lines=(*cell.lines, *under)))
        else:
            cells.append(cell)
    return (replace(fragment, cells=tuple(cells)) if taken else fragment), taken
