"""Sheets -> blocks of a Document in reading order: tables stitched over pages, paragraphs and lines between them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from gouji.document import Grid, GridCell, PageBox, Passage
from gouji.readers.pages.ruled.cells import Cell, Fragment, fill
from gouji.readers.pages.ruled.joining import Table, alone, continues, is_bare, joined
from gouji.readers.pages.ruled.labels import Labels
from gouji.readers.pages.ruled.model import Box, Sheet
from gouji.readers.pages.ruled.overflow import taken_in
from gouji.readers.pages.ruled.writing import Line

# Shares of the page height at its top and bottom in which running heads and page numbers stand.
_MARGIN = 0.12
_SAME_HEIGHT = 4.0
# Recognised, they stand as high as the page was laid on the glass, and read alike to this share.
_SAME_GLASS = 15.0
_ALIKE = 0.7
# A line of prose that ends this near to the right edge goes on in the next one (in sizes of its font).
_FULL = 2.5
_INDENT = 1.0
_PITCH = 2.6
_FEWEST_IN_PROSE = 12
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-—–－·~\s]*(?:第\s*)?(\d{1,3})(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*\d{1,3}\s*页?)?[-—–－·~\s]*"
)


@dataclass(slots=True)
class _Part:
    """A table or a line as it comes on the pages."""

    top: float
    page: int
    content: Table | Line


def read_sheets(sheets: Sequence[Sheet], labels: Labels) -> tuple[Passage | Grid, ...]:
    """The blocks of `sheets` in reading order, each passage and cell with its box.

    `labels` tell which words a page break has cut. Raises UnreadableError for a page of thousands of lines.
    """
    filled = [fill(sheet) for sheet in sheets]
    running, numbers = _running([lines for _, lines in filled], sheets)
    parts: list[_Part] = []
    open_part: _Part | None = None
    above: Fragment | None = None
    for sheet, (fragments, lines) in zip(sheets, filled, strict=True):
        body = [line for line in lines if id(line) not in running]
        taken: set[int] = set()
        if fragments:
            fragments[-1], taken = taken_in(fragments[-1], body, labels)
            body = [line for line in body if id(line) not in taken]
        skipped = numbers | taken
        own = [_Part(line.base - line.size, sheet.number, line) for line in lines if id(line) not in skipped]
        for fragment in fragments:
            # A table does not begin with bare figures: text above them was put between by a head that is on one page only.
            bare = is_bare(cell for cell in fragment.cells if cell.row == 0)
            near = bare or not any(line.base < fragment.box.y0 for line in body)
            first = fragment is fragments[0] and near
            if first and open_part and above and isinstance(open_part.content, Table) and continues(above, fragment):
                open_part.content = joined(open_part.content, fragment, labels)
            else:
                open_part = _Part(fragment.box.y0, sheet.number, alone(fragment))
                own.append(open_part)
            above = fragment
        parts += sorted(own, key=lambda part: part.top)
        if not fragments or any(line.base > fragments[-1].box.y1 for line in body):
            open_part = above = None
    return _blocks(parts)


def _running(pages: Sequence[Sequence[Line]], sheets: Sequence[Sheet]) -> tuple[set[int], set[int]]:
    """The ids of lines that are heads, feet and page numbers; and of those that are certainly page numbers."""
    met: dict[str, list[tuple[int, Line]]] = {}
    alike: set[int] = set()
    for sheet, lines in zip(sheets, pages, strict=True):
        for line in lines:
            if not _MARGIN * sheet.height < line.base < (1 - _MARGIN) * sheet.height:
                text = _NUMBER.sub("#", line.text)
                if line.confidence is not None:
                    text = next((known for known in met if _is_alike(known, text)), text)
                met.setdefault(text, []).append((sheet.number, line))
                if _PAGE_NUMBER.fullmatch(line.text):
                    alike.add(id(line))
    numbers: set[int] = set()
    for lines in met.values():
        for page, line in lines:
            height = _SAME_HEIGHT if line.confidence is None else _SAME_GLASS
            others = [(n, other) for n, other in lines if n != page and abs(other.base - line.base) < height]
            if not others:
                continue
            alike.add(id(line))
            if (own := _counted(line, page)) is not None and any(_counted(other, n) == own for n, other in others):
                numbers.add(id(line))
    return alike, numbers


def _is_alike(known: str, text: str) -> bool:
    """True for a head that was recognised otherwise on another page: a comma more, a character that is not told."""
    return SequenceMatcher(None, known, text, autojunk=False).ratio() >= _ALIKE


def _counted(line: Line, page: int) -> int | None:
    """The number of a page number less its page, None for other lines: page numbers count with the pages."""
    match = _PAGE_NUMBER.fullmatch(line.text)
    return int(match[1]) - page if match else None


def _blocks(parts: Sequence[_Part]) -> tuple[Passage | Grid, ...]:
    blocks: list[Passage | Grid] = []
    edges = _edges(parts)
    tables = 0
    last: tuple[int, Line] | None = None
    for part in parts:
        content = part.content
        if isinstance(content, Table) and len(content.cells) > 1:
            tables += 1
            blocks.append(_grid(content, tables))
            last = None
            continue
        lines = [content] if isinstance(content, Line) else [line for cell in content.cells for line in cell.lines]
        for line in lines:
            before, box = blocks[-1] if blocks else None, _page_box(part.page, line.box)
            if last and isinstance(before, Passage) and _goes_on(last, (part.page, line), edges):
                blocks[-1] = Passage(before.text + line.text, before.locator, _around(before.box, box))
            else:
                where = f"page {part.page}, x {line.x0:.0f}, y {line.base - line.size:.0f}"
                blocks.append(Passage(line.text, where, box))
            last = part.page, line
    return tuple(blocks)


def _edges(parts: Iterable[_Part]) -> tuple[float, float]:
    """The left and right edge of the prose: of the lines without gaps that are long enough for prose."""
    lines = [
        part.content for part in parts if isinstance(part.content, Line) and len(part.content.text) >= _FEWEST_IN_PROSE
    ]
    return min((line.x0 for line in lines), default=0.0), max((line.x1 for line in lines), default=0.0)


def _goes_on(last: tuple[int, Line], now: tuple[int, Line], edges: tuple[float, float]) -> bool:
    """True where a line of prose was full and the next one starts at the left edge, on the same page."""
    (page, before), (own, line) = last, now
    return (
        page == own
        and not before.gaps
        and not line.gaps
        and len(before.text) >= _FEWEST_IN_PROSE
        and before.x1 > edges[1] - _FULL * before.size
        and line.x0 < edges[0] + _INDENT * line.size
        and abs(before.size - line.size) < 0.1 * line.size
        and 0 < line.base - before.base < _PITCH * line.size
    )


def _grid(table: Table, number: int) -> Grid:
    cells = [
        GridCell(
            row=cell.row,
            column=cell.column,
            text=cell.text,
            locator=_locator(cell, number),
            row_span=cell.row_span,
            column_span=cell.column_span,
            box=_page_box(cell.page, cell.box),
            confidence=cell.confidence,
        )
        for cell in table.cells
    ]
    return Grid(tuple(cells), f"table {number}", spans_known=True)


def _page_box(page: int, box: Box) -> PageBox:
    x0, y0, x1, y1 = box
    return PageBox(page, round(x0), round(y0), round(x1), round(y1))


def _around(one: PageBox | None, other: PageBox) -> PageBox:
    """The box around two boxes of one page."""
    if one is None:
        return other
    return PageBox(
        one.page,
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )


def _locator(cell: Cell, number: int) -> str:
    return f"page {cell.page}, table {number}, row {cell.row + 1}, column {cell.column + 1}"
