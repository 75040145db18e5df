"""One PDF with text -> Document: pages set upright, rules to grids, characters to cells, tables over page breaks."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as _raw

from gouji.document import Document, Grid, Passage, UnreadableError
from gouji.readers.pages.pdf.characters import Characters, characters
from gouji.readers.pages.pdf.drawing import Drawing, draw
from gouji.readers.pages.pdf.geometry import Turn
from gouji.readers.pages.pdf.ink import Ink
from gouji.readers.pages.pdf.inspection import Inspection, inspect
from gouji.readers.pages.pdf.seeing import SCAN_SHARE, seen
from gouji.readers.pages.ruled import NO_LABELS, Box, Labels, Rule, Sheet, read_sheets
from gouji.readers.pages.scans import REMARK, is_there, read_recognised, recognise, require_ocr

raw: Any = _raw

# The share of characters without Unicode at which nothing of a file can be trusted to be whole.
_LOST_SHARE = 0.3
# Chromium draws a few marks of page heads without characters; of a damaged font a tenth of a report and more.
_LOST_TEXTS = 0.01
# Notes and links do not print over what is below them.
# Of a file that was recognised from its pages all the same.
HAS_TEXT = "has a text of its own"
_UNSEEN_NOTES = frozenset(
    (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_FILEATTACHMENT)
)


@dataclass(frozen=True, slots=True)
class _Page:
    sheet: Sheet
    found: Characters
    drawing: Drawing


def read_pdf(content: bytes, labels: Labels = NO_LABELS) -> Document:
    """The Document of a PDF. Pages of which only the sight can be had are recognised where the extra for that is installed.

    `labels` are those that the forms print. Raises UnreadableError: `encrypted`, `damaged`, `ocr_missing` (pictures),
    `text_layer_unusable` (the extra is missing, and the text is somebody's OCR over a picture),
    `no_text_map` (fonts that do not say what their characters are, without the extra or without their glyphs),
    `too_many_pages`, `too_many_objects`.
    """
    inspection = inspect(content)
    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("damaged", problem=str(error)) from error
    try:
        pages = [_page(file, number, inspection) for number in range(len(file))]
        if len(pages) != inspection.pages:
            raise UnreadableError("damaged", problem=f"{len(pages)} of {inspection.pages} pages")
        pictures = _pictures(pages, inspection)
        _refuse_lost(pages, bool(inspection.problems), pictures)
        blocks = read_sheets([page.sheet for page in pages], labels) if len(pictures) < len(pages) else ()
        if not blocks or _are_needed(pages, blocks, pictures):
            if any(pictures.values()) and not is_there():
                raise UnreadableError("text_layer_unusable")
            require_ocr(len(pictures))
            sheets = [_recognised(file, page) if page.sheet.number in pictures else page.sheet for page in pages]
            return _document(pages, inspection, read_recognised(sheets, labels), recognised=True)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("damaged", problem=str(error)) from error
    finally:
        file.close()
    return _document(pages, inspection, blocks, recognised=False)


def _document(
    pages: list[_Page], inspection: Inspection, blocks: tuple[Passage | Grid, ...], recognised: bool
) -> Document:
    metadata = {"title": inspection.title} if inspection.title else {}
    remarks = _remarks(pages, inspection)
    if recognised:
        remarks = (*remarks, REMARK)
        if any(page.found.glyphs or page.drawing.invisible for page in pages):
            remarks = (*remarks, HAS_TEXT)
    return Document("pdf", blocks, metadata, remarks, recognised)


def _page(file: pypdfium2.PdfDocument, index: int, inspection: Inspection) -> _Page:
    page: Any = file[index]
    box = Box(*page.get_bbox())
    area = max((box.x1 - box.x0) * (box.y1 - box.y0), 1.0)
    drawing = draw(page.raw, inspection, area)
    turn = Turn(drawing.degrees, box)
    ink = Ink(page)
    text_page: Any = page.get_textpage()
    # The handles themselves: the wrappers would be asked for them anew at each of a hundred thousand calls.
    found = characters(text_page.raw, drawing, turn, inspection.vertical, ink.seen)
    text_page.close()
    if inspection.sealed:
        drawing.lost.clear()
    fields = tuple(turn.box(field) for field in (*_fields(page), *drawing.lost))
    sheet = _sheet(index + 1, drawing, found, turn, fields, bool(inspection.problems), ink)
    return _Page(sheet, found, drawing)


def _sheet(
    number: int, drawing: Drawing, found: Characters, turn: Turn, fields: tuple[Box, ...], doubtful: bool, ink: Ink
) -> Sheet:
    across: list[Rule] = []
    down: list[Rule] = []
    for xa, ya, xb, yb in drawing.lines:
        box = turn.box(Box(xa, ya, xb, yb))
        if box.x1 - box.x0 > box.y1 - box.y0:
            across.append(Rule((box.y0 + box.y1) / 2, box.x0, box.x1))
        else:
            down.append(Rule((box.x0 + box.x1) / 2, box.y0, box.y1))
    pictures = tuple(turn.box(picture) for picture in drawing.pictures)
    return Sheet(
        number=number,
        across=tuple(across),
        down=tuple(down),
        glyphs=found.glyphs,
        width=turn.size[0],
        height=turn.size[1],
        pictures=pictures,
        fields=fields,
        doubtful=doubtful,
        has_ink=lambda cell: ink.seen(turn.back(cell)),
    )


def _fields(page: Any) -> list[Box]:
    """Where form fields and notes stand that are drawn over the page: their text is none of the page's own."""
    boxes: list[Box] = []
    rectangle = raw.FS_RECTF()
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, index)
        if note and raw.FPDFAnnot_GetSubtype(note) not in _UNSEEN_NOTES and raw.FPDFAnnot_GetRect(note, rectangle):
            ys = sorted((rectangle.bottom, rectangle.top))
            xs = sorted((rectangle.left, rectangle.right))
            boxes.append(Box(xs[0], ys[0], xs[1], ys[1]))
        raw.FPDFPage_CloseAnnot(note)
    return boxes


def _pictures(pages: list[_Page], inspection: Inspection) -> dict[int, bool]:
    """The numbers of the pages of which only the sight can be had; True where they have a text that is of no use.

    Such a text is somebody's OCR, laid over or under a picture, or in fonts that do not say their characters. Where no page
    has any text, all are pictures: text may be drawn as curves.
    """
    if not any(page.found.glyphs for page in pages):
        return dict.fromkeys((page.sheet.number for page in pages), False)
    found: dict[int, bool] = {}
    for page in pages:
        drawing = page.drawing
        laid = bool(drawing.invisible or drawing.beneath) and drawing.scan > SCAN_SHARE
        if laid or (not page.found.glyphs and drawing.pictures):
            found[page.sheet.number] = laid
    rest = [page for page in pages if page.sheet.number not in found]
    if inspection.drawn and is_there() and _lack_map(rest):
        found.update((page.sheet.number, True) for page in rest if page.found.unknown)
    return found


def _lack_map(pages: list[_Page]) -> bool:
    return sum(page.found.unknown for page in pages) > _LOST_SHARE * sum(len(page.found.glyphs) for page in pages)


def _recognised(file: pypdfium2.PdfDocument, page: _Page) -> Sheet:
    """The sheet of a page from what is seen of it; of any text that is laid over it nothing is used."""
    sheet = page.sheet
    return recognise(sheet.number, seen(file[sheet.number - 1], page.drawing), sheet.doubtful)


def _refuse_lost(pages: list[_Page], repaired: bool, pictures: Container[int]) -> None:
    pages = [page for page in pages if page.sheet.number not in pictures]
    glyphs = sum(len(page.found.glyphs) for page in pages)
    lost = sum(len(page.drawing.lost) for page in pages)
    if lost > _LOST_TEXTS * glyphs or (repaired and lost):
        raise UnreadableError("damaged", problem=f"{lost} texts without characters")
    if _lack_map(pages):
        raise UnreadableError("no_text_map")


def _are_needed(pages: list[_Page], blocks: tuple[Any, ...], pictures: dict[int, bool]) -> bool:
    """True where a page that is a picture may hold a part of the tables.

    It may not if it stands before the first table, or behind text that follows the last one.
    """
    if not pictures or any(pictures.values()):
        return bool(pictures)
    grids = [rank for rank, block in enumerate(blocks) if isinstance(block, Grid)]
    if not grids:
        return True
    first = _page_of(blocks[grids[0]].cells[0].locator)
    behind = [_page_of(block.locator) for block in blocks[grids[-1] + 1 :]]
    return not all(number < first or (behind and number > behind[0]) for number in pictures)


def _page_of(locator: str) -> int:
    return int(locator.split(",", 1)[0].removeprefix("page "))


def _remarks(pages: list[_Page], inspection: Inspection) -> tuple[str, ...]:
    remarks: list[str] = []
    if inspection.problems:
        remarks.append(f"repaired: {inspection.problems[0]}")
    if slanted := sum(page.found.slanted for page in pages):
        remarks.append(f"{slanted} slanted characters left out")
    if lost := sum(len(page.drawing.lost) for page in pages):
        remarks.append(f"{lost} texts without characters")
    if any(page.drawing.invisible for page in pages):
        remarks.append("invisible text left out")
    if unknown := sum(page.found.unknown for page in pages):
        remarks.append(f"{unknown} characters without Unicode")
    return tuple(remarks)
