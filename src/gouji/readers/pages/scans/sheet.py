"""The picture of a page -> a Sheet: its rules, and each line of text as one glyph with its confidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import cv2 as _cv2

from gouji.document import UnreadableError
from gouji.readers.pages.ruled import Box, Glyph, Sheet, tables_of
from gouji.readers.pages.ruled.model import UNKNOWN
from gouji.readers.pages.scans.agreement import agree, is_figure
from gouji.readers.pages.scans.columns import beside, characters_of, columns_of
from gouji.readers.pages.scans.ink import Ink, Span, ink_of, inner, is_unsure, lines_in, pieces_in, prose
from gouji.readers.pages.scans.lines import lines_of
from gouji.readers.pages.scans.paper import SCALE, paper_of
from gouji.readers.pages.scans.recogniser import Recognised, recognise

cv2: Any = _cv2

# A page of a report has some 200 lines, cells counted in.
_MOST_PIECES = 3_000
# White around a line, in shares of its height: the second time less, so that both are different pictures.
_PADDING, _OTHER_PADDING = 0.22, 0.12
# In prose a character that is less certain is not told; of digits, which make years and dates, more is asked.
_TOLD, _TOLD_DIGIT = 0.5, 0.95


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of text to be recognised: where it is, in which cell (None: in none), and whether that shows more than text."""

    span: Span
    cell: Span | None
    unsure: bool = False


def sheet_of(number: int, picture: Any, doubtful: bool) -> Sheet:
    """The sheet of one page. Raises UnreadableError for a picture that is too coarse, or with thousands of lines."""
    paper = paper_of(picture)
    lines = lines_of(paper.grey)
    height, width = (side / SCALE for side in paper.grey.shape)
    tables = tables_of(lines.across, lines.down, height)[0]
    ink = ink_of(paper, lines)
    glyphs: list[Glyph] = []
    pieces = [_Piece(span, None) for span in prose(ink, [_span(table.box) for table in tables])]
    for box in (table.box_of(region) for table in tables for region in table.regions):
        cell = inner(_span(box))
        unsure = is_unsure(ink, cell)
        found = lines_in(ink, cell)
        pieces += (_Piece(span, cell, unsure) for span in found)
        if unsure and not found:
            x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
            glyphs.append(Glyph(UNKNOWN, x, x + 1, y + 2, 6, confidence=0.0))
    if len(pieces) > _MOST_PIECES:
        raise UnreadableError("too_many_objects", limit=_MOST_PIECES)
    glyphs += _read(ink, pieces)
    return Sheet(number, lines.across, lines.down, tuple(glyphs), width, height, doubtful=doubtful, recognised=True)


def _span(box: Box) -> Span:
    return Span(*(round(value * SCALE) for value in box))


def _read(ink: Ink, pieces: Sequence[_Piece]) -> list[Glyph]:
    first = _in_columns(ink, pieces)
    rest = [rank for rank in range(len(pieces)) if rank not in first]
    first.update(zip(rest, recognise([_picture(ink, pieces[rank], _PADDING) for rank in rest]), strict=True))
    again = [rank for rank in rest if pieces[rank].cell and is_figure(first[rank].text)]
    second = dict(zip(again, recognise([_picture(ink, pieces[rank], _OTHER_PADDING) for rank in again]), strict=True))
    return [_glyph(ink, piece, first[rank], second.get(rank)) for rank, piece in enumerate(pieces)]


def _in_columns(ink: Ink, pieces: Sequence[_Piece]) -> dict[int, Recognised]:
    """What was read of labels that are written downwards, by the ranks of their characters."""
    columns = columns_of(ink, [(piece.span, piece.cell) for piece in pieces])
    read = recognise([beside(ink, [pieces[rank].span for rank in ranks]) for ranks in columns])
    return {
        rank: character
        for ranks, one in zip(columns, read, strict=True)
        for rank, character in zip(ranks, characters_of(one, len(ranks)), strict=False)
    }


def _picture(ink: Ink, piece: _Piece, padding: float) -> Any:
    """A line cut out, with white around it; nothing from beside its cell."""
    height, width = ink.clean.shape
    limits = piece.cell or Span(0, 0, width, height)
    x0, y0, x1, y1 = piece.span
    # A dash is a thin line unless it is shown as high as other characters.
    margin = round(padding * max(y1 - y0, ink.size * 0.7))
    extra = max(0, round((ink.size * 0.7 - (y1 - y0)) / 2))
    left, right = max(x0 - margin, limits.x0), min(x1 + margin, limits.x1)
    top, bottom = max(y0 - margin - extra, limits.y0), min(y1 + margin + extra, limits.y1)
    white = (
        margin + extra - (y0 - top),
        margin + extra - (bottom - y1),
        margin - (x0 - left),
        margin - (right - x1),
    )
    return cv2.copyMakeBorder(ink.clean[top:bottom, left:right], *white, cv2.BORDER_CONSTANT, value=255)


def _glyph(ink: Ink, piece: _Piece, first: Recognised, second: Recognised | None) -> Glyph:
    """What was read of a line as one glyph that stands in the middle of its height."""
    text, confidence = first.text, first.confidence
    if piece.cell is None:
        text = _told(first)
    elif piece.unsure or not text:
        confidence = 0.0
    elif second is not None:
        confidence = min(confidence, second.confidence)
        if second.text != text or not agree(text, pieces_in(ink, piece.span)):
            confidence = 0.0
    x0, y0, x1, y1 = (value / SCALE for value in piece.span)
    size = max(min(ink.size / SCALE, (y1 - y0) * 1.4), 1.0)
    return Glyph(text or UNKNOWN, x0, x1, (y0 + y1) / 2 + 0.33 * size, size, confidence=confidence)


def _told(one: Recognised) -> str:
    """A line of prose with what is not certain in it made UNKNOWN: a year misread would be another report."""
    return "".join(
        character if sure >= (_TOLD_DIGIT if character.isdigit() else _TOLD) else UNKNOWN
        for character, sure in _characters(one)
    )


def _characters(one: Recognised) -> Iterable[tuple[str, float]]:
    return zip(
        one.text, one.confidences if len(one.confidences) == len(one.text) else [0.0] * len(one.text), strict=True
    )
