"""Office documents that are one XML file: which one it is, by its root element, and its tree.

Report systems fill templates of them and call the result .doc or .xls.
"""

import codecs
import re
from typing import Literal

from gouji.document import UnreadableError
from gouji.readers.packages import Element, parse_xml

FlatKind = Literal["word", "package", "open_document", "excel", "UOF"]

# The first bytes show the root element and its namespaces; Word declares some twenty of them.
_HEAD = 16_384
_ROOT = re.compile(
    rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?"
    rb"(?:\s|<\?(?:(?!\?>).)*+\?>|<!--(?:(?!-->).)*+-->|<!DOCTYPE(?:[^\[>]|\[[^\]]*+\])*+>)*+"
    rb"<(?:[\w.-]++:)?([\w.-]++)[\s>]",
    re.DOTALL,
)
_KINDS: dict[bytes, tuple[FlatKind, bytes]] = {
    b"wordDocument": ("word", b"http://schemas.microsoft.com/office/word/2003/wordml"),
    b"package": ("package", b"http://schemas.microsoft.com/office/2006/xmlPackage"),
    b"document": ("open_document", b"urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
    b"Workbook": ("excel", b"urn:schemas-microsoft-com:office:spreadsheet"),
    b"UOF": ("UOF", b"http://schemas.uof.org/"),
}
_DECLARATION = re.compile(rb"<\?xml\b[^>]*?\?>")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([\w.-]+)")
_CHINESE = frozenset((b"gb2312", b"gbk", b"gb18030", b"cp936", b"ms936", b"gb_2312-80", b"utf-8", b"utf8", b""))


def flat_kind(content: bytes) -> FlatKind | None:
    """Which office document an XML file is; None for any other file."""
    head = content[:_HEAD].replace(b"\0", b"")
    match = _ROOT.match(head)
    kind, space = _KINDS.get(match[1] if match else b"", (None, b""))
    return kind if space in head else None


def parse_flat(content: bytes) -> Element:
    """The root element of an XML file.

    UTF-8 is told by its bytes, whatever the file declares; GB2312 and GBK mean GB18030, and so do UTF-8 and nothing at
    all where the bytes are none. Raises UnreadableError where they do not decode, and as `parse_xml` does.
    """
    content = content.removeprefix(codecs.BOM_UTF8).lstrip()
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in content[:_HEAD]:
        return parse_xml(content, "XML")
    declaration = _DECLARATION.match(content)
    stated = _ENCODING.search(declaration[0]) if declaration else None
    encoding = stated[1].lower() if stated else b""
    body = content[declaration.end() :] if declaration else content
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        if encoding not in _CHINESE:
            return parse_xml(content, "XML")
        try:
            body = body.decode("gb18030").encode("utf-8")
        except UnicodeDecodeError as error:
            raise UnreadableError("damaged", problem=f"XML: {error.reason} at byte {error.start}") from error
    return parse_xml(body, "XML")
