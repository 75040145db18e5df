"""Word document (.docx) -> Document: paragraphs as passages, tables as grids with their real row and column spans.

What is read is what a person sees with every tracked change accepted. Headers and footers are not read.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lxml import etree

from gouji.document import Document, UnreadableError
from gouji.readers.grid import GridBuilder, cell_text
from gouji.readers.looks import PLAIN
from gouji.readers.marks import MARK
from gouji.readers.packages import Element, Package, parse_xml
from gouji.readers.story import Story, with_boxes
from gouji.readers.word.docx_numbers import shown_numbers
from gouji.readers.word.docx_rows import RowCell, open_rows
from gouji.readers.word.docx_runs import ParagraphReader
from gouji.readers.word.docx_styles import Styles, read_styles
from gouji.readers.word.docx_words import DELETED, PICTURES, TRANSPARENT, attribute, kind_of
from gouji.readers.word.merging import MergeCell, set_rows

_STORY_PROPERTIES = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "creator",
    "{http://purl.org/dc/terms/}created": "created",
    "{http://purl.org/dc/terms/}modified": "modified",
}

# A file without numbered lists.
NO_NUMBERS: Mapping[Element, str] = {}


def read_docx(package: Package) -> Document:
    """The Document of a .docx file.

    Raises UnreadableError for a damaged or encrypted file, parts beyond 64 MB, nesting beyond 256 elements and tables
    beyond 100,000 cells.
    """
    if "EncryptedPackage" in package:
        raise UnreadableError("encrypted")
    main = package.related("", "/officeDocument") or "word/document.xml"
    story = package.read(main)
    root = package.xml(main)
    body = next((child for child in root if kind_of(child) == "body"), None)
    if body is None:
        raise UnreadableError("damaged", problem=f"{main}: no body")
    if b"PrChange" in story or b"\0" in story[:64]:
        # How a text looked before a tracked change: what was hidden then is shown now.
        etree.strip_elements(body, "{*}rPrChange", "{*}pPrChange")
    numbers = _numbers(package, main, body, story)
    return replace(read_story(body, _styles(package, main), story, numbers), metadata=_metadata(package))


def read_story(body: Element, styles: Styles, story: bytes, numbers: Mapping[Element, str] = NO_NUMBERS) -> Document:
    """What a body holds, as a Document without metadata; `story` is the XML that the body is from.

    `numbers` are those that Word draws in front of paragraphs, where they are told.
    """
    walk = _Walk(ParagraphReader(styles, body, story), numbers)
    walk.blocks_of(body)
    return walk.story.document("docx", remarks=walk.reader.remarks)


def _styles(package: Package, main: str) -> Styles:
    part = package.related(main.lstrip("/"), "/styles")
    if part is None or part not in package:
        return Styles()
    return read_styles(package.read(part), part)


def _numbers(package: Package, main: str, body: Element, story: bytes) -> Mapping[Element, str]:
    """The numbers that the lists of the file draw."""
    numbering, styles = (package.related(main.lstrip("/"), kind) for kind in ("/numbering", "/styles"))
    if numbering is None or numbering not in package:
        return NO_NUMBERS
    has_styles = styles is not None and styles in package
    of_styles = package.read(styles) if has_styles and styles is not None else b""
    if b"numPr" not in story and b"numPr" not in of_styles:
        return NO_NUMBERS
    defined = parse_xml(of_styles, styles) if styles is not None and of_styles else ()
    return shown_numbers(body, package.xml(numbering), defined)


def _metadata(package: Package) -> dict[str, str]:
    """Title, author and dates of the file; none of them is a date of publication."""
    if "docProps/core.xml" not in package:
        return {}
    properties = ((_STORY_PROPERTIES.get(str(one.tag)), one.text) for one in package.xml("docProps/core.xml"))
    return {name: text.strip() for name, text in properties if name and text}


class _Walk:
    """Goes through the elements of a body and tells the story of them."""

    def __init__(self, reader: ParagraphReader, numbers: Mapping[Element, str] = NO_NUMBERS) -> None:
        self.story = Story()
        self.reader = reader
        self._shown = numbers

    def blocks_of(self, parent: Iterable[Element]) -> None:
        """Take in the paragraphs and tables of a body, a text box or the cell of a table that only lays out a page."""
        for child in parent:
            kind = kind_of(child)
            if kind == "p":
                self._paragraph(child)
            elif kind == "tbl":
                self._table(child)
            elif kind in TRANSPARENT:
                self.blocks_of(child)
            elif kind == "altChunk":
                self.reader.remark("an inserted document (altChunk) is not read")
                self.story.note_unread()
                self.story.passage(MARK["inserted_document"])

    def _paragraph(self, paragraph: Element) -> None:
        lines, boxes = self.reader.lines(paragraph, in_cell=False)
        self.story.paragraph(
            lines,
            is_numbered=self.reader.is_numbered,
            number=self._shown.get(paragraph),
            is_pictured=lambda: any(kind_of(node) in PICTURES for node in paragraph.iter()),
        )
        for box in boxes:
            self.blocks_of(box)

    def _table(self, table: Element) -> None:
        if _is_nested(table):
            # A table that holds tables lays out the page.
            for _, cells in open_rows(table, self.reader.remark):
                for cell in cells:
                    self.blocks_of(cell.node)
            return
        style = next(
            (one for child in table if kind_of(child) == "tblPr" for one in child if kind_of(one) == "tblStyle"), None
        )
        self.reader.table_look = self.reader.table_style(attribute(style, "val")) if style is not None else PLAIN
        builder = GridBuilder(self.story.next_table())
        self._fill(builder, table)
        self.reader.table_look = PLAIN
        self.story.table(builder.grid())

    def _fill(self, builder: GridBuilder, table: Element) -> None:
        rows = (
            (row, [self._merge_cell(cell) for cell in cells]) for row, cells in open_rows(table, self.reader.remark)
        )
        set_rows(builder, rows, self.reader.remark)

    def _merge_cell(self, cell: RowCell) -> MergeCell:
        self.reader.is_backed = cell.is_backed
        text = cell_text(self._cell_lines(cell.node))
        self.reader.is_backed = False
        return MergeCell(cell.column, cell.span, cell.merge, MARK["merge_unclear"] + text if cell.is_doubtful else text)

    def _cell_lines(self, cell: Element) -> Iterator[str]:
        for child in cell:
            kind = kind_of(child)
            if kind == "p":
                lines, boxes = self.reader.lines(child, in_cell=True)
                yield from with_boxes(lines, boxes, self._cell_lines)
            elif kind in TRANSPARENT:
                yield from self._cell_lines(child)
            elif kind == "altChunk":
                yield MARK["inserted_document"]


def _is_nested(table: Element) -> bool:
    return any(
        inner is not table and not any(kind_of(above) in DELETED for above in inner.iterancestors())
        for inner in table.iter(str(table.tag))
    )
