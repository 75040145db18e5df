"""OpenDocument text (.odt) -> Document: paragraphs as passages, tables as grids with their row and column spans.

What is read is what a person sees with every tracked change accepted. Headers and footers are not read.
"""

from collections.abc import Iterable, Iterator, Sequence

from gouji.document import Document, UnreadableError
from gouji.readers.grid import MAX_GRID_CELLS, MAX_GRID_SIDE, GridBuilder, cell_text
from gouji.readers.marks import MARK
from gouji.readers.odf_text import LineReader
from gouji.readers.odf_words import (
    HOLDING,
    backed_styles,
    deletions,
    local,
    named,
    number,
    style_looks,
    table_attribute,
)
from gouji.readers.packages import Element, Package
from gouji.readers.story import Story, with_boxes

_PROPERTIES = {"title": "title", "creator": "creator", "creation-date": "created", "date": "modified"}
_ROW_GROUPS = frozenset(("table-header-rows", "table-rows", "table-row-group", "soft-page-break"))


def read_odt(package: Package) -> Document:
    """The Document of an .odt file. Raises UnreadableError where it is damaged, encrypted or too large."""
    if is_encrypted(package):
        raise UnreadableError("encrypted")
    root = package.xml("content.xml")
    body = next((node for node in root.iter() if named(node, "office", "text")), None)
    if body is None:
        raise UnreadableError("damaged", problem="content.xml: no text")
    styles = [package.xml("styles.xml"), root] if "styles.xml" in package else [root]
    return read_body(body, styles, package.xml("meta.xml") if "meta.xml" in package else ())


def is_encrypted(package: Package) -> bool:
    """True where parts of an OpenDocument package are encrypted."""
    manifest = "META-INF/manifest.xml"
    return manifest in package and b"encryption-data" in package.read(manifest)


def read_body(body: Element, styles: Sequence[Element], properties: Iterable[Element]) -> Document:
    """The Document of an office:text; `styles` hold its styles, `properties` (a root) what the file says of itself."""
    walk = _Walk(LineReader(style_looks(styles), deletions(body)), backed_styles(styles))
    walk.blocks_of(body)
    return walk.story.document("odt", _metadata(properties), walk.reader.remarks)


def _metadata(properties: Iterable[Element]) -> dict[str, str]:
    """Title, author and dates of the file; none of them is a date of publication."""
    listed = (one for part in properties if named(part, "office", "meta") for one in part)
    found = ((_PROPERTIES.get(local(node)), node.text) for node in listed)
    return {name: text.strip() for name, text in found if name and text}


# A list's number is drawn, and so are these.
_LISTS = frozenset(("list", "numbered-paragraph"))
_DRAWN = frozenset(("frame", "custom-shape", "g"))


class _Walk:
    """Goes through the elements of a body and tells the story of them."""

    def __init__(self, reader: LineReader, backed: frozenset[str | None]) -> None:
        self.story = Story()
        self._listed = False
        self.reader = reader
        self._backed = backed

    def blocks_of(self, parent: Iterable[Element]) -> None:
        """Take in the paragraphs and tables of the body, a section, a list, a text box or a layout table's cell."""
        for child in parent:
            name = local(child)
            if name in ("p", "h"):
                self._paragraph(child)
            elif named(child, "table", "table"):
                self._table(child)
            elif name in HOLDING:
                if self.reader.is_shown(child):
                    listed, self._listed = self._listed, self._listed or name in _LISTS
                    self.blocks_of(child)
                    self._listed = listed
            elif name in ("frame", "custom-shape", "g"):
                boxes = list(self.reader.boxes_of(child))
                if not boxes:
                    self.story.note_unread()
                for box in boxes:
                    self.blocks_of(box)

    def _paragraph(self, paragraph: Element) -> None:
        lines, boxes = self.reader.lines(paragraph, in_cell=False)
        self.story.paragraph(
            lines,
            is_numbered=self._listed,
            is_pictured=lambda: not boxes and any(local(node) in _DRAWN for node in paragraph.iter()),
        )
        for box in boxes:
            self.blocks_of(box)

    def _table(self, table: Element) -> None:
        if any(inner is not table for inner in table.iter(str(table.tag))):
            # A table that holds tables lays out the page.
            for _, row in _rows(table):
                for cell in row:
                    if local(cell) == "table-cell":
                        self.blocks_of(cell)
            return
        builder = GridBuilder(self.story.next_table())
        covered: set[tuple[int, int]] = set()
        for rank, row in _rows(table):
            if row.get(_VISIBILITY) in ("collapse", "filter"):
                self.reader.remark("a hidden table row is not read")
                continue
            self._row(builder, rank, row, covered)
        self.reader.is_backed = False
        self.story.table(builder.grid())

    def _row(self, builder: GridBuilder, rank: int, row: Element, covered: set[tuple[int, int]]) -> None:
        """Set the cells of a row. The places that a cell spans are listed too, as covered cells."""
        column = 0
        for cell in row:
            name = local(cell)
            if name not in ("table-cell", "covered-table-cell"):
                continue
            self.reader.is_backed = table_attribute(cell, "style-name") in self._backed
            for _ in range(min(number(cell, "number-columns-repeated"), MAX_GRID_SIDE + 1)):
                text = cell_text(self._cell_lines(cell)) if len(cell) else ""
                if name == "covered-table-cell" and (rank, column) in covered:
                    if text:
                        self.reader.remark(f"{builder.at(rank, column)}: text hidden by a merge")
                else:
                    # A covered cell that no span covers: what is shown there is not certain.
                    stray = name == "covered-table-cell" or (rank, column) in covered
                    self._set(builder, rank, column, cell, MARK["merge_unclear"] + text if stray else text, covered)
                column += 1

    def _set(
        self, builder: GridBuilder, row: int, column: int, cell: Element, text: str, covered: set[tuple[int, int]]
    ) -> None:
        down, right = number(cell, "number-rows-spanned"), number(cell, "number-columns-spanned")
        if right > MAX_GRID_SIDE or down > MAX_GRID_SIDE or len(covered) + down * right > MAX_GRID_CELLS:
            raise UnreadableError("table_too_large", limit=MAX_GRID_CELLS)
        builder.add(row, column, text, down, right)
        if down * right > 1:
            covered.update((row + r, column + c) for r in range(down) for c in range(right))

    def _cell_lines(self, cell: Element) -> Iterator[str]:
        for child in cell:
            name = local(child)
            if name in ("p", "h"):
                lines, boxes = self.reader.lines(child, in_cell=True)
                yield from with_boxes(lines, boxes, self._cell_lines)
            elif name in HOLDING:
                if self.reader.is_shown(child):
                    if name in _LISTS:
                        # A list's number is shown and stands nowhere in the text: a blank cell may show `1.`.
                        yield MARK["list_number"]
                    yield from self._cell_lines(child)
            elif name not in ("annotation", "soft-page-break"):
                yield MARK["picture"]


_VISIBILITY = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}visibility"


def _rows(table: Iterable[Element]) -> Iterator[tuple[int, Element]]:
    """Each row with its rank, a repeated one as often as it is repeated; hundreds of equal rows are empty ones."""
    rank = 0
    for row in _row_elements(table):
        repeated = number(row, "number-rows-repeated")
        if repeated > MAX_GRID_CELLS:
            raise UnreadableError("table_too_large", limit=MAX_GRID_CELLS)
        for _ in range(repeated):
            yield rank, row
            rank += 1


def _row_elements(parent: Iterable[Element]) -> Iterator[Element]:
    for child in parent:
        if local(child) == "table-row":
            yield child
        elif local(child) in _ROW_GROUPS:
            yield from _row_elements(child)
