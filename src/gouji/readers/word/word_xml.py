"""Word documents that are one XML file -> Document: Word 2003 XML, and the parts of a .docx in one file (flat OPC).

Both go the way of .docx.
"""

import base64
import binascii
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from gouji.document import Document, UnreadableError
from gouji.readers.flat_xml import parse_flat
from gouji.readers.packages import Element
from gouji.readers.word.docx import read_story
from gouji.readers.word.docx_styles import styles_of
from gouji.readers.word.wordml import OFFICE, WORDML, modernise

_PROPERTIES = {"Title": "title", "Author": "creator", "Created": "created", "LastSaved": "modified"}
# In bytes; a package cannot say the length of one above 65,535.
_LONGEST_NAME = 1_000
_PART = "{http://schemas.microsoft.com/office/2006/xmlPackage}"


def read_word_xml(content: bytes) -> Document:
    """The Document of a Word 2003 XML file. Raises UnreadableError where it is damaged or too large."""
    root = parse_flat(content)
    styles, body = root.find(f"{{{WORDML}}}styles"), root.find(f"{{{WORDML}}}body")
    if body is None:
        raise UnreadableError("damaged", problem="XML: no body")
    metadata = _metadata(root)
    if styles is not None:
        modernise(styles)
    modernise(body)
    story = read_story(body, styles_of(() if styles is None else styles), etree.tostring(body))
    return replace(story, format="word_xml", metadata=metadata)


def _metadata(root: Element) -> dict[str, str]:
    """Title, author and dates of the file; none of them is a date of publication."""
    found = {
        name: (root.findtext(f"{{{OFFICE}}}DocumentProperties/{{{OFFICE}}}{key}") or "").strip()
        for key, name in _PROPERTIES.items()
    }
    return {name: text for name, text in found.items() if text}


def zipped(content: bytes) -> bytes:
    """The package that a flat OPC file stands for. Raises UnreadableError where it is damaged.

    It is never larger than the file, so that the limits on packed parts have nothing to hold.
    """
    root = parse_flat(content)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        seen: set[str] = set()
        for name, part in _parts(root):
            if name in seen:
                raise UnreadableError("damaged", problem=f"XML: two parts {name[:80]}")
            seen.add(name)
            package.writestr(name, part)
    return buffer.getvalue()


def _parts(root: Element) -> Iterator[tuple[str, bytes]]:
    for part in root.iter(f"{_PART}part"):
        name = part.get(f"{_PART}name", "").lstrip("/")
        if len(name.encode()) > _LONGEST_NAME:
            raise UnreadableError("damaged", problem=f"XML: the name of a part is too long: {name[:80]}")
        tree, packed = part.find(f"{_PART}xmlData/*"), part.findtext(f"{_PART}binaryData")
        if not name or (tree is None) == (packed is None):
            raise UnreadableError("damaged", problem=f"XML: a part {name[:80] or '?'} without content")
        if tree is not None:
            yield name, etree.tostring(tree, encoding="utf-8", with_tail=False)
            continue
        try:
            yield name, base64.b64decode(packed or "")
        except (binascii.Error, ValueError) as error:
            raise UnreadableError("damaged", problem=f"XML: part {name[:80]}: {error}") from error
