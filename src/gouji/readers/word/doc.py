"""Word document of before 2007 (.doc, and .wps of Kingsoft) -> Document, read from its OLE2 streams.

What it cannot read exactly it refuses: nested tables, encrypted and fast-saved files, Word 6 and 95. Headers, footers
and text boxes are not read.
"""

import re
import struct

from gouji.document import Document, Grid, Passage, UnreadableError
from gouji.document.folding import shows
from gouji.readers.compound import Compound
from gouji.readers.grid import cell_text
from gouji.readers.word.doc_pieces import open_word_file
from gouji.readers.word.doc_text import WordText
from gouji.readers.word.edges import EdgeRow, RowDefinition, edges_grid

# Ends a paragraph, a cell or row, a section or page.
_END = re.compile("[\r\x07\x0c]")


def read_doc(compound: Compound) -> Document:
    """The Document of a .doc file. Raises UnreadableError where it cannot be read exactly."""
    word = open_word_file(compound)
    try:
        text = WordText(word)
        walk = _Walk(text)
        walk.run()
    except (struct.error, IndexError) as error:
        raise UnreadableError("damaged", problem=f"WordDocument: {error}") from error
    if word.text_boxes:
        text.remark("text boxes are not read")
    if not walk.blocks:
        raise UnreadableError("empty")
    return Document(
        "doc",
        tuple(walk.blocks),
        remarks=tuple(text.remarks),
        unread=frozenset(walk.unread),
        drawn=frozenset(walk.drawn),
    )


# [MS-DOC] 2.4.1: a picture in the text, an object that hangs on it.
_PICTURE = re.compile("[\x01\x08]")


class _Walk:
    """Collects blocks in reading order."""

    def __init__(self, text: WordText) -> None:
        self.blocks: list[Passage | Grid] = []
        # Document.unread and Document.drawn.
        self.unread: set[int] = set()
        self.drawn: set[int] = set()
        self._text = text
        self._lines: list[str] = []
        self._cells: list[str] = []
        self._rows: list[EdgeRow] = []
        self._row_start = 0
        self._passages = 0
        self._grids = 0

    def run(self) -> None:
        """Take in every paragraph; a table ends where one outside of it follows."""
        start = 0
        for match in _END.finditer(self._text.text):
            mark = match.start()
            self._paragraph(start, mark, match[0])
            start = mark + 1
        self._end_table()
        if start < len(self._text.text):
            raise UnreadableError("damaged", problem="WordDocument: the last paragraph has no end")

    def _paragraph(self, start: int, mark: int, end: str) -> None:
        paragraph = self._text.paragraph(mark)
        if not paragraph.in_table:
            if end == "\x07":
                raise UnreadableError("damaged", problem="WordDocument: a cell outside of a table")
            self._end_table()
            self._row_start = mark + 1
            shown = self._text.shown(start, mark, paragraph, in_cell=False)
            if shows(shown):
                if self._text.is_numbered(paragraph):
                    self.drawn.add(len(self.blocks))
            elif _PICTURE.search(self._text.text, start, mark):
                self.unread.add(len(self.blocks))
            for line in shown.split("\n"):
                self._passage(line.strip(" \t"))
            return
        if paragraph.nested:
            raise UnreadableError("nested_tables")
        if end == "\x07" and paragraph.ends_row:
            self._end_row(paragraph.row, mark)
            return
        self._lines.append(self._text.shown(start, mark, paragraph, in_cell=True))
        if end == "\x07":
            self._cells.append(cell_text("\n".join(self._lines).split("\n")))
            self._lines = []

    def _passage(self, text: str) -> None:
        # A paragraph of no-break spaces is kept, as in web pages: where tables are lost it may be a blank cell.
        if text:
            self._passages += 1
            self.blocks.append(Passage(text, f"paragraph {self._passages}"))

    def _end_row(self, definition: RowDefinition | None, mark: int) -> None:
        if definition is None or len(self._cells) != len(definition.right) or self._lines:
            raise UnreadableError("damaged", problem=f"WordDocument: row with {len(self._cells)} cells")
        if all(self._text.is_hidden(at) for at in range(self._row_start, mark + 1)):
            self._text.remark("a table row hidden or deleted as a tracked change is not read")
        else:
            self._rows.append(EdgeRow(definition, self._cells))
        self._cells = []
        self._row_start = mark + 1

    def _end_table(self) -> None:
        if self._cells or self._lines:
            raise UnreadableError("damaged", problem="WordDocument: a table row without end")
        if not self._rows:
            return
        self._grids += 1
        self.blocks.append(edges_grid(f"table {self._grids}", self._rows, "WordDocument", self._text.remark))
        self._rows = []
