"""The paragraph of an RTF text that is being put together, and the text boxes that hang on it."""

from collections.abc import Callable

from gouji.readers.grid import paired
from gouji.readers.marks import MARK
from gouji.readers.story import Counts, Story
from gouji.readers.word.rows_story import RowsStory
from gouji.readers.word.rtf_groups import RowWords


class RtfStory:
    """The text of the document, or of one text box, in reading order."""

    def __init__(self, counts: Counts, remark: Callable[[str], None]) -> None:
        # The number of the paragraph that is being read, where it is told.
        self.number: str | None = None
        # Texts of the paragraph so far; of each whether it is a mark, which only cells keep.
        self.pieces: list[tuple[bool, str]] = []
        # What stands in the text boxes that hang on the paragraph.
        self.boxes: list[Story] = []
        self._rows = RowsStory("RTF", remark, counts)
        self._remark = remark

    @property
    def story(self) -> Story:
        """What has ended so far."""
        return self._rows.story

    def end_line(self, depth: int) -> None:
        """The paragraph ends, in a cell of a table as deep as `depth`, 0 outside of tables."""
        lines = paired("".join([text for is_mark, text in self.pieces if depth or not is_mark])).split("\n")
        # The number of a list, or a picture where there is nothing else.
        marks = {text for is_mark, text in self.pieces if is_mark}
        # A picture may stand beside the number, which is then not all that is drawn there.
        number = self.number if marks == {MARK["list_number"]} else None
        self.pieces, self.number = [], None
        self._rows.end_paragraph(depth, lines, is_numbered=bool(marks), number=number, is_pictured=lambda: bool(marks))
        if depth and self.boxes:
            self._remark("text boxes in table cells are not read")
            self.boxes = []
        self._take_in_boxes()

    def end_cell(self, depth: int, is_shown: bool) -> None:
        """The paragraph ends, and its cell; not `is_shown` where the mark of the cell is hidden or deleted."""
        if depth:
            self.end_line(depth)
        self._rows.end_cell(depth, is_shown=is_shown)

    def end_row(self, depth: int, words: RowWords, is_shown: bool) -> None:
        """A row ends whose cells are given by `words`."""
        self._rows.end_row(depth, words.definition(), is_shown=is_shown, doubtful=words.doubtful, rest=self._text())
        self.pieces = []

    def end(self) -> None:
        """The text ends: its last paragraph may have no end of its own."""
        if self._text().strip():
            self.end_line(0)
        self._rows.end()
        self._take_in_boxes()

    def _text(self) -> str:
        return "".join([text for _, text in self.pieces])

    def _take_in_boxes(self) -> None:
        for box in self.boxes:
            self.story.take_in(box)
        self.boxes = []
