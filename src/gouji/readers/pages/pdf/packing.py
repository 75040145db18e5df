"""Packed streams of a PDF, and whether they are as they were written.

Each packed stream ends with a checksum. Neither pdfium nor qpdf looks at it: pdfium draws as far as it gets, and a figure
is gone, or is another one.
"""

import base64
import re
import zlib
from typing import Any

import pikepdf

from gouji.document import UnreadableError

# Where objects are packed, the words before the packed bytes; the dictionary of such a stream is short.
_PACKED_OBJECTS = re.compile(rb"/Type\s*/(?:ObjStm|XRef)\b")
_START = re.compile(rb"stream\r?\n")
_DICTIONARY = 2_000
_MOST_OBJECT_BYTES = 100_000_000


def unpacked(stream: Any, limit: int) -> bytes:
    """The bytes of a stream. Raises UnreadableError where it was altered or cut, or is larger than `limit` bytes."""
    if not isinstance(stream, pikepdf.Stream):
        raise UnreadableError("damaged", problem="no stream")
    untyped: Any = stream
    filters: Any = untyped.get("/Filter")
    names = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if names in (["/FlateDecode"], ["/ASCII85Decode", "/FlateDecode"]):
        packed = bytes(stream.read_raw_bytes())
        if len(names) == 2:
            # As reportlab writes it.
            packed = base64.a85decode(packed.strip().removesuffix(b"~>"))
        content = _inflated(packed, limit)
        if untyped.get("/DecodeParms") is None:
            return content
    return bytes(stream.read_bytes())


def refuse_altered(content: bytes) -> None:
    """Raise UnreadableError where the packed objects of a file that is not encrypted were altered."""
    for found in _PACKED_OBJECTS.finditer(content):
        start = _START.search(content, found.end(), found.end() + _DICTIONARY)
        opened = content.rfind(b"<<", max(found.start() - _DICTIONARY, 0), found.start())
        if start is not None and b"/FlateDecode" in content[opened : start.start()]:
            _inflated(content[start.end() :], _MOST_OBJECT_BYTES)


def _inflated(packed: bytes, limit: int) -> bytes:
    inflater = zlib.decompressobj()
    try:
        content = inflater.decompress(packed, limit)
    except zlib.error as error:
        raise UnreadableError("damaged", problem=str(error)[:80]) from error
    if inflater.unconsumed_tail:
        raise UnreadableError("part_too_large", part="stream", limit=limit // 1_000_000)
    if not inflater.eof:
        raise UnreadableError("damaged", problem="a stream ends early")
    return content
