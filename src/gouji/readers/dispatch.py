"""Tell what a file is by its bytes, and hand it to the reader of that format."""

import re

from gouji.document import Document, UnreadableError
from gouji.readers.compound import Compound, compound_kind
from gouji.readers.flat_xml import FlatKind, flat_kind
from gouji.readers.marks import lifted
from gouji.readers.open_document import read_flat_open_document, read_ods
from gouji.readers.packages import Package, package_kind
from gouji.readers.pages.ofd import read_ofd
from gouji.readers.pages.pdf import read_pdf
from gouji.readers.pages.ruled import NO_LABELS, Labels
from gouji.readers.pages.scans import is_there, read_picture
from gouji.readers.plain.text import read_text
from gouji.readers.sheets.excel import read_excel_xml, read_xls, read_xlsx
from gouji.readers.web.html import read_html
from gouji.readers.web.inner_pages import InnerPages
from gouji.readers.web.mht import read_mht
from gouji.readers.word.doc import read_doc
from gouji.readers.word.docx import read_docx
from gouji.readers.word.odt import read_odt
from gouji.readers.word.rtf import read_rtf
from gouji.readers.word.word_xml import read_word_xml, zipped

# A report is some 30 to 200 KB as a web page; nothing near this size is one.
MAX_BYTES = 20_000_000

_SIGNATURES = (
    (b"PK\x05\x06", "ZIP"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7Z"),
    (b"\x1f\x8b", "GZIP"),
    (b"GIF8", "GIF"),
)
# PNG, JPEG and TIFF; of BMP two letters alone would be any text that begins with them.
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_BITMAP = re.compile(rb"BM.{4}\0{4}", re.DOTALL)
# Mail programs and web servers put a byte order mark or empty lines before it; every PDF program reads on.
_PDF = re.compile(rb"(?:\xef\xbb\xbf)?[\s\0]{0,1000}%PDF")
# What a file is shows in its first bytes: the markup of a page, the headers of a saved one.
_HEAD = 4096
_PACKAGE = b"PK\x03\x04"
_RICH_TEXT = b"{\\rtf"
# The parts of a package are listed at its end.
_OFD = b"ofd.xml"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The headers of a saved page in one file come in any order; all say that it is MIME, and no text begins so.
_MHTML = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*?)*?MIME-Version:", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|table|div|p|meta)[\s>/]", re.IGNORECASE)


def read(content: bytes, inner: InnerPages | None = None, labels: Labels = NO_LABELS) -> Document:
    """The Document of a file's bytes; `inner` are the pages saved with it if it is a web page.

    `labels` are those that the forms print: on pages, words that stand on both sides of a break are one label only if it is
    among them.

    Raises UnreadableError with the reason where there is no reading it.
    """
    return lifted(_read(content, inner, labels))


def _read(content: bytes, inner: InnerPages | None, labels: Labels) -> Document:
    """The Document with its doubts still in its texts."""
    if not content.strip():
        raise UnreadableError("empty")
    if len(content) > MAX_BYTES:
        raise UnreadableError("too_large", size=len(content) // 1_000_000, limit=MAX_BYTES // 1_000_000)
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            raise UnreadableError("format_not_readable", format=name)
    if content.startswith(_PICTURES) or _BITMAP.match(content):
        return read_picture(content, labels)
    if _PDF.match(content):
        return read_pdf(content, labels)
    if content.startswith(_PACKAGE):
        return _read_package(content, labels)
    if content.startswith(_RICH_TEXT):
        return read_rtf(content)
    if content.startswith(_COMPOUND):
        return _read_compound(content)
    if _MHTML.match(content[:_HEAD]):
        return read_mht(content)
    if kind := flat_kind(content):
        return _read_flat(kind, content, labels)
    return read_html(content, inner) if _is_markup(content) else read_text(content)


def may_be_recognised(head: bytes, tail: bytes) -> bool:
    """True where a file that begins and ends so may have pages to be recognised, and the extra for that is there."""
    pages = head.startswith(_PICTURES) or bool(_BITMAP.match(head) or _PDF.match(head))
    return (pages or (head.startswith(_PACKAGE) and _OFD in tail.lower())) and is_there()


def _read_package(content: bytes, labels: Labels) -> Document:
    package = Package(content)
    match package_kind(package):
        case "docx":
            return read_docx(package)
        case "xlsx":
            return read_xlsx(package)
        case "odt":
            return read_odt(package)
        case "ods":
            return read_ods(package)
        case "ofd":
            return read_ofd(package, labels)
        case "encrypted":
            raise UnreadableError("encrypted")
        case "other":
            raise UnreadableError("format_not_readable", format="ZIP")


def _read_compound(content: bytes) -> Document:
    compound = Compound(content)
    match compound_kind(compound):
        case "doc":
            return read_doc(compound)
        case "xls":
            return read_xls(compound)
        case "encrypted":
            raise UnreadableError("encrypted")
        case "other":
            raise UnreadableError("office_format_not_readable", format="OLE2")


def _read_flat(kind: FlatKind, content: bytes, labels: Labels) -> Document:
    match kind:
        case "word":
            return read_word_xml(content)
        case "package":
            return _read_package(zipped(content), labels)
        case "open_document":
            return read_flat_open_document(content)
        case "excel":
            return read_excel_xml(content)
        case "UOF":
            raise UnreadableError("office_format_not_readable", format=kind)


def _is_markup(content: bytes) -> bool:
    # Tags are ASCII in every encoding that is met; UTF-16 keeps them with a zero byte between.
    head = content[:_HEAD].replace(b"\0", b"").decode("latin-1")
    return bool(_MARKUP.search(head))
