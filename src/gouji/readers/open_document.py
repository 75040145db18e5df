"""OpenDocument beside .odt -> Document: spreadsheets (.ods), and texts and spreadsheets as one XML file (.fodt, .fods)."""

from collections.abc import Iterator, Sequence

from gouji.document import Document, UnreadableError
from gouji.readers.flat_xml import parse_flat
from gouji.readers.odf_words import named
from gouji.readers.own_workbook import refuse_own_workbook
from gouji.readers.packages import Element, Package
from gouji.readers.sheets.excel import document_of
from gouji.readers.sheets.ods_sheets import OpenWorkbook
from gouji.readers.word.odt import is_encrypted, read_body


def read_ods(package: Package) -> Document:
    """The Document of an .ods file.

    Raises UnreadableError where it is damaged, encrypted or too large, and `own_workbook` for an audit workbook of ours.
    """
    if is_encrypted(package):
        raise UnreadableError("encrypted")
    refuse_own_workbook(package)
    refuse_own_workbook(package)
    root = package.xml("content.xml")
    body = next(_bodies(root, "spreadsheet"), None)
    if body is None:
        raise UnreadableError("damaged", problem="content.xml: no spreadsheet")
    styles = [package.xml("styles.xml"), root] if "styles.xml" in package else [root]
    return _spreadsheet(body, styles, package.xml("settings.xml") if "settings.xml" in package else None)


def read_flat_open_document(content: bytes) -> Document:
    """The Document of an .fodt or .fods file. Raises UnreadableError where it is damaged, too large, or another kind."""
    root = parse_flat(content)
    if (text := next(_bodies(root, "text"), None)) is not None:
        return read_body(text, [root], root)
    if (sheets := next(_bodies(root, "spreadsheet"), None)) is not None:
        return _spreadsheet(sheets, [root], root)
    raise UnreadableError("office_format_not_readable", format="OpenDocument")


def _bodies(root: Element, kind: str) -> Iterator[Element]:
    return (node for body in root if named(body, "office", "body") for node in body if named(node, "office", kind))


def _spreadsheet(body: Element, styles: Sequence[Element], settings: Element | None) -> Document:
    remarks: dict[str, None] = {}
    return document_of("ods", OpenWorkbook(styles, settings, remarks).sheets(body), remarks)
