"""What a placer found of one table: texts at addresses, addresses refused with a reason, and what found no place."""

from collections.abc import Collection, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from gouji.declared.forms import FormCell
from gouji.document import Doubt
from gouji.reports.transcribe.unlisted import WrongLabel

# A heading that only one form has says more than a few figures that happen to find a place.
_OWN_WORD = 10


class Printed(NamedTuple):
    """The text of one cell as printed, where it stood, its confidence if recognised in a picture, what is doubted of it."""

    text: str
    locator: str
    confidence: float | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def certain_text(self) -> str:
        """The text without blanks around it; '' where it is doubted: nothing is confirmed by a doubted figure."""
        return "" if self.doubts else self.text.strip()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an address could not be read: a code of `expectations/texts/reasons.yml` and what fills its sentence."""

    reason: str
    details: tuple[tuple[str, str | int], ...] = ()
    locator: str | None = None


@dataclass(frozen=True, slots=True)
class Leftover:
    """A text inside a table that found no place in the form."""

    text: str
    reason: str
    locator: str


@dataclass(slots=True)
class Placement:
    """The growing result of one placer on one table.

    `proven` is True where the source keeps rows or cells apart, so that what was not found was not printed.
    `words` has the official words of the table that were met. `strange_lines` counts lines of figures whose label the
    form does not have, `unplaced_lines` rows that may be lines of the form and found no place. Where cells were counted
    after their label, `lost` counts lines with too few, `extra` lines with too many and figures that belong to no line,
    `unconfirmed` has the cells of the lines that were placed for their number alone, `may_hold_pages` those of lines that
    a page number could have made add up. `units` has the addresses of cells whose label gives another unit than the form's,
    `wrong_labels` the labels that were read although they are not the form's.
    """

    proven: bool
    placed: dict[str, list[Printed]] = field(default_factory=dict[str, list[Printed]])
    refused: dict[str, Refusal] = field(default_factory=dict[str, Refusal])
    leftovers: list[Leftover] = field(default_factory=list[Leftover])
    words: set[str] = field(default_factory=set[str])
    strange_lines: int = 0
    strange_headings: int = 0
    unplaced_lines: int = 0
    lost: int = 0
    extra: int = 0
    unconfirmed: list[tuple[FormCell, ...]] = field(default_factory=list[tuple[FormCell, ...]])
    may_hold_pages: list[tuple[FormCell, ...]] = field(default_factory=list[tuple[FormCell, ...]])
    units: dict[str, str] = field(default_factory=dict[str, str])
    wrong_labels: tuple[WrongLabel, ...] = ()

    def put(self, cell: FormCell, printed: Printed) -> None:
        """Place a text; a second text for the same address is kept too, and settled when the table is complete."""
        self.placed.setdefault(cell.address, []).append(printed)

    def refuse(self, cells: tuple[FormCell, ...], reason: str, locator: str | None, **details: str | int) -> None:
        """Refuse every one of `cells`."""
        for cell in cells:
            self.refused[cell.address] = Refusal(reason, tuple(details.items()), locator)

    def misfit(self, own_words: Set[str]) -> int:
        """How badly the form fits what was found: lower is better. `own_words` are those that no other form prints.

        What is missing does not count: of a table that breaks off, the shorter form would always seem to fit best.
        """
        strange = self.strange_lines + self.strange_headings
        return 3 * strange - len(self.placed) - _OWN_WORD * len(self.words & own_words)

    def explains_all(self, cells: Collection[FormCell]) -> bool:
        """True where every one of a table's `cells` was placed and nothing was left over."""
        return len(self.placed) == len(cells) and not self.refused and not self.leftovers and not self.has_strange

    @property
    def has_strange(self) -> bool:
        """True where the table has a line, heading or text that no cell of the form explains; sentences are notes."""
        strange = self.strange_lines + self.strange_headings + self.unplaced_lines
        return strange > 0 or any("。" not in one.text for one in self.leftovers)

    @property
    def found(self) -> bool:
        """True where anything of the table was found."""
        return bool(self.placed or self.refused)
