"""Files of before 2007 made for tests: an OLE2 container, .xls records and .doc streams as [MS-CFB], [MS-XLS], [MS-DOC]."""

import struct
from collections.abc import Iterable, Mapping, Sequence

_SECTOR = 512
_END, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE2 container. Streams are filled up to 4,096 bytes, below which they would stand in a stream of their own."""
    body, fat, entries = bytearray(), list[int](), list[tuple[str, int, int]]()
    for name, content in streams.items():
        filled = content.ljust(4096, b"\0")
        entries.append((name, len(fat), len(filled)))
        _append(body, fat, filled)
    directory = _entry("Root Entry", 5, 1 if entries else _NONE, _NONE, _END, 0)
    for rank, (name, start, size) in enumerate(entries, 1):
        directory += _entry(name, 2, _NONE, rank + 1 if rank < len(entries) else _NONE, start, size)
    first_directory = len(fat)
    _append(body, fat, directory)
    pages = 1
    while len(fat) + pages > 128 * pages:
        pages += 1
    listed = [*fat, *[_FAT] * pages]
    table = b"".join(struct.pack("<I", one) for one in [*listed, *[_NONE] * (128 * pages - len(listed))])
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, pages, first_directory, 0, 4096, _END, 0, _END, 0)
    header += b"".join(struct.pack("<I", len(fat) + rank if rank < pages else _NONE) for rank in range(109))
    return bytes(header + body + table)


def _append(body: bytearray, fat: list[int], content: bytes) -> None:
    count = -(-len(content) // _SECTOR)
    body += content.ljust(count * _SECTOR, b"\0")
    fat += [*range(len(fat) + 1, len(fat) + count), _END]


def _entry(name: str, kind: int, child: int, right: int, start: int, size: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    head = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, _NONE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def record(kind: int, *parts: bytes) -> bytes:
    """One record of an .xls stream."""
    data = b"".join(parts)
    return struct.pack("<HH", kind, len(data)) + data


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    """A NUMBER record."""
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def shared_text(row: int, column: int, rank: int) -> bytes:
    """A LABELSST record: the shared string of that rank."""
    return record(0xFD, struct.pack("<HHHI", row, column, 0, rank))


def formula(row: int, column: int, result: bytes, flags: int = 0) -> bytes:
    """A FORMULA record with its last result."""
    return record(0x06, struct.pack("<HHH", row, column, 0), result, struct.pack("<HIH", flags, 0, 0))


def xls(
    sheets: Mapping[str, Iterable[bytes]],
    strings: Sequence[bytes] = (),
    formats: Sequence[str] = ("General",),
    states: Mapping[str, int] | None = None,
    version: int = 0x600,
    more: bytes = b"",
) -> bytes:
    """An .xls file: records of each sheet; `strings` are packed shared strings, style n has number format n."""
    begin, end = record(0x809, struct.pack("<HH", version, 5), bytes(12)), record(0x0A)
    fonts = [record(0x31, struct.pack("<HHHHH", 200, 0, 0, 400, raised), bytes(6)) for raised in (0, 1)]
    middle = b"".join(fonts) + more
    for rank, code in enumerate(formats):
        text = code.encode("utf-16-le")
        middle += record(0x41E, struct.pack("<HHB", 164 + rank, len(code), 1), text)
        middle += record(0xE0, struct.pack("<HH", 0, 164 + rank), bytes(16))
    middle += record(0xFC, struct.pack("<II", len(strings), len(strings)), *strings)
    bodies = [begin + b"".join(records) + end for records in sheets.values()]
    names = [name.encode("utf-16-le") for name in sheets]
    at = len(begin) + sum(12 + len(name) for name in names) + len(middle) + len(end)
    listing = b""
    for (name, body), encoded in zip(zip(sheets, bodies, strict=True), names, strict=True):
        state = (states or {}).get(name, 0)
        listing += record(0x85, struct.pack("<IBBBB", at, state, 0, len(name), 1), encoded)
        at += len(body)
    return compound({"Workbook": begin + listing + middle + end + b"".join(bodies)})


def packed(text: str, runs: Sequence[tuple[int, int]] = ()) -> bytes:
    """A shared string, with the fonts of its runs by where they start."""
    flags = 1 | (8 if runs else 0)
    counted = struct.pack("<HB", len(text), flags) + (struct.pack("<H", len(runs)) if runs else b"")
    return counted + text.encode("utf-16-le") + b"".join(struct.pack("<HH", *one) for one in runs)


IN_TABLE = struct.pack("<HB", 0x2416, 1)
NESTED = IN_TABLE + struct.pack("<Hi", 0x6649, 2)
HIDDEN, STRUCK, RAISED, DELETED = (struct.pack("<HB", number, 1) for number in (0x083C, 0x0837, 0x2A48, 0x0800))
WHITE = struct.pack("<HI", 0x6870, 0xFFFFFF)
WHITE_ON_DARK = WHITE + struct.pack("<HBIIH", 0xCA71, 10, 0xFF000000, 0x7D491F, 0)
TINY = struct.pack("<HH", 0x4A43, 2)


def row_end(edges: Sequence[int], flags: Sequence[int]) -> bytes:
    """The properties of the mark that ends a row: the edges of its cells in twips and how they are merged."""
    cells = struct.pack(f"<B{len(edges)}h", len(flags), *edges) + b"".join(struct.pack("<H18x", one) for one in flags)
    return IN_TABLE + struct.pack("<HB", 0x2417, 1) + struct.pack("<HH", 0xD608, len(cells) + 1) + cells


def doc(
    paragraphs: Sequence[tuple[str, bytes]],
    looks: Mapping[str, bytes] | None = None,
    flags: int = 0x200,
    version: int = 0xC1,
    changes: int = 0,
    boxes: int = 0,
) -> bytes:
    """A .doc file of paragraphs, each with its end mark and its properties; `looks` are of the texts they are keyed by.

    It says that its text boxes have `boxes` characters.
    """
    text = "".join(content for content, _ in paragraphs)
    start = 2048
    document = bytearray(start) + text.encode("utf-16-le", "surrogatepass")
    document += bytes(-len(document) % _SECTOR)
    bounds = [start]
    for content, _ in paragraphs:
        bounds.append(bounds[-1] + 2 * len(content))
    paragraph_pages = _pages(document, bounds, [b"\0\0" + properties for _, properties in paragraphs], 13)
    marks = sorted((text.index(one), text.index(one) + len(one), look) for one, look in (looks or {}).items())
    edges, runs = [0], list[bytes]()
    for first, last, look in marks:
        for edge, run in ((first, b""), (last, look)):
            if edge > edges[-1]:
                edges.append(edge)
                runs.append(run)
    if len(text) > edges[-1]:
        edges.append(len(text))
        runs.append(b"")
    character_pages = _pages(document, [start + 2 * edge for edge in edges], runs, 1)
    pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, start, changes)
    table = bytearray()
    struct.pack_into("<HH", document, 0, 0xA5EC, version)
    struct.pack_into("<H", document, 10, flags)
    struct.pack_into("<i", document, 76, len(text))
    struct.pack_into("<i", document, 100, boxes)
    parts = {1: b"", 12: character_pages, 13: paragraph_pages, 33: b"\x02" + struct.pack("<I", len(pieces)) + pieces}
    for rank, part in parts.items():
        struct.pack_into("<II", document, 154 + 8 * rank, len(table), len(part))
        table += part
    return compound({"WordDocument": bytes(document), "1Table": bytes(table)})


def _pages(document: bytearray, bounds: Sequence[int], lists: Sequence[bytes], entry: int) -> bytes:
    """Put the lists of changes on pages at the end of `document`; the table that says which page is for what."""
    firsts, numbers = [bounds[0]], list[int]()
    rank = 0
    while rank < len(lists):
        count, size = 0, 5
        while rank + count < len(lists) and size + 4 + entry + len(lists[rank + count]) + 3 < _SECTOR:
            size += 4 + entry + len(lists[rank + count]) + 3
            count += 1
        page = bytearray(_SECTOR)
        page[-1] = count
        struct.pack_into(f"<{count + 1}I", page, 0, *bounds[rank : rank + count + 1])
        at = _SECTOR - 1
        for place, data in enumerate(lists[rank : rank + count]):
            if not data:
                continue
            # Paragraphs count their lists in pairs of bytes, characters in bytes.
            kept = struct.pack("<BB", 0, -(-len(data) // 2)) + data if entry == 13 else bytes((len(data),)) + data
            at = (at - len(kept) - len(kept) % 2) & ~1
            page[at : at + len(kept)] = kept
            page[4 * (count + 1) + entry * place] = at // 2
        numbers.append(len(document) // _SECTOR)
        document += page
        rank += count
        firsts.append(bounds[rank])
    return struct.pack(f"<{len(firsts)}I{len(numbers)}I", *firsts, *numbers)
