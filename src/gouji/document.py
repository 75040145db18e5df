"""A document without its format: passages of text and grids of cells, in reading order, each with where it stood."""

from dataclasses import dataclass, field
from typing import Literal

Format = Literal["text", "html", "docx", "odt", "xlsx", "xls", "doc", "pdf", "ofd", "mht", "scan"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A line or paragraph of text. A passage of nothing but invisible characters is kept: it may be a blank cell."""

    text: str
    locator: str


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a grid; `row` and `column` count from 0.

    `confidence` is that of OCR, 0 to 1, for the least certain character; None where the file itself has the text.
    """

    row: int
    column: int
    text: str
    locator: str
    row_span: int = 1
    column_span: int = 1
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as the document has it.

    `spans_known` is False where the source lists the cells of each row and has lost how far each reaches (tabbed text):
    `column` is then the cell's rank in its row, and an empty cell may be the continuation of one above.
    """

    cells: tuple[GridCell, ...]
    locator: str
    spans_known: bool


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader found in one file. `metadata` holds named texts of the page; `remarks` what was odd in reading it.

    `recognised` is True where any page was read from a picture: its prose proves nothing, its cells have a confidence.
    """

    format: Format
    blocks: tuple[Passage | Grid, ...]
    metadata: dict[str, str] = field(default_factory=dict[str, str])
    remarks: tuple[str, ...] = ()
    recognised: bool = False

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
