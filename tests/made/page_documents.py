"""Reports laid out on pages: texts, strokes and fills, each at its place in points."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from gouji.declared.forms import Table
from samples.printers.parts import Item, parts, table_rows
from samples.report import SampleReport

# Points; y is counted downwards from the top of the page.
WIDTH, HEIGHT, MARGIN = 595.0, 842.0, 50.0
SIZE = 9.0
_PITCH, _PADDING = 12.0, 4.0
_FOOT = HEIGHT - 60
A_MILLIMETRE = 72 / 25.4
# Of the table of requests the rows that word processors repeat; the others have headings in between.
_HEADING_ROWS = {"proactive": 0, "requests": 3, "disputes": 0}


@dataclass(frozen=True)
class Text:
    """Text from its origin on the baseline; `mode` is PDF's render mode, `color` a grey."""

    x: float
    y: float
    text: str
    size: float = SIZE
    angle: float = 0.0
    mode: int = 0
    color: float = 0.0


@dataclass(frozen=True)
class Stroke:
    """A line."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Fill:
    """A filled rectangle; `picture`: an image."""

    x0: float
    y0: float
    x1: float
    y1: float
    color: float = 1.0
    picture: bool = False


Mark = Text | Stroke | Fill
Page = tuple[Mark, ...]


def advance(text: str, size: float = SIZE) -> float:
    """How far a text reaches: Chinese as wide as its size, everything else half of it."""
    return sum(size if character >= "\u2e80" else size / 2 for character in text)


def lay_out(report: SampleReport, *, cut: bool = False, repeat: bool = False, tall: float = 0.0) -> list[Page]:
    """The pages of a report.

    Tables break between rows, or inside of them (`cut`); `repeat`: with their heading rows on each page. `tall` is added
    to the height of each row, so that more pages are needed.
    """
    pages: list[list[Mark]] = [[]]
    y = MARGIN
    for part in parts(report):
        if part.table is not None:
            heading = _HEADING_ROWS[part.table.key] if repeat else 0
            y = _table(pages, y, _placed(report, part.table, tall), cut, heading)
            continue
        for line in _wrapped(part.text, WIDTH - 2 * MARGIN):
            if y + 16 > _FOOT:
                pages.append([])
                y = MARGIN
            pages[-1].append(Text(MARGIN, y + SIZE, line))
            y += 16
    for number, page in enumerate(pages, 1):
        page.append(Text(WIDTH / 2, HEIGHT - 30, f"- {number} -"))
    return [tuple(page) for page in pages]


@dataclass(frozen=True)
class _Cell:
    x0: float
    x1: float
    y0: float
    y1: float
    lines: tuple[Text, ...]


def _placed(report: SampleReport, table: Table, tall: float) -> tuple[list[_Cell], list[float]]:
    """The cells of a table as if paper had no end, and the y of its row lines; both from 0."""
    rows = table_rows(report, table)
    count = max(item.box.column + item.box.column_span for row in rows for item in row)
    width = (WIDTH - 2 * MARGIN) / count
    items = [item for row in rows for item in row if not item.continued]
    wrapped = {id(item): _wrapped("".join(item.lines), item.box.column_span * width - 2 * _PADDING) for item in items}
    heights = [_PITCH + 2 * _PADDING + tall] * len(rows)
    for item in sorted(items, key=lambda item: item.box.row_span):
        own = slice(item.box.row, item.box.row + item.box.row_span)
        missing = _PITCH * len(wrapped[id(item)]) + 2 * _PADDING + tall - sum(heights[own])
        heights[own.stop - 1] += max(missing, 0)
    ys = [sum(heights[:row]) for row in range(len(rows) + 1)]
    return [_cell(item, wrapped[id(item)], width, ys) for item in items], ys


def _cell(item: Item, lines: Sequence[str], width: float, ys: Sequence[float]) -> _Cell:
    box = item.box
    x0, x1 = MARGIN + box.column * width, MARGIN + (box.column + box.column_span) * width
    y0, y1 = ys[box.row], ys[box.row + box.row_span]
    top = (y0 + y1) / 2 - _PITCH * len(lines) / 2
    texts = (
        Text((x0 + x1) / 2 - advance(line) / 2, top + _PITCH * rank + SIZE, line)
        for rank, line in enumerate(lines)
        if line
    )
    return _Cell(x0, x1, y0, y1, tuple(texts))


def _table(pages: list[list[Mark]], y: float, table: tuple[list[_Cell], list[float]], cut: bool, heading: int) -> float:
    """Draw a table from `y` on over as many pages as it takes. Returns where it ends on the last of them."""
    cells, ys = table
    bases = [text.y for cell in cells for text in cell.lines]
    head = [cell for cell in cells if cell.y1 <= ys[heading]]
    start = 0.0
    while True:
        offset = y
        if start and heading:
            pages[-1] += _shifted(head, 0.0, ys[heading], y)
            offset += ys[heading]
        end = min(ys[-1], start + _FOOT - offset)
        if end < ys[-1]:
            end = _break(end, bases) if cut else max((line for line in ys if line <= end), default=start)
        if end > start:
            pages[-1] += _shifted(cells, start, end, offset - start)
        if end >= ys[-1]:
            return offset + end - start + 10
        pages.append([])
        y, start = MARGIN, end


def _break(end: float, bases: Sequence[float]) -> float:
    """The last place before `end` at which no line of text is cut in two."""
    while any(base - SIZE - 1 < end < base + 3 for base in bases):
        end -= 0.5
    return end


def _shifted(cells: Iterable[_Cell], start: float, end: float, down: float) -> Iterator[Mark]:
    """What of the cells lies between two heights, with their borders closed at both."""
    for cell in cells:
        top, bottom = max(cell.y0, start), min(cell.y1, end)
        if top >= bottom:
            continue
        yield Stroke(cell.x0, top + down, cell.x1, top + down)
        yield Stroke(cell.x0, bottom + down, cell.x1, bottom + down)
        yield Stroke(cell.x0, top + down, cell.x0, bottom + down)
        yield Stroke(cell.x1, top + down, cell.x1, bottom + down)
        yield from (replace(text, y=text.y + down) for text in cell.lines if start < text.y <= end)


def _wrapped(text: str, width: float) -> list[str]:
    lines = [""]
    for character in text:
        if lines[-1] and advance(lines[-1] + character) > width:
            lines.append("")
        lines[-1] += character
    return lines


def add(pages: Sequence[Page], *marks: Mark, page: int = 0) -> list[Page]:
    """The pages with marks drawn over one of them."""
    return [(*one, *marks) if rank == page else one for rank, one in enumerate(pages)]


def change(pages: Sequence[Page], told: Callable[[Mark], Iterable[Mark]]) -> list[Page]:
    """The pages with each mark replaced by what `told` makes of it."""
    return [tuple(new for mark in page for new in told(mark)) for page in pages]


def find(pages: Sequence[Page], text: str) -> tuple[int, Text]:
    """The page and the mark of the one place where a text stands alone."""
    every = [(rank, mark) for rank, page in enumerate(pages) for mark in page]
    found = [(rank, mark) for rank, mark in every if isinstance(mark, Text) and mark.text == text]
    assert len(found) == 1, f"{text!r} stands at {len(found)} places"
    return found[0]
