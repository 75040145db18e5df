"""The left side for files with pages: each page that holds cells as a picture, with the cells outlined."""

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gouji.document import Document, Grid, PageBox
from gouji.outputs.show.spots import At, Spot, item
from gouji.readers import Picture, pictures

# A report has 10 to 40 pages, its tables stand on three of them.
MOST_PAGES = 20
MOST_BYTES = 8_000_000
# Characters that are drawn in a row without one changing how its neighbour looks.
_HAN = "\u2e80"


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of a marked place, in points."""

    x: int
    y: int
    width: int
    height: int
    spot: Spot


@dataclass(frozen=True, slots=True)
class Writing:
    """Characters on one baseline, `xs` where each begins."""

    text: str
    xs: str
    y: str
    size: str


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page: a PNG in base64, or (None) its `writing` and the path of its `rules`.

    `hidden` is True where personal data stands on the page, so that not all of it is drawn.
    """

    number: int
    width: float
    height: float
    png: str | None
    writing: tuple[Writing, ...]
    rules: str
    outlines: tuple[Outline, ...]
    hidden: bool


@dataclass(frozen=True, slots=True)
class ShownPages:
    """The pages that are shown, and the numbers of those with tables or marked places that are not."""

    pages: tuple[ShownPage, ...]
    left_out: tuple[int, ...]


def shown_pages(document: Document, content: bytes, at: Mapping[At, Spot], mask: Callable[[str], str]) -> ShownPages:
    """The pages of `content` (the bytes that `document` was read from) on which tables or marked places stand.

    Raises UnreadableError where the file can no longer be drawn.
    """
    outlines: dict[int, list[Outline]] = {}
    for place, spot in at.items():
        box = item(document, place).box
        if box is not None:
            outline = Outline(box.left, box.top, box.right - box.left, box.bottom - box.top, spot)
            outlines.setdefault(box.page, []).append(outline)
    wanted = sorted({*outlines, *_with_tables(document)} or {box.page for box, _ in _boxes(document)})
    shown = wanted[:MOST_PAGES]
    safe = _without_personal_data(document, mask)
    pages: list[ShownPage] = []
    size = 0
    drawn = pictures(document.format, content, {number: safe.get(number) for number in shown}, _recognised(document))
    for picture in drawn:
        size += len(picture.png or b"") or sum(map(len, (glyph.text for glyph in picture.glyphs)))
        if size > MOST_BYTES:
            break
        pages.append(_page(picture, outlines.get(picture.page, []), picture.page in safe))
    pages.sort(key=lambda page: page.number)
    drawn_pages = {page.number for page in pages}
    return ShownPages(tuple(pages), tuple(number for number in wanted if number not in drawn_pages))


def _boxes(document: Document) -> Iterator[tuple[PageBox, str]]:
    for block in document.blocks:
        for one in block.cells if isinstance(block, Grid) else (block,):
            if one.box is not None:
                yield one.box, one.text


def _with_tables(document: Document) -> set[int]:
    return {cell.box.page for grid in document.grids for cell in grid.cells if cell.box is not None}


def _recognised(document: Document) -> set[int]:
    cells = [cell for grid in document.grids for cell in grid.cells]
    return {cell.box.page for cell in cells if cell.box is not None and cell.confidence is not None}


def _without_personal_data(document: Document, mask: Callable[[str], str]) -> dict[int, Sequence[PageBox]]:
    """For each page with personal data the boxes of its table cells that have none: only they may be drawn."""
    hiding = {box.page for box, text in _boxes(document) if mask(text) != text}
    cells = [cell for grid in document.grids for cell in grid.cells] if hiding else []
    return {
        page: [cell.box for cell in cells if cell.box and cell.box.page == page and mask(cell.text) == cell.text]
        for page in sorted(hiding)
    }


def _page(picture: Picture, outlines: Sequence[Outline], hidden: bool) -> ShownPage:
    png = None if picture.png is None else base64.b64encode(picture.png).decode("ascii")
    across = (f"M{rule.start:.1f} {rule.at:.1f}H{rule.end:.1f}" for rule in picture.across)
    down = (f"M{rule.at:.1f} {rule.start:.1f}V{rule.end:.1f}" for rule in picture.down)
    return ShownPage(
        number=picture.page,
        width=round(picture.width, 1),
        height=round(picture.height, 1),
        png=png,
        writing=tuple(_writing(picture)),
        rules="".join((*across, *down)),
        outlines=tuple(outlines),
        hidden=hidden,
    )


def _writing(picture: Picture) -> Iterator[Writing]:
    """The characters of a page, those on one baseline together as long as each can be set by its own x."""
    run: list[tuple[str, float]] = []
    line = (0.0, 0.0)
    for glyph in picture.glyphs:
        if glyph.text.isspace():
            continue
        plain = len(glyph.text) == 1 and (glyph.text.isascii() or _HAN <= glyph.text <= "\uffef")
        if run and (not plain or (glyph.base, glyph.size) != line):
            yield _one(run, line)
            run = []
        line = (glyph.base, glyph.size)
        run.append((glyph.text, glyph.x0))
        if not plain:
            yield _one(run, line)
            run = []
    if run:
        yield _one(run, line)


def _one(run: Iterable[tuple[str, float]], line: tuple[float, float]) -> Writing:
    texts, xs = zip(*run, strict=True)
    base, size = line
    return Writing("".join(texts), " ".join(f"{x:.1f}" for x in xs), f"{base:.1f}", f"{size:.1f}")
