"""Tell what a file is by its bytes, and hand it to the reader of that format."""

import re

from gouji.document import Document, UnreadableError
from gouji.readers.html import read_html
from gouji.readers.text import read_text

# A report is some 30 to 200 KB as a web page; nothing near this size is one.
MAX_BYTES = 20_000_000

_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP, DOCX, XLSX, ODT or OFD"),
    (b"PK\x05\x06", "ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC, WPS or XLS"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7Z"),
    (b"\x1f\x8b", "GZIP"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
)
_MHTML = re.compile(rb"\A(?:From:|MIME-Version:)", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|table|div|p|meta)[\s>/]", re.IGNORECASE)


def read(content: bytes) -> Document:
    """The Document of a file's bytes. Raises UnreadableError with the reason where there is no reading it."""
    if not content.strip():
        raise UnreadableError("empty")
    if len(content) > MAX_BYTES:
        raise UnreadableError("too_large", size=len(content) // 1_000_000, limit=MAX_BYTES // 1_000_000)
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            raise UnreadableError("format_not_readable", format=name)
    if _MHTML.match(content):
        raise UnreadableError("format_not_readable", format="MHT")
    return read_html(content) if _is_markup(content) else read_text(content)


def _is_markup(content: bytes) -> bool:
    # Tags are ASCII in every encoding that is met; UTF-16 keeps them with a zero byte between.
    head = content[:4096].replace(b"\0", b"").decode("latin-1")
    return bool(_MARKUP.search(head))
