"""The records of an .xls stream (BIFF8), and what its sheets share: strings, number formats, fonts.

Record numbers and layouts are those of [MS-XLS], 2.4. No library is used: calamine gives an empty text for #N/A, says
nothing of hidden rows, and on damaged files panics or ends the whole process.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gouji.document import UnreadableError
from gouji.readers.marks import MARK, around
from gouji.readers.sight import UNREADABLE_POINTS, is_symbol_font

_BOF, _EOF, _CONTINUE = 0x809, 0x0A, 0x3C
_FILEPASS, _SHEET, _DATEMODE, _FONT, _FORMAT, _STYLE, _STRINGS = 0x2F, 0x85, 0x22, 0x31, 0x41E, 0xE0, 0xFC
_VERSION_97 = 0x600
# Of one record, by the specification; longer content goes on in CONTINUE records.
_MAX_RECORD = 8224
_FONT_NAME, _XF = 14, 20
# In the palette: white, twice, and the ground of a window.
_WHITE = frozenset((1, 9, 65))


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One sheet: where its records start, its state (0: visible), its kind (0: worksheet)."""

    name: str
    offset: int
    state: int
    kind: int


@dataclass(slots=True)
class Globals:
    """What the sheets share. `formats` by id; `styles` are (format id, marks of the font).

    `fonts` have their marks, and whether they are white.
    """

    sheets: list[SheetEntry] = field(default_factory=list[SheetEntry])
    strings: list[str] = field(default_factory=list[str])
    formats: dict[int, str] = field(default_factory=dict[int, str])
    styles: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    fonts: list[tuple[str, bool]] = field(default_factory=list[tuple[str, bool]])
    days_from_1904: bool = False

    def font(self, number: int, is_backed: bool = False) -> str:
        """The marks of a font: what stands in front of text struck out, raised or not seen. There is no font 4.

        `is_backed`: on a dark cell white is seen.
        """
        rank = number - (number > 4)
        marks, is_white = self.fonts[rank] if rank < len(self.fonts) else ("", False)
        return marks + (MARK["obscured"] if is_white and not is_backed else "")


def records(stream: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    """The records of the substream at `offset`, those of charts inside it left out.

    Raises UnreadableError where it does not start there, is cut off or is of before Excel 97.
    """
    depth = 0
    while True:
        if offset + 4 > len(stream):
            raise UnreadableError("damaged", problem="Workbook: cut off")
        kind, size = struct.unpack_from("<HH", stream, offset)
        data = stream[offset + 4 : offset + 4 + size]
        if len(data) < size or size > _MAX_RECORD:
            raise UnreadableError("damaged", problem="Workbook: a record ends behind its stream")
        offset += 4 + size
        if kind == size == 0:
            # No such record is written: a disk that failed left zeros, and the cells that stood there would seem blank.
            raise UnreadableError("damaged", problem="Workbook: zeros for records")
        if kind == _BOF:
            depth += 1
            if struct.unpack_from("<H", data)[0] != _VERSION_97:
                raise UnreadableError("office_format_not_readable", format="Excel 5.0/95")
        elif depth == 0:
            raise UnreadableError("damaged", problem="Workbook: a sheet is not where it should be")
        elif kind == _EOF:
            depth -= 1
            if not depth:
                return
        elif depth == 1:
            yield kind, data


def read_globals(stream: bytes) -> Globals:
    """What the sheets of a workbook share. Raises UnreadableError where it is encrypted or damaged."""
    shared = Globals()
    pieces: list[bytes] = []
    is_strings = False
    fonts_of_styles: list[tuple[int, int, bool]] = []
    for kind, data in records(stream, 0):
        if kind == _CONTINUE and is_strings:
            pieces.append(data)
            continue
        is_strings = kind == _STRINGS
        if kind == _FILEPASS:
            raise UnreadableError("encrypted")
        if is_strings:
            pieces = [data]
        elif kind == _SHEET:
            offset, state, sheet_kind = struct.unpack_from("<IBB", data)
            shared.sheets.append(SheetEntry(short_string(data, 6, "<B"), offset, state & 3, sheet_kind))
        elif kind == _DATEMODE:
            shared.days_from_1904 = struct.unpack_from("<H", data)[0] == 1
        elif kind == _FONT:
            shared.fonts.append(_font(data))
        elif kind == _FORMAT:
            shared.formats[struct.unpack_from("<H", data)[0]] = short_string(data, 2)
        elif kind == _STYLE:
            fonts_of_styles.append((*struct.unpack_from("<HH", data), _is_dark(data)))
    shared.styles = [(identity, shared.font(font, dark)) for font, identity, dark in fonts_of_styles]
    shared.strings = list(_strings(pieces, shared)) if pieces else []
    return shared


def _font(data: bytes) -> tuple[str, bool]:
    """The marks of a FONT record, and whether it is white."""
    height, flags, colour, _, raised = struct.unpack_from("<HHHHH", data)
    name = short_string(data, 14, "<B") if len(data) > _FONT_NAME else ""
    obscured = height < 20 * UNREADABLE_POINTS or is_symbol_font(name)
    marks = (MARK["struck"] if flags & 8 else "") + (MARK["raised"] if raised else "")
    return marks + (MARK["obscured"] if obscured else ""), colour in _WHITE


def _is_dark(style: bytes) -> bool:
    """True for an XF record whose cells have a fill on which white is seen."""
    if len(style) < _XF:
        return False
    pattern, colours = struct.unpack_from("<IH", style, 14)
    return bool(pattern >> 26) and colours & 0x7F not in _WHITE


def short_string(data: bytes, at: int, length: str = "<H") -> str:
    """The string at `at` of a record: its length, whether it has two bytes a character, its characters."""
    count = struct.unpack_from(length, data, at)[0]
    at += struct.calcsize(length)
    wide = data[at] & 1
    raw = data[at + 1 : at + 1 + count * (1 + wide)]
    if len(raw) < count * (1 + wide):
        raise UnreadableError("damaged", problem="Workbook: a text is cut off")
    return raw.decode("utf-16-le" if wide else "latin-1", "replace")


def _strings(pieces: list[bytes], shared: Globals) -> Iterator[str]:
    """The shared strings; runs in them that are struck out or raised are marked."""
    source = _Pieces(pieces)
    _, count = struct.unpack("<II", source.take(8))
    for _ in range(count):
        length, flags = struct.unpack("<HB", source.take(3))
        runs = struct.unpack("<H", source.take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", source.take(4))[0] if flags & 4 else 0
        text = source.characters(length, bool(flags & 1))
        marked = [struct.unpack("<HH", source.take(4)) for _ in range(runs)]
        source.take(extra)
        yield _with_marks(text, [(start, shared.font(font)) for start, font in marked])


def _with_marks(text: str, runs: Sequence[tuple[int, str]]) -> str:
    """`text` with the marks of its runs, each of which starts where it says and ends with the next one."""
    parts: list[str] = []
    at, marks = 0, ""
    for start, following in (*runs, (len(text), "")):
        parts.append(around(marks, text[at:start]) if text[at:start] else "")
        at, marks = start, following
    return "".join(parts)


class _Pieces:
    """The content of a record and of those that continue it."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._piece = 0
        self._at = 0

    def _left(self) -> int:
        """How many bytes the piece still has; goes on to the next one where it has none."""
        while self._at >= len(self._pieces[self._piece]):
            self._piece, self._at = self._piece + 1, 0
            if self._piece >= len(self._pieces):
                raise UnreadableError("damaged", problem="Workbook: the strings are cut off")
        return len(self._pieces[self._piece]) - self._at

    def take(self, size: int) -> bytes:
        """The next `size` bytes."""
        end = self._at + size
        if end <= len(self._pieces[self._piece]):
            start, self._at = self._at, end
            return self._pieces[self._piece][start:end]
        taken = bytearray()
        while len(taken) < size:
            count = min(self._left(), size - len(taken))
            taken += self._pieces[self._piece][self._at : self._at + count]
            self._at += count
        return bytes(taken)

    def characters(self, count: int, wide: bool) -> str:
        """The next characters. A piece that goes on with them says anew how many bytes each has."""
        parts: list[str] = []
        while count:
            before = self._piece
            left = self._left()
            if self._piece != before:
                wide = bool(self.take(1)[0] & 1)
                left -= 1
            here = min(count, left // (1 + wide))
            if not here:
                raise UnreadableError("damaged", problem="Workbook: the strings are cut off")
            parts.append(self.take(here * (1 + wide)).decode("utf-16-le" if wide else "latin-1", "replace"))
            count -= here
        return "".join(parts)
