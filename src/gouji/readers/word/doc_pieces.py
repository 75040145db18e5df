"""The text of a .doc file: its header (FIB) and piece table, which says where in the file each character stands.

Offsets and names are those of [MS-DOC].
"""

import struct
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from gouji.document import UnreadableError
from gouji.readers.compound import Compound
from gouji.readers.sight import is_symbol_font

_WORD_97 = 0xC1
# Where each pair of offset and size stands in the FIB: 154 + 8 * its rank.
_STYLES, _CHARACTER_PAGES, _PARAGRAPH_PAGES, _FONTS, _PIECES = (154 + 8 * rank for rank in (1, 12, 13, 15, 33))
# Where the name of a font stands behind the size of its entry.
_FONT_NAME = 39
# A report has some 10,000 characters.
MAX_CHARACTERS = 5_000_000


@dataclass(frozen=True, slots=True)
class WordFile:
    """The streams of a .doc file, where its tables stand in the table stream, and how long its main text is.

    `text_boxes` is the number of characters in text boxes, which are kept apart from the main text.
    """

    document: bytes
    table: bytes
    data: bytes
    characters: int
    text_boxes: int

    def part(self, at: int) -> bytes:
        """The part of the table stream to which the pair at `at` in the FIB points."""
        start, size = struct.unpack_from("<II", self.document, at)
        if start + size > len(self.table):
            raise UnreadableError("damaged", problem="WordDocument: a table ends behind its stream")
        return self.table[start : start + size]

    @property
    def styles(self) -> bytes:
        """The style sheet (STSH)."""
        return self.part(_STYLES)

    @property
    def symbol_fonts(self) -> frozenset[int]:
        """The numbers of the fonts that have pictures for digits (SttbfFfn, FFN)."""
        fonts = self.part(_FONTS)
        found: set[int] = set()
        at = 4
        for number in range(struct.unpack_from("<H", fonts)[0] if fonts else 0):
            size = fonts[at]
            name = fonts[at + 1 + _FONT_NAME : at + 1 + size].decode("utf-16-le", "replace").partition("\0")[0]
            if is_symbol_font(name):
                found.add(number)
            at += 1 + size
        return frozenset(found)

    @property
    def character_pages(self) -> bytes:
        """Where the character properties stand (PlcBteChpx)."""
        return self.part(_CHARACTER_PAGES)

    @property
    def paragraph_pages(self) -> bytes:
        """Where the paragraph properties stand (PlcBtePapx)."""
        return self.part(_PARAGRAPH_PAGES)


def open_word_file(compound: Compound) -> WordFile:
    """The parts of a .doc file. Raises UnreadableError where it is encrypted, damaged or of before Word 97."""
    document = compound.read("WordDocument")
    if len(document) < _PIECES + 8:
        raise UnreadableError("damaged", problem="WordDocument: cut off")
    magic, version = struct.unpack_from("<HH", document)
    flags = struct.unpack_from("<H", document, 10)[0]
    if magic != 0xA5EC or version < _WORD_97:
        raise UnreadableError("office_format_not_readable", format="Word 6.0/95")
    if flags & 0x8100:
        raise UnreadableError("encrypted")
    lengths = struct.unpack_from("<8i", document, 76)
    if min(lengths) < 0 or lengths[0] > MAX_CHARACTERS:
        raise UnreadableError("damaged", problem="WordDocument: no such length of text")
    table = compound.read("1Table" if flags & 0x200 else "0Table")
    data = compound.read("Data") if "Data" in compound else b""
    return WordFile(document, table, data, lengths[0], lengths[6])


class Text:
    """The main text, one character a position (CP), and where each position stands in the stream (FC)."""

    def __init__(self, word: WordFile) -> None:
        """Raises UnreadableError where the piece table is damaged, or was fast-saved with formatting in it."""
        positions, pieces = _piece_table(word.part(_PIECES))
        if word.characters > positions[-1]:
            raise UnreadableError("damaged", problem="WordDocument: text is missing")
        parts: list[str] = []
        self._starts: list[int] = []
        self._offsets: list[tuple[int, int]] = []
        for start, end, (offset, width) in zip(positions, positions[1:], pieces, strict=False):
            raw = word.document[offset : offset + (end - start) * width]
            if len(raw) < (end - start) * width:
                raise UnreadableError("damaged", problem="WordDocument: text is cut off")
            parts.append(_wide(raw) if width == 2 else raw.decode("cp1252", "replace"))
            self._starts.append(start)
            self._offsets.append((offset, width))
        self.text = "".join(parts)[: word.characters]

    def offset(self, position: int) -> int:
        """Where the character at `position` stands in the stream."""
        rank = bisect_right(self._starts, position) - 1
        offset, width = self._offsets[rank]
        return offset + (position - self._starts[rank]) * width

    def stretches(self, start: int, end: int) -> list[tuple[int, int]]:
        """The positions from-to whose characters stand in the stream from `start` to `end`."""
        found: list[tuple[int, int]] = []
        ends = [*self._starts[1:], len(self.text)]
        for first, last, (offset, width) in zip(self._starts, ends, self._offsets, strict=True):
            low, high = max(start, offset), min(end, offset + (last - first) * width)
            if low < high:
                found.append((first + (low - offset) // width, first + (high - offset + width - 1) // width))
        return found


def _piece_table(clx: bytes) -> tuple[list[int], list[tuple[int, int]]]:
    """The positions where pieces start (and the last one ends), and each piece's offset and bytes a character."""
    at = 0
    while clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    size = struct.unpack_from("<I", clx, at + 1)[0]
    if clx[at] != 2 or size < 16 or at + 5 + size > len(clx):
        raise UnreadableError("damaged", problem="WordDocument: no piece table")
    count = (size - 4) // 12
    positions = list(struct.unpack_from(f"<{count + 1}I", clx, at + 5))
    if positions[0] != 0 or any(one >= after for one, after in pairwise(positions)):
        raise UnreadableError("damaged", problem="WordDocument: pieces overlap")
    pieces: list[tuple[int, int]] = []
    for rank in range(count):
        offset, changes = struct.unpack_from("<IH", clx, at + 5 + 4 * (count + 1) + 8 * rank + 2)
        if changes:
            # Formatting that stands with the piece and not with its paragraphs: hidden text may be among it.
            raise UnreadableError("fast_saved")
        is_narrow = offset & 0x40000000
        offset &= 0x3FFFFFFF
        pieces.append((offset // 2, 1) if is_narrow else (offset, 2))
    return positions, pieces


def _wide(raw: bytes) -> str:
    """UTF-16 with each half of a pair a character of its own, as positions count them."""
    text = raw.decode("utf-16-le", "surrogatepass")
    return text if 2 * len(text) == len(raw) else "".join(map(chr, array("H", raw)))
