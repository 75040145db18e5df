"""The walk that .docx, .odt, RTF, .doc and web pages share: paragraphs and tables, in reading order -> blocks of a Document.

A reader tells its story of what it meets; what becomes a passage, how passages and tables are numbered, and at which
ranks something stands that is no text, is said here alone.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from gouji.document import Document, Format, Grid, Passage
from gouji.readers.marks import MARK, shows_unmarked

_Box = TypeVar("_Box")


@dataclass(slots=True)
class Counts:
    """How many passages and tables there are so far."""

    passages: int = 0
    grids: int = 0


class Story:
    """The blocks so far. What is told apart and put in later, such as a text box, shares the `counts` of its document."""

    __slots__ = ("_counts", "blocks", "drawn", "numbers", "unread")

    def __init__(self, counts: Counts | None = None) -> None:
        self.blocks: list[Passage | Grid] = []
        # Document.unread, Document.drawn and Document.numbers.
        self.unread: set[int] = set()
        self.drawn: set[int] = set()
        self.numbers: dict[int, str] = {}
        self._counts = counts or Counts()

    def paragraph(
        self,
        lines: Sequence[str],
        *,
        is_numbered: bool = False,
        number: str | None = None,
        is_pictured: Callable[[], bool] | None = None,
    ) -> None:
        """Take in the lines of a paragraph; `is_numbered` where the number of a list is drawn in front of its text.

        `number` is that number, where the file tells it for certain.

        `is_pictured` is asked of a paragraph without text: whether it shows something else.
        """
        if not any(map(shows_unmarked, lines)):
            if is_pictured is not None and is_pictured():
                self.note_unread()
        elif is_numbered:
            self._note_drawn(number)
        for line in lines:
            self.passage(line)

    def passage(self, text: str, *, is_drawn: bool = False, number: str | None = None) -> None:
        """Take in a line of text, if it has any; `is_drawn` where what is drawn beside it is no text, `number` if it is told.

        One of no-break spaces is kept: where tables are lost it may be a blank cell (report 001).
        """
        if text := text.strip(" \t"):
            self._counts.passages += 1
            if is_drawn:
                self._note_drawn(number)
            self.blocks.append(Passage(text, f"paragraph {self._counts.passages}"))

    def _note_drawn(self, number: str | None) -> None:
        self.drawn.add(len(self.blocks))
        if number is not None:
            self.numbers[len(self.blocks)] = number

    def note_unread(self, *, is_behind_text: bool = False) -> None:
        """Note that something stands here that is no text; `is_behind_text` that a passage has begun and not ended yet."""
        self.unread.add(len(self.blocks) + is_behind_text)

    def next_table(self) -> str:
        """The locator of the table that begins here. One that holds tables lays out the page and has none."""
        self._counts.grids += 1
        return f"table {self._counts.grids}"

    def table(self, grid: Grid) -> None:
        """Take in a table that has ended."""
        self.blocks.append(grid)

    def take_in(self, other: "Story") -> None:
        """Put what was told apart behind what there is so far."""
        behind = len(self.blocks)
        self.blocks += other.blocks
        self.unread |= {behind + rank for rank in other.unread}
        self.drawn |= {behind + rank for rank in other.drawn}
        self.numbers |= {behind + rank: number for rank, number in other.numbers.items()}

    def document(
        self,
        form: Format,
        metadata: dict[str, str] | None = None,
        remarks: Iterable[str] = (),
        *,
        is_drawn: bool = False,
        numbers_told: bool = True,
    ) -> Document:
        """The whole as a Document; `is_drawn` where the program may draw numbers in front of every passage.

        Without `numbers_told` the numbers that were noted may not be all that stands there.
        """
        drawn = range(len(self.blocks)) if is_drawn else self.drawn
        return Document(
            form,
            tuple(self.blocks),
            metadata or {},
            tuple(remarks),
            unread=frozenset(self.unread),
            drawn=frozenset(drawn),
            numbers=self.numbers if numbers_told else {},
        )


def with_boxes(lines: Iterable[str], boxes: Iterable[_Box], lines_of: Callable[[_Box], Iterable[str]]) -> Iterator[str]:
    """The lines of a paragraph in a cell, then those of the text boxes that hang on it: where these are shown is not told."""
    yield from lines
    for box in boxes:
        yield MARK["text_box"]
        yield from lines_of(box)
