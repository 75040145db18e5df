"""Word document of before 2007 (.doc, and .wps of Kingsoft) -> Document, read from its OLE2 streams.

What it cannot read exactly it refuses: nested tables, encrypted and fast-saved files, Word 6 and 95. Headers, footers
and text boxes are not read.
"""

import re
import struct

from gouji.document import Document, UnreadableError
from gouji.readers.compound import Compound
from gouji.readers.word.doc_pieces import open_word_file
from gouji.readers.word.doc_text import WordText
from gouji.readers.word.edges import RowDefinition
from gouji.readers.word.rows_story import RowsStory

# Ends a paragraph, a cell or row, a section or page.
_END = re.compile("[\r\x07\x0c]")
_CELL = "\x07"


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
    document = walk.rows.story.document("doc", remarks=text.remarks)
    if not document.blocks:
        raise UnreadableError("empty")
    return document


# [MS-DOC] 2.4.1: a picture in the text, an object that hangs on it.
_PICTURE = re.compile("[\x01\x08]")


class _Walk:
    """Goes from one end of a paragraph, cell or row to the next and tells the story of them."""

    def __init__(self, text: WordText) -> None:
        self.rows = RowsStory("WordDocument", text.remark)
        self._text = text
        self._row_start = 0

    def run(self) -> None:
        """Take in every paragraph; a table ends where one outside of it follows."""
        start = 0
        for match in _END.finditer(self._text.text):
            mark = match.start()
            self._paragraph(start, mark, match[0])
            start = mark + 1
        self.rows.end()
        if start < len(self._text.text):
            raise UnreadableError("damaged", problem="WordDocument: the last paragraph has no end")

    def _paragraph(self, start: int, mark: int, end: str) -> None:
        text = self._text
        paragraph = text.paragraph(mark)
        if not paragraph.in_table:
            self._row_start = mark + 1
            self.rows.end_paragraph(
                0,
                text.shown(start, mark, paragraph, in_cell=False).split("\n"),
                is_numbered=text.is_numbered(paragraph),
                is_pictured=lambda: _PICTURE.search(text.text, start, mark) is not None,
            )
            if end == _CELL:
                self.rows.end_cell(0, is_shown=True)
        elif paragraph.nested:
            raise UnreadableError("nested_tables")
        elif end == _CELL and paragraph.ends_row:
            self._end_row(paragraph.row, mark)
        else:
            self.rows.end_paragraph(1, text.shown(start, mark, paragraph, in_cell=True).split("\n"))
            if end == _CELL:
                self.rows.end_cell(1, is_shown=False)

    def _end_row(self, definition: RowDefinition | None, mark: int) -> None:
        if definition is None:
            raise UnreadableError("damaged", problem="WordDocument: a row whose cells have no edges")
        is_hidden = all(self._text.is_hidden(at) for at in range(self._row_start, mark + 1))
        self.rows.end_row(1, definition, is_shown=not is_hidden)
        self._row_start = mark + 1
