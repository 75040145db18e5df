"""A document without its format: passages of text and grids of cells, in reading order, each with where it stood.

What a report has hundreds of is a NamedTuple: a frozen dataclass takes four times as long to make.
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from gouji.document.doubts import CAUSES, Cause, Doubt

__all__ = [
    "CAUSES", "Cause", "Document", "Doubt", "Format", "Grid", "GridCell", "PageBox", "Passage", "UnreadableError"
]  # fmt: skip

Format = Literal[
    "text", "html", "mht", "docx", "word_xml", "doc", "rtf", "odt", "xlsx", "xls", "excel_xml", "ods", "pdf", "ofd", "scan"
]  # fmt: skip


class PageBox(NamedTuple):
    """Where something stands on a page (from 1): whole points (1/72 inch) on the upright page, y counted downwards.

    It is for showing; readers compare their own, finer ones.
    """

    page: int
    left: int
    top: int
    right: int
    bottom: int


class Passage(NamedTuple):
    """A line or paragraph of text. A passage of nothing but invisible characters is kept: it may be a blank cell.

    `box` is there for formats that have pages. `doubts` are of parts of the text; one without text and with a doubt shows
    something that is no text.
    """

    text: str
    locator: str
    box: PageBox | None = None
    doubts: tuple[Doubt, ...] = ()


class GridCell(NamedTuple):
    """One cell of a grid; `row` and `column` count from 0. `box` is there for formats that have pages.

    `confidence` is that of OCR, 0 to 1, for the least certain character; None where the file itself has the text. A cell
    with `doubts` is not read, whatever its text.
    """

    row: int
    column: int
    text: str
    locator: str
    row_span: int = 1
    column_span: int = 1
    box: PageBox | None = None
    confidence: float | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as the document has it.

    `spans_known` is False where the source lists the cells of each row and has lost how far each reaches (tabbed text):
    `column` is then the cell's rank in its row, and an empty cell may be the continuation of one above. `columns_known`
    says that cells of the same rank stand under each other all the same, as in Markdown.
    """

    cells: tuple[GridCell, ...]
    locator: str
    spans_known: bool
    columns_known: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader found in one file. `metadata` holds named texts of the page; `remarks` what was odd in reading it.

    `recognised` is True where any page was read from a picture: its prose proves nothing, its cells have a confidence.
    `unread` are the ranks of blocks in front of which something stands that is no text (a picture, an object, a script,
    an inserted document); the number of blocks itself is a rank, too. `drawn` are the ranks of passages to which the
    program draws what their text does not have, such as the number of a list; `numbers` are those numbers as they are
    shown, by the rank, where the file tells them for certain (empty: nothing is drawn).
    """

    format: Format
    blocks: tuple[Passage | Grid, ...]
    metadata: dict[str, str] = field(default_factory=dict[str, str])
    remarks: tuple[str, ...] = ()
    recognised: bool = False
    unread: frozenset[int] = frozenset()
    drawn: frozenset[int] = frozenset()
    numbers: dict[int, str] = field(default_factory=dict[int, str])

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages, in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Passage))

    @property
    def grids(self) -> tuple[Grid, ...]:
        """The grids, in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))


class UnreadableError(Exception):
    """A file could not be read. `reason` is a code of `expectations/texts/reasons.yml`, `details` fill its text."""

    def __init__(self, reason: str, **details: str | int) -> None:
        super().__init__(f"{reason} {details}" if details else reason)
        self.reason = reason
        self.details = details
