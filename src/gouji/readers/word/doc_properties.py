"""The properties of characters and paragraphs in a .doc file: lists of changes (sprm) kept on pages of 512 bytes.

Names and numbers are those of [MS-DOC], 2.6 and 2.9.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import pairwise

from gouji.document import UnreadableError
from gouji.readers.looks import Look
from gouji.readers.sight import UNREADABLE_POINTS, is_pale
from gouji.readers.word.edges import RowDefinition

_PAGE = 512
# Bytes of the operand by the top three bits of the number; 6 has its size in front.
_OPERAND_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_DEFINE_TABLE, _CHANGE_TABS = 0xD608, 0xC615
_ELSEWHERE = frozenset((0x6645, 0x6646, 0x646B))

_IN_TABLE, _ROW_END, _DEPTH, _INNER_CELL, _INNER_ROW = 0x2416, 0x2417, 0x6649, 0x244B, 0x244C
LIST = 0x460B
_MERGE_DOWN = 0xD62B
# sprmTInsert, sprmTDelete, sprmTMerge, sprmTSplit: change the cells that the definition names.
_REWRITES_ROW = frozenset((0x7621, 0x5622, 0x5624, 0x5625))
_DELETED, _VANISH, _SPECIAL_VANISH, _STRIKE, _DOUBLE_STRIKE = 0x0800, 0x083C, 0x0818, 0x0837, 0x2A53
_RAISED, _POSITION, _SYMBOL, _STYLE = 0x2A48, 0x4845, 0x6A09, 0x4A30
# sprmCCv and sprmCIco, sprmCShd, sprmCShd80 and sprmCHighlight, sprmCHps, sprmCCharScale.
_COLOUR, _PALETTE, _HALF_POINTS, _WIDTH, _HIGHLIGHT = 0x6870, 0x2A42, 0x4A43, 0x4852, 0x2A0C
_SHADING = frozenset((0xCA71, 0x4866, _HIGHLIGHT))
# sprmCRgFtc0 and sprmCRgFtc2: the fonts of digits and of what is neither Latin nor Chinese.
_FONTS = frozenset((0x4A4F, 0x4A51))
_WHITE, _BLACK = 8, 1
_NARROWEST = 20
_OF_PARAGRAPHS = _REWRITES_ROW | {
    _IN_TABLE, _ROW_END, _DEPTH, _INNER_CELL, _INNER_ROW, LIST, _DEFINE_TABLE, _MERGE_DOWN,
}  # fmt: skip
_LISTED = _OF_PARAGRAPHS | _ELSEWHERE
_OF_CHARACTERS = _SHADING | _FONTS | {
    _VANISH, _SPECIAL_VANISH, _DELETED, _STRIKE, _DOUBLE_STRIKE, _RAISED, _POSITION, _STYLE, _SYMBOL, _COLOUR, _PALETTE,
    _HALF_POINTS, _WIDTH,
}  # fmt: skip


@dataclass(slots=True)
class Paragraph:
    """What decides where a paragraph stands. `row` is set in the paragraph that ends a row of a table."""

    style: int = 0
    in_table: bool = False
    ends_row: bool = False
    nested: bool = False
    numbered: bool | None = None
    row: RowDefinition | None = None


def changes(data: bytes, wanted: Set[int]) -> Iterator[tuple[int, bytes]]:
    """The `wanted` changes of a list: number and operand, that of variable size without its size."""
    at = 0
    while at + 2 <= len(data):
        number = data[at] | data[at + 1] << 8
        at += 2
        size = _OPERAND_SIZES[number >> 13]
        if number == _DEFINE_TABLE:
            size = struct.unpack_from("<H", data, at)[0] - 1
            at += 2
        elif not size:
            size = data[at]
            at += 1
            if number == _CHANGE_TABS and size == 255:
                deleted = data[at]
                size = 2 + 4 * deleted + 3 * data[at + 1 + 4 * deleted]
        if at + size > len(data):
            raise UnreadableError("damaged", problem="WordDocument: properties are cut off")
        if number in wanted:
            yield number, data[at : at + size]
        at += size


def look_of(data: bytes, symbol_fonts: frozenset[int]) -> tuple[Look, int | None, bool]:
    """What a list of character changes says of the look, the character style it names, and whether it is a symbol.

    `symbol_fonts` are the numbers of the fonts that have pictures for digits.
    """
    hidden = struck = raised = pale = obscured = None
    behind = False
    style: int | None = None
    symbol = False
    for number, operand in changes(data, _OF_CHARACTERS):
        if number in (_VANISH, _SPECIAL_VANISH, _DELETED):
            hidden = _switch(operand) or hidden
        elif number in (_STRIKE, _DOUBLE_STRIKE):
            struck = _switch(operand) or struck
        elif number in (_RAISED, _POSITION):
            raised = any(operand) or raised
        elif number in (_COLOUR, _PALETTE):
            # Red, green, blue, and 255 where Word chooses; or a number of the old palette.
            pale = is_pale(operand[:3]) and not operand[3] if number == _COLOUR else operand[0] == _WHITE
        elif number in _SHADING:
            behind = behind or _is_dark(number, operand)
            obscured = (number == _HIGHLIGHT and operand[0] == _BLACK) or obscured
        elif number in _FONTS:
            obscured = struct.unpack("<H", operand)[0] in symbol_fonts or obscured
        elif number in (_HALF_POINTS, _WIDTH):
            least = 2 * UNREADABLE_POINTS if number == _HALF_POINTS else _NARROWEST
            obscured = struct.unpack("<H", operand)[0] < least or obscured
        elif number == _STYLE:
            style = struct.unpack("<H", operand)[0]
        elif number == _SYMBOL:
            symbol = True
    if pale and behind:
        pale, obscured = False, None
    return Look(hidden, struck, raised, pale=pale, obscured=obscured), style, symbol


def _is_dark(number: int, operand: bytes) -> bool:
    """True for a shading (Shd, Shd80) or a highlight on which white is seen."""
    if number == _HIGHLIGHT:
        return operand[0] not in (0, _WHITE)
    if len(operand) == 10:
        # The colours of pattern and ground, each with a fourth byte that is 0 where it is not left to Word.
        return bool(operand[8]) or (not operand[7] and not is_pale(operand[4:7]))
    ground = struct.unpack("<H", operand)[0] >> 5
    return bool(ground >> 5) or ground & 31 not in (0, _WHITE)


def is_list(operand: bytes) -> bool:
    """True where the number of a list (sprmPIlfo) puts a paragraph into one."""
    return operand not in (b"\0\0", b"\x01\xf8")


def _switch(operand: bytes) -> bool | None:
    """On or off; None for `as the style has it`. `The other way than the style` is on: few styles hide or strike."""
    return None if operand[0] == 0x80 else operand[0] != 0


def paragraph_of(style: int, data: bytes, elsewhere: bytes) -> Paragraph:
    """What a list of paragraph changes says; long lists stand in the stream `elsewhere`."""
    found = Paragraph(style)
    merges_down: list[tuple[int, int]] = []
    for number, operand in _with_long(data, elsewhere):
        if number == _IN_TABLE:
            found.in_table = bool(operand[0])
        elif number == _ROW_END:
            found.ends_row = bool(operand[0])
        elif number == _DEPTH:
            depth = struct.unpack("<i", operand)[0]
            found.in_table, found.nested = depth > 0, depth > 1
        elif number in (_INNER_CELL, _INNER_ROW):
            found.nested = found.nested or bool(operand[0])
        elif number == LIST:
            found.numbered = is_list(operand)
        elif number == _DEFINE_TABLE:
            found.row, merges_down = _row(operand), []
        elif number == _MERGE_DOWN and len(operand) == 2:
            merges_down.append((operand[0], operand[1]))
        elif number in _REWRITES_ROW:
            raise UnreadableError("fast_saved")
    if found.row and merges_down:
        down = list(found.row.down)
        for cell, merge in merges_down:
            down[cell] = merge
        found.row = RowDefinition(found.row.edges, found.row.right, tuple(down))
    return found


def _with_long(data: bytes, elsewhere: bytes) -> Iterator[tuple[int, bytes]]:
    for number, operand in changes(data, _LISTED):
        if number in _ELSEWHERE:
            at = struct.unpack("<I", operand)[0]
            size = struct.unpack_from("<H", elsewhere, at)[0]
            if at + 2 + size > len(elsewhere):
                raise UnreadableError("damaged", problem="Data: properties are cut off")
            yield from changes(elsewhere[at + 2 : at + 2 + size], _OF_PARAGRAPHS)
        else:
            yield number, operand


def _row(operand: bytes) -> RowDefinition:
    count = operand[0]
    edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    rest = operand[1 + 2 * (count + 1) :]
    # Cells at the end that have nothing to say may be left out.
    flags = [struct.unpack_from("<H", rest, 20 * rank)[0] for rank in range(min(count, len(rest) // 20))]
    flags += [0] * (count - len(flags))
    return RowDefinition(edges, tuple(flag & 3 for flag in flags), tuple(flag >> 5 & 3 for flag in flags))


class Pages:
    """The runs of characters, or the paragraphs, of a file by where they stand: each with its list of changes.

    `bounds` and `lists` are of one length; a list holds from its bound to the next. A paragraph's list starts with the
    number of its style.
    """

    def __init__(self, document: bytes, plc: bytes, paragraphs: bool) -> None:
        self.bounds: list[int] = []
        self.lists: list[bytes] = []
        count = (len(plc) - 4) // 8
        numbers = struct.unpack_from(f"<{count}I", plc, 4 * (count + 1))
        for number in numbers:
            page = document[(number & 0x3FFFFF) * _PAGE :][:_PAGE]
            if len(page) < _PAGE:
                raise UnreadableError("damaged", problem="WordDocument: a page of properties is missing")
            self._take(page, paragraphs)

    def _take(self, page: bytes, paragraphs: bool) -> None:
        count = page[-1]
        starts = struct.unpack_from(f"<{count + 1}I", page)
        if self.bounds and self.bounds[-1] == starts[0]:
            self.bounds.pop()
            self.lists.pop()
        if any(one >= after for one, after in pairwise(starts)) or (self.bounds and self.bounds[-1] > starts[0]):
            raise UnreadableError("damaged", problem="WordDocument: properties overlap")
        for rank in range(count):
            offset = 2 * page[4 * (count + 1) + rank * (13 if paragraphs else 1)]
            self.bounds.append(starts[rank])
            self.lists.append(_list(page, offset, paragraphs) if offset else b"")
        # What stands behind the last run of a page has no properties until the next page says otherwise.
        self.bounds.append(starts[-1])
        self.lists.append(b"")

    def at(self, offset: int) -> bytes:
        """The list of what stands at `offset`."""
        rank = bisect_right(self.bounds, offset) - 1
        return self.lists[rank] if rank >= 0 else b""


def _list(page: bytes, offset: int, paragraphs: bool) -> bytes:
    size = page[offset]
    if paragraphs and not size:
        offset, size = offset + 1, 2 * page[offset + 1]
    elif paragraphs:
        size = 2 * size - 1
    if offset + 1 + size > _PAGE:
        raise UnreadableError("damaged", problem="WordDocument: properties are cut off")
    return page[offset + 1 : offset + 1 + size]
